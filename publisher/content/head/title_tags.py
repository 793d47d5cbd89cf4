"""Remove HTML tags from a plain-text title, but keep text that only looks like a tag.

``<b>Bold</b> move`` is ``Bold move``; ``Vec<T>``, ``a < b`` and ``the <table> tag`` stay.
"""

from html.parser import HTMLParser

from publisher.markup.html_names import NAMES

_ALONE = frozenset({"br", "wbr", "hr", "img"})
"""Elements without an end tag; in a title they become a space."""
_LONGEST = 2_000
"""Characters of a possible title; the parser's time grows with the square of the length."""

_AMPERSAND = "\ue000"
"""Replaces ``&`` during parsing; a private-use character, which no title contains."""


def without_tags(text: str) -> str:
    """Remove pairs of tags from a title; their words stay. References are not decoded."""
    if "<" not in text or len(text) > _LONGEST:
        return text
    parser = _Pieces()
    try:
        parser.feed(text.replace("&", _AMPERSAND))  # a parser loses `&T` at the end
        parser.close()
    except AssertionError:  # at `<![A`, in Python 3.11
        return text
    return "".join(parser.kept()).replace(_AMPERSAND, "&")


class _Pieces(HTMLParser):
    """The title in pieces, each a text or a tag with its name."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[tuple[str, str]] = []

    def kept(self) -> list[str]:
        """Return the pieces that stay: text, and tags without a partner."""
        dropped = self._partners()
        return [
            (" " if tag in _ALONE else "") if index in dropped else piece
            for index, (piece, tag) in enumerate(self._pieces)
        ]

    def _partners(self) -> set[int]:
        found: set[int] = set()
        opened: dict[str, list[int]] = {}
        for index, (piece, tag) in enumerate(self._pieces):
            if tag in _ALONE:
                found.add(index)
            elif tag and not piece.startswith("</"):
                opened.setdefault(tag, []).append(index)
            elif tag and opened.get(tag):
                found |= {index, opened[tag].pop()}
        return found

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the signature of HTMLParser
        self._pieces.append((self.get_starttag_text() or "", tag if tag in NAMES else ""))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._pieces.append((f"</{tag}>", tag if tag in NAMES else ""))

    def handle_data(self, data: str) -> None:
        self._pieces.append((data, ""))

    def handle_comment(self, data: str) -> None:
        """Ignore comments: an editor's comment is not part of a title."""

    def handle_decl(self, decl: str) -> None:
        self._pieces.append((f"<!{decl}>", ""))

    def handle_pi(self, data: str) -> None:
        self._pieces.append((f"<?{data}>", ""))

    def unknown_decl(self, data: str) -> None:
        self._pieces.append((f"<![{data}]]>", ""))
