"""The preview goes on hearing saves whatever happens to the folders and files it looks at."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import MakeProject, write_files
from tests.preview_server import RunningPreview, running_preview

FILES: dict[str, str | bytes] = {
    "issues/001.md": "---\ntitle: The first\ndate: 2026-01-01\n---\nHello.\n",
    "issues/002.md": "---\ntitle: The second\ndate: 2026-01-02\n---\nHello.\n\n![A press](img/press.png)\n",
    "issues/img/press.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10",
}


@pytest.fixture
def preview(project: MakeProject) -> Iterator[RunningPreview]:
    with running_preview(project(FILES)) as running:
        yield running


class Events:
    """Waits for what the preview tells, without a clock of its own."""

    def __init__(self, changes: Iterator[str]) -> None:
        self._changes = changes

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for changes until one makes it so; fails where none comes any more."""
        while not is_so():
            next(self._changes)


@pytest.fixture
def events(preview: RunningPreview) -> Iterator[Events]:
    with preview.changes() as changes:
        yield Events(changes)


def shows(preview: RunningPreview, words: str, path: str = "text/001.md") -> Callable[[], bool]:
    return lambda: words in preview.get(path).text


def hides(preview: RunningPreview, words: str, path: str = "text/001.md") -> Callable[[], bool]:
    return lambda: words not in preview.get(path).text


def save(preview: RunningPreview, words: str, name: str = "issues/001.md") -> None:
    preview.write(name, f"---\ntitle: The first\ndate: 2026-01-01\n---\n{words}\n")


def follows(preview: RunningPreview, events: Events) -> None:
    """A save in a folder as old as the watch, and in one that is new, is seen."""
    save(preview, "Followed at last.")
    events.until(shows(preview, "Followed at last."))
    (preview.folder / "issues" / "more").mkdir()
    save(preview, "In a new folder.", "issues/more/009.md")
    save(preview, "Again.")
    events.until(shows(preview, "Again."))


def test_a_content_folder_that_was_moved_away_and_back_is_followed(
    preview: RunningPreview, events: Events
) -> None:
    issues, away = preview.folder / "issues", preview.folder / "away"
    issues.rename(away)
    events.until(shows(preview, "content folder not found", "problems"))
    assert shows(preview, "Hello.")()  # the last good version stays
    away.rename(issues)
    events.until(hides(preview, "content folder not found", "problems"))
    follows(preview, events)


def test_a_content_folder_that_was_deleted_and_made_again_is_read_again(
    preview: RunningPreview, events: Events
) -> None:
    shutil.rmtree(preview.folder / "issues")
    events.until(shows(preview, "content folder not found", "problems"))
    write_files(preview.folder, {name: data for name, data in FILES.items() if "002" in name})
    events.until(shows(preview, "001.md not found"))
    events.until(shows(preview, "The second", "text/002.md"))
    follows(preview, events)


def test_another_folder_in_its_place_is_read_as_a_whole(
    preview: RunningPreview, events: Events
) -> None:
    other = preview.folder / "other"
    write_files(other, {"001.md": "---\ntitle: T\ndate: 2026-01-01\n---\nOther words.\n"})
    (preview.folder / "issues").rename(preview.folder / "away")
    other.rename(preview.folder / "issues")
    events.until(shows(preview, "Other words"))
    follows(preview, events)
    (preview.folder / "away" / "001.md").write_text("# Not ours any more\n")
    save(preview, "The last words.")
    events.until(shows(preview, "The last words."))


def test_a_content_folder_deep_in_a_tree_that_goes_and_comes_is_followed(
    project: MakeProject,
) -> None:
    deep: dict[str, str | bytes] = {f"site/content/{name}": data for name, data in FILES.items()}
    folder = project(deep, content_dir="site/content/issues")
    with (
        running_preview(folder) as preview,
        preview.changes() as changes,
    ):
        events = Events(changes)
        (folder / "site").rename(folder / "away")
        events.until(shows(preview, "content folder not found", "problems"))
        (folder / "away").rename(folder / "site")
        events.until(hides(preview, "content folder not found", "problems"))
        save(preview, "Followed.", "site/content/issues/001.md")
        events.until(shows(preview, "Followed."))


def test_the_project_s_own_folder_may_go_and_come(project: MakeProject) -> None:
    folder = project(FILES)
    with (
        running_preview(folder, "--project", str(folder)) as preview,
        preview.changes() as changes,
    ):
        events = Events(changes)
        away = folder.with_name("away")
        folder.rename(away)
        events.until(shows(preview, "project folder not found", "problems"))
        away.rename(folder)
        events.until(hides(preview, "project folder not found", "problems"))
        follows(preview, events)


def test_changed_link_of_the_content_folder_is_followed(project: MakeProject) -> None:
    folder = project(
        {"one/001.md": FILES["issues/001.md"], "two/001.md": "# Two\n\nOther words.\n"}
    )
    (folder / "issues").symlink_to("one")
    with (
        running_preview(folder) as preview,
        preview.changes() as changes,
    ):
        events = Events(changes)
        save(preview, "Saved behind the link.")
        events.until(shows(preview, "Saved behind the link."))
        (folder / "new").symlink_to("two")
        (folder / "new").rename(folder / "issues")
        events.until(shows(preview, "Other words."))
        save(preview, "Saved behind the new link.")
        events.until(shows(preview, "Saved behind the new link."))


def test_a_linked_issue_is_followed_where_it_lies(project: MakeProject) -> None:
    folder = project(FILES | {"drafts/003.md": "# Three\n\nFirst words.\n"})
    (folder / "issues" / "003.md").symlink_to("../drafts/003.md")
    with (
        running_preview(folder) as preview,
        preview.changes() as changes,
    ):
        if not shows(preview, "First words.", "text/003.md")():
            pytest.skip("links out of the content folder are refused")
        events = Events(changes)
        save(preview, "New words.", "drafts/003.md")
        events.until(shows(preview, "New words.", "text/003.md"))


def test_images_that_go_and_come_are_measured_again(
    preview: RunningPreview, events: Events
) -> None:
    images = preview.folder / "issues" / "img"
    path = "source/002.md"
    assert shows(preview, "/img/press.png", path)()
    images.rename(preview.folder / "away")
    events.until(hides(preview, "/images/img/press.png", "frame/email/002.md"))
    (preview.folder / "away").rename(images)
    events.until(shows(preview, "/images/img/press.png", "frame/email/002.md"))


def test_a_file_that_becomes_a_folder_and_a_file_again_is_followed(
    preview: RunningPreview, events: Events
) -> None:
    path = preview.folder / "issues" / "001.md"
    path.unlink()
    path.mkdir()
    events.until(shows(preview, "this is a folder, not an issue"))
    path.rmdir()
    save(preview, "A file again.")
    events.until(shows(preview, "A file again."))


@pytest.mark.parametrize("name", ["publisher.toml", ".env", "issues/issues.toml"])
def test_a_settings_file_that_goes_comes_and_becomes_a_folder_is_followed(
    preview: RunningPreview, events: Events, name: str
) -> None:
    path = preview.folder / name
    toml = (preview.folder / "publisher.toml").read_text()
    texts = {
        "publisher.toml": f'footer_text = "From a lighthouse."\n{toml}',
        ".env": 'PUBLISHER_FOOTER_TEXT="From a lighthouse."\n',
        "issues/issues.toml": '["001.md"]\ntitle = "From a lighthouse."\n',
    }
    path.unlink(missing_ok=True)
    path.mkdir()
    save(preview, "Saved beside a folder.")
    events.until(shows(preview, "Saved beside a folder."))
    path.rmdir()
    preview.write(name, texts[name])
    events.until(shows(preview, "From a lighthouse."))
    path.unlink()
    events.until(hides(preview, "From a lighthouse."))
    if name == "publisher.toml":
        preview.write(name, toml)
    follows(preview, events)


def test_themes_that_go_and_come_are_followed(preview: RunningPreview, events: Events) -> None:
    own = preview.folder / "templates" / "email" / "default"
    for words in ("A first footer.", "A second footer."):
        own.mkdir(parents=True)
        (own / "footer.html.j2").write_text(f"<p>{words}</p>")
        events.until(shows(preview, words, "frame/email/001.md"))
        shutil.rmtree(preview.folder / "templates")
        events.until(hides(preview, words, "frame/email/001.md"))


def test_a_branch_that_replaces_everything_is_followed(
    preview: RunningPreview, events: Events
) -> None:
    kept = preview.folder / ".kept"
    kept.mkdir()
    for turn in range(3):
        for name in ("issues", "publisher.toml"):
            (preview.folder / name).rename(kept / name)
        other = f"---\ntitle: Branch {turn}\ndate: 2026-01-01\n---\nWords of branch {turn}.\n"
        write_files(preview.folder, {"issues/001.md": other, "publisher.toml": 'title = "B"\n'})
        events.until(shows(preview, f"Words of branch {turn}."))
        shutil.rmtree(preview.folder / "issues")
        (preview.folder / "publisher.toml").unlink()
        for name in ("issues", "publisher.toml"):
            (kept / name).rename(preview.folder / name)
        events.until(shows(preview, "Hello."))
    follows(preview, events)


def test_a_folder_that_may_not_be_read_does_not_stop_the_others(
    preview: RunningPreview, events: Events
) -> None:
    closed = preview.folder / "issues" / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("nothing is closed to this user")
        follows(preview, events)
    finally:
        closed.chmod(0o755)


def emacs_save(path: Path, text: str) -> None:
    """Save as Emacs does for the first time: the file becomes the backup, and is made anew."""
    (path.parent / f".#{path.name}").symlink_to("me@example.com.1:1")
    path.replace(path.with_name(f"{path.name}~"))
    path.write_text(text, encoding="utf-8")
    (path.parent / f".#{path.name}").unlink()


def test_emacs_saves_in_bursts_end_with_the_last(preview: RunningPreview, events: Events) -> None:
    path = preview.folder / "issues" / "001.md"
    for burst in range(20):
        for turn in range(5):
            emacs_save(path, f"---\ntitle: One\ndate: 2026-01-01\n---\nWords {burst}-{turn}.\n")
        events.until(shows(preview, f"Words {burst}-4."))
