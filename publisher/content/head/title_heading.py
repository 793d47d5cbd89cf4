"""Move the first level-1 heading of a body to the issue's title.

For the many authors who write no front matter, or no title in it.
"""

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from publisher.content.head.front_matter import Field, FrontMatter
from publisher.content.source.cleaning import unescaped
from publisher.diagnostics import Position
from publisher.markup.render import first_title
from publisher.positions import position_at
from publisher.slugs import letters_of

_CANDIDATE = re.compile(r"^ {0,3}#[ \t].*|^.*\n {0,3}=+[ \t]*$", re.MULTILINE)
"""What such a heading looks like; also in code."""


@dataclass(frozen=True, slots=True)
class TakenTitle:
    """A title that was a heading of the body.

    ``text`` is plain; ``body`` has spaces in place of the heading, so that every character
    keeps its offset; ``position`` counts from the first line of the body.
    """

    text: str
    body: str
    position: Position


def with_title(front: FrontMatter) -> FrontMatter:
    """Return the front matter with a ``title``: its own, or the body's first level-1 heading.

    A heading that only repeats the front matter's own title is removed too.
    """
    own = front.get("title")
    letters = letters_of(unescaped(own.text)) if own is not None else ""
    if not any(_may_have(letters, match[0]) for match in _CANDIDATE.finditer(front.body)):
        return front  # nearly always, in a hundredth of the time of parsing
    taken = take_title(front.body)
    if taken is None:
        return front
    if own is not None and own.text.strip():
        repeats = letters == letters_of(taken.text) != ""
        return replace(front, body=taken.body) if repeats else front
    position = taken.position.moved_down(front.body_line - 1)
    others = {key: it for key, it in front.fields.items() if key.casefold() != "title"}
    title = Field(taken.text, taken.text, position)
    return replace(front, fields=MappingProxyType({"title": title, **others}), body=taken.body)


def _may_have(letters: str, line: str) -> bool:
    """Whether a typed line may have these letters, or have them written as references."""
    return "&" in line or set(letters).issubset(letters_of(line))


def take_title(body: str) -> TakenTitle | None:
    """Return the first level-1 heading as plain text, and the body without it; None without one.

    Headings with ``#`` or underlined with ``=`` count, if they are on one line and not inside
    another block.
    """
    heading = first_title(body)
    if heading is None:
        return None
    first = position_at(body, heading.begin).line
    is_underlined = heading.begin == heading.words
    rows = body.split("\n")
    for index in range(first - 1, first + is_underlined):
        rows[index] = " " * len(rows[index])
    title = " ".join(unescaped(heading.text).split(" ")).strip()
    return TakenTitle(title, "\n".join(rows), position_at(body, heading.words))
