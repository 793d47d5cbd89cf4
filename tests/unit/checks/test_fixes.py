"""What is mechanical is mended, nothing else is touched, and twice changes nothing more."""

from pathlib import Path

import pytest

from publisher.checks.report import Report
from publisher.pipeline.check import check
from publisher.pipeline.fix import changes, write
from publisher.pipeline.project import open_project
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
def test_it_is_mended(project: MakeProject, before: str, after: str) -> None:
    folder = project({"issues/001.md": before})
    assert mended(folder).decode() == after
    assert list(changes(open_project(folder, folder), reported(folder))) == []


def test_mojibake_is_written_as_it_was_restored(project: MakeProject) -> None:
    text = f"{HEAD}It’s “here” – it’s now.\n"
    folder = project({"issues/001.md": text.encode().decode("mac_roman").encode()})
    assert mended(folder).decode() == text


def test_a_byte_order_mark_and_line_ends_stay(project: MakeProject) -> None:
    text = f"\ufeff{HEAD}[a](https://example.org/?utm_source=x)\n".replace("\n", "\r\n")
    folder = project({"issues/001.md": text})
    assert mended(folder).decode() == text.replace("?utm_source=x", "")


def test_code_is_left_alone(project: MakeProject) -> None:
    text = f"{HEAD}`[a](http://github.com/?utm_source=x)`\n"
    assert mended(project({"issues/001.md": text})).decode() == text


def test_what_is_not_reported_is_not_mended(project: MakeProject) -> None:
    text = f"{HEAD}[a](http://github.com/)\n<!-- publisher: ignore C309 -->\n"
    assert mended(project({"issues/001.md": text})).decode() == text


def test_a_title_that_would_come_out_different_is_left_alone(project: MakeProject) -> None:
    text = "---\ntitle: a &#35;b\ndate: 2026-01-02\n---\n[a](http://github.com/)\n"
    assert mended(project({"issues/001.md": text})).decode() == text
