"""What an earlier build wrote and this one does not goes; nothing else ever does."""

import json
from pathlib import Path

import pytest

from publisher.errors import OutputError
from publisher.project.build import stale_outputs
from publisher.project.build.stale_outputs import remove_stale, written_before


def project(folder: Path, emails: list[str], feeds: list[str]) -> Path:
    for name in (*emails, *feeds):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    issues = [{"email_html": name, "email_text": None} for name in emails]
    manifest = folder / "build/manifest.json"
    manifest.parent.mkdir(exist_ok=True)
    manifest.write_text(json.dumps({"issues": issues, "feeds": feeds}))
    return manifest


def removed(folder: Path, manifest: Path, *keep: str) -> list[str]:
    folder = folder.resolve()
    outputs = (folder / "build/emails", folder / "feeds")
    before = written_before(manifest, folder)
    gone = remove_stale(before, outputs, {folder / name for name in keep})
    return [path.relative_to(folder).as_posix() for path in gone]


def test_what_is_not_built_any_more_is_removed(tmp_path: Path) -> None:
    manifest = project(tmp_path, ["build/emails/1.html", "build/emails/2.html"], ["feeds/a.xml"])
    assert removed(tmp_path, manifest, "build/emails/2.html") == [
        "build/emails/1.html",
        "feeds/a.xml",
    ]
    assert not (tmp_path / "build/emails/1.html").exists()
    assert (tmp_path / "build/emails/2.html").exists()


@pytest.mark.parametrize(
    "name",
    ["issues/1.html", "feeds/../publisher.xml", "../outside.html", "feeds/ids.db", "feeds/x.md"],
)
def test_a_manifest_that_was_tampered_with_removes_nothing_else(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    manifest = project(home, [name], [])
    (home / "feeds").mkdir(exist_ok=True)
    assert removed(home, manifest) == []
    assert (home / name).exists()


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"issues": [{}], "feeds": []}', '{"issues": 3}'])
def test_a_manifest_that_cannot_be_read_removes_nothing(tmp_path: Path, text: str) -> None:
    manifest = project(tmp_path, ["build/emails/1.html"], [])
    manifest.write_text(text)
    assert removed(tmp_path, manifest) == []


def test_missing_stale_file_is_ignored(tmp_path: Path) -> None:
    manifest = project(tmp_path, ["build/emails/1.html"], [])
    (tmp_path / "build/emails/1.html").unlink()
    assert removed(tmp_path, manifest) == []


def test_disk_error_is_reported_with_a_message() -> None:
    # A folder cannot be unlinked by anybody, root included.
    with pytest.raises(OutputError, match="cannot remove"):
        stale_outputs._remove(Path("/"))
