"""Three real archives, as their authors left them, through `publisher build`."""

import json
from pathlib import Path
from typing import Any

import feedparser

from tests.conftest import MakeProject, RunPublisher

OLD_HOMES = [
    "https://dynamicallytyped.com",
    "https://www.getrevue.co/profile/dynamically-typed",
    "https://dynamically-typed.netlify.app",
]
MOJIBAKE = ("‚Ä", "üî", "√©", "â€")
CHINESE = {"language": "zh-CN", "timezone": "Asia/Shanghai", "title": "周刊"}


def outputs_of(folder: Path) -> str:
    paths = [path for name in ("build", "feeds") for path in (folder / name).rglob("*")]
    return "\n".join(path.read_text("utf-8") for path in sorted(paths) if path.is_file())


def build(
    project: MakeProject, run_publisher: RunPublisher, content: Path, **settings: Any
) -> tuple[Path, dict[str, Any]]:
    folder = project(content_dir=str(content), **settings)
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((folder / "build/manifest.json").read_text("utf-8"))
    return folder, manifest


def test_an_archive_from_a_closed_service_comes_back_whole(
    corpus: Path, project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder, manifest = build(
        project, run_publisher, corpus / "dynamically-typed",
        site_url="https://dynamicallytyped.com", previous_urls=OLD_HOMES,
    )  # fmt: skip
    issues = {issue["number"]: issue for issue in manifest["issues"]}
    assert sorted(issues) == [12, 15, 18, 40, 59]
    assert len(list((folder / "build/emails").glob("*.html"))) == 5
    assert len(list((folder / "build/emails").glob("*.txt"))) == 5
    feed = feedparser.parse((folder / "feeds/feed.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 4
    assert issues[12]["draft"]
    text = outputs_of(folder)
    assert "utm_" not in text
    assert "&#x27;" not in text
    assert not any(garbage in text for garbage in MOJIBAKE)
    assert issues[18]["title"].startswith('#18: Runway ML\'s "app store" for AI')


def test_issue_59_falls_into_the_stories_its_author_wrote(
    corpus: Path, project: MakeProject, run_publisher: RunPublisher
) -> None:
    _, manifest = build(
        project, run_publisher, corpus / "dynamically-typed", previous_urls=OLD_HOMES
    )
    issue = next(issue for issue in manifest["issues"] if issue["number"] == 59)
    assert [(section["emoji"], section["title"]) for section in issue["sections"]] == [
        ("🔌", "Productized Artificial Intelligence"),
        ("🎛", "Machine Learning Research"),
        ("✨", "Cool Things"),
    ]
    assert [story["emoji"] for story in issue["sections"][1]["stories"]] == ["💻", "⚙️", "⚙️", "💼"]
    quick = [story for story in issue["sections"][2]["stories"] if story["kind"] == "quick_link"]
    assert {story["group"] for story in quick} == {"Quick cool things links"}
    assert not any(
        "Thanks for reading" in story["text"] for story in issue["sections"][2]["stories"]
    )


def test_links_between_issues_lead_to_todays_permalinks(
    corpus: Path, project: MakeProject, run_publisher: RunPublisher
) -> None:
    _, manifest = build(
        project, run_publisher, corpus / "dynamically-typed",
        site_url="https://example.com", previous_urls=OLD_HOMES,
    )  # fmt: skip
    unknown = [found for found in manifest["diagnostics"] if found["code"] == "C302"]
    assert unknown, "links to issues that are not in the archive are named"
    assert not any("/issues/15-" in found["message"] for found in unknown)


def test_a_weekly_with_pelican_headers_comes_back_whole(
    corpus: Path, project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder, manifest = build(
        project, run_publisher, corpus / "this-week-in-rust",
        site_url="https://this-week-in-rust.org", timezone="America/New_York",
        permalink="/blog/{year}/{month}/{day}/{title_slug}/",
    )  # fmt: skip
    issues = manifest["issues"]
    assert len(issues) == 13
    assert issues[-1]["number"] == 582
    assert issues[-1]["url"] == (
        "https://this-week-in-rust.org/blog/2025/01/15/this-week-in-rust-582/"
    )
    assert issues[0]["number"] == 1
    assert issues[1]["number"] is None, "The State of Rust 0.9 has no number"
    assert "<!-- CFPs go here" not in outputs_of(folder)
    assert len(feedparser.parse((folder / "feeds/feed.xml").read_bytes()).entries) == 13


def test_a_chinese_weekly_without_front_matter_comes_back_whole(
    corpus: Path, project: MakeProject, run_publisher: RunPublisher, tmp_path: Path
) -> None:
    content = tmp_path / "weekly"
    content.mkdir()
    dates = {1: "2018-04-23", 60: "2019-06-14", 150: "2021-03-19", 240: "2023-02-03",
             300: "2024-05-17", 340: "2025-03-07"}  # fmt: skip
    for path in (corpus / "ruanyf-weekly").glob("*.md"):
        (content / path.name).write_bytes(path.read_bytes())
    (content / "issues.toml").write_text(
        "".join(f'["issue-{number}.md"]\ndate = {date}\n' for number, date in dates.items())
    )
    folder, manifest = build(project, run_publisher, content, **CHINESE)
    assert {issue["number"]: issue["date"][:10] for issue in manifest["issues"]} == dates
    assert manifest["issues"][4]["title"] == "科技爱好者周刊（第 300 期）：三十年，解决人生三大问题"
    assert len(feedparser.parse((folder / "feeds/feed.xml").read_bytes()).entries) == 6
    assert manifest["issues"][0]["title"] not in manifest["issues"][0]["summary"]
