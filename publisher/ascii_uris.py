"""Convert URLs and ids to ASCII URIs, as feeds require (RFC 3986). Makes no requests."""

from urllib.parse import quote, urlsplit, urlunsplit

from publisher import domains, urls

_KEPT = "%:/?#@!$&'()*+,;=-._~"
"""Characters not encoded. The W3C validator rejects braces, and brackets except in IPv6 hosts."""


def ascii_uri(url: str) -> str:
    """Return the URL with its host in IDNA and the rest percent-encoded if necessary.

    '' for a URL that a client would run.
    """
    if urls.dangerous_scheme(url):
        return ""
    try:
        parts = urlsplit(domains.with_ascii_host(url))
        host = domains.idna_encoded(parts.hostname or "")
    except ValueError:
        return quote(url, safe=_KEPT)
    # An IPv6 host is written in brackets (RFC 3986, section 3.2.2).
    netloc = quote(parts.netloc, safe=f"{_KEPT}[]" if ":" in host else _KEPT)
    rest = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, *rest))


def ascii_host(url: str) -> str:
    """Return the host of a URL, in IDNA and lower case; ``localhost`` if it has none.

    A tag URI cannot contain the colons of an IPv6 address (RFC 4151, section 2.1).
    """
    try:
        return domains.idna_encoded((urlsplit(url).hostname or "localhost").replace(":", "-"))
    except ValueError:
        return "localhost"


def id_as_uri(entry_id: str, host: str) -> str:
    """Return the id as Atom requires it: an absolute IRI (RFC 4287, section 4.2.6), in ASCII.

    A guid from an older RSS feed that is not a URI becomes a tag URI; RSS and JSON Feed keep
    it unchanged, because their readers know it in that form.
    """
    if urls.scheme_of(entry_id):
        # An ASCII id stays unchanged; some hosts use their own encoding.
        is_plain = entry_id.isascii() and "//[" not in entry_id
        return quote(entry_id, safe=_KEPT) if is_plain else ascii_uri(entry_id)
    return f"tag:{host},2000-01-01:{quote(entry_id, safe='-._~')}"
