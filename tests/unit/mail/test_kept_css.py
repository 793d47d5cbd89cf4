"""In the emails of the sample issues, each kept rule finds something and each block is one that clients take."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2

from publisher.dom import document
from publisher.mail.render.issue_email import render
from publisher.project.folder import open_project
from publisher.themes.css_selectors import finder, known_part, parts_of
from publisher.themes.theme_loader import load_theme, shipped_themes


@pytest.fixture(scope="module", params=shipped_themes())
def emails(request: pytest.FixtureRequest, repository: Path) -> list[str]:
    project = open_project(repository, repository)
    shelf = project.shelf()
    theme = load_theme(request.param, Path("nowhere"))
    return [
        render(shelf.issue(manuscript), shelf.newsletter, project.settings, theme).html
        for manuscript in shelf.manuscripts
    ]


def blocks_of(html: str) -> list[str]:
    return [style.text or "" for style in document(html).iter("style")]


def rules_of(css: str) -> Iterator[tuple[str, tinycss2.ast.QualifiedRule]]:
    """Each rule with the media query that it stands in."""
    for node in tinycss2.parse_stylesheet(css, skip_whitespace=True):
        if node.type == "at-rule":
            for inner in tinycss2.parse_rule_list(node.content or [], skip_whitespace=True):
                yield tinycss2.serialize(node.prelude).strip(), inner
        else:
            yield "", node


def test_every_kept_selector_finds_something(emails: list[str]) -> None:
    for html in emails:
        tree = document(html)
        for block in blocks_of(html):
            for _, rule in rules_of(block):
                for selector in parts_of(tinycss2.serialize(rule.prelude)):
                    known = known_part(selector)
                    assert known is None or finder(known)(tree), selector


def test_every_kept_declaration_wins_over_the_inlined_ones(emails: list[str]) -> None:
    for html in emails:
        for block in blocks_of(html):
            for _, rule in rules_of(block):
                declarations = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
                assert all(it.important for it in declarations)
            assert block.count("!important") == block.count(" !important")


def test_no_block_is_larger_than_gmail_takes(emails: list[str]) -> None:
    for html in emails:
        blocks = blocks_of(html)
        assert blocks
        assert all(len(block.encode()) < 8_192 for block in blocks)


def test_css_that_gmail_does_not_support_is_in_separate_blocks(emails: list[str]) -> None:
    for html in emails:
        for block in blocks_of(html):
            unknown = {
                "prefers-color-scheme" in media or "[" in tinycss2.serialize(rule.prelude)
                for media, rule in rules_of(block)
            }
            assert len(unknown) == 1, block


def test_dark_colors_are_there_for_both_kinds_of_clients(emails: list[str]) -> None:
    for html in emails:
        text = "\n".join(blocks_of(html))
        assert "prefers-color-scheme: dark" in text
        assert "[data-ogsc]" in text
        assert "[data-ogsb]" in text
