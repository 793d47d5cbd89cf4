"""Find where Gmail clips an email's HTML, and report it.

The only module that knows the limit; rendering, the checks and the preview use it. Does not
know any theme; the start of a story is found by its words.
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
"""Gmail shows no more bytes of a message's HTML, but a link "View entire message"."""

NEAR_BYTES = 92_000
"""From this size, a service's link tracking, some 100 bytes a link, may exceed the limit."""

_TOLD_APART = 80
"""Characters at the start of a piece that distinguish it from all others."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A section or a story: its title, and its words without white space."""

    title: str
    shown: str
    """The title with its emoji."""
    words: str


def clipped_at(issue: Issue, html: str) -> str:
    """Return the title of the piece at byte 102,400 of its email; '' if Gmail does not clip it."""
    data = html.encode()
    return _piece_at(issue, html, data).shown if len(data) > CLIP_BYTES else ""


def size_findings(issue: Issue, html: str) -> tuple[Diagnostic, ...]:
    """Return a finding if Gmail clips the email, and at which story, or if it nearly does."""
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
    """Return the last piece that starts before the limit; the issue itself if none does."""
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
    """Return the HTML before the limit, without an incomplete tag at its end."""
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
    """Return the position of a title in the source; the top of the file if it is not found."""
    text = issue.source.text
    lines = Lines(text)
    offset = text.find(title, lines.offset_of(Position(issue.source.body_line))) if title else -1
    return lines.at(offset) if offset >= 0 else Position()


def _words(text: str) -> str:
    """Return text without white space, whose places differ between themes."""
    return "".join(text.split())
