"""Real archives build in every theme, and no word, link or image of an issue is lost on the way."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher import dom
from publisher.dom import document
from publisher.mail.render.issue_email import render
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue
from publisher.project.folder import Project, open_project
from publisher.themes.theme_loader import load_theme, shipped_themes

ARCHIVES = ("dynamically-typed", "ruanyf-weekly", "this-week-in-rust")
SITE = "https://example.com/"
Made = list[tuple[Issue, RenderedEmail]]


@pytest.fixture(
    scope="module",
    params=[(name, theme) for name in ARCHIVES for theme in shipped_themes()],
    ids="-".join,
)
def made(
    request: pytest.FixtureRequest, corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    """Every issue of an archive with its email in a theme."""
    name, theme = request.param
    folder = tmp_path_factory.mktemp("project")
    flags = {"title": "A letter", "site_url": SITE, "content_dir": str(corpus / name)}
    project: Project = open_project(folder, folder, flags)
    look = load_theme(theme, Path("nowhere"))
    shelf = project.shelf()
    issues = (shelf.issue(manuscript) for manuscript in shelf.manuscripts)
    return [(it, render(it, shelf.newsletter, project.settings, look)) for it in issues]


def words(tree: dom.Element) -> Counter[str]:
    """The words between blanks, each with how often it is said."""
    return Counter(dom.text_of(tree).split())


def addresses(tree: dom.Element, tag: str, name: str) -> Iterator[str]:
    return (value for it in tree.iter(tag) if (value := it.get(name)))


def test_every_word_of_an_issue_is_in_its_html_part(made: Made) -> None:
    for issue, email in made:
        lost = words(dom.parse(issue.html)) - words(document(email.html))
        assert lost == Counter(), issue.source.path


def test_every_link_of_an_issue_is_in_its_html_part_and_no_other(made: Made) -> None:
    for issue, email in made:
        written = {
            f"{issue.permalink}{url}" if url.startswith("#") else url
            for url in addresses(dom.parse(issue.html), "a", "href")
        }
        players = set(addresses(dom.parse(issue.html), "iframe", "src"))
        shown = {
            f"{issue.permalink}{url}" if url.startswith("#") else url
            for url in addresses(document(email.html), "a", "href")
        }
        assert written - shown == set(), issue.source.path
        assert shown - written - players <= {SITE, issue.permalink}, issue.source.path


def test_every_image_of_an_issue_is_in_its_html_part_and_no_other(made: Made) -> None:
    for issue, email in made:
        written = Counter(addresses(dom.parse(issue.html), "img", "src"))
        assert Counter(addresses(document(email.html), "img", "src")) == written


def test_email_survives_parsing_and_writing(made: Made) -> None:
    for _, email in made:
        assert dom.outer_html(document(email.html)) in email.html
