"""Emails of real archives: nothing of an issue is lost in either part, nothing foreign is added, Gmail clips none."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import html

from publisher import dom
from publisher.mail.render.issue_email import email_facts, render
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue, Newsletter
from publisher.phrases import email_words
from publisher.project.folder import open_project
from publisher.settings import Settings
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.conftest import REPOSITORY, toml_of

CLIP_BYTES = 102_400
NAMES = ("sample", "dynamically-typed", "this-week-in-rust", "ruanyf-weekly")
SETTINGS: dict[str, Any] = {
    "title": "The Example Letter",
    "author_email": "editors@example.com",
    "site_url": "https://example.com",
    "unsubscribe_url": "https://example.com/unsubscribe",
    "footer_text": "Sent because somebody asked.",
    "postal_address": "1 Example Street",
}
PICTURE = {"en": "Image", "zh-CN": "图"}
"""What the text part calls a picture."""

WORD = re.compile(r"[^\W_]+")
REFERENCE = re.compile(r" ?\[\d+\]|\s*<[^<> ]+>")
"""What the text part puts between words: numbers of references, and short addresses."""


@dataclass(frozen=True)
class Mail:
    """An issue and its email."""

    issue: Issue
    newsletter: Newsletter
    settings: Settings
    email: RenderedEmail

    @property
    def own(self) -> Iterable[str]:
        """What header, footer and inbox line say."""
        facts = email_facts(self.issue, self.newsletter, self.settings)
        yield from (self.newsletter.title, self.issue.title, facts.preheader, facts.number)
        yield from (facts.date, facts.footer_text, facts.postal_address)
        yield from email_words(facts.language).values()

    @property
    def own_links(self) -> set[str]:
        """Where header and footer lead to."""
        home = self.newsletter.site_url
        return {home, self.issue.permalink, self.settings.unsubscribe_url}


@pytest.fixture(scope="module", params=shipped_themes())
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=NAMES)
def mails(
    request: pytest.FixtureRequest, theme: str, tmp_path_factory: pytest.TempPathFactory
) -> list[Mail]:
    """The emails of an archive; of the sample where no corpus is beside the repository."""
    name = request.param
    corpus = REPOSITORY.parent / "shared" / "corpus" / name
    content = REPOSITORY / "issues" if name == "sample" else corpus
    if not content.is_dir():
        pytest.skip("the corpus of real archives is not beside this repository")
    folder = tmp_path_factory.mktemp("archive")
    shutil.copytree(content, folder / "issues")
    language = "zh-CN" if name == "ruanyf-weekly" else "en"
    (folder / "publisher.toml").write_text(toml_of(SETTINGS | {"language": language}), "utf-8")
    project = open_project(folder, folder)
    shelf = project.shelf()
    issues = [shelf.issue(manuscript) for manuscript in shelf.manuscripts]
    files = [path for path in (folder / "issues").iterdir() if path.is_file()]
    assert len(issues) == len(files), "no issue was left out"
    newsletter, loaded = project.settings.newsletter, load_theme(theme, folder / "none")
    return [
        Mail(
            issue, newsletter, project.settings, render(issue, newsletter, project.settings, loaded)
        )
        for issue in issues
    ]


def tree_of(mail: Mail) -> Any:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    return html.document_fromstring(mail.email.html.encode(), parser=parser)


def words(text: str) -> set[str]:
    return set(WORD.findall(text))


def words_of_html(mail: Mail) -> set[str]:
    """Every word that a reader can see or hear."""
    body = tree_of(mail).find("body")
    alts = " ".join(image.get("alt") or "" for image in body.iter("img"))
    return words(dom.text_of(body)) | words(alts)


def words_of_issue(mail: Mail) -> set[str]:
    """Every word of the issue, with those that stand for its pictures."""
    tree = dom.parse(mail.issue.html)
    alts = " ".join(image.get("alt") or "" for image in tree.iter("img"))
    return words(dom.text_of(tree)) | words(alts)


def joined(text: str) -> str:
    """Text without blanks and marks, which wrapping puts into scripts without blanks."""
    return "".join(WORD.findall(text))


def spelled(url: str) -> str:
    """An address as a text has it: without blanks, nor the scheme of a mail address."""
    return url.removeprefix("mailto:").replace(" ", "%20")


def links_of_html(mail: Mail) -> set[str]:
    return {link.get("href") for link in tree_of(mail).iter("a") if link.get("href")}


def links_of_issue(mail: Mail) -> set[str]:
    links = dom.parse(mail.issue.html).iter("a")
    return {href for link in links if (href := link.get("href"))}


def test_every_word_of_an_issue_is_in_its_html(mails: list[Mail]) -> None:
    for mail in mails:
        assert words_of_issue(mail) - words_of_html(mail) == set(), mail.issue.slug


def test_no_word_is_in_the_html_but_those_of_the_issue_and_the_theme(mails: list[Mail]) -> None:
    for mail in mails:
        own = words_of_issue(mail).union(*map(words, mail.own))
        assert words_of_html(mail) - own == set(), mail.issue.slug


def test_html_has_the_links_of_the_issue_and_the_site(mails: list[Mail]) -> None:
    for mail in mails:
        # A place that only the web has is led to there.
        here = {link for link in links_of_issue(mail) if link.startswith("#")}
        there = {mail.issue.permalink + link for link in here}
        found = links_of_html(mail)
        assert links_of_issue(mail) - here - found == set(), mail.issue.slug
        assert found - links_of_issue(mail) - there == mail.own_links, mail.issue.slug


def test_every_word_of_an_issue_is_in_its_text(mails: list[Mail]) -> None:
    for mail in mails:
        text = joined(mail.email.text) + joined(REFERENCE.sub("", mail.email.text))
        # An address of a mailbox stands without its scheme.
        lost = {word for word in words_of_issue(mail) - {"mailto"} if joined(word) not in text}
        assert lost == set(), mail.issue.slug


def test_no_word_is_in_the_text_but_those_of_the_issue_and_the_theme(mails: list[Mail]) -> None:
    for mail in mails:
        tree = dom.parse(mail.issue.html)
        pictures = (f"{image.get('alt')} {image.get('src')}" for image in tree.iter("img"))
        labels = (*links_of_issue(mail), *mail.own_links, PICTURE[mail.newsletter.language])
        known = joined(" ".join((dom.text_of(tree), *mail.own, *pictures, *labels)))
        said = words(REFERENCE.sub("", mail.email.text))
        # Numbers of lists and of references are the layout's.
        foreign = {word for word in said if word not in known and not word.isdecimal()}
        assert foreign == set(), mail.issue.slug


def test_every_link_of_an_issue_is_in_its_text(mails: list[Mail]) -> None:
    for mail in mails:
        wanted = {spelled(link) for link in links_of_issue(mail) if not link.startswith("#")}
        wanted |= mail.own_links
        assert {link for link in wanted if link not in mail.email.text} == set(), mail.issue.slug


def test_every_picture_of_an_issue_is_in_its_html(mails: list[Mail]) -> None:
    for mail in mails:
        shown = {image.get("src") for image in tree_of(mail).iter("img")}
        assert {image.src for image in mail.issue.images} - shown == set(), mail.issue.slug


def test_gmail_clips_no_email(mails: list[Mail]) -> None:
    assert max(len(mail.email.html.encode()) for mail in mails) <= CLIP_BYTES
    assert [mail.issue.slug for mail in mails if mail.email.diagnostics] == []
