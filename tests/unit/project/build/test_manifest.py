"""What a build tells programs: every fact of the model under a name that stays."""

import json
from datetime import UTC, datetime
from typing import Any

from publisher.diagnostics import Position, Rule, Severity
from publisher.model import (
    Image,
    Issue,
    Link,
    Newsletter,
    Passage,
    QuickLinks,
    Section,
    Source,
    Story,
    StoryKind,
)
from publisher.project.build.manifest import EmailFiles, issue_object, manifest_pieces

RULE = Rule("C999", Severity.WARNING, "A fault", "It matters", "fix it")
FOUND = RULE.at("issues/7.md", Position(3, 4), "it is there")
LINK = Link("https://example.org/a", "A", Position(9, 1))

ISSUE = Issue(
    title="Über <7>",
    slug="7-uber",
    permalink="https://example.com/issues/7-uber/",
    source=Source("issues/7.md", text="never shown"),
    number=7,
    date=datetime(2026, 1, 2, 9, tzinfo=UTC),
    excerpt="The first words.",
    aliases=("/p/7",),
    language="de",
    sections=(
        Section(
            title="Links",
            emoji="🔗",
            anchor="links",
            heading_html="Links 🔗",
            parts=(
                Passage("<p>no story</p>", "no story"),
                Story(
                    StoryKind.STORY, "Told", "<p>Told.</p>", "Told.", anchor="told",
                    images=(Image("https://example.com/i.png", "alt", caption="Seen"),),
                ),
                QuickLinks(
                    items=(
                        Story(
                            StoryKind.QUICK_LINK, "A", "A", "A", emoji="⚙️", group="Quick",
                            url=LINK.url, links=(LINK,),
                        ),
                    )
                ),
            ),
        ),
    ),
    diagnostics=(FOUND,),
)  # fmt: skip
DRAFT = Issue("Draft", "draft", "https://example.com/drafts/draft/", Source("issues/d.md"))


FILES = EmailFiles("build/emails/7-uber.html", "build/emails/7-uber.txt", 4_096)


def written(*issues: Issue) -> dict[str, Any]:
    newsletter = Newsletter("Letter", "https://example.com/", author_email="kept@example.com")
    objects = [issue_object(issue, FILES) for issue in issues]
    data = b"".join(manifest_pieces(newsletter, ["feeds/feed.xml"], objects, (FOUND,)))
    content: dict[str, Any] = json.loads(data)
    assert data.decode() == f"{json.dumps(content, ensure_ascii=False, indent=2)}\n"
    return content


def test_an_issue_has_its_facts_and_its_files() -> None:
    (issue,) = written(ISSUE)["issues"]
    assert {key: issue[key] for key in ("number", "title", "date", "draft", "url", "source")} == {
        "number": 7,
        "title": "Über <7>",
        "date": "2026-01-02T09:00:00Z",
        "draft": False,
        "url": "https://example.com/issues/7-uber/",
        "source": "issues/7.md",
    }
    assert (issue["email_html"], issue["html_bytes"]) == ("build/emails/7-uber.html", 4_096)
    assert issue["aliases"] == ["/p/7"]


def test_the_summary_is_the_authors_or_else_the_first_words() -> None:
    assert written(ISSUE)["issues"][0]["summary"] == "The first words."


def test_a_section_lists_its_stories_and_quick_links_in_order() -> None:
    (section,) = written(ISSUE)["issues"][0]["sections"]
    assert (section["title"], section["emoji"], section["anchor"]) == ("Links", "🔗", "links")
    told, quick = section["stories"]
    assert (told["kind"], told["anchor"]) == ("story", "told")
    assert told["images"] == [{"src": "https://example.com/i.png", "caption": "Seen"}]
    assert (quick["kind"], quick["emoji"], quick["group"]) == ("quick_link", "⚙️", "Quick")
    assert quick["links"] == [{"url": "https://example.org/a", "text": "A"}]


def test_a_draft_has_no_date() -> None:
    (issue,) = written(DRAFT)["issues"]
    assert (issue["draft"], issue["date"]) == (True, None)


def test_an_archive_without_issues_is_written_too() -> None:
    assert written()["issues"] == []


def test_findings_have_a_position_and_a_hint() -> None:
    content = written(ISSUE)
    assert content["diagnostics"] == content["issues"][0]["diagnostics"]
    assert content["diagnostics"][0] == {
        "code": "C999",
        "severity": "warning",
        "path": "issues/7.md",
        "line": 3,
        "column": 4,
        "message": "it is there",
        "hint": "fix it",
    }


def test_manifest_contains_no_source_text_or_author_address() -> None:
    data = json.dumps(written(ISSUE, DRAFT))
    assert "never shown" not in data
    assert "kept@example.com" not in data
