"""The sample newsletter of this repository: what is committed is what a build makes of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher import dom
from tests.conftest import REPOSITORY, RunPublisher

PRESENT = {"SOURCE_DATE_EPOCH": "1780000000"}
"""After the last of its issues."""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "sample"
    for name in ("issues", "templates", "feeds"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "publisher.toml", folder)
    return folder


def test_the_feeds_in_the_repository_are_those_a_build_makes(
    sample: Path, run_publisher: RunPublisher
) -> None:
    done = run_publisher("build", cwd=sample, env=PRESENT)
    assert done.returncode == 0, done.stderr
    committed = {path.name: path.read_bytes() for path in (REPOSITORY / "feeds").glob("*.*")}
    built = {path.name: path.read_bytes() for path in (sample / "feeds").glob("*.*")}
    assert sorted(built) == sorted(committed)
    assert [name for name in built if built[name] != committed[name]] == []


@pytest.fixture
def manifest(sample: Path, run_publisher: RunPublisher) -> dict[str, Any]:
    run_publisher("build", cwd=sample, env=PRESENT)
    content: dict[str, Any] = json.loads((sample / "build/manifest.json").read_bytes())
    return content


def test_the_sample_uses_the_parts_of_the_model(manifest: dict[str, Any]) -> None:
    issues = manifest["issues"]
    stories = [story for it in issues for part in it["sections"] for story in part["stories"]]
    assert len(issues) == 4
    assert [it["slug"] for it in issues if it["draft"]] == ["draft-signal-towers"]
    assert any(it["aliases"] for it in issues)
    assert any(not it["title"].isascii() for it in issues)
    assert {story["kind"] for story in stories} == {"story", "quick_link"}
    assert any(story["emoji"] and story["group"] for story in stories)
    assert any(image["caption"] for story in stories for image in story["images"])
    urls = [link["url"] for story in stories for link in story["links"]]
    assert not any("utm_" in url for url in urls)


@pytest.mark.parametrize(
    "shows",
    [
        lambda tree: tree.iter("figcaption"),
        lambda tree: tree.iter("blockquote"),
        lambda tree: tree.iter("pre"),
        lambda tree: tree.iterfind(".//table//tr"),
        lambda tree: tree.iterfind(".//sup/a"),
        lambda tree: tree.iterfind(".//ol/li/ul/li"),
        lambda tree: tree.iter("dl"),
        lambda tree: tree.iter("del"),
    ],
    ids=["caption", "quote", "code", "table", "footnote", "nested list", "definition", "struck"],
)
def test_the_sample_shows_what_markdown_can_do(
    shows: Callable[[dom.Element], Any],
) -> None:
    items = json.loads((REPOSITORY / "feeds/feed.json").read_bytes())["items"]
    assert any(list(shows(dom.parse(item["content_html"]))) for item in items)


def test_an_issue_of_the_sample_links_to_another_by_its_file(manifest: dict[str, Any]) -> None:
    items = json.loads((REPOSITORY / "feeds/feed.json").read_bytes())["items"]
    first = next(it["url"] for it in manifest["issues"] if it["slug"].startswith("001"))
    linking = [item["url"] for item in items if f'href="{first}"' in item["content_html"]]
    assert len(linking) >= 2
