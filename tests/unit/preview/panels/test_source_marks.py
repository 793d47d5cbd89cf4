"""The place of a line, found again in an email by its words."""

from pathlib import Path

import pytest

from publisher.diagnostics import Diagnostic, Position, Severity
from publisher.dom import document
from publisher.preview.panels.frame import Framing, framed
from publisher.preview.panels.source_marks import MARK, line_mark, mark, wanted_marks
from publisher.project.folder import open_project
from publisher.project.live.live_project import Live
from tests.conftest import MakeProject

TEXT = """---
title: Places
date: 2026-01-01
---

Welcome to the letter about pneumatic mail.

## Under the street 🚇

**Tubes carried letters below Paris.** The last ran in 1984, [say the books](https://example.org/tubes).

![A map of the tubes](map.png)

## Links

- 🗼 [Signal towers](https://example.com/towers) reached from Lille to Paris.
- 🕊 [Pigeons](https://example.com/pigeons) were quicker, in one direction.
"""


@pytest.fixture
def live(project: MakeProject) -> Live:
    folder = project({"issues/001.md": TEXT})
    return Live(lambda: open_project(folder, folder))


def at(line: int) -> Diagnostic:
    return Diagnostic("C999", Severity.WARNING, "issues/001.md", "x", position=Position(line))


def words_at(live: Live, found: list[Diagnostic], name: str) -> str:
    made = live.sight("001.md").edition
    assert made
    tree = document(framed(made.email.html, Framing(marks=wanted_marks(made.issue, found))))
    (place,) = tree.xpath("//*[@id=$name]", name=name)
    assert MARK in place.get("class")
    return " ".join(place.getparent().xpath("string()").split())


@pytest.mark.parametrize(
    "line,words",
    [
        (6, "Welcome to the letter"),
        (10, "Tubes carried letters"),
        (16, "Signal towers reached"),
        (17, "Pigeons were quicker"),
    ],
)
def test_line_is_marked_at_its_paragraph(live: Live, line: int, words: str) -> None:
    assert words in words_at(live, [at(line)], f"line-{line}")


def test_sections_and_stories_have_marks(live: Live) -> None:
    assert words_at(live, [], "section-1") == "Under the street 🚇"
    assert words_at(live, [], "story-1-1").startswith("Tubes carried")
    assert "Pigeons" in words_at(live, [], "story-2-2")


def test_empty_line_is_marked_at_the_text_above_it(live: Live) -> None:
    assert "Tubes carried letters" in words_at(live, [at(11)], "line-11")


def test_line_of_the_front_matter_has_no_mark(live: Live) -> None:
    made = live.sight("001.md").edition
    assert made
    html = framed(made.email.html, Framing(marks=wanted_marks(made.issue, [at(2)])))
    assert line_mark(at(2)) not in html


def test_words_of_a_language_without_spaces_are_found() -> None:
    tree = document("<html><body><p>今天天气很好</p><p>机器学习的新进展</p></body></html>")
    mark(tree, {"x": "关于机器学习的新进展"})
    (place,) = tree.xpath("//*[@id='x']")
    assert place.getparent().xpath("string()") == "机器学习的新进展"


def test_marks_change_no_word_of_the_email(live: Live, tmp_path: Path) -> None:
    made = live.sight("001.md").edition
    assert made
    marked = framed(made.email.html, Framing(marks=wanted_marks(made.issue, [at(10)])))
    plain = framed(made.email.html, Framing())
    assert document(marked).xpath("string()") == document(plain).xpath("string()")
