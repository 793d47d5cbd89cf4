"""No text takes the checks more work than others of its size, however it is made."""

import pytest

from publisher.checks.prose import prose_of
from publisher.model import Source
from tests.unit.checks.conftest import Found
from tests.work import bounded_work

PIECES = [
    "[", "]", "](", "[a](", "[a][", "`a` ", "``` ", "`", "**", "__a ", "<!--", "<a ", "<", "    a\n",
    "- a\n", "-a\n", "*[", "http://a.example ", "http://", "# a\n", "#### a\n", "&amp;", "TODO ", "\\",
    "[a]: b\n", "~~~\n", "{#", "> ", "(", "((", "\n\n    a\n", "![](a.png) ", "1.a\n2.b\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_the_scan_of_a_strange_text_is_bounded(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with bounded_work(len(text), per_character=60):
        prose_of(Source("001.md", text))


@pytest.mark.parametrize("piece", PIECES)
def test_the_check_of_a_strange_issue_is_bounded(found_in: Found, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    with bounded_work(len(text)):
        found_in(text)
