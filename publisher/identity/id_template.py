"""Define the fields of an id template, and the default template."""

ID_FIELDS = frozenset({"host", "date", "slug", "number", "path", "permalink"})
"""The fields that an id template may use."""

DISTINCT_FIELDS = frozenset({"slug", "number", "path", "permalink"})
"""Fields that distinguish issues; two issues may share a host and a date."""

DEFAULT_ID_TEMPLATE = "tag:{host},{date}:{path}"
"""A tag URI (RFC 4151): a name, which no reader takes for a URL to open."""
