"""What is mechanical is mended, nothing else is touched, and twice changes nothing more."""

from pathlib import Path

import pytest

from publisher.project.check.check_project import check
from publisher.project.fix.file_fixes import changes, write
from publisher.project.folder import open_project
from publisher.report import Report
from tests.conftest import MakeProject
from tests.unit.checks.conftest import NOW

HEAD = "---\ntitle: One\ndate: 2026-01-02\n---\n"


def reported(folder: Path) -> Report:
    return check(open_project(folder, folder), [], folder, NOW)


def mended(folder: Path) -> bytes:
    project = open_project(folder, folder)
    write(project, changes(project, reported(folder)))
    return (folder / "issues/001.md").read_bytes()


@pytest.mark.parametrize(
    "before,after",
    [
        (
            f"{HEAD}[a](https://example.org/a?utm_source=x&b=1#c).\n",
            f"{HEAD}[a](https://example.org/a?b=1#c).\n",
        ),
        (
            f"{HEAD}[a](http://github.com/a_(b)?utm_source=x) (http://github.com/c).\r\n",
            f"{HEAD}[a](https://github.com/a_(b)) (http://github.com/c).\r\n",
        ),
        (
            f"{HEAD}[a][b] and [c][b]\n\n[b]: http://github.com/?utm_medium=x\n",
            f"{HEAD}[a][b] and [c][b]\n\n[b]: https://github.com/\n",
        ),
        (
            '---\ntitle: "Bob&#x27;s &quot;own&quot; &amp; more "\ndate: 2026-01-02\n---\nHello.\n',
            '---\ntitle: "Bob\'s \\"own\\" & more"\ndate: 2026-01-02\n---\nHello.\n',
        ),
        (
            "---\ntitle: 'Bob&#39;s '\ndate: 2026-01-02\n---\nHello.\n",
            "---\ntitle: 'Bob''s'\ndate: 2026-01-02\n---\nHello.\n",
        ),
        (
            '+++\ntitle = "a &amp; b "\ndate = 2026-01-02\n+++\nHello.\n',
            '+++\ntitle = "a & b"\ndate = 2026-01-02\n+++\nHello.\n',
        ),
        (
            "Title: a &amp; b\nDate: 2026-01-02\n\nHello.\n",
            "Title: a & b\nDate: 2026-01-02\n\nHello.\n",
        ),
    ],
    ids=["tracking", "https", "reference", "yaml-double", "yaml-single", "toml", "pelican"],
)
def test_finding_is_fixed(project: MakeProject, before: str, after: str) -> None:
    folder = project({"issues/001.md": before})
    assert mended(folder).decode() == after
    assert list(changes(open_project(folder, folder), reported(folder))) == []


def test_restored_mojibake_is_saved(project: MakeProject) -> None:
    text = f"{HEAD}It’s “here” – it’s now.\n"
    folder = project({"issues/001.md": text.encode().decode("mac_roman").encode()})
    assert mended(folder).decode() == text


def test_a_byte_order_mark_and_line_ends_stay(project: MakeProject) -> None:
    text = f"\ufeff{HEAD}[a](https://example.org/?utm_source=x)\n".replace("\n", "\r\n")
    folder = project({"issues/001.md": text})
    assert mended(folder).decode() == text.replace("?utm_source=x", "")


def test_code_is_not_changed(project: MakeProject) -> None:
    text = f"{HEAD}`[a](http://github.com/?utm_source=x)`\n"
    assert mended(project({"issues/001.md": text})).decode() == text


def test_only_reported_findings_are_fixed(project: MakeProject) -> None:
    text = f"{HEAD}[a](http://github.com/)\n<!-- publisher: ignore C309 -->\n"
    assert mended(project({"issues/001.md": text})).decode() == text


def test_title_is_not_fixed_if_its_words_would_change(project: MakeProject) -> None:
    text = "---\ntitle: a &#35;b\ndate: 2026-01-02\n---\n[a](http://github.com/)\n"
    assert mended(project({"issues/001.md": text})).decode() == text


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://example.org/?utm_source=x)",
        "[a](http://github.com:80/x)",
        "[a](http://own.example:8000/x) and [b](http://own.example/x)",
        "[a](http://letter.github.io/x)",
    ],
)
def test_what_is_meant_so_is_not_reported(project: MakeProject, text: str) -> None:
    folder = project(
        {"issues/001.md": f"{HEAD}{text}\n"},
        site_url="https://own.example",
        previous_urls=["http://letter.github.io"],
        strip_tracking=False,
    )
    codes = {finding.code for finding in reported(folder).findings}
    assert not codes & {"C309", "C311"}


def test_finding_is_at_the_start_of_the_url(project: MakeProject) -> None:
    tracked = "https://a.org/?utm_source=x"
    body = f"{tracked} [{tracked}]({tracked})\n> <{tracked}>\n\n<img src=x> <a href='{tracked}'>a</a>\n"
    folder = project({"issues/001.md": f"{HEAD}{body}"})
    found = [finding for finding in reported(folder).findings if finding.code == "C311"]
    lines = f"{HEAD}{body}".split("\n")
    assert [(it.position.line, it.position.column) for it in found] == [
        (5, 1), (5, 59), (6, 4), (8, 22)
    ]  # fmt: skip
    for finding in found:
        assert lines[finding.position.line - 1][finding.position.column - 1 :].startswith(tracked)


def test_mojibake_that_is_not_reported_stays_while_the_rest_is_fixed(project: MakeProject) -> None:
    text = f"{HEAD}It’s “here” – it’s [now](https://a.org/?utm_source=x).\n<!-- publisher: ignore C103 -->\n"
    folder = project({"issues/001.md": text.encode().decode("mac_roman").encode()})
    left = text.replace("?utm_source=x", "")
    assert mended(folder) == left.encode().decode("mac_roman").encode()
