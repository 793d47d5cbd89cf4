"""The first level-1 heading of a body -> the issue's title, taken out of the body.

For the many who write no front matter, or no title in it. Knows Markdown's lines and inline
marks as far as a heading needs them; the body itself is parsed elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from publisher.content.head.front_matter import Field, FrontMatter
from publisher.content.source.cleaning import unescaped
from publisher.diagnostics import Position
from publisher.slugs import letters_of

_ATX = re.compile(r" {0,3}#(?=[ \t])")
_SETEXT = re.compile(r" {0,3}=+[ \t]*")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}+(?=[^`]*\Z)|~{3,})")
_VERBATIM = re.compile(
    r" {0,3}<(?:(?P<comment>!--)|(?P<element>pre|script|style|textarea)\b)", re.IGNORECASE
)
# What a paragraph, and so the line above ===, cannot begin with.
_OTHER_BLOCK = re.compile(r" {0,3}(?:[#>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t]|<)| {4}|\t")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ ]*[#.][^{}]*\}[ \t]*\Z")

_INLINE = re.compile(
    r"(?<!`)(?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]+)>"
    r"|!?\[(?P<label>(?:[^\[\]\\]|\\.|!?\[[^\[\]]*\](?:\([^()]*\))?)*+)\]"
    r"(?:\((?:[^()\\]|\\.|\([^()]*\))*+\)|\[[^\[\]]*\])"
    r"|</?(?P<element>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>"
)
# The elements that an author puts into a heading; `Vec<T>` has none of them.
_ELEMENTS = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "font", "i",
        "img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
        "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_EMPHASIS = re.compile(
    r"(?P<star>\*{1,3})(?=[^\s*])(?P<starred>[^*]*[^\s*])(?P=star)(?!\*)"
    r"|(?<!\w)(?P<bar>_{1,3})(?=[^\s_])(?P<barred>.*?[^\s_])(?P=bar)(?!\w)"
    r"|~~(?=[^\s~])(?P<struck>[^~]*[^\s~])~~"
)
_KEPT = re.compile("\0([0-9]+)\0")

_LONGEST = 1_000
"""Characters of a heading whose marks are taken off; a longer one is refused as a title anyway."""


@dataclass(frozen=True, slots=True)
class TakenTitle:
    """A title that stood in the body as a heading.

    ``text`` is plain; ``body`` has empty lines where the heading was, so that every line keeps
    its number; ``position`` counts from the first line of the body.
    """

    text: str
    body: str
    position: Position


def with_title(front: FrontMatter) -> FrontMatter:
    """The front matter with a ``title``: its own, or else the body's first level-1 heading.

    A heading that only says the front matter's own title again is taken out too.
    """
    own = front.get("title")
    taken = take_title(front.body)
    if taken is None:
        return front
    if own is not None and own.text.strip():
        repeats = letters_of(unescaped(own.text)) == letters_of(taken.text) != ""
        return replace(front, body=taken.body) if repeats else front
    position = taken.position.moved_down(front.body_line - 1)
    others = {key: it for key, it in front.fields.items() if key.casefold() != "title"}
    title = Field(taken.text, taken.text, position)
    return replace(front, fields=MappingProxyType({"title": title, **others}), body=taken.body)


def take_title(body: str) -> TakenTitle | None:
    """The first level-1 heading as plain text, and the body without it; None without one.

    Headings with ``#`` or underlined with ``=`` count; what looks like one inside a fence, a
    comment, indented code or a quotation does not.
    """
    if "#" not in body and "=" not in body:
        return None
    lines = body.split("\n")
    previous = ""
    before_previous = ""
    for index, line in _prose(lines):
        if _ATX.match(line) and (written := _between_hashes(line)):
            return _taken(lines, index, index, written)
        is_paragraph = previous.strip() and not _OTHER_BLOCK.match(previous)
        if is_paragraph and not before_previous.strip() and _SETEXT.fullmatch(line):
            return _taken(lines, index - 1, index, previous)
        before_previous, previous = previous, line
    return None


def plain(markup: str) -> str:
    """The words of a line of Markdown: without marks, targets of links, tags and references."""
    if len(markup) > _LONGEST:
        return markup
    kept: list[str] = []  # what no further mark is looked for in: code and escaped characters
    text = unescaped(_without_emphasis(_without_marks(markup.replace("\0", ""), kept)))
    return " ".join(_KEPT.sub(lambda match: kept[int(match[1])], text).split(" ")).strip()


def _taken(lines: list[str], first: int, last: int, written: str) -> TakenTitle:
    blank = [""] * (last - first + 1)
    indent = len(lines[first]) - len(lines[first].lstrip(" #\t"))
    body = "\n".join([*lines[:first], *blank, *lines[last + 1 :]])
    title = plain(_ATTRIBUTES.sub("", written) if len(written) <= _LONGEST else written)
    return TakenTitle(title, body, Position(first + 1, indent + 1))


def _between_hashes(line: str) -> str:
    """The text of an ATX heading; empty where there are only hashes."""
    text = line.strip(" \t")[1:].strip(" \t")
    without = text.rstrip("#")
    return without.strip(" \t") if without != text and without[-1:] in (" ", "\t", "") else text


def _prose(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each line with its index; empty instead of lines that are code, comments or raw HTML."""
    end: re.Pattern[str] | None = None
    for index, line in enumerate(lines):
        if end is not None:
            if end.search(line):
                end = None
            yield index, ""
            continue
        end = _end_of_verbatim(line)
        yield index, "" if end is not None or _VERBATIM.match(line) else line


def _end_of_verbatim(line: str) -> re.Pattern[str] | None:
    """What ends the fence, comment or raw element that this line opens and does not close."""
    fence = _FENCE.match(line)
    if fence is not None:
        mark = fence["fence"]
        return re.compile(rf"\A {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*\Z")
    raw = _VERBATIM.match(line)
    if raw is None:
        return None
    end = re.compile("-->" if raw["comment"] else f"</{raw['element']}>", re.IGNORECASE)
    return None if end.search(line, raw.end()) else end


def _without_marks(markup: str, kept: list[str]) -> str:
    """The text with code, escapes, links, images and tags resolved to their words."""

    def words(match: re.Match[str]) -> str:
        if match["label"] is not None:
            return _without_marks(match["label"], kept)
        if match["element"] is not None:
            return "" if match["element"].lower() in _ELEMENTS else match[0]
        literal = match["code"] or match["escaped"] or match["address"]
        kept.append(literal.strip())
        return f"\0{len(kept) - 1}\0"

    return _INLINE.sub(words, markup)


def _without_emphasis(text: str) -> str:
    """The text without the marks of emphasis, from the outermost inwards."""
    for _ in range(4):  # nobody nests deeper; each round takes off one level
        less = _EMPHASIS.sub(lambda it: it["starred"] or it["barred"] or it["struck"], text)
        if less == text:
            return text
        text = less
    return text
