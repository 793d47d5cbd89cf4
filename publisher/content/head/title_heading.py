"""Move the first level-1 heading of a body to the issue's title.

For the many authors who write no front matter, or no title in it. Parses only as much of
Markdown's lines and inline marks as a heading needs; the body itself is parsed elsewhere.
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
# A paragraph, and so the line above ===, cannot start with these.
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
# The elements that an author uses in a heading; `Vec<T>` contains none of them.
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
"""Characters of a heading whose marks are removed; a longer one is too long for a title anyway."""


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
    """Return the first level-1 heading as plain text, and the body without it; None without one.

    Headings with ``#`` or underlined with ``=`` count; those inside a fence, a comment,
    indented code or a quotation do not.
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
    """Return the words of a line of Markdown, without marks, link targets, tags and references."""
    if len(markup) > _LONGEST:
        return markup
    kept: list[str] = []  # code and escaped characters, in which marks are not resolved
    text = unescaped(_without_emphasis(_without_marks(markup.replace("\0", ""), kept)))
    return " ".join(_KEPT.sub(lambda match: kept[int(match[1])], text).split(" ")).strip()


def _taken(lines: list[str], first: int, last: int, written: str) -> TakenTitle:
    blank = [" " * len(line) for line in lines[first : last + 1]]
    indent = len(lines[first]) - len(lines[first].lstrip(" #\t"))
    body = "\n".join([*lines[:first], *blank, *lines[last + 1 :]])
    title = plain(_ATTRIBUTES.sub("", written) if len(written) <= _LONGEST else written)
    return TakenTitle(title, body, Position(first + 1, indent + 1))


def _between_hashes(line: str) -> str:
    """Return the text of an ATX heading; empty if there are only hashes."""
    text = line.strip(" \t")[1:].strip(" \t")
    without = text.rstrip("#")
    return without.strip(" \t") if without != text and without[-1:] in (" ", "\t", "") else text


def _prose(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with its index; lines of code, comments or raw HTML are empty."""
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
    """Return the pattern that ends a fence, comment or raw element which this line opens."""
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
    """Replace code, escapes, links, images and tags by their words."""

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
    """Remove the marks of emphasis, from the outermost inwards."""
    for _ in range(4):  # each pass removes one level; four are enough
        less = _EMPHASIS.sub(lambda it: it["starred"] or it["barred"] or it["struck"], text)
        if less == text:
            return text
        text = less
    return text
