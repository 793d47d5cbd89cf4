"""Addresses and ids to URIs in ASCII, as feeds want them (RFC 3986). Asks no network."""

from urllib.parse import quote, urlsplit, urlunsplit

from publisher import domains, urls

_KEPT = "%:/?#@!$&'()*+,;=-._~"
"""What stays as it is. The W3C validator refuses braces, and brackets but around an IPv6 host."""


def ascii_uri(url: str) -> str:
    """The address with its host in IDNA and the rest percent-encoded where it must be.

    '' for one that a client would run.
    """
    if urls.dangerous_scheme(url):
        return ""
    try:
        parts = urlsplit(domains.with_ascii_host(url))
        host = domains.idna_encoded(parts.hostname or "")
    except ValueError:
        return quote(url, safe=_KEPT)
    # The address of an IPv6 host stands in brackets (RFC 3986, section 3.2.2).
    netloc = quote(parts.netloc, safe=f"{_KEPT}[]" if ":" in host else _KEPT)
    rest = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, *rest))


def ascii_host(url: str) -> str:
    """The host of an address, in IDNA and lower case; ``localhost`` where it has none.

    A tag URI has no place for the colons of an IPv6 address (RFC 4151, section 2.1).
    """
    try:
        return domains.idna_encoded((urlsplit(url).hostname or "localhost").replace(":", "-"))
    except ValueError:
        return "localhost"


def id_as_uri(entry_id: str, host: str) -> str:
    """The id as Atom wants it: an absolute IRI (RFC 4287, section 4.2.6), in ASCII.

    A guid that is no URI, kept from an older RSS feed, becomes a tag URI; RSS and JSON Feed
    carry it as it is, since their readers know it so.
    """
    if urls.scheme_of(entry_id):
        # An ASCII one stays letter by letter; some hosts have an encoding of their own.
        is_plain = entry_id.isascii() and "//[" not in entry_id
        return quote(entry_id, safe=_KEPT) if is_plain else ascii_uri(entry_id)
    return f"tag:{host},2000-01-01:{quote(entry_id, safe='-._~')}"
