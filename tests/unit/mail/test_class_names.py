"""A class is a whole name: one that only holds another means something else."""

from pathlib import Path

import pytest

from publisher.dom import document
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.email_tree import Letter
from publisher.mail.render.steps.images import fit_images
from publisher.mail.render.steps.wide_content import hold_width
from publisher.model import Issue, Source
from publisher.themes.applied_style import look_of
from publisher.themes.theme_loader import load_theme

LOOK = look_of(load_theme("default", Path("nowhere")).css, "#0b5cad", "en")
ISSUE = Issue("One", "001", "https://example.com/issues/001/", Source("issues/001.md"))


def letter_of(body: str) -> Letter:
    return Letter(document(f"<html><body>{body}</body></html>"), ISSUE, LOOK, MailOptions())


@pytest.mark.parametrize("name", ["catalogo", "logos", "blogonaut", "my-logo"])
def test_class_name_that_contains_logo_is_not_a_logo(name: str) -> None:
    letter = letter_of(f'<p><img class="{name}" src="https://example.org/a.png"></p>')
    fit_images(letter)
    assert "picture" in next(letter.elements("img")).get("class", "").split()


def test_logo_is_not_treated_as_an_image() -> None:
    letter = letter_of('<p><img class="logo" src="https://example.org/a.png"></p>')
    fit_images(letter)
    assert "picture" not in next(letter.elements("img")).get("class", "").split()


@pytest.mark.parametrize("name", ["no-scroller", "scrollers"])
def test_a_table_gets_its_box_in_a_class_that_holds_the_name(name: str) -> None:
    letter = letter_of(f'<div class="{name}"><table><tr><td>a</td></tr></table></div>')
    hold_width(letter)
    box = next(letter.elements("table")).getparent()
    assert box is not None
    assert box.get("class") == "scroller"
