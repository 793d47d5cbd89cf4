"""Nesting without end: the words, links and order of it stay, the depth does not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher import dom
from publisher.content.body.steps.depth import MAX_DEPTH, limit_depth
from publisher.model import Issue
from tests.family.test_content_steps import page_of

IssueOf = Callable[..., Issue]

PIECES = [
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<i>",
    "a ",
    "<img src=x>",
    "<a href=y>",
    "</a>",
    "<!--c-->",
]


def depth_of(tree: dom.Element) -> int:
    return max(sum(1 for _ in element.iterancestors()) for element in tree.iter())


def test_words_and_links_at_any_depth_stay_in_their_order(issue_of: IssueOf) -> None:
    levels = 1000
    body = "".join(f"<b>{level} " for level in range(levels))
    body += "[the sea](https://example.org/sea)" + "".join(
        f"</b>,{level}" for level in range(levels)
    )

    issue = issue_of(f"Intro {body}")

    words = " ".join(issue.text.replace(",", " ").split())
    assert words == " ".join(
        ["Intro", *map(str, range(levels)), "the sea", *map(str, range(levels))]
    )
    assert [link.url for link in issue.links] == ["https://example.org/sea"]
    assert depth_of(dom.parse(issue.html)) <= MAX_DEPTH + 3


@given(st.lists(st.sampled_from(PIECES), max_size=80), st.sampled_from(["<b>", "<div>", "<b><i>"]))
def test_whatever_is_nested_keeps_its_words(pieces: list[str], opening: str) -> None:
    page = page_of(opening * MAX_DEPTH + "".join(pieces))
    before, elements = dom.text_of(page.tree).replace("\n", " "), len(list(page.tree.iter()))

    limit_depth(page)

    assert dom.text_of(page.tree).replace("\n", " ") == before
    assert len(list(page.tree.iter())) == elements
    assert depth_of(page.tree) <= MAX_DEPTH


@pytest.mark.parametrize("levels", [1, 60])
def test_nested_lists_are_not_changed(levels: int, issue_of: IssueOf) -> None:
    issue = issue_of("- " * levels + "a\n")
    assert issue.html.count("<ul>") == levels
    assert depth_of(dom.parse(issue.html)) > levels
