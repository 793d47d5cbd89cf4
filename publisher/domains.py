"""Convert host names to ASCII, as in the DNS. The only module that uses IDNA."""

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

_ASCII_LABEL = re.compile(r"[A-Za-z0-9_-]+")
"""The characters of a label; the DNS also allows underscores (RFC 8552)."""

_LONGEST_HOST = 253
"""Characters in a host name (RFC 1035, section 2.3.4); its ASCII form is never shorter."""


def idna_encoded(host: str) -> str:
    """Return a host name in ASCII, as in the DNS (IDNA 2008 by UTS #46, nontransitional).

    An ASCII name is returned unchanged. A symbol that browsers accept and IDNA 2008 forbids
    (``i❤.example``) is encoded as browsers do. Raises ValueError for a label that is empty,
    longer than 63 octets (RFC 1035, section 2.3.4) or not valid in a name.
    """
    name = host
    if not host.isascii():
        import idna  # noqa: PLC0415 - takes 10 ms, and few names need it

        if len(host) > _LONGEST_HOST:
            raise ValueError(f"a host name of {len(host)} characters is too long")
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
        name = ".".join(map(_idna_label, mapped.split(".")))
    labels = name.removesuffix(".").split(".")
    if name and not all(0 < len(label) <= 63 for label in labels):
        raise ValueError(f"{host!r} has a label that is empty or longer than 63 octets")
    return name


def _idna_label(label: str) -> str:
    import idna  # noqa: PLC0415 - as above

    if label.isascii():
        return label
    try:
        return idna.alabel(label).decode()
    except idna.InvalidCodepoint:
        encoded = f"xn--{label.encode('punycode').decode()}"
    if not _ASCII_LABEL.fullmatch(encoded):  # such as the space that "´" is mapped to
        raise ValueError(f"{label!r} cannot be a part of a host name")
    return encoded


def with_ascii_host(url: str) -> str:
    """Return the URL with its host in ASCII; a URL with an ASCII host is returned unchanged.

    Raises ValueError if ``idna_encoded`` does, or if the URL cannot be parsed.
    """
    parts = urlsplit(url)
    if parts.netloc.isascii() or (parts.hostname or "").isascii():
        return url
    return urlunsplit(parts._replace(netloc=_ascii_netloc(parts)))


def _ascii_netloc(parts: SplitResult) -> str:
    user, at, place = parts.netloc.rpartition("@")
    _, colon, port = place.partition(":")
    return f"{user}{at}{idna_encoded(parts.hostname or '')}{colon}{port}"
