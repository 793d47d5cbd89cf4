"""Which issue an address means: by path, slug, title, number or file, at every home."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher.content.archive.issue_links import Directory, Listed, directory_of
from publisher.urls import path_below

FIRST = Listed("https://example.com/issues/001-one/", "001-one", "this-week", "in/001-one.md", 1)
SECOND = Listed(
    "https://example.com/issues/002-two/", "002-two", "this-week", "in/002-two.md", 2, ("/old/two",)
)
THIRD = Listed("https://example.com/issues/two/", "two", "a-second-press", "in/two.md", 3)


@pytest.fixture
def directory() -> Directory:
    return directory_of(
        [FIRST, SECOND, THIRD], "https://example.com/", ["https://old.example.net/profile/letters"]
    )


@pytest.mark.parametrize(
    "url, issue",
    [
        ("https://example.com/issues/001-one", FIRST),
        ("http://www.EXAMPLE.com/Issues/001-One/", FIRST),
        ("https://old.example.net/profile/letters/issues/1-once-1234", FIRST),
        ("https://old.example.net/profile/letters/issues/001-one", FIRST),
        ("https://old.example.net/profile/letters/002-two", SECOND),
        ("https://old.example.net/profile/letters/old/two", SECOND),
        ("https://old.example.net/profile/letters/archive/no-2", SECOND),
        ("https://old.example.net/profile/letters/issue-2", SECOND),
        ("https://old.example.net/profile/letters/2026/a-second-press/", THIRD),
        ("https://example.com/old/two", SECOND),
        ("https://example.com/in/two.md", THIRD),
        ("https://example.com/002-two.md", SECOND),
    ],
)
def test_an_address_at_any_home_means_its_issue(
    directory: Directory, url: str, issue: Listed
) -> None:
    assert directory.address_of(url) == issue.permalink


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/issues/001-one",  # another host
        "https://old.example.net/profile/letters2/001-one",  # another path
        "https://old.example.net/issues/001-one",  # above the home
        "https://old.example.net/profile/letters/this-week",  # the title of two issues
        "https://old.example.net/profile/letters/issues/9-gone",  # no such number
        "https://old.example.net/profile/letters/stories/2019/2-presses",  # counts stories
        "https://example.com/tags/two/",  # a page of the site whose name is an issue's slug
        "https://example.com/a-second-press",  # ... or title
        "https://example.com/issues/2",  # ... or number
        "https://example.com/archive/2-presses",
        "https://example.com/downloads/two.md",
        "https://example.com/2.0",
        "mailto:a@example.com",
        "http://[broken",
    ],
)
def test_another_address_means_no_issue(directory: Directory, url: str) -> None:
    assert directory.address_of(url) is None


@given(st.sampled_from([FIRST, SECOND, THIRD]), st.data())
def test_links_to_the_site_match_only_permalink_alias_or_file(
    issue: Listed, data: st.DataObject
) -> None:
    directory = directory_of([FIRST, SECOND, THIRD], "https://example.com/", ())
    names = st.sampled_from([issue.slug, issue.title_slug, f"{issue.number}", f"no-{issue.number}"])
    folders = st.sampled_from(["", "tags/", "issues/old/", "archive/", "p/", "a/issues/"])
    url = f"https://example.com/{data.draw(folders)}{data.draw(names)}/"
    assert directory.address_of(url) is None


def test_the_site_may_be_named_as_a_previous_url_to_find_issues_by_slug() -> None:
    directory = directory_of([THIRD], "https://example.com/", ["https://example.com"])
    assert directory.address_of("https://example.com/p/two") == THIRD.permalink


def test_a_title_of_emoji_is_not_the_name_of_every_folder() -> None:
    emoji = Listed("https://example.com/issues/4/", "4", "", "in/4.md", 4)
    directory = directory_of([emoji], "https://example.com/", ["https://old.example.net"])
    assert directory.address_of("https://old.example.net/about/") is None


def test_a_home_itself_is_the_site_of_today(directory: Directory) -> None:
    assert directory.address_of("https://old.example.net/profile/letters/#top") == (
        "https://example.com/#top"
    )


@pytest.mark.parametrize(
    "reference, issue",
    [
        ("001-one.md", FIRST),
        ("./001-one.md", FIRST),
        ("../in/001-one.md#part", FIRST),
        ("{filename}001-one.md", FIRST),
        ("{filename}/elsewhere/001-ONE.md", FIRST),
        ("003.md", None),
        ("", None),
        ("#part", None),
    ],
)
def test_a_file_means_the_issue_that_was_read_from_it(
    directory: Directory, reference: str, issue: Listed | None
) -> None:
    found = directory.permalink_of_file(reference, "in/two.md")
    assert found == (issue.permalink if issue else None)


@given(st.text(max_size=40))
def test_any_text_may_be_asked_for(text: str) -> None:
    directory = directory_of([FIRST, SECOND], "https://example.com/", ())
    for url in (text, f"https://example.com/{text}", f"https://{text}"):
        found = directory.address_of(url)
        assert found is None or found.startswith("https://example.com/")
    directory.permalink_of_file(text, "in/x.md")


HOMES = (
    "https://example.com/news",
    "http://www.example.org:8080",
    "https://[::1]/",
    "https://é.example/",
)
URLS = st.lists(
    st.sampled_from(
        "https:// http:// HTTPS:// // www. example.com EXAMPLE.com exam\tple.com example.org :8080 :80 é.example "
        "[::1] / /news /issues/ 1 first ? # % %31 @ . x \n".split(" ")
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(URLS, st.lists(st.sampled_from(HOMES), max_size=3))
@example("https://exam\nple.com/news/1", ["https://example.com/news"])
def test_an_address_that_names_no_home_is_one_that_no_look_up_finds(
    url: str, homes: list[str]
) -> None:
    directory = directory_of([FIRST, SECOND], "https://example.com/", homes)
    assert directory.address_of(url) == directory._looked_up(url)
    if any(path_below(home, url) is not None for home in directory.homes):
        assert directory.may_be_home(url)
