"""Decide whether a link check may connect to an IP address. Makes no requests.

A link in a public page must not make the author's machine connect to its own services or its
network (server-side request forgery, CWE-918). So this is an allow-list: an address that is
not known to be on the public internet is rejected.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_SPECIAL_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
"""IANA's IPv4 special-purpose registry (2025-10) and multicast: no web page is served there.

Whole blocks, although a few addresses in them are global: those serve routers, not readers.
"""

_GLOBAL_V6 = IPv6Network("2000::/3")
"""All addresses that IANA allocates as global unicast (RFC 4291, section 2.4)."""

_SPECIAL_V6 = tuple(
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20")
)
"""The part of IANA's IPv6 special-purpose registry (2025-10) that is in global unicast."""

_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_TEREDO = IPv6Network("2001::/32")
_6TO4 = IPv6Network("2002::/16")


def is_public(address: str) -> bool:
    """Whether an address is global unicast of the public internet.

    An IPv6 address that a host or a translator maps to IPv4 addresses (mapped, RFC 4291;
    NAT64, RFC 6052; 6to4, RFC 3056; Teredo, RFC 4380) is public if all of them are. Other
    forms that contain one (compatible, RFC 4291; translated, RFC 2765; local NAT64, RFC
    8215) are never global, and are always rejected.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return _is_public_v4(parsed)
    if parsed.scope_id:
        return False
    carried = tuple(_carried(parsed))
    if carried:
        return all(map(_is_public_v4, carried))
    return parsed in _GLOBAL_V6 and not any(parsed in network for network in _SPECIAL_V6)


def _is_public_v4(address: IPv4Address) -> bool:
    return not any(address in network for network in _SPECIAL_V4)


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses to which, or through which, a packet to an IPv6 address goes."""
    bits = int(address)
    if address in _MAPPED or address in _NAT64:
        yield IPv4Address(bits & 0xFFFFFFFF)
    elif address in _6TO4:
        yield IPv4Address(bits >> 80 & 0xFFFFFFFF)
    elif address in _TEREDO:
        yield IPv4Address(bits >> 64 & 0xFFFFFFFF)  # the server
        yield IPv4Address(~bits & 0xFFFFFFFF)  # the client, with each bit inverted
