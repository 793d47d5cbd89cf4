"""Define templates of ids, and check an id from an author, another feed or an edited ledger."""

from urllib.parse import urlsplit

from publisher.xml_text import fit

ID_FIELDS = frozenset({"host", "date", "slug", "number", "path", "permalink"})
"""The fields that an id template may use."""

DISTINCT_FIELDS = frozenset({"slug", "number", "path", "permalink"})
"""Fields that distinguish issues; two issues may share a host and a date."""

DEFAULT_ID_TEMPLATE = "tag:{host},{date}:{path}"
"""A tag URI (RFC 4151): a name, which no reader takes for a URL to open."""

LONGEST_ID = 2_048
"""Characters: more than any URL that browsers accept."""

_RESERVED = frozenset({"example", "invalid", "test", "localhost"})
"""Top-level domains without an owner (RFC 2606, section 2; RFC 6761, section 6)."""

_EXAMPLES = ("example.com", "example.net", "example.org")


def id_fault(entry_id: object) -> str:
    """Return what is wrong with an id; '' for one that every feed format can carry unchanged."""
    if not isinstance(entry_id, str):
        return "is not text"
    if not entry_id.strip():
        return "is empty"
    if len(entry_id) > LONGEST_ID:
        return f"has {len(entry_id):,} characters; {LONGEST_ID:,} are allowed"
    if fit(entry_id) != entry_id:
        return "has a character that a feed cannot contain"
    if entry_id != entry_id.strip() or any(ch.isspace() and ch != " " for ch in entry_id):
        return "has whitespace that readers do not keep"
    return ""


def is_reserved_host(host: str) -> bool:
    """Return whether a host is a placeholder: an example domain, or this machine itself."""
    name = host.lower().rstrip(".")
    in_examples = any(name == domain or name.endswith(f".{domain}") for domain in _EXAMPLES)
    return in_examples or name.rpartition(".")[2] in _RESERVED or name in {"127.0.0.1", "::1"}


def has_reserved_host(address: str) -> bool:
    """Return whether a URL or a tag URI (RFC 4151) has a host that is a placeholder."""
    if address.startswith("tag:"):
        authority = address.removeprefix("tag:").partition(",")[0]
        return is_reserved_host(authority.rpartition("@")[2])
    try:
        return is_reserved_host(urlsplit(address).hostname or "")
    except ValueError:
        return False
