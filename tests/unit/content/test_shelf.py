"""A folder of any bytes at all: no traceback, places inside the files, nothing lost, no id twice."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from publisher import dom
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import Shelf, read_archive, read_shelf
from publisher.model import Archive, Issue, Newsletter
from publisher.project.build.manifest import EmailFiles, issue_object, manifest_pieces

NEWSLETTER = Newsletter(title="The Example Letter", site_url="https://example.com/")

LINES = st.sampled_from(
    [
        b"---", b"+++", b"...", b"title: One", b"Title: One", b'title = "One"', b"date: 2026-01-02",
        b"Date: soon", b"number: 12", b"aliases: ['http://[x', '/p?a=1', ../x]", b"tags: [a, b", b"draft: yes",
        b"title: &a [*a]", b"\tx: y", b"x: !!python/object:os.system", b"slug: ..", b"id: '\\0'", b"",
        b"# One", b"## Two \xf0\x9f\x94\x8c", b"### Three", b"=====", b"Words **bold** _it_ `code`.", b"**Lead.** x",
        b"* \xf0\x9f\x8c\x8d [a](https://example.org/?utm_source=x&a=1)", b"  * nested", b"1. one", b"> quote",
        b"![x](a.png)", b"_x_", b"[b](./001.md#c)", b"[c](http://[bad)", b"note[^1]", b"[^1]: note", b"```",
        b"<div>", b"</div>", b"<ul>a<li>b</li>c</ul>", b"</body></html>", b"<iframe src=x/>", b"<!--", b"-->",
        b"<h2 id=a dir=rtl>H</h2>", b"<img width=" + b"9" * 5000 + b">", b"<script>x</script>", b"<svg><a>",
        b"<select><option>", b"<table><td>", b"&#0; &#x1f; &nbsp; &bad;", b"| a |", b"|---|", b"T", b": D",
        "caf\u00e9 \u202e\u2028".encode(), "‚Äô üîå".encode(), b"\xff\xfe", b"\x00", b"\xef\xbb\xbf", b"\r",
        "1、".encode(), "（第 300 期）".encode(), b"Thanks for reading!", b"***", b"<https://example.net>",
    ]
)  # fmt: skip
FILES = st.one_of(st.binary(max_size=400), st.lists(LINES, max_size=25).map(b"\n".join))
HEADED = FILES.map(lambda data: b"---\ntitle: One\ndate: 2026-01-02\n---\n" + data)
FOLDERS = st.lists(st.one_of(FILES, HEADED, HEADED), min_size=1, max_size=3)


def shelf_of(files: list[bytes]) -> Shelf:
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(files, 1):
            (Path(folder) / f"{number:03}.md").write_bytes(data)
        return read_shelf(Path(folder), "issues", NEWSLETTER, ContentOptions())


def is_whole(issue: Issue) -> None:
    tree = dom.parse(issue.html)
    assert "".join(dom.text_of(tree).split()) == "".join(issue.text.split())
    hrefs = [link.get("href", "#") for link in tree.iter("a")]
    assert [link.url for link in issue.links] == [href for href in hrefs if href[:1] != "#"]
    assert len(issue.images) == len(list(tree.iter("img")))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    anchors = [story.anchor for story in issue.stories]
    assert set(anchors) <= set(ids)
    assert len(anchors) == len(set(anchors))


def is_placed(archive: Archive, files: list[bytes]) -> None:
    for found in archive.diagnostics:
        data = files[int(found.path[-6:-3]) - 1]
        assert found.position.line <= data.count(b"\n") + data.count(b"\r") + 1
        assert found.position.column <= len(data) + 1


@given(files=FOLDERS)
def test_files_of_any_bytes_make_an_archive_that_loses_nothing(files: list[bytes]) -> None:
    shelf = shelf_of(files)
    archive = shelf.archive()
    for issue in archive.issues:
        is_whole(issue)
    is_placed(archive, files)
    objects = [issue_object(issue, EmailFiles("", "", 0)) for issue in archive.issues]
    pieces = manifest_pieces(archive.newsletter, [], objects, archive.diagnostics)
    assert json.loads(b"".join(pieces))["format"] == 1
    named = {found.path for found in archive.diagnostics if found.is_error}
    published = {issue.source.path for issue in archive.issues}
    assert named | published >= {f"issues/{number:03}.md" for number in range(1, len(files) + 1)}


def folder_of(tmp_path: Path, dates: dict[str, str | None]) -> Path:
    for name, date in dates.items():
        line = f"date: {date}\n" if date else ""
        text = f"---\ntitle: 'Letter {name}'\n{line}aliases: [/once/{name}]\n---\n\nWords.\n"
        (tmp_path / f"{name}.md").write_text(text)
    return tmp_path


def test_issues_are_ordered_by_date_then_number_and_drafts_come_last(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        {"9": "2026-01-03", "10": "2026-01-03", "1": "2026-02-01", "2": None, "30": "2025-12-31"},
    )
    archive = read_archive(folder, "issues", NEWSLETTER, ContentOptions())
    assert [issue.number for issue in archive.issues] == [30, 9, 10, 1, 2]
    assert [issue.number for issue in archive.published(datetime(2026, 1, 15, tzinfo=UTC))] == [
        30,
        9,
        10,
    ]


def test_an_update_of_the_future_is_not_published_before_its_time(tmp_path: Path) -> None:
    text = "---\ntitle: A letter\ndate: 2026-01-03\nupdated: 2026-02-01\n---\n\nWords.\n"
    (tmp_path / "1.md").write_text(text)
    archive = read_archive(tmp_path, "issues", NEWSLETTER, ContentOptions())
    january, march = (datetime(2026, month, 15, tzinfo=UTC) for month in (1, 3))
    assert [issue.updated for issue in archive.published(january)] == [None]
    assert archive.published(march) == archive.issues


def test_the_archive_holds_every_finding_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"1": None})
    (folder / "2.md").write_bytes(b"\xff\xfe\x00")
    archive = read_archive(folder, "issues", NEWSLETTER, ContentOptions())
    assert [(found.path, found.code) for found in archive.diagnostics] == [
        ("issues/1.md", "C131"),
        ("issues/2.md", "C102"),
    ]
