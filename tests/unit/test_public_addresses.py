"""Which IP addresses a link check may connect to: those of the public internet alone."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.public_addresses import is_public

SPECIAL_V4 = [
    "0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32",
    "192.0.0.170/32", "192.0.0.171/32", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24", "192.88.99.2/32", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32",
    # Not in the registry of special purposes, but in that of multicast.
    "224.0.0.0/4",
]  # fmt: skip
"""The IANA IPv4 Special-Purpose Address Registry."""

SPECIAL_V6 = [
    "::1/128", "::/128", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:1::1/128",
    "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28",
    "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16",
    "fc00::/7", "fe80::/10",
    # Not in the registry of special purposes: site-local (RFC 3879), multicast, compatible
    # (RFC 4291), translated (RFC 2765), and what was never given out.
    "fec0::/10", "ff00::/8", "::/96", "::ffff:0:0:0/96", "4000::/3", "8000::/1",
]  # fmt: skip
"""The IANA IPv6 Special-Purpose Address Registry, but for what carries an IPv4 address."""


def ends(network: str) -> list[str]:
    """The first address, the last, and one between."""
    block = ip_network(network)
    middle = int(block.network_address) + block.num_addresses // 2
    kind = IPv4Address if isinstance(block, IPv4Network) else IPv6Address
    return [str(block[0]), str(block[-1]), str(kind(middle))]


def carriers(address: str) -> list[str]:
    """Every IPv6 address that stands for an IPv4 address."""
    bits = int(IPv4Address(address))
    public = int(IPv4Address("1.1.1.1"))
    forms = [
        0xFFFF << 32 | bits,  # mapped
        bits,  # compatible
        0xFFFF << 48 | bits,  # translated
        0x0064FF9B << 96 | bits,  # NAT64
        0x0064FF9B0001 << 80 | bits,  # local NAT64, the last 32 bits
        0x0064FF9B0001 << 80 | (bits >> 16) << 64 | (bits & 0xFFFF) << 40,  # local NAT64, after 48
        0x2002 << 112 | bits << 80,  # 6to4
        0x20010000 << 96 | bits << 64 | (~public & 0xFFFFFFFF),  # Teredo's server
        0x20010000 << 96 | public << 64 | (~bits & 0xFFFFFFFF),  # Teredo's client
    ]
    return [str(IPv6Address(form)) for form in forms]


@pytest.mark.parametrize("network", SPECIAL_V4 + SPECIAL_V6)
def test_no_block_of_a_special_purpose_is_public(network: str) -> None:
    assert [address for address in ends(network) if is_public(address)] == []


@pytest.mark.parametrize("network", SPECIAL_V4)
def test_ipv6_address_containing_a_private_ipv4_address_is_rejected(network: str) -> None:
    for address in ends(network):
        assert [form for form in carriers(address) if is_public(form)] == []


@pytest.mark.parametrize(
    "address", ["", "example.com", "1", "127.1", "0x7f.1", "fe80::1%eth0", "2606:4700::1111%1"]
)
def test_text_that_is_not_an_ip_address_is_rejected(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1", "93.184.215.14", "192.0.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1",
        "2001:200::1", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1",
        "2001:0:4136:e378:8000:63bf:fefe:fefe",
    ],
)  # fmt: skip
def test_an_address_of_the_internet_may_be_asked(address: str) -> None:
    assert is_public(address)


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_an_ipv4_address_is_public_only_outside_the_registry(address: IPv4Address) -> None:
    special = any(address in IPv4Network(network) for network in SPECIAL_V4)
    assert is_public(str(address)) is not special


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_an_ipv6_address_is_public_only_in_global_unicast(address: IPv6Address) -> None:
    if is_public(str(address)):
        assert address in IPv6Network("2000::/3") or address in IPv6Network("64:ff9b::/96")
        assert not any(address in IPv6Network(network) for network in SPECIAL_V6[3:])
