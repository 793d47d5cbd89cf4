"""What a shipped theme uses is shown by every large client, or its stylesheet says what is seen instead."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from publisher.checks.mail.clients.support import lacks
from publisher.mail.render.issue_email import render
from publisher.project.folder import open_project
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.unit.mail.css_features import (
    Feature,
    fallbacks_in,
    features_of_css,
    features_of_html,
)

CLIENTS = ("gmail", "apple-mail", "yahoo")
ON_WINDOWS = {"Windows"}
"""Of Outlook's platforms, the one that renders with Word."""


def lacking(slug: str) -> list[str]:
    """The clients that lack a feature, on one platform or more; all where there are no figures."""
    if not slug:
        return ["perhaps every client: caniemail has no figures"]
    outlook = [
        str(it)
        for it in lacks(slug, ["outlook"])
        if not it.platforms or ON_WINDOWS & set(it.platforms)
    ]
    return [*map(str, lacks(slug, CLIENTS)), *outlook]


def unanswered(features: Iterable[Feature], css: str) -> dict[str, list[str]]:
    """Features that some client lacks and no comment speaks of, with those clients."""
    said = fallbacks_in(css)
    return {
        name: without
        for name, slug in sorted(features)
        if name not in said and (without := lacking(slug))
    }


@pytest.fixture(params=shipped_themes())
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def css_of(theme: str) -> str:
    return load_theme(theme, Path("nowhere")).css


def test_what_a_client_lacks_has_a_fallback_that_the_stylesheet_names(theme: str) -> None:
    css = css_of(theme)
    assert unanswered(features_of_css(css), css) == {}


def test_every_element_of_the_sample_issues_is_known_or_has_a_fallback(
    theme: str, repository: Path
) -> None:
    project = open_project(repository, repository, {"theme": theme})
    shelf = project.shelf()
    look = load_theme(theme, Path("nowhere"))
    features = {
        feature
        for manuscript in shelf.manuscripts
        for feature in features_of_html(
            render(shelf.issue(manuscript), shelf.newsletter, project.settings, look).html
        )
    }
    assert len(features) > 10
    assert unanswered(features, look.css) == {}


def test_fallbacks_are_listed_only_for_used_unsupported_features(theme: str) -> None:
    css = css_of(theme)
    needed = {name for name, slug in features_of_css(css) if lacking(slug)}
    of_html = {"role", "aria-label", "dir", "lang", "<style>"}
    assert fallbacks_in(css) - of_html <= needed


@pytest.mark.parametrize(
    "css,name,client",
    [
        ("p{display:flex}", "display: flex", "Outlook"),
        ("p{border-top-left-radius:1px}", "border-top-left-radius", ""),
        ("p{width:calc(1px + 2%)}", "calc()", "Outlook"),
        ("p{font-size:2vw}", "vw", "Outlook"),
        ("p::before{color:red}", "::before", "Gmail"),
        ("a:hover{color:red}", ":hover", "Outlook"),
        ("@media (prefers-color-scheme:dark){p{color:red}}", "prefers-color-scheme", "Gmail"),
        ("@font-face{font-family:x}", "@font-face", "Gmail"),
        ("p{text-shadow:1px 1px red}", "text-shadow", "Outlook"),
        ("p{position:absolute}", "position", "Gmail"),
        ("p{mso-hide:all}", "mso-hide", "no figures"),
    ],
)
def test_what_is_lacking_is_noticed(css: str, name: str, client: str) -> None:
    found = unanswered(features_of_css(css), css)
    if client:
        assert any(client in without for without in found[name])
    answered = f"/* fallback({name}): it is seen without */{css}"
    assert name not in unanswered(features_of_css(answered), answered)


def test_an_element_that_clients_drop_is_noticed() -> None:
    found = unanswered(features_of_html("<p>x</p><video src='x'></video><center>x</center>"), "")
    assert set(found) == {"<video>", "<center>"}
