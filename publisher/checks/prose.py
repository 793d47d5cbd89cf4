"""Find the author's prose in Markdown source: blank everything else, in place.

Offsets do not change, so a position in the prose is a position in the file. Blanked are front
matter, code, comments, tags, URLs and escaped characters. Imports no rule.
"""

import re
from dataclasses import dataclass

from publisher.content.body.locate import Places
from publisher.diagnostics import Position
from publisher.model import Source

BLANK = "\ufffc"
"""Replaces each character that is not prose. Authors do not type it; not a space or letter."""

_DESTINATION = r"(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*\))"
_TITLE = r"""(?:[ \t\n]++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))"""
_OF_URL = r"[^\s<>()\[\]\u3000-\u9fff\uff00-\uffef]"
_TOKEN = re.compile(
    rf"""
      (?P<fence>^(?:[ \t>]|[-*+][ ]|\d+[.)][ ])*(?P<marks>`{{3,}}+(?=[^`\n]*$)|~{{3,}}))
    | (?P<indented>^(?:[ ]{{4}}|[ ]{{0,3}}\t)[ \t]*+(?P<indented_text>[^\n]*+))
    | (?:^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*+(?P<defined>\S++[^\n]*+))
    | (?P<escape>\\[!-/:-@\[-`{{-~])
    | (?P<ticks>`+)
    | (?P<comment><!--)
    | (?P<raw><(?P<raw_name>pre|script|style|textarea)\b)
    | (?P<auto><(?:[A-Za-z][A-Za-z0-9+.\-]{{1,31}}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>)
    | (?P<tag></?[A-Za-z][A-Za-z0-9\-]*(?:\s[^<>]*+)?+/?>)
    | (?<=\])\((?P<inside>[ \t\n]*+(?:<[^<>\n]*+>|{_DESTINATION}*+){_TITLE}?+[ \t\n]*+)\)
    | (?P<bare>(?:https?://|www\.)(?:{_OF_URL}|\({_OF_URL}*\))*(?<![.,:;!?*_"']))
    | (?P<attributes>\{{:?[ ]*[#.:][^{{}}\n]*\}})
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_FARTHEST = 40
"""Lines above an indented line that are searched for the list that it may belong to."""

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of one source file."""

    text: str
    """As long as the file, line by line; what is not prose is ``BLANK``."""
    source: str
    """The unchanged text of the file."""
    places: Places
    unclosed_comment: int = -1
    """Offset of a comment that is never closed; -1 for none."""
    unclosed_fence: int = -1
    """Offset of a code block that is never closed; -1 for none."""
    comments: tuple[str, ...] = ()
    """The texts between ``<!--`` and ``-->``."""

    def at(self, offset: int) -> Position:
        """Return the line and column of an offset."""
        return self.places.at(offset)

    def finder(self) -> "Finder":
        """Return a finder that searches for marks from the top of the file."""
        return Finder(self)


class Finder:
    """Finds in the prose what a reader sees, in reading order."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._taken: set[int] = set()
        self._begin: dict[str, int] = {}

    def place_of(self, before: str, mark: str, after: str) -> Position | None:
        """Return where a mark that a reader sees was typed; None if it is not prose.

        ``before`` and ``after`` are what the reader sees around it. Markdown changes words
        (entities, escapes), so the search is repeated with less and less of them.
        """
        left, right = before.rpartition("\n")[2][-20:], after.partition("\n")[0][:20]
        needles = [(left, right), (left, ""), ("", right), (left[-4:], "")]
        for ahead, behind in dict.fromkeys(needles):
            needle = f"{ahead}{mark}{behind}"
            offset = self._prose.text.find(needle, self._begin.get(needle, 0))
            while offset >= 0 and offset + len(ahead) in self._taken:
                offset = self._prose.text.find(needle, offset + 1)
            if offset >= 0:
                self._taken.add(offset + len(ahead))
                self._begin[needle] = offset + 1
                return self._prose.at(offset + len(ahead))
        return None


def prose_of(source: Source) -> Prose:
    """Return the prose of an issue's source."""
    places = Places(source.text, source.body_line)
    return _Scanner(source, places).prose()


class _Scanner:
    """Scans a file in one pass and blanks what is not prose."""

    def __init__(self, source: Source, places: Places) -> None:
        self._places = places
        self._text = source.text
        self._start = places.offset_of(Position(source.body_line))
        self._pieces = [_blanked(source.text[: self._start])]
        self._done = self._start
        self._comments: list[str] = []
        self._paragraph_end = -1
        self._unclosed = {"comment": -1, "fence": -1}
        self._takers = {
            "fence": self._fence,
            "ticks": self._code_span,
            "comment": self._comment,
            "raw": self._raw_element,
            "inside": self._inside,
            "defined": self._inside,
        }

    def prose(self) -> Prose:
        """Scan the file."""
        position = self._start
        while (token := _TOKEN.search(self._text, position)) is not None:
            position = self._take(token)
        self._pieces.append(self._text[self._done :])
        return Prose(
            text="".join(self._pieces),
            source=self._text,
            places=self._places,
            unclosed_comment=self._unclosed["comment"],
            unclosed_fence=self._unclosed["fence"],
            comments=tuple(self._comments),
        )

    def _take(self, token: re.Match[str]) -> int:
        """Blank the non-prose part of a token; return the offset at which to continue."""
        if token["indented"] is not None and not self._is_code(token.start()):
            return token.start("indented_text")
        for name, taken in self._takers.items():
            if token[name] is not None:
                return taken(token)
        return self._blank(*token.span())

    def _inside(self, token: re.Match[str]) -> int:
        """Blank the inside of `(URL "title")` or of a label's definition, but not its frame."""
        name = "inside" if token["inside"] is not None else "defined"
        return self._blank(*token.span(name))

    def _blank(self, start: int, end: int) -> int:
        self._pieces += [self._text[self._done : start], _blanked(self._text[start:end])]
        self._done = end
        return max(end, start + 1)

    def _fence(self, token: re.Match[str]) -> int:
        marks = token["marks"]
        closing = re.compile(
            rf"^[ \t>]*{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$", re.MULTILINE
        )
        found = closing.search(self._text, token.end())
        if found is None:
            self._unclosed["fence"] = token.start("marks")
        return self._blank(token.start(), found.end() if found else len(self._text))

    def _code_span(self, token: re.Match[str]) -> int:
        ticks = token["ticks"]
        if self._paragraph_end < token.end():
            end = self._text.find("\n\n", token.end())
            self._paragraph_end = len(self._text) if end < 0 else end
        closing = re.compile(rf"(?<!`){ticks}(?!`)").search(
            self._text, token.end(), self._paragraph_end
        )
        return self._blank(token.start(), closing.end()) if closing else token.end()

    def _comment(self, token: re.Match[str]) -> int:
        start = token.start()
        end = self._text.find("-->", start + 4)
        if end < 0:
            self._unclosed["comment"] = start
            return self._blank(start, len(self._text))
        self._comments.append(self._text[start + 4 : end])
        return self._blank(start, end + 3)

    def _raw_element(self, token: re.Match[str]) -> int:
        closing = re.compile(rf"</{token['raw_name']}\s*>", re.IGNORECASE)
        found = closing.search(self._text, token.end())
        return self._blank(token.start(), found.end() if found else token.end())

    def _is_code(self, start: int) -> bool:
        """Return whether an indented line is code: after a blank line, and not in a list."""
        line, end = self._line_before(start)
        if line.strip() and not _is_indented(line):
            return False
        for _ in range(_FARTHEST):
            if end <= self._start:
                break
            if line.strip() and not _is_indented(line):
                return not _ITEM.match(line) and line[:1] not in " \t"
            line, end = self._line_before(end)
        return not _ITEM.match(line)

    def _line_before(self, start: int) -> tuple[str, int]:
        """Return the line above the one that starts here, and its offset."""
        begin = max(self._text.rfind("\n", 0, max(start - 1, 0)) + 1, self._start)
        return (self._text[begin : start - 1], begin) if start > self._start else ("", start)


def _is_indented(line: str) -> bool:
    return line.startswith(("    ", "\t", " \t", "  \t", "   \t"))


def _blanked(text: str) -> str:
    return "\n".join(BLANK * len(line) for line in text.split("\n"))
