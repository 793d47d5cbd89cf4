"""A ``style`` attribute -> its declarations, and back in few bytes."""

from functools import lru_cache

import tinycss2

from publisher import dom

Declarations = tuple[tuple[str, str], ...]
"""Names in small letters and values, in order; ``!important`` is part of a value."""

IMPORTANT = " !important"


def declarations_of(element: dom.Element) -> dict[str, str]:
    """The declarations of the element's own style, in order; {} where it has none."""
    style = element.get("style")
    return dict(declarations_in(style)) if style else {}


def shortest(style: str) -> str:
    """The same style without blanks that mean nothing."""
    return ";".join(f"{name}:{value}" for name, value in declarations_in(style))


@lru_cache(maxsize=2048)
def declarations_in(style: str) -> Declarations:
    """The declarations of a style; what is none is left out, as browsers do."""
    found = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return tuple((part.lower_name, _value(part)) for part in found if part.type == "declaration")


def _value(part: tinycss2.ast.Declaration) -> str:
    value = " ".join(tinycss2.serialize(part.value).split()).replace(", ", ",")
    return f"{value}{IMPORTANT}" if part.important else value
