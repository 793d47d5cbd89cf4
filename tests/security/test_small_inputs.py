"""No small input asks for much work or gives much output, through everything that is done with it.

Each text is built and checked in two sizes. Work grows with the size, and stays within twenty
times that of an ordinary text of the same size; so does what is written.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from publisher.project.build.build_project import build
from publisher.project.check.check_project import check
from publisher.project.folder import open_project
from tests.work import work_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SMALL, LARGE = 1_000, 4_000
MOST_TIMES = 20
HEAD = "---\ntitle: One\ndate: 2026-01-02\n---\n\n"
SETTINGS = 'title = "The Example Letter"\nsite_url = "https://example.com"\n'

REPEATED = [
    "*", "_", "`", "<", ">", "&", "[", "]", "](", "![", "~", "|", "\\", "#", "{", "- ", "1. ", ">>>>", "* a\n  ",
    "*a ", "**a _b ", "*_", "__a TODO ", "~~a", "`a ", "[a](", "[a](/b) ", "[^a]:", "[^a] ", "[a]: b\n", "[a]\n",
    "[![a](b.png)](c) ", "![a](b.png) ", "http://a.example ", "www.a.b ", "a@b.example ", "://", "((", "\\\n", "a  \n",
    "<!--", "<!-- a -->", "<a ", "<a href=x>", "<b>", "<div>", "<p>", "<table>", "<td>", "<ul><li>", "<iframe>",
    "<img src=x>", "<span style='color:red'>a</span> ", "<h2>a", "## <b>{#a})<a href=b>", "<?", "<![CDATA[", "</",
    "# H\n", "## H\n", "## H\n\nText.\n\n", "### H\n\nText.\n\n", "a\n===\n", "**A.** b\n\n", "- [a](/b) c\n", "> a\n\n",
    "a\n: b\n\n", "|a|b|\n|-|-|\n|c|d|\n\n", "```\n", "    a\n", "---\n", "1.a\n", "- [ ] a\n", "* * *\n", "\n",
    "📌", "👩‍👩‍👧", "🇩", "a\u0301", "\u0301", "中", "中文 ", "\u200b", "a", "word ", "A. ", "*|A|*", "{{email", "TODO ",
    "&amp;", "<!-- publisher: ignore C2 -->\n", "https://a.example/?utm_source=x ", "Ã©", "[a]: /b '", "{.a ",
]  # fmt: skip

Text = Callable[[int], str]
MADE: dict[str, Text] = {
    "a wide head over short rows": lambda n: "|a" * 70 + "\n" + "|-" * 70 + "\n" + "x\n" * (n // 2),
    "a table as wide as it is long": lambda n: (
        "|a" * (n // 6) + "\n" + "|-" * (n // 6) + "\n" + "x\n" * (n // 6)
    ),
    "one footnote again and again": lambda n: "[^1] " * (n // 5) + "\n\n[^1]: a\n",
    "many footnotes": lambda n: (
        "".join(f"[^{i}] " for i in range(n // 18)) + "\n\n"
        + "".join(f"[^{i}]: a\n" for i in range(n // 18))
    ),
    "a long definition again and again": lambda n: (
        "[a] " * (n // 8) + "\n\n[a]: http://a.example/" + "b" * (n // 2)
    ),
    "many definitions": lambda n: (
        "".join(f"[a{i}] " for i in range(n // 32)) + "\n\n"
        + "".join(f"[a{i}]: http://a.example/{i}\n" for i in range(n // 32))
    ),
    "emoji between letters": lambda n: f"## x{'📌' * (n // 4)}a\n\n- x{'📌' * (n // 4)}a\n",
    "lists in lists": lambda n: "\n".join("  " * i + "- a" for i in range(int(n**0.5))),
    "backticks of every length": lambda n: " ".join("`" * i for i in range(1, int((2 * n) ** 0.5))),
    "brackets in brackets": lambda n: "[" * (n // 2) + "a" + "]" * (n // 2),
    "links in links": lambda n: "[" * (n // 5) + "a" + "](b)" * (n // 5),
    "emphasis in emphasis": lambda n: "*a **b " * (n // 14) + "c** d*" * (n // 14),
    "images deep down": lambda n: "<b>" * (n // 6) + "<img src=a>" * (n // 22),
    "a number of thousands of digits": lambda n: f"<ol start='{'9' * 4300}'>" + "<li>a" * (n // 5),
    "an address without an end": lambda n: "[a](http://a.example/" + "(" * n,
    "a data: address": lambda n: "![a](data:image/png;base64," + "A" * n + ")",
    "one long style": lambda n: "<b style='" + "color:red;" * (n // 10) + "'>x</b>",
    "front matter of many keys": lambda n: (
        "---\ntitle: One\n" + "".join(f"k{i}: v\n" for i in range(n // 9)) + "---\na"
    ),
    "YAML in brackets": lambda n: f"---\na: {'[' * (n // 2)}{']' * (n // 2)}\n---\na",
    "YAML that names itself": lambda n: (
        "---\na: &a [x]\n" + "".join(f"b{i}: [*a,*a]\n" for i in range(n // 14)) + "---\na"
    ),
    "TOML in brackets": lambda n: f"+++\ntitle='One'\na={'[' * (n // 2)}{']' * (n // 2)}\n+++\na",
    "TOML of many tables": lambda n: (
        "+++\ntitle='One'\n" + "".join(f"[k{i}]\n" for i in range(n // 8)) + "+++\na"
    ),
    "a title of brackets": lambda n: f"# {'[' * n}\n\na",
    "a title of tags": lambda n: f'---\ntitle: "{"<b " * (n // 3)}"\n---\na',
}  # fmt: skip


def repeated(piece: str) -> Text:
    return lambda size: piece * (size // len(piece))


MADE |= {f"{piece!r} repeated": repeated(piece) for piece in REPEATED}


def ordinary(size: int) -> str:
    return (
        "## News\n\nSome *words* of a [link](https://example.org/a), and more.\n\n- a\n- b\n\n"
        * (size // 80)
    )


def cost(text: str) -> tuple[int, int]:
    """The work of building and checking an issue, and the bytes that were written."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "issues").mkdir()
        (folder / "publisher.toml").write_text(SETTINGS)
        issue = text if text.startswith(("---\n", "+++\n", "# ")) else HEAD + text
        (folder / "issues" / "001.md").write_text(issue)
        project = open_project(folder, folder)
        work = work_of(lambda: (build(project, NOW), check(project, [], folder, NOW)))
        written = [*folder.glob("build/emails/*"), *folder.glob("feeds/*.*")]
        return work, sum(path.stat().st_size for path in written)


@cache
def usual(size: int) -> tuple[int, int]:
    """The cost of an ordinary text; the first one also fills what the program keeps."""
    cost(ordinary(size))
    return cost(ordinary(size))


@pytest.mark.parametrize("make", MADE.values(), ids=MADE.keys())
def test_a_strange_text_costs_little_more_than_an_ordinary_one(make: Text) -> None:
    small, large = cost(make(SMALL)), cost(make(LARGE))

    for found, normal in zip(large, usual(LARGE), strict=True):
        assert found <= MOST_TIMES * normal
    # Four times the text; what a text of any size costs is in both.
    assert large[0] <= 5 * max(small[0], usual(SMALL)[0])
