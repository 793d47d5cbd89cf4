"""What is found is where it was typed, and what only looks like it is not found."""

import pytest

from tests.unit.checks.conftest import Found

URL = "https://example.com/a"


def places(found_in: Found, text: str, code: str) -> list[tuple[int, int]]:
    """Return the line of the body and the column of each finding."""
    return [(it.position.line - 4, it.position.column) for it in found_in(text, code)]


@pytest.mark.parametrize(
    "code,text,expected",
    [
        ("C201", "`TODO` and TODO\n", [(1, 12)]),
        ("C201", "<kbd>TODO</kbd> and\n\n<div>\nTODO\n</div>\n", [(4, 1)]),
        ("C201", f"[TODO]({URL}/TODO) ![TODO]({URL}.png)\n", [(1, 2)]),
        ("C201", "| a |\n|---|\n| TODO |\n", [(3, 3)]),
        ("C204", "a **b** and\n\na **b and\n", [(3, 3)]),
        ("C204", "> a\n> __b\n", [(2, 3)]),
        ("C204", f"**[a]({URL}) ~~b~~\n", [(1, 1)]),
        ("C204", "a[^1]\n\n[^1]: b\n\n    **c\n", [(5, 5)]),
        ("C204", "<code>a **b</code> `**c` \\*\\*d\n", []),
        ("C207", "`<!--` and <!-- a\n", [(1, 12)]),
        ("C207", f"[a]({URL}?<!--) b\n", []),
        ("C208", "- a\n\n  ```\n  b\n", [(3, 3)]),
        ("C202", "## A\n\nA\n-\n\nB\n\nA & *b* <u>c</u>\n-----\n", [(1, 1), (8, 1)]),
        ("C203", "A\n=\n\n### B\n\nc\n", [(4, 1)]),
        ("C205", "- -a\n- -b\n\n## -c\n\n| -d |\n|---|\n| -e |\n", []),
        ("C205", "-a\n\n-b\n\nc\n-d\n-e\nf\n-g\n", [(1, 1), (6, 1)]),
        ("C307", f"[a][b] [c][d]\n\n[d]: {URL}\n", [(1, 1)]),
        ("C307", f"[a][b]\n\n    [b]: {URL}\n", [(1, 1)]),
        ("C308", "[a](https://例子.example/b c)\n", [(1, 1)]),
        ("C308", f"<p>[a]({URL})</p>\n", []),
        ("C308", f"[a [b]({URL}) c]({URL})\n", []),
        ("C313", "# a\n\n| b] |\n|---|\n| [c |\n", [(3, 4), (5, 3)]),
        ("C401", f'<img src="{URL}.png" alt=""> <img src="{URL}.gif">\n', [(1, 56)]),
        ("C303", "a\n\n[b](javascript:c) <p onclick=d()>e</p>\n", [(3, 5), (3, 22)]),
        ("C303", "`<script>`\n\n<script>\na\n</script>\n", [(3, 1)]),
    ],
)
def test_a_finding_is_where_it_was_typed(
    found_in: Found, code: str, text: str, expected: list[tuple[int, int]]
) -> None:
    assert places(found_in, text, code) == expected
