"""Show the plain-text part as sent, with the column after which quoted lines break."""

from collections.abc import Mapping

from publisher.preview.views.studio import Visit

MARK = 72
"""Columns of a line that survives being quoted a few times in 80 (RFC 3676, section 4.2)."""


def view(visit: Visit) -> Mapping[str, object]:
    """Return what the Text tab shows."""
    text = visit.edition.email.text
    lines = text.split("\n")
    return {
        "plain": text,
        "lines": len(lines),
        "octets": len(text.encode()),
        "long_lines": sum(len(line) > MARK for line in lines),
        "mark": MARK,
    }
