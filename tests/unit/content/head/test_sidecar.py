"""What `issues.toml` says is found by file name or slug, and each value knows its line."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.head.sidecar import read_sidecar
from publisher.content.shelf import Shelf
from publisher.diagnostics import Position

ReadShelf = Callable[..., Shelf]

TEXT = """\
# dates of the archive
["012.md"]
date = 2019-04-28

[happy-holidays]
number = 3
tags = ["a", "b"]

[013.md]
title = "Thirteen"
"""


def test_an_issue_is_found_by_the_name_of_its_file_or_its_slug() -> None:
    sidecar = read_sidecar(TEXT, "issues/issues.toml")
    assert sidecar.diagnostics == ()
    date = sidecar.fields_for(["012.md", "twelve"])["date"]
    assert (date.text, date.position, date.path) == (
        "2019-04-28",
        Position(3, 8),
        "issues/issues.toml",
    )
    assert sidecar.fields_for(["003.md", "happy-holidays"])["number"].value == 3
    assert sidecar.fields_for(["unknown.md"]) == {}


def test_file_name_without_quotes_is_understood() -> None:
    assert read_sidecar(TEXT, "issues.toml").fields_for(["013.md"])["title"].text == "Thirteen"


def test_of_two_tables_for_one_issue_the_first_name_wins() -> None:
    sidecar = read_sidecar('["a.md"]\nnumber = 1\n[slug]\nnumber = 2\ntitle = "T"\n', "issues.toml")
    fields = sidecar.fields_for(["a.md", "slug"])
    assert (fields["number"].text, fields["title"].text) == ("1", "T")


def test_a_name_is_found_however_its_accents_are_spelled() -> None:
    name = unicodedata.normalize("NFC", "größe.md")
    sidecar = read_sidecar(f'["{name}"]\nnumber = 1\n', "issues.toml")
    assert sidecar.fields_for([unicodedata.normalize("NFD", name)])
    assert sidecar.unused({unicodedata.normalize("NFD", name)}) == ()


def test_a_table_that_no_issue_answers_to_is_named_at_its_line() -> None:
    unused = read_sidecar(TEXT, "issues.toml").unused({"012.md", "013.md"})
    assert [(it.code, it.path, it.position) for it in unused] == [
        ("C150", "issues.toml", Position(5, 1))
    ]
    assert "happy-holidays" in unused[0].message


def test_a_value_outside_of_any_table_is_named() -> None:
    sidecar = read_sidecar('date = 2019-04-28\n\n["a.md"]\nnumber = 1\n', "issues.toml")
    assert [(it.code, it.position) for it in sidecar.diagnostics] == [("C151", Position(1, 1))]
    assert sidecar.fields_for(["a.md"])["number"].text == "1"


@pytest.mark.parametrize(
    "text,place",
    [
        ('["a.md"]\ndate = soon\n', Position(2, 8)),
        ('["a.md"]\nnumber = 1\nnumber = 2\n', Position(3, 11)),
        ('["a.md"\n', Position(1, 8)),
        ('["a.md"]\ntitle = "x', Position(2, 11)),
        ('["a.md"]\ndate = 2019-13-45\n', Position(2, 12)),
    ],
)
def test_invalid_toml_is_reported_with_its_position(text: str, place: Position) -> None:
    sidecar = read_sidecar(text, "issues.toml")
    assert [(it.code, it.position) for it in sidecar.diagnostics] == [("C151", place)]
    assert sidecar.unused({"a.md"}) == ()


def test_an_empty_sidecar_says_nothing() -> None:
    sidecar = read_sidecar("", "issues.toml")
    assert (sidecar.tables, sidecar.diagnostics, sidecar.unused({"a.md"})) == ({}, (), ())


def test_a_value_in_an_inline_table_is_read_too() -> None:
    date = read_sidecar("a = {date = 2019-04-28}\n", "issues.toml").fields_for(["a"])["date"]
    assert (date.text, date.position) == ("2019-04-28", Position(1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nx.y = 1\nx.z = 2\n",
        "a = {date = 2019-04-28}\n",
        "a.date = 2019-04-28\n",
        "[[a]]\nx = 1\n",
        "[a.b.c]\nx = 1\n[a.b]\ny = 2\n",
        '["a.md".params]\nx = 1\n["a.md"]\ny = 2\n',
        "[a]\n'x.y' = '''\n[not] = a table\n'''\n",
        '[a]\nx = """\\\n  = [b] \\""" """\ny = [ # ]\n "]", [1] ]\n',
    ],
)
def test_every_way_to_write_a_table_has_its_places(text: str) -> None:
    sidecar = read_sidecar(text, "issues.toml")
    for table in sidecar.tables.values():
        for field in table.fields.values():
            assert 1 <= field.position.line <= text.count("\n") + 1


WORDS = st.sampled_from(
    ["[a]\n", "[a.md]\n", '["b"]\n', "x = 1\n", "x.y = 2\n", 'z = "', "'''", '"""', "[", "]", "{", "}", "\\", "=", "#", ",", ".", "\n", "é"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map("".join))
def test_any_text_is_tables_or_findings_inside_of_it(text: str) -> None:
    sidecar = read_sidecar(text, "issues.toml")
    lines = text.split("\n")
    positions = [finding.position for finding in sidecar.diagnostics]
    positions += [table.position for table in sidecar.tables.values()]
    for position in positions:
        assert position.line <= len(lines)
        assert position.column <= len(lines[position.line - 1]) + 1


@pytest.mark.parametrize("table", ["012-Once Upon.md", "012-Once Upon", "012-once-upon", "once"])
def test_a_table_may_name_an_issue_by_its_file_or_by_its_slug(
    shelf_of: ReadShelf, table: str
) -> None:
    shelf = shelf_of(
        {
            "012-Once Upon.md": "---\ntitle: T\nslug: once\n---\nWords.\n",
            "issues.toml": f'["{table}"]\ndate = 2019-04-28\n',
        }
    )
    (text,) = shelf.manuscripts
    assert text.metadata.date is not None
    assert shelf.diagnostics == ()


def test_a_table_may_name_a_page_bundle_by_its_folder(shelf_of: ReadShelf) -> None:
    shelf = shelf_of(
        {
            "one/index.md": "# One\n\nWords.\n",
            "two/index.md": "# Two\n\nWords.\n",
            "issues.toml": "[one]\ndate = 2019-04-28\n[two]\ndate = 2019-05-05\n",
        },
        content_patterns=["*/index.md"],
    )
    assert [f"{text.metadata.date:%d %b}" for text in shelf.manuscripts] == ["28 Apr", "05 May"]


def test_a_side_file_that_cannot_be_read_is_named_and_the_issues_are_published(
    shelf_of: ReadShelf,
) -> None:
    shelf = shelf_of({"1.md": "# One\n\nWords.\n", "issues.toml/x": ""})
    assert [found.code for found in shelf.diagnostics] == ["C101"]
    assert [text.title for text in shelf.manuscripts] == ["One"]


def test_a_heading_is_the_title_no_more_when_the_side_file_has_another(
    shelf_of: ReadShelf,
) -> None:
    # Titled anew, an issue would show its old title first of all.
    shelf = shelf_of(
        {"1.md": "# Old name\n\nWords.\n", "issues.toml": '["1.md"]\ntitle = "New name"\n'}
    )
    issue = shelf.issue(shelf.manuscripts[0])
    assert (issue.title, issue.text) == ("New name", "Words.")
