"""Every text of an email can be read on its ground, in light and dark, whatever accent a newsletter chose."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher.mail.mail_options import MailOptions
from publisher.mail.render.issue_email import render
from publisher.model import Issue, Newsletter, Source
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.unit.mail.inks import inks

LEGIBLE = 4.5
COLORFUL = Issue(
    "First issue",
    "001",
    "https://example.com/issues/001/",
    Source("issues/001.md"),
    intro_html=(
        '<p>A <a href="https://example.org/1">link</a> and <code>code</code>.</p>'
        '<blockquote><p>A <a href="https://example.org/2">quoted</a> one.</p></blockquote>'
        '<pre><code>of <a href="https://example.org/3">code</a></code></pre>'
        '<table><tbody><tr><th>head</th><td><a href="https://example.org/4">cell</a></td></tr>'
        "</tbody></table>"
    ),
)
NEWSLETTER = Newsletter("The Example Letter", "https://example.com/")
THEMES = {name: load_theme(name, Path("no themes of our own")) for name in shipped_themes()}


@given(
    accent=st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"),
    dark=st.booleans(),
    name=st.sampled_from(shipped_themes()),
)
@example("#ffffff", False, "default")
@example("#ffff00", False, "plain")
@example("#000000", True, "default")
@example("#0000ff", True, "plain")
@settings(max_examples=60)
def test_every_text_can_be_read_whatever_the_accent(accent: str, dark: bool, name: str) -> None:
    made = render(COLORFUL, NEWSLETTER, MailOptions(accent_color=accent), THEMES[name])
    seen = inks(made.html, dark=dark)
    assert {"link", "quoted", "code", "cell", "First issue", "Read online"} <= {
        ink.text for ink in seen
    }
    assert [ink for ink in seen if ink.contrast < LEGIBLE] == []


@pytest.mark.parametrize("name", shipped_themes())
def test_dark_mode_changes_the_ground_and_not_the_words(name: str) -> None:
    made = render(COLORFUL, NEWSLETTER, MailOptions(), THEMES[name])
    light, dark = inks(made.html), inks(made.html, dark=True)
    assert [ink.text for ink in light] == [ink.text for ink in dark]
    assert all(one.ground != other.ground for one, other in zip(light, dark, strict=True))


@pytest.mark.parametrize("name", shipped_themes())
def test_readable_accent_colour_is_not_changed(name: str) -> None:
    made = render(COLORFUL, NEWSLETTER, MailOptions(accent_color="#7a1f5c"), THEMES[name])
    assert {ink.color for ink in inks(made.html) if ink.text == "link"} == {"#7a1f5c"}
