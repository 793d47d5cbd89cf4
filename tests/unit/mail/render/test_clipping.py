"""Gmail shows 102,400 bytes of an email: where it cuts is told, with the story and its place."""

from pathlib import Path

import pytest

from publisher.mail.mail_options import MailOptions
from publisher.mail.render.clipping import CLIP_BYTES, NEAR_BYTES, clipped_at, size_findings
from publisher.mail.render.issue_email import render
from publisher.model import Issue, Newsletter
from publisher.project.folder import open_project
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.conftest import MakeProject

NEWSLETTER = Newsletter("The Example Letter", "https://example.com/")
SAME = "The same words in every story, again and again. "


def issue_of(project: MakeProject, body: str) -> Issue:
    folder = project({"issues/001.md": f"---\ntitle: Long\ndate: 2026-01-01\n---\n{body}"})
    shelf = open_project(folder, folder).shelf()
    return shelf.issue(shelf.manuscripts[0])


def html_of(issue: Issue) -> str:
    return render(issue, NEWSLETTER, MailOptions(), load_theme("default", Path("nowhere"))).html


def stories(count: int, words: str, script: str = "Story {} begins.") -> str:
    return "\n".join(
        f"**{script.format(number)}** {words * 20} [more](https://example.org/{number})\n"
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize(
    "words,script", [(SAME, "Story {} begins."), ("同样的话，一遍又一遍。", "第 {} 个故事。")]
)
def test_the_story_at_the_cut_is_named(project: MakeProject, words: str, script: str) -> None:
    issue = issue_of(
        project, f"Hello.\n\n## One 📰\n\n{stories(150, words, script)}\n\n## Two\n\nEnd.\n"
    )
    html = html_of(issue)
    title = clipped_at(issue, html)
    shown = html.encode()[:CLIP_BYTES].decode(errors="ignore")
    names = [story.title for story in issue.stories]
    at = names.index(title)
    assert names[at] in shown
    assert names[at + 1] not in shown


def test_finding_is_at_the_position_of_the_story(project: MakeProject) -> None:
    issue = issue_of(project, f"Hello.\n\n## One\n\n{stories(150, SAME)}")
    email = render(issue, NEWSLETTER, MailOptions(), load_theme("default", Path("nowhere")))
    (found,) = email.diagnostics
    title = clipped_at(issue, email.html)
    assert found.code == "M107"
    assert found.path == "issues/001.md"
    assert title in found.message
    assert f"{email.html_bytes:,} bytes" in found.message
    assert title in issue.source.text.splitlines()[found.position.line - 1]


def test_a_section_without_stories_is_named_by_its_heading(project: MakeProject) -> None:
    prose = "\n\n".join(f"## Part {number}\n\n{SAME * 60}" for number in range(1, 60))
    issue = issue_of(project, prose)
    html = html_of(issue)
    assert clipped_at(issue, html).startswith("Part ")
    shown = html.encode()[:CLIP_BYTES].decode(errors="ignore")
    assert f">{clipped_at(issue, html)}<" in shown


def test_an_issue_without_sections_is_named_by_its_title(project: MakeProject) -> None:
    issue = issue_of(project, SAME * 3000)
    assert clipped_at(issue, html_of(issue)) == "Long"


def test_octets_are_counted_not_characters(project: MakeProject) -> None:
    issue = issue_of(project, "Hello.\n")
    assert clipped_at(issue, "é" * (CLIP_BYTES // 2)) == ""
    assert clipped_at(issue, "é" * (CLIP_BYTES // 2) + "é") == "Long"


@pytest.mark.parametrize(
    "octets,codes",
    [
        (NEAR_BYTES - 1, []),
        (NEAR_BYTES, ["M106"]),
        (CLIP_BYTES, ["M106"]),
        (CLIP_BYTES + 1, ["M107"]),
    ],
)
def test_email_close_to_the_limit_is_reported(
    project: MakeProject, octets: int, codes: list[str]
) -> None:
    issue = issue_of(project, "Hello.\n")
    assert [it.code for it in size_findings(issue, "x" * octets)] == codes


@pytest.mark.parametrize("theme", shipped_themes())
@pytest.mark.parametrize("name", ["dynamically-typed", "ruanyf-weekly", "this-week-in-rust"])
def test_no_real_issue_is_clipped_or_more_than_twice_its_html(
    corpus: Path, project: MakeProject, name: str, theme: str
) -> None:
    folder = project(content_dir=str(corpus / name), theme=theme)
    opened = open_project(folder, folder)
    shelf = opened.shelf()
    emails, plain = 0, 0
    look = load_theme(theme, Path("nowhere"))
    for manuscript in shelf.manuscripts:
        issue = shelf.issue(manuscript)
        email = render(issue, shelf.newsletter, opened.settings, look)
        assert email.diagnostics == ()
        assert email.html_bytes <= CLIP_BYTES
        emails += email.html_bytes
        plain += len(issue.html.encode())
    assert emails <= 2.2 * plain
