"""What is mechanical is mended, nothing else is touched, and twice changes nothing more."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.checks.fixes import FIXABLE, fixed
from publisher.checks.report import Report
from publisher.diagnostics import Diagnostic, Position, Severity
from publisher.pipeline.check import check
from publisher.pipeline.fix import changes, write
from publisher.pipeline.project import open_project
from publisher.urls import TRACKING_PARAMETERS
from tests.conftest import MakeProject
from tests.unit.checks.conftest import NOW

HEAD = "---\ntitle: One\ndate: 2026-01-02\n---\n"


def reported(folder: Path) -> Report:
    return check(open_project(folder, folder), [], folder, NOW)


def mended(folder: Path) -> bytes:
    write(changes(open_project(folder, folder), reported(folder)))
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
            f"{HEAD}[a](https://github.com/a_(b)) (https://github.com/c).\r\n",
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
    assert [it for it in reported(folder).findings if it.code in FIXABLE] == []


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


def test_a_diff_can_be_applied(project: MakeProject) -> None:
    folder = project({"issues/001.md": f"{HEAD}[a](http://github.com/)"})
    (change,) = changes(open_project(folder, folder), reported(folder))
    assert change.diff().splitlines()[:2] == ["--- a/issues/001.md", "+++ b/issues/001.md"]
    assert "\\ No newline at end of file" in change.diff()


@given(
    st.text(alphabet='ab:/?&=;htps\n\r"', max_size=60),
    st.lists(
        st.tuples(st.sampled_from(sorted(FIXABLE)), st.integers(1, 5), st.integers(1, 20)),
        max_size=6,
    ),
)
def test_no_finding_can_break_a_text(text: str, places: list[tuple[str, int, int]]) -> None:
    found = [
        Diagnostic(code, Severity.INFO, "", "", position=Position(line, column))
        for code, line, column in places
    ]
    once = fixed(text, found, TRACKING_PARAMETERS)
    assert once.count("\n") == text.count("\n")
    assert once.count("\r") == text.count("\r")
