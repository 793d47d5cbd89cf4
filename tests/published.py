"""Newsletters, built: the sample of this repository and the real archives, for tests that read feeds."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from publisher.feed.entries.entry import Entry
from publisher.feed.entries.parts import IssueContents
from publisher.model import Archive
from publisher.project.build.build_project import build
from publisher.project.folder import open_project
from publisher.project.workshop.entries import feeds_of
from tests.conftest import REPOSITORY, toml_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CORPUS = REPOSITORY.parent / "shared" / "corpus"
WEEKLY_DATES = {1: "2018-04-23", 60: "2019-06-14", 150: "2021-03-19", 240: "2023-02-03",
                300: "2024-05-17", 340: "2025-03-07"}  # fmt: skip
NAMES = ("sample", "dynamically-typed", "this-week-in-rust", "ruanyf-weekly")
LIMIT = 4
"""Issues in a subscription document: few, so that there are archive documents."""


@dataclass(frozen=True)
class Published:
    """A newsletter after a build."""

    folder: Path
    archive: Archive
    entries: tuple[Entry, ...]
    """Newest first: what every format is made of."""

    @property
    def feeds(self) -> dict[str, Path]:
        """Every feed document by its name below the folder of feeds."""
        found = sorted(path for path in (self.folder / "feeds").rglob("*") if is_feed(path))
        return {path.relative_to(self.folder / "feeds").as_posix(): path for path in found}

    def walked(self, name: str, extension: str) -> Iterator[Path]:
        """The subscription document, then its archives, newest first."""
        yield self.folder / "feeds" / f"{name}{extension}"
        archives = (self.folder / "feeds/archive").glob(f"{name}-*{extension}")
        yield from sorted(archives, reverse=True)


def is_feed(path: Path) -> bool:
    return path.suffix in {".xml", ".atom", ".json"} and path.name != "ids.json"


def publish(name: str, folder: Path) -> Published:
    """Build one of ``NAMES`` in an empty folder."""
    content = REPOSITORY / "issues" if name == "sample" else CORPUS / name
    if not content.is_dir():
        pytest.skip("the corpus of real archives is not beside this repository")
    shutil.copytree(content, folder / "issues")
    settings: dict[str, Any] = {
        "title": f"The <{name}> & Co.",
        "description": "A letter & more, read by <strict> readers.",
        "language": "zh-CN" if name == "ruanyf-weekly" else "en",
        "author_name": "The editors",
        "site_url": "https://example.com",
        "feed_limit": LIMIT,
        "stories": True,
        "hub": "https://hub.example.net/",
        "copyright": "CC BY <4.0>",
        "feed_icon": "https://example.com/icon.png",
        "feed_logo": "https://example.com/logo.png",
        "feed_categories": ["letters & lists"],
    }
    (folder / "publisher.toml").write_text(toml_of(settings), "utf-8")
    if name == "ruanyf-weekly":
        dates = (f'["issue-{number}.md"]\ndate = {day}\n' for number, day in WEEKLY_DATES.items())
        (folder / "issues/issues.toml").write_text("".join(dates), "utf-8")
    project = open_project(folder, folder)
    build(project, NOW)
    archive = project.shelf().archive()
    published = archive.published(NOW)
    feeds = feeds_of(project, archive, published, IssueContents(published))
    return Published(folder, archive, tuple(feeds.entries()))
