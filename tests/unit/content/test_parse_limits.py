"""No text, however long, deep or unbalanced, takes the build down or keeps it waiting.

Work is counted in calls; the bound is what a quadratic algorithm would not keep.
"""

import pytest

from publisher.dom import parse
from publisher.markup.render import to_html
from tests.work import work_of

_CALLS_A_CHARACTER = 50

_LONG = {
    "opening brackets": "[" * 10_000,
    "image brackets": "![" * 10_000,
    "nested brackets": "[" * 10_000 + "a" + "]" * 10_000,
    "nested links": "[" * 10_000 + "a" + "](b)" * 10_000,
    "links without an end": "[a](" * 10_000,
    "titles without an end": '[a](b "' * 10_000,
    "stars": "*" * 10_000,
    "openers": "*a " * 10_000,
    "closers": "a* " * 10_000,
    "two kinds of emphasis": "*a **b " * 10_000 + "c** d*" * 10_000,
    "underscores": "_a" * 10_000,
    "tildes": "~~a" * 10_000,
    "backticks of every length": " ".join("`" * length for length in range(1, 1000)),
    "quotes in quotes": ">" * 10_000,
    "bullets on a line": "- " * 10_000 + "a",
    "numbers on a line": "1. " * 10_000,
    "nested bullets": "\n".join("  " * depth + "- a" for depth in range(500)),
    "nested by four": "\n".join("    " * depth + "* a" for depth in range(300)),
    "a line of a megabyte": "a" * 1_000_000,
    "words of a megabyte": "word " * 200_000,
    "underscored words": "a_b " * 250_000,
    "spaces in a heading": "# a" + " " * 1_000_000 + "b {.c}",
    "tabs": "\t" * 1_000_000 + "a",
    "pipes": "|" * 1_000_000,
    "a wide table": "|a" * 5000 + "\n" + "|-" * 5000 + "\n" + ("|b" * 5000 + "\n") * 5,
    "bare addresses": "http://a.b " * 90_000,
    "half addresses": "://" * 300_000,
    "an address of parentheses": "http://a.b/" + "(" * 1_000_000,
    "half mail addresses": "a@" * 500_000,
    "comments without an end": "a <!-- " * 100_000,
    "tags without an end": "x <a" + " " * 1_000_000,
    "attributes without an end": 'x <a b="' * 10_000,
    "lines": "a\n" * 100_000,
    "items": "- a\n" * 50_000,
    "quotes": "> a\n\n" * 50_000,
    "definitions": "[a]: /b\n" * 50_000,
    "footnotes in a footnote": "[^a]: [^b]: " * 10_000,
    "marks of a footnote": "[^a] " * 10_000 + "\n\n[^a]: b",
    "attribute lists": "# " + "a {.b " * 50_000,
    "backslashes": "\\" * 1_000_000,
    "Chinese lines": "中\n" * 100_000,
}


@pytest.mark.parametrize("text", _LONG.values(), ids=_LONG.keys())
def test_long_text_is_read_with_work_in_proportion(text: str) -> None:
    assert work_of(lambda: to_html(text)) < _CALLS_A_CHARACTER * len(text)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 500 + "a",
        "\n".join("  " * depth + "- a" for depth in range(500)),
        "*a **b " * 500 + "c** d*" * 500,
    ],
    ids=["quotes", "lists", "emphasis"],
)
def test_deep_text_keeps_its_words_and_a_depth_that_parsers_bear(text: str) -> None:
    html = to_html(text)

    tree = parse(html)
    depth = max(sum(1 for _ in element.iterancestors()) for element in tree.iter())
    assert depth < 200
    assert html.count("a") >= text.count("a")


def test_a_hundred_levels_of_lists_keep_every_item() -> None:
    html = to_html("\n".join("  " * depth + f"- item{depth:03}" for depth in range(100)))

    assert [f"item{depth:03}" in html for depth in range(100)] == [True] * 100
