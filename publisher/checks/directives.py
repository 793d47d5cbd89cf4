"""Parse comments of a source that switch off rules.

``<!-- publisher: ignore C204 C301 -->`` anywhere in an issue applies to the whole issue.
"""

import re

_DIRECTIVE = re.compile(r"\s*publisher:\s*ignore\b(?P<codes>[^\n]*+)\s*+", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z][0-9]{0,3}\b", re.IGNORECASE)


def ignored_by(comments: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes, or prefixes of codes, in the directives among the comments."""
    found = (match for comment in comments if (match := _DIRECTIVE.fullmatch(comment)))
    return tuple(code.upper() for match in found for code in _CODE.findall(match["codes"]))
