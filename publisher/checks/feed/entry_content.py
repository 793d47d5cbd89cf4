"""F8: check that entries have content, and that their links have a URL."""

from collections.abc import Iterator
from dataclasses import dataclass

from publisher import dom
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.feed.entries.content import EntryContent
from publisher.model import Issue
from publisher.positions import Lines

NO_CONTENT = Rule(
    "F801",
    Severity.WARNING,
    "entry has no content",
    "Subscribers see only a title (W3C: MissingTextualContent, MissingSummary).",
    "write the issue, or keep it a draft",
    bad="---\ntitle: One\ndate: 2026-01-02\n---\n‸<!-- to be written -->\n",
    good="---\ntitle: One\ndate: 2026-01-02\n---\nHello.\n",
)
EMPTY_URL = Rule(
    "F812",
    Severity.WARNING,
    "empty URL in the content",
    "The link opens the feed reader itself.",
    "fill in the URL, or remove the link",
    bad='Here are <a href="">words</a>.\n',
    good="Here are words.\n",
)


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """A published issue, and the content of its entry."""

    issue: Issue
    content: EntryContent


def no_content(written: WrittenEntry) -> Iterator[Diagnostic]:
    """Report an entry of which a feed reader would show neither text nor image."""
    if not written.content.text.strip() and "<img" not in written.content.html:
        source = written.issue.source
        lines = Lines(source.text)
        place = lines.at(lines.offset_of(Position(source.body_line)))
        yield NO_CONTENT.at(source.path, place, "this issue has no words and no image")


def empty_url(written: WrittenEntry) -> Iterator[Diagnostic]:
    """Report links and images whose URL is empty."""
    html = written.content.html
    if '=""' not in html:
        return
    for element in dom.parse(html).iter("a", "img"):
        name = "href" if element.tag == "a" else "src"
        if element.get(name) == "":
            message = f"{name} is empty on <{dom.name_of(element)}>"
            yield EMPTY_URL.at(written.issue.source.path, Position(), message)


CHECKS: tuple[Check[WrittenEntry], ...] = (
    Check(NO_CONTENT, no_content),
    Check(EMPTY_URL, empty_url),
)
