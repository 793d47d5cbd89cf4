"""An email's HTML and its issue -> where Gmail would cut it, and what there is to say about that.

The one place that knows the limit: rendering, the checks and the preview ask here. Knows no
theme; where a story begins is told by its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from publisher import dom
from publisher.diagnostics import Diagnostic, Position
from publisher.dom import document
from publisher.mail.mail_rules import CLIPPED, NEARLY_CLIPPED
from publisher.model import Issue
from publisher.positions import Lines

CLIP_BYTES = 102_400
"""Gmail shows no more octets of a message's HTML, but a link "View entire message"."""

NEAR_BYTES = 92_000
"""From here on the tracking of a service, some 100 octets a link, may be too much."""

_TOLD_APART = 80
"""Characters of a beginning that no other piece has."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A section or a story: what it is called, and its words without white space."""

    title: str
    shown: str
    """The title with its emoji."""
    words: str


def clipped_at(issue: Issue, html: str) -> str:
    """The title of the story or section at octet 102,400 of its email; '' where Gmail cuts none."""
    data = html.encode()
    return _piece_at(issue, html, data).shown if len(data) > CLIP_BYTES else ""


def size_findings(issue: Issue, html: str) -> tuple[Diagnostic, ...]:
    """That Gmail clips the email, and at which story; or that little is missing."""
    data = html.encode()
    path = issue.source.path
    if len(data) > CLIP_BYTES:
        piece = _piece_at(issue, html, data)
        said = f"the email is {len(data):,} bytes: Gmail clips it at {CLIP_BYTES:,}"
        return (CLIPPED.at(path, _place_of(issue, piece.title), f"{said} in {piece.shown!r}"),)
    if len(data) >= NEAR_BYTES:
        said = f"the email uses {len(data):,} of {CLIP_BYTES:,} bytes"
        return (NEARLY_CLIPPED.at(path, Position(), said),)
    return ()


def _piece_at(issue: Issue, html: str, data: bytes) -> _Piece:
    """The last piece that begins before the cut; the issue itself where none does."""
    whole = _words(dom.text_of(document(html)))
    end = len(_words(dom.text_of(document(_shown(data)))))
    at = _Piece(issue.title, issue.title, "")
    place = 0
    for piece in _pieces(issue):
        found = whole.find(piece.words[:_TOLD_APART], place) if piece.words else -1
        if found >= end:
            break
        if found >= 0:
            at, place = piece, found + len(piece.words)
    return at


def _shown(data: bytes) -> str:
    """What comes before the cut, without the tag that it goes through."""
    html = data[:CLIP_BYTES].decode(errors="ignore")
    return html[: html.rfind("<")] if html.rfind("<") > html.rfind(">") else html


def _pieces(issue: Issue) -> Iterator[_Piece]:
    for section in issue.sections:
        heading = dom.text_of(dom.parse(section.heading_html))
        yield _Piece(section.title, f"{section.emoji} {section.title}".strip(), _words(heading))
        for story in section.stories:
            shown = f"{story.emoji} {story.title}".strip()
            yield _Piece(story.title, shown, _words(story.text))


def _place_of(issue: Issue, title: str) -> Position:
    """Where a title stands in the source; the top of the file where it is written otherwise."""
    text = issue.source.text
    lines = Lines(text)
    offset = text.find(title, lines.offset_of(Position(issue.source.body_line))) if title else -1
    return lines.at(offset) if offset >= 0 else Position()


def _words(text: str) -> str:
    """Text without white space, which themes may have in other places."""
    return "".join(text.split())
