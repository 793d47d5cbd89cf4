"""Every word and every link of real archives is in their text parts."""

import re
from pathlib import Path

import pytest

from publisher import dom
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import read_archive
from publisher.mail.plaintext.flowed import flowed
from publisher.mail.plaintext.issue_text import WIDTH, issue_text
from publisher.mail.plaintext.wrapping import width_of
from publisher.model import Archive, Issue, Newsletter

_MARKS = str.maketrans(dict.fromkeys("*_`~^ \n<>"))
_REFERENCE = re.compile(r" ?\[\d+\]|\s*<[^<> ]+>")
"""What the layout puts between words: numbers, and addresses that stand in the sentence."""


@pytest.fixture(scope="module", params=["dynamically-typed", "this-week-in-rust", "ruanyf-weekly"])
def archive(request: pytest.FixtureRequest, corpus: Path) -> Archive:
    newsletter = Newsletter(title="An archive", site_url="https://example.com/")
    return read_archive(corpus / request.param, request.param, newsletter, ContentOptions())


def unmarked(text: str) -> str:
    return text.translate(_MARKS)


def words(issue: Issue) -> set[str]:
    tree = dom.parse(issue.html)
    for back in list(tree.iter("a")):
        if "footnote-backref" in (back.get("class") or ""):
            dom.remove(back)
    return set(re.findall(r"[^\W_]+", dom.text_of(tree)))


def test_every_word_of_an_issue_is_in_its_text(archive: Archive) -> None:
    for issue in archive.issues:
        text = issue_text(issue)
        joined = unmarked(text) + unmarked(_REFERENCE.sub("", text))
        lost = {word for word in words(issue) - {"mailto"} if word not in joined}
        assert lost == set(), issue.source.path


def test_every_link_of_an_issue_is_in_its_text(archive: Archive) -> None:
    for issue in archive.issues:
        text = issue_text(issue)
        urls = {link.url.removeprefix("mailto:").replace(" ", "%20") for link in issue.links}
        lost = {url for url in urls if url not in text}
        assert lost == set(), issue.source.path


def test_every_image_of_an_issue_is_in_its_text(archive: Archive) -> None:
    for issue in archive.issues:
        text = issue_text(issue)
        urls = {image.src for image in issue.images if image.src.startswith("http")}
        lost = {url for url in urls if url.replace(" ", "%20") not in text}
        assert lost == set(), issue.source.path


def test_no_line_is_wider_than_72_columns_but_for_addresses_and_code(archive: Archive) -> None:
    for issue in archive.issues:
        for line in issue_text(issue).split("\n"):
            is_free = "://" in line or line.lstrip("> ").startswith("    ")
            assert is_free or width_of(line.rstrip(" ")) <= WIDTH, (issue.source.path, line)


def test_no_line_of_a_part_is_longer_than_78_but_for_addresses_and_code(archive: Archive) -> None:
    for issue in archive.issues:
        for line in flowed(issue_text(issue)).text.split("\n"):
            is_free = "://" in line or line.startswith("     ")
            assert is_free or len(line) <= 78, (issue.source.path, line)
