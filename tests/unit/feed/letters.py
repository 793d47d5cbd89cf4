"""Issues and archives as the content room makes them, in as few words as a test needs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree

from publisher import dom
from publisher.feed import publication
from publisher.feed.feed_options import FeedOptions
from publisher.feed.publication import FeedBuild
from publisher.identity.ledger import Ledger
from publisher.model import Archive, Issue, Newsletter, Source
from publisher.xml_text import fit

NEWSLETTER = Newsletter(
    title="The Letter",
    site_url="https://example.com/",
    description="A letter a week",
    author_name="An Author",
    copyright="CC BY 4.0",
)


def make_issue(number: int = 1, html: str = "<p>Words.</p>", **facts: Any) -> Issue:
    """An issue whose slug, address and date follow from its number, unless they are given."""
    slug = facts.pop("slug", f"{number:03d}")
    given: dict[str, Any] = {
        "title": f"Issue {number}",
        "slug": slug,
        "permalink": f"https://example.com/issues/{slug}/",
        "source": Source(f"issues/{slug}.md"),
        "number": number,
        "date": datetime(2024, 1, 1, 9, tzinfo=UTC) + timedelta(days=7 * number),
        "intro_html": html,
        "text": dom.text_of(dom.parse(fit(html))) if html.strip() else "",
        "excerpt": "The first words.",
    }
    return Issue(**{**given, **facts})


def build_feeds(
    *issues: Issue,
    ledger: Ledger | None = None,
    newsletter: Newsletter = NEWSLETTER,
    **options: Any,
) -> FeedBuild:
    """The feeds of these issues."""
    return publication.build(
        Archive(newsletter, issues), issues, FeedOptions(**options), ledger or Ledger()
    )


def files_of(build: FeedBuild) -> dict[str, bytes]:
    """The bytes of each document by its name."""
    return {document.name: document.data for document in build.documents}


def items_of(data: bytes) -> list[Any]:
    """The items or entries of an XML feed, as elements."""
    return list(etree.fromstring(data).iter("{*}item", "{*}entry"))


def child(element: Any, name: str) -> str:
    """The text of an element's child, whatever its namespace."""
    found = element.find(f"{{*}}{name}")
    assert found is not None, name
    return "".join(found.itertext())
