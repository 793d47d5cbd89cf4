"""What a mail client lacks is named with its figures, for the clients that count."""

import pytest

from publisher.checks.check_options import CLIENTS
from publisher.checks.mail.clients.features import FEATURES
from publisher.checks.mail.clients.support import lacks
from tests.unit.checks.conftest import Found

THEME = "=== templates/email/default/styles.css\n"


@pytest.mark.parametrize("slug", sorted({feature.slug for feature in FEATURES}))
def test_there_are_figures_of_every_feature_that_is_looked_for(slug: str) -> None:
    list(lacks(slug, CLIENTS))


def test_a_client_that_lacks_a_feature_in_part_is_named_with_its_platforms() -> None:
    (outlook,) = lacks("css-display-flex", ["outlook"])
    assert str(outlook) == "Outlook (Windows, Windows Mail)"
    assert list(lacks("css-display-flex", ["apple-mail"])) == []


def test_clients_narrow_what_is_reported(found_in: Found) -> None:
    style = f"{THEME}p {{ display: flex; }}\n"
    everyone = found_in(style, "H102")
    assert "Outlook (Windows" in everyone[0].message
    settings = '=== publisher.toml\n[check]\nclients = ["apple-mail"]\n'
    assert found_in(f"{settings}{style}", "H102") == []


def test_style_in_an_issue_is_reported_at_the_issue(found_in: Found) -> None:
    text = 'Hello.\n\n<p style="margin:0; display: flex">a</p>\n\n`display: flex` is no style.\n'
    (found,) = found_in(text, "H102")
    assert (found.path, found.position.line, found.position.column) == ("issues/001.md", 7, 21)


def test_css_in_running_text_is_not_a_style(found_in: Found) -> None:
    assert found_in("Write `display: flex` or `<video>`.\n", "H1") == []


def test_the_shipped_theme_shows_its_readers_everything(found_in: Found) -> None:
    assert [
        str(it)
        for it in found_in("## News\n\n> A *word*.\n\n- one\n- two\n", "H")
        if it.code != "H103"
    ] == []
