"""No text takes the checks more than a moment, however it is made."""

import time

import pytest

from publisher.checks.prose import prose_of
from publisher.model import Source
from tests.unit.checks.conftest import Found

PIECES = [
    "[", "]", "](", "[a](", "[a][", "`a` ", "``` ", "`", "**", "__a ", "<!--", "<a ", "<", "    a\n",
    "- a\n", "-a\n", "*[", "http://a.example ", "http://", "# a\n", "#### a\n", "&amp;", "TODO ", "\\",
    "[a]: b\n", "~~~\n", "{#", "> ", "(", "((", "\n\n    a\n", "![](a.png) ", "1.a\n2.b\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_half_a_megabyte_is_scanned_in_a_moment(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    started = time.perf_counter()
    prose_of(Source("001.md", text))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("piece", PIECES)
def test_a_strange_issue_is_checked_in_a_moment(found_in: Found, piece: str) -> None:
    started = time.perf_counter()
    found_in(piece * (20_000 // len(piece)))
    assert time.perf_counter() - started < 15
