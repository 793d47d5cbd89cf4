"""No regular expression of the program can be made to try the same text in ever more ways."""

import re

import pytest
import regex

from tests.security.ambiguity import is_exponential, is_polynomial
from tests.security.patterns import Pattern, patterns

OURS = patterns("publisher")

BOUNDED = {
    "publisher.checks.content.metadata.BLANKS": "goes back only from one quote to another, and a "
    "title holds few",
}
"""Expressions that may take the square of a text's length, and why it does not matter."""

OLD_EMOJI = regex.compile(
    r"\s*((?:(?:\p{Regional_Indicator}{2}"
    r"|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F?)"
    r"(?:\p{Emoji_Modifier}|\uFE0F|[\U000E0020-\U000E007F]+)*))+)\s*$"
)


@pytest.mark.parametrize("where", OURS)
def test_no_expression_reads_one_text_in_two_ways(where: str) -> None:
    assert not is_exponential(OURS[where]), OURS[where].pattern
    assert where in BOUNDED or not is_polynomial(OURS[where]), OURS[where].pattern


def test_expressions_are_found_wherever_they_are_held() -> None:
    for where in [
        "publisher.content.body.emoji._RUN",
        "publisher.markup.blocks.html_blocks._ENDS.0.1",  # in a tuple of tuples
        "publisher.markup.blocks.attribute_lists.AttributeLists.HEADER_RE",  # of a class
    ]:
        assert where in OURS
    assert any(where.startswith("publisher.content.head.values:") for where in OURS)  # in a call
    assert set(BOUNDED) <= set(OURS)


@pytest.mark.parametrize(
    "pattern",
    [
        OLD_EMOJI,
        *map(re.compile, [r"(a+)+b", r"(a|aa)+$", r"(?:a*b?)*c", r"(?:\w|[a-z]_)+x", r"(?i)(a|A.)*b"]),
    ],
)  # fmt: skip
def test_a_loop_that_reads_one_text_in_two_ways_is_recognised(pattern: Pattern) -> None:
    assert is_exponential(pattern)


@pytest.mark.parametrize("pattern", [*map(re.compile, [r"a*a*b", r"\s*\w*\s*\w*x", r" *\n? *$"])])
def test_a_loop_that_another_takes_over_from_is_recognised(pattern: Pattern) -> None:
    assert is_polynomial(pattern)
    assert not is_exponential(pattern)


@pytest.mark.parametrize(
    "pattern",
    [*map(re.compile, [
        r"a*+a*b", r"(?:a++)+b", r"(?:ab)*c", r"(?:[^\\\"]|\\.)*", r"(?:a{1,3}-)+x", r"\w+@\w+\b",
        r"(?:\"[^\"]*\"|'[^']*')*",
    ])],
)  # fmt: skip
def test_an_expression_with_one_way_to_read_each_text_is_let_pass(pattern: Pattern) -> None:
    assert not is_exponential(pattern)
    assert not is_polynomial(pattern)
