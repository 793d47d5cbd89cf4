"""A ``style`` attribute -> its declarations, and back in few bytes."""

from functools import lru_cache

import tinycss2

from publisher import dom


def declarations_of(element: dom.Element) -> dict[str, str]:
    """The declarations of the element's own style, in order; {} where it has none."""
    style = element.get("style")
    return dict(_declarations(style)) if style else {}


def shortest(style: str) -> str:
    """The same style without blanks that mean nothing."""
    return ";".join(f"{name}:{value}" for name, value in _declarations(style))


@lru_cache(maxsize=2048)
def _declarations(style: str) -> tuple[tuple[str, str], ...]:
    found = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return tuple((part.lower_name, _value(part)) for part in found if part.type == "declaration")


def _value(part: tinycss2.ast.Declaration) -> str:
    value = " ".join(tinycss2.serialize(part.value).split()).replace(", ", ",")
    return f"{value} !important" if part.important else value
