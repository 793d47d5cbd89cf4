"""What an issue asks of other files: as long as the answers are the same, so is its rendering."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from publisher.content.archive.lookups import Asked, LookupKind
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import Shelf, read_shelf
from publisher.model import Issue, Newsletter
from publisher.project.workshop.theme_sources import image_bytes
from tests.conftest import REPOSITORY, SEARCH_PATH

NEWSLETTER = Newsletter(title="The Example Letter", site_url="https://example.com/")
PREVIOUS = ["https://old.example.net/letters/", "https://older.example.org/"]
OPTIONS = ContentOptions(previous_urls=PREVIOUS)
ASKED = TypeAdapter(Asked)

GIF = b"GIF89a" + (7).to_bytes(2, "little") + (5).to_bytes(2, "little")
PICTURES: tuple[bytes | None, ...] = (None, GIF, GIF + b"\0", GIF.replace(b"\7", b"\10"), b"text")

# Links whose URL changes as soon as they mean an issue.
LINKS = (
    "[a](002.md)", "[b](./sub/003.md#part)", "[c]({filename}two.md)",
    "[d](https://old.example.net/letters/issues/2-two)", "[e](https://old.example.net/letters/two)",
    "[f](https://www.older.example.org/a-title/?utm_source=x)", "[g](https://older.example.org/p/3)",
    "[h](https://elsewhere.example.net/x?id=1#y)", "[i](https://elsewhere.example.net/other)",
    "[j](/once/two)", "[k](mailto:editors@example.com)", "[l](https://example.org/)", "[m](#below)",
    "![n](picture.gif)", "![o](/sub/picture.gif)", "![p](https://example.org/picture.gif)",
)  # fmt: skip
OF_ISSUES = ("[q](https://example.com/issues/002/)", "[r](/issues/two/)")
"""Links that already are the URL that they would get."""


def other(title: str, slug: str, number: int | None, alias: str, words: str) -> bytes:
    lines = [
        f"title: {title}", "date: 2026-01-02", slug and f"slug: {slug}",
        f"number: {number}" if number else "", alias and f"aliases: ['{alias}']",
    ]  # fmt: skip
    return "\n".join(["---", *filter(None, lines), "---", words, ""]).encode()


OTHERS = st.builds(
    other,
    title=st.sampled_from(["A title", "Another"]),
    slug=st.sampled_from(["", "two", "three"]),
    number=st.sampled_from([None, 2, 3]),
    alias=st.sampled_from(
        ["", "/once/two", "https://elsewhere.example.net/x", "https://elsewhere.example.net/x?id=1"]
    ),
    words=st.sampled_from(["Words.", "Other words."]),
)
ARCHIVES = st.fixed_dictionaries(
    {
        name: st.none() | OTHERS
        for name in ("002.md", "two.md", "sub/002.md", "sub/003.md")
    }
    | {name: st.sampled_from(PICTURES) for name in ("picture.gif", "sub/picture.gif")}
)  # fmt: skip
Files = Mapping[str, bytes | None]


def issue(*links: str) -> bytes:
    return (
        b"---\ntitle: First\nnumber: 1\ndate: 2026-01-01\n---\nWords.\n\n"
        + "\n\n".join(links).encode()
    )


def shelf_of(folder: str, files: Files) -> Shelf:
    for name, data in files.items():
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        if data is not None:
            path.write_bytes(data)
    options = OPTIONS.model_copy(update={"content_patterns": ["**/*.md"]})
    return read_shelf(Path(folder), "issues", NEWSLETTER, options)


def asked_before_and_after(body: bytes, before: Files, after: Files) -> tuple[bool, Issue, Issue]:
    """Return whether what was asked before still holds after, and the issue of both times."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first, then = (
            shelf_of(one, {**before, "001.md": body}),
            shelf_of(two, {**after, "001.md": body}),
        )
        (text,) = (it for it in first.manuscripts if it.path.name == "001.md")
        lookups = first.lookups(text)
        issue_before = first.issue(text, lookups)
        asked = ASKED.validate_json(ASKED.dump_json(lookups.asked))
        assert asked == lookups.asked
        moved = replace(text, path=Path(two, "001.md"))
        return then.lookups(moved).still_hold(asked), issue_before, then.issue(moved)


@settings(max_examples=100)
@given(links=st.lists(st.sampled_from(LINKS), max_size=6), before=ARCHIVES, after=ARCHIVES)
@example(
    links=[LINKS[7]],
    before={},
    after={"002.md": other("T", "", None, "https://elsewhere.example.net/x", "W")},
)
@example(links=[LINKS[13]], before={"picture.gif": GIF}, after={"picture.gif": GIF + b"\0"})
def test_answers_still_hold_exactly_if_the_rendering_is_equal(
    links: list[str], before: Files, after: Files
) -> None:
    holds, was, now = asked_before_and_after(issue(*links), before, after)
    assert holds == (was == now)


@settings(max_examples=40)
@given(
    links=st.lists(st.sampled_from(LINKS + OF_ISSUES), max_size=6), before=ARCHIVES, after=ARCHIVES
)
def test_as_long_as_answers_hold_the_rendering_is_equal(
    links: list[str], before: Files, after: Files
) -> None:
    holds, was, now = asked_before_and_after(issue(*links), before, after)
    assert was == now or not holds


@settings(max_examples=40)
@given(
    links=st.lists(st.sampled_from(LINKS + OF_ISSUES), max_size=6), files=ARCHIVES, data=st.data()
)
def test_an_edited_body_of_another_issue_changes_no_answer(
    links: list[str], files: Files, data: st.DataObject
) -> None:
    texts = {name: text for name, text in files.items() if text and name.endswith(".md")}
    name = data.draw(st.sampled_from(sorted(texts) or [""]))
    after = {**files, name: texts[name] + b"\nMore words.\n"} if name else files
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first, then = shelf_of(one, files), shelf_of(two, after)
        assert first.directory_digest == then.directory_digest
    assert asked_before_and_after(issue(*links), files, after)[0]


@given(before=ARCHIVES, after=ARCHIVES)
@settings(max_examples=40)
def test_whether_a_url_is_an_issue_s_is_recorded_for_the_checks(
    before: Files, after: Files
) -> None:
    url = "https://example.com/issues/002/"
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first, then = (
            shelf_of(folder, {**files, "001.md": issue()})
            for folder, files in ((one, before), (two, after))
        )
        lookups, text = first.lookups(first.manuscripts[0]), then.manuscripts[0]
        assert (url in lookups) == any(it.permalink == url for it in first.manuscripts)
        holds = then.lookups(text).still_hold(lookups.asked)
        assert holds == ((url in first.permalinks) == (url in then.permalinks))


def test_each_question_is_recorded_once_and_those_without_an_issue_together(tmp_path: Path) -> None:
    links = [f"[a](https://example.org/{number})" for number in (1, 2, 3, 1)]
    files = {
        "001.md": issue(*links, "[b](002.md)", "[c](002.md)"),
        "002.md": other("T", "", 2, "", "W"),
    }
    shelf = shelf_of(str(tmp_path), files)
    lookups = shelf.lookups(shelf.manuscripts[0])
    shelf.issue(shelf.manuscripts[0], lookups)
    assert [(it.kind, it.answer, it.about) for it in lookups.asked.lookups] == [
        (LookupKind.URL, "", tuple(f"https://example.org/{number}" for number in (1, 2, 3))),
        (LookupKind.FILE, "https://example.com/issues/002/", ("002.md",)),
    ]


def test_refused_image_is_recorded_without_the_path_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.gif"
    outside.write_bytes(GIF)
    folder = tmp_path / "issues"
    folder.mkdir()
    (folder / "picture.gif").symlink_to(outside)
    shelf = shelf_of(str(folder), {"001.md": issue("![a](picture.gif)")})
    (text,) = shelf.manuscripts
    lookups = shelf.lookups(text)
    refused = shelf.issue(text, lookups)
    assert [it.code for it in refused.diagnostics] == ["C108"]
    assert str(tmp_path) not in ASKED.dump_json(lookups.asked).decode()
    assert shelf.lookups(text).still_hold(lookups.asked)
    (folder / "picture.gif").unlink()
    (folder / "picture.gif").write_bytes(GIF)
    assert not shelf_of(str(folder), {}).lookups(text).still_hold(lookups.asked)


def test_the_size_of_an_image_file_is_part_of_the_issue(tmp_path: Path) -> None:
    files = {"001.md": issue("![a](picture.gif)", "![b](picture.gif)"), "picture.gif": GIF}
    shelf = shelf_of(str(tmp_path), files)
    made = shelf.issue(shelf.manuscripts[0])
    (tmp_path / "picture.gif").unlink()
    assert image_bytes(made) == len(GIF)


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_digest_of_the_directory_is_the_same_in_every_process(
    seed: str, tmp_path: Path
) -> None:
    files = {f"{it}.md": other(it, "", None, f"/once/{it}", "W") for it in ("one", "two", "three")}
    shelf = shelf_of(str(tmp_path), files)
    code = (
        "import sys; from tests.unit.content.archive.test_lookups import shelf_of;"
        "print(shelf_of(sys.argv[1], {}).directory_digest)"
    )
    again = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True,
        cwd=REPOSITORY, env={"PYTHONHASHSEED": seed, "PATH": SEARCH_PATH, "HOME": os.devnull},
    )  # fmt: skip
    assert again.stdout.strip() == shelf.directory_digest
