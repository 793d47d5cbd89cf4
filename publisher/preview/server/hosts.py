"""Parse the host of a Host header or of a URL as a browser does. Makes no requests.

A host that does not follow the grammar is rejected, not repaired, so nothing can be smuggled.
"""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import unquote

from publisher.domains import idna_encoded
from publisher.public_addresses import is_public
from publisher.urls import scheme_of

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}\.?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
"""A last label like this makes a browser read the host as an IPv4 address (WHATWG URL, 3.5)."""

_PORT = re.compile(r"[0-9]{1,5}", re.ASCII)
_NEAR = ("localhost", "local", "internal", "lan", "home", "home.arpa", "intranet")
"""Names that are resolved within a machine or a network (RFC 6761, 6762, 8375)."""

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Authority:
    """A host and a port, normalised from the parsed parts, never as received."""

    host: str
    """A name in lower case, or an IP address in its shortest form, without brackets."""
    port: int

    def __str__(self) -> str:
        """Return host and port as in a URL (RFC 3986, section 3.2)."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def address(self) -> IPv4Address | IPv6Address | None:
        """The IP address, if the host is one."""
        return _address(self.host)

    @property
    def is_loopback(self) -> bool:
        """Whether the host is an address of this machine."""
        address = self.address
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return address is not None and address.is_loopback

    @property
    def is_elsewhere(self) -> bool:
        """Whether the host is on the public internet, not on this machine or its network."""
        if self.address is not None:
            return is_public(self.host)
        name = self.host.removesuffix(".")
        return "." in name and not any(name.endswith(f".{near}") for near in _NEAR)


def authority(text: str, default_port: int = 80) -> Authority | None:
    """Parse ``host`` or ``host:port``; None for anything else, such as an IPv6 zone."""
    if text.startswith("["):
        inside, bracket, rest = text[1:].partition("]")
        host = _ipv6(inside) if bracket else ""
    else:
        inside, colon, port = text.partition(":")
        host, rest = _named(inside.lower()), f"{colon}{port}"
    if not host or not (rest == "" or rest.startswith(":")):
        return None
    number = default_port if rest == "" else _port(rest[1:])
    return Authority(host, number) if number else None


def authority_of(url: str) -> Authority | None:
    """Return the authority of a URL; None if it has none or it is not clear.

    Browsers drop tabs and line breaks, take backslashes for slashes and any number of both
    before the host, ignore a name and password, and undo percent-encoding (WHATWG URL, 4.4).
    """
    port = _PORTS.get(scheme_of(url))
    if port is None:
        return None
    rest = re.sub(r"[\t\r\n]", "", url).partition(":")[2].replace("\\", "/").lstrip("/")
    written = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    try:
        host = unquote(written, errors="strict")
    except UnicodeDecodeError:
        return None
    name, colon, number = host.rpartition(":") if re.search(r":[0-9]*\Z", host) else (host, "", "")
    try:
        ascii_name = name if name.isascii() else idna_encoded(name)
    except ValueError:
        return None
    return authority(f"{ascii_name}{colon}{number}", port)


def _named(host: str) -> str:
    """Return a name, or an IPv4 address of four decimal numbers; '' for anything else."""
    if len(host) > 253 or not _NAME.fullmatch(host):
        return ""
    if _NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2]):
        address = _address(host)
        return str(address) if address else ""
    return host


def _ipv6(text: str) -> str:
    try:
        return "" if "%" in text else str(IPv6Address(text))
    except AddressValueError:
        return ""


def _address(host: str) -> IPv4Address | IPv6Address | None:
    for kind in (IPv4Address, IPv6Address):
        try:
            return kind(host)
        except AddressValueError:
            continue
    return None


def _port(text: str) -> int:
    number = int(text) if _PORT.fullmatch(text) else 0
    return number if number <= 65_535 else 0
