"""What an issue is called for good: slugs that every file system and address can carry."""

from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.archive.permalinks import name_of_file, permalink, slug_of_file

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    "path, name, slug",
    [
        ("issues/059-A Press.md", "059-A Press", "059-a-press"),
        ("issues/2026-01-02-first/index.md", "2026-01-02-first", "2026-01-02-first"),
        ("issues/first/Issue.markdown", "first", "first"),
        ("issues/🎉.md", "🎉", "issue"),
    ],
)
def test_a_file_that_says_nothing_is_called_after_its_folder(
    path: str, name: str, slug: str
) -> None:
    assert name_of_file(PurePosixPath(path)) == name
    assert slug_of_file(PurePosixPath(path)) == slug


def address(pattern: str, *, date: datetime | None = None, number: int | None = 7) -> str:
    return permalink(
        "https://example.com/letters/", pattern, slug="007-first", title="First & last",
        number=number, date=date, zone=NEW_YORK,
    )  # fmt: skip


def test_an_address_is_the_pattern_below_the_site() -> None:
    assert address("/issues/{slug}/") == "https://example.com/letters/issues/007-first/"
    assert address("{number}/{title_slug}.html") == "https://example.com/letters/7/first-last.html"


def test_the_dates_in_an_address_are_those_of_the_newsletters_zone() -> None:
    night = datetime(2026, 1, 1, 3, tzinfo=UTC)
    assert address("/{year}/{month}/{day}/", date=night).endswith("/2025/12/31/")
    assert address("/{date}/", date=night).endswith("/2025-12-31/")


def test_an_address_of_dates_has_another_place_for_drafts() -> None:
    assert address("/{year}/{slug}/").endswith("/letters/drafts/007-first/")


def test_an_issue_without_a_number_is_called_by_its_slug() -> None:
    assert address("/issues/{number}/", number=None).endswith("/issues/007-first/")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_permalink_is_ascii_and_decodes_to_the_slug(slug: str) -> None:
    url = permalink(
        "https://example.com/", "/a/{slug}", slug=slug, title="", number=None, date=None,
        zone=NEW_YORK,
    )  # fmt: skip
    assert url.isascii()
    assert unquote(url) == f"https://example.com/a/{slug}"
