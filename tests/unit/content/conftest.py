"""One issue from Markdown text, through the whole content room."""

from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.content.content_options import ContentOptions
from publisher.content.shelf import Shelf, read_shelf
from publisher.model import Issue, Newsletter

ReadIssue = Callable[..., Issue]
ReadShelf = Callable[..., Shelf]


@pytest.fixture
def newsletter() -> Newsletter:
    return Newsletter(title="The Example Letter", site_url="https://example.com/")


@pytest.fixture
def shelf_of(tmp_path: Path, newsletter: Newsletter) -> ReadShelf:
    """``shelf_of({"001.md": "# One"}, previous_urls=[…])``."""

    def read(files: dict[str, str | bytes], **options: object) -> Shelf:
        folder = tmp_path / "issues"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_shelf(folder, "issues", newsletter, ContentOptions.model_validate(options))

    return read


@pytest.fixture
def issue_of(shelf_of: ReadShelf) -> ReadIssue:
    """``issue_of("## Section")``: the issue that a body makes."""

    def read(body: str, **options: object) -> Issue:
        shelf = shelf_of({"001.md": f"---\ntitle: One\ndate: 2026-01-02\n---\n{body}"}, **options)
        assert shelf.manuscripts, shelf.diagnostics
        return shelf.issue(shelf.manuscripts[0])

    return read
