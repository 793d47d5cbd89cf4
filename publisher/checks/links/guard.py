"""IP addresses to whether a link check may connect to them. Asks nobody.

What a public page links to must not make the machine of its author talk to its own services
or its network (server-side request forgery, CWE-918).
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses behind a translator (RFC 6052): the last 32 bits."""


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, and of nothing nearer.

    Loopback, private, link-local, shared (RFC 6598), multicast and reserved addresses are not,
    neither are IPv6 addresses that carry such an IPv4 address in them.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    carried = _carried(parsed) if isinstance(parsed, IPv6Address) else None
    if carried is not None:
        return is_public(str(carried))
    return parsed.is_global and not parsed.is_multicast


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
