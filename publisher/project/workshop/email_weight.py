"""Compute how much of an email's HTML Gmail shows, and where it clips it."""

from dataclasses import dataclass
from html.parser import HTMLParser

from publisher.diagnostics import Position
from publisher.mail.render.clipping import CLIP_BYTES, clipped_at
from publisher.positions import Lines
from publisher.project.workshop.editions import Edition


@dataclass(frozen=True, slots=True)
class Stretch:
    """The HTML from one heading to the next."""

    title: str
    start: int
    """Octets from the top of the document."""
    octets: int


@dataclass(frozen=True, slots=True)
class Weight:
    """The size of an email's HTML, by section."""

    octets: int
    stretches: tuple[Stretch, ...]
    cut_at: str = ""
    """The story or section that Gmail does not show completely; '' if it shows everything."""

    @property
    def limit(self) -> int:
        """The size in octets that Gmail shows."""
        return CLIP_BYTES

    @property
    def is_clipped(self) -> bool:
        """Whether Gmail clips it."""
        return self.octets > CLIP_BYTES

    @property
    def share(self) -> float:
        """The size in percent of what Gmail shows."""
        return 100 * self.octets / CLIP_BYTES


def weigh(made: Edition) -> Weight:
    """Return the weight of an email and of its sections."""
    issue, html = made.issue, made.email.html
    data = html.encode()
    finder = _Headings(html)
    starts = [0, *finder.starts, len(data)]
    titles = [
        "Before the first section",
        *(f"{it.emoji} {it.title}".strip() for it in issue.sections),
    ]
    if len(finder.starts) != len(issue.sections):  # a theme may add headings
        titles = ["Before the first section", *finder.titles]
    stretches = tuple(
        Stretch(title, start, end - start)
        for title, start, end in zip(titles, starts, starts[1:], strict=False)
    )
    return Weight(len(data), stretches, clipped_at(issue, html))


class _Headings(HTMLParser):
    """The offset of each second-level heading, in octets."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.starts: list[int] = []
        self.titles: list[str] = []
        self._inside = False
        self._html = html
        self._lines = Lines(html)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's signature
        """Start a heading."""
        if tag == "h2":
            line, column = self.getpos()
            offset = self._lines.offset_of(Position(line, column + 1))
            self.starts.append(len(self._html[:offset].encode()))
            self.titles.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """Complete the heading's title."""
        self._inside = self._inside and tag != "h2"

    def handle_data(self, data: str) -> None:
        """Add text to a title."""
        if self._inside:
            self.titles[-1] += data
