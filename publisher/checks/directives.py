"""The comments of a source to the codes that its author does not want to hear of.

``<!-- publisher: ignore C204 C301 -->`` anywhere in an issue holds for the whole issue.
"""

import re

_DIRECTIVE = re.compile(r"\s*publisher:\s*ignore\b(?P<codes>[^\n]*+)\s*+", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z][0-9]{0,3}\b", re.IGNORECASE)


def ignored_by(comments: tuple[str, ...]) -> tuple[str, ...]:
    """The codes, or beginnings of codes, that the directives among the comments name."""
    found = (match for comment in comments if (match := _DIRECTIVE.fullmatch(comment)))
    return tuple(code.upper() for match in found for code in _CODE.findall(match["codes"]))
