"""Name the fields of an id template, and the template that is used if none is set."""

ID_FIELDS = frozenset({"host", "date", "slug", "number", "path", "permalink"})
"""What an id template may name."""

DISTINCT_FIELDS = frozenset({"slug", "number", "path", "permalink"})
"""Fields that tell issues apart; two issues may share a host and a date."""

DEFAULT_ID_TEMPLATE = "tag:{host},{date}:{path}"
"""A tag URI (RFC 4151): it names, and no reader takes it for an address to open."""
