"""No file outside the project is published, whatever a commit links to."""

import json
import os
import socket
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.checks.links.answer import Answer, Reachability
from publisher.checks.links.cache import Cache
from publisher.diagnostics import Diagnostic
from publisher.errors import FileRefused, TemplateFault, UsageError
from publisher.project.build.build_project import build
from publisher.project.caches import cache_folder
from publisher.project.check.check_project import check
from publisher.project.check.outside_checks import links_outside
from publisher.project.feed_adoption import adopt_feed
from publisher.project.folder import Project, open_project
from publisher.project.run_options import PLAIN, RunOptions
from publisher.project.send.test_send import Wishes, prepare
from publisher.project.store.database import Store
from publisher.project.workshop.editions import theme_of
from publisher.reading import Roots
from publisher.report import Report
from publisher.settings import load_settings
from tests.conftest import MakeProject, RunPublisher, write_files

NOW = datetime(2026, 6, 1, tzinfo=UTC)
KEPT = RunOptions(use_store=True)
SECRET = "do-not-tell"
ISSUE = "---\ntitle: One\ndate: 2026-01-02\n---\n\nHello.\n"
FAKE = f"# A comment\n\nPASSWORD={SECRET}\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02\x08\x02\x00\x00\x00"
    + SECRET.encode()
)


def opened(folder: Path) -> Project:
    return open_project(folder, folder)


def report(folder: Path) -> Report:
    return check(opened(folder), [], folder, NOW)


def codes(found: tuple[Diagnostic, ...], path: str) -> list[str]:
    return [it.code for it in found if it.path == path and it.is_error]


def published(folder: Path) -> bytes:
    """Everything in the project that a build may have written."""
    build(opened(folder), NOW)
    outputs = [*(folder / "build").rglob("*"), *(folder / "feeds").rglob("*")]
    return b"".join(path.read_bytes() for path in outputs if path.is_file())


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    files: dict[str, str | bytes] = {
        "secret.md": FAKE, "key.pem": FAKE, "leak.txt": FAKE, "issue.html.j2": FAKE,
        "secret.png": PNG, "issues.toml": f'["001.md"]\ntitle = "{SECRET}"\n',
        "deep/secret.md": FAKE, "ids.json": '{"version": 1, "ids": []}',
    }  # fmt: skip
    write_files(folder, files)
    return folder


@pytest.mark.parametrize(
    "target",
    [
        "../../outside/secret.md", "../../outside/key.pem", "../.env", "/proc/self/environ",
        "../keys/dkim.md", "../.git/config.md", "../notes.toml", "../.cache/x.md",
    ],
)  # fmt: skip
def test_issue_that_is_a_link_to_a_private_file_is_an_error(
    project: MakeProject, outside: Path, target: str
) -> None:
    files = {
        "issues/001.md": ISSUE, ".env": f"# A comment\nX={SECRET}\n", "keys/dkim.md": FAKE,
        ".git/config.md": FAKE, "notes.toml": FAKE, ".cache/x.md": FAKE,
        "issues/issues.toml": '["010.md"]\ntitle = "Ten"\ndate = "2026-01-03"\n',
    }  # fmt: skip
    folder = project(files, dkim={"domain": "example.com", "key_file": "keys/dkim.md"})
    (folder / "issues/010.md").symlink_to(target)
    made = report(folder)
    assert codes(made.findings, "issues/010.md") == ["C108"]
    assert not any(SECRET in line for line in made.lines.values())
    assert SECRET.encode() not in published(folder)


@pytest.mark.parametrize("target", ["../drafts/001.md", "other.md"])
def test_issue_may_be_a_link_to_another_in_the_project(project: MakeProject, target: str) -> None:
    folder = project({"drafts/001.md": ISSUE, "issues/other.md": ISSUE})
    (folder / "issues/010.md").symlink_to(target)
    assert codes(report(folder).findings, "issues/010.md") == []
    assert (folder / "issues/010.md").resolve().is_file()


def test_linked_folder_in_the_content_folder_is_an_error(
    project: MakeProject, outside: Path
) -> None:
    folder = project({"issues/001.md": ISSUE}, content_patterns=["*.md", "*/*.md", "**/*.md"])
    (folder / "issues/deep").symlink_to(outside / "deep")
    assert codes(report(folder).findings, "issues/deep/secret.md") == ["C108"]
    assert SECRET.encode() not in published(folder)


@pytest.mark.parametrize("name", ["content_dir", "templates_dir"])
@pytest.mark.parametrize("setting", ["texts", "../neighbour/texts"])
def test_input_folder_that_is_a_link_out_of_the_project_is_refused(
    project: MakeProject, outside: Path, name: str, setting: str
) -> None:
    folder = project({"issues/001.md": ISSUE}, **{name: setting})
    (folder / setting).parent.mkdir(exist_ok=True)
    (folder / setting).symlink_to("/usr/share" if setting[0] == "." else outside)
    if setting == "texts":
        with pytest.raises(UsageError, match="is a link to a target outside the project"):
            build(opened(folder), NOW)
    else:
        with pytest.raises(UsageError, match="is a link to a target outside the project"):
            opened(folder).shelf()


def test_side_file_that_is_a_link_is_an_error(project: MakeProject, outside: Path) -> None:
    folder = project({"issues/001.md": ISSUE.replace("title: One\n", "")})
    (folder / "issues/issues.toml").symlink_to(outside / "issues.toml")
    assert codes(report(folder).findings, "issues/issues.toml") == ["C108"]
    assert SECRET.encode() not in published(folder)


def test_image_that_is_a_link_is_an_error_and_stays_out_of_the_message(
    project: MakeProject, outside: Path
) -> None:
    issue = f"{ISSUE}\n![A map](maps/map.png)\n"
    folder = project({"issues/001.md": issue, "issues/maps/x": ""}, embed_images=True)
    (folder / "issues/maps/map.png").symlink_to(outside / "secret.png")
    (finding,) = [it for it in report(folder).findings if it.code == "C108"]
    assert (finding.path, finding.position.line) == ("issues/001.md", 8)
    wishes = Wishes(("reader@example.com",), sender="file")
    (message,) = [it for _, it in prepare(opened(folder), "1", wishes, NOW, folder).messages]
    assert b"image/png" not in message.data
    (folder / "issues/maps/map.png").unlink()
    (folder / "issues/maps/map.png").write_bytes(PNG)
    (message,) = [it for _, it in prepare(opened(folder), "1", wishes, NOW, folder).messages]
    assert b"image/png" in message.data


def test_image_that_becomes_a_link_is_not_embedded(project: MakeProject, outside: Path) -> None:
    folder = project({"issues/map.png": PNG})
    made = opened(folder)
    roots = made.roots
    (folder / "issues/map.png").unlink()
    (folder / "issues/map.png").symlink_to(outside / "secret.png")
    with pytest.raises(FileRefused, match="outside the project"):
        roots.read(folder / "issues/map.png", 1_000)


@pytest.mark.parametrize(
    "link, target",
    [
        ("leak.txt", "outside/leak.txt"), ("leak.txt", "letter/.env"),
        ("issue.html.j2", "outside/issue.html.j2"), ("styles.css", "outside/leak.txt"),
    ],
)  # fmt: skip
def test_theme_file_that_is_a_link_is_an_error(
    project: MakeProject, outside: Path, link: str, target: str
) -> None:
    theme = "templates/email/mine"
    template = '{% extends "shipped/default/issue.html.j2" %}\n{% block header %}{% include "leak.txt" %}{% endblock %}\n'
    folder = project({f"{theme}/x": "", "issues/001.md": ISSUE, ".env": FAKE}, theme="mine")
    if link == "leak.txt":
        (folder / theme / "issue.html.j2").write_text(template)
    (folder / theme / link).symlink_to(
        Path(outside.parent / target) if target.startswith("outside") else folder / ".env"
    )
    with pytest.raises(TemplateFault, match="this is a link") as caught:
        published(folder)
    if link == "leak.txt":
        assert caught.value.line == 2
    with pytest.raises(TemplateFault, match="this is a link"):
        report(folder)
    assert not (folder / "build").exists()


@pytest.mark.parametrize("link", ["leak.txt", "styles.css", "issue.html.j2"])
def test_refused_theme_file_is_named_by_several_processes_too(
    project: MakeProject, run_publisher: RunPublisher, outside: Path, link: str
) -> None:
    theme = "templates/email/mine"
    template = '{% extends "shipped/default/issue.html.j2" %}\n{% block header %}{% include "leak.txt" %}{% endblock %}\n'
    folder = project(
        {f"{theme}/x": "", "issues/001.md": ISSUE, "issues/002.md": ISSUE}, theme="mine"
    )
    if link == "leak.txt":
        (folder / theme / "issue.html.j2").write_text(template)
    (folder / theme / link).symlink_to(outside / "leak.txt")
    done = run_publisher("build", "--jobs", "2", cwd=folder)
    assert done.returncode == 1
    assert "this is a link" in done.stderr
    assert "Traceback" not in done.stderr


def test_theme_that_is_a_link_to_a_folder_outside_is_an_error(
    project: MakeProject, outside: Path
) -> None:
    folder = project({"templates/email/x": "", "issues/001.md": ISSUE}, theme="mine")
    (folder / "templates/email/mine").symlink_to(outside)
    with pytest.raises(TemplateFault, match="is a link to a target outside the project"):
        theme_of(opened(folder))


def test_theme_file_may_be_a_link_in_the_project(project: MakeProject) -> None:
    folder = project({"shared/styles.css": "p { color: #123456 }", "templates/email/mine/x": ""})
    (folder / "templates/email/mine/styles.css").symlink_to(folder / "shared/styles.css")
    assert "#123456" in theme_of(opened(folder), "mine").css


def test_ledger_that_is_a_link_is_refused(project: MakeProject, outside: Path) -> None:
    folder = project({"issues/001.md": ISSUE, "feeds/x": ""})
    (folder / "feeds/ids.json").symlink_to(outside / "ids.json")
    with pytest.raises(FileRefused, match=r"feeds/ids\.json"):
        build(opened(folder), NOW)
    assert (outside / "ids.json").read_text() == '{"version": 1, "ids": []}'


# --- special files -----------------------------------------------------------------------


def fifo(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = os.open(path.parent, os.O_RDONLY)  # a socket's path has at most 107 bytes
        try:
            made.bind(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)


SPECIAL = pytest.mark.parametrize("make", [fifo, device, unix_socket])


@SPECIAL
def test_special_file_among_the_content_is_not_read(
    project: MakeProject, run_publisher: RunPublisher, make: Callable[[Path], None]
) -> None:
    theme = "templates/email/default"
    issue = f"{ISSUE}\n![A map](map.png)\n"
    folder = project({"issues/001.md": issue, f"{theme}/x.txt": "", "feeds/x": ""})
    for name in ("issues/map.png", "issues/z.png", "issues/010.md", f"{theme}/leak.txt"):
        make(folder / name)
    done = run_publisher("check", cwd=folder, timeout_s=60)  # a FIFO would hang it for ever
    assert done.returncode == 1
    assert "issues/010.md" in done.stdout
    assert "not a regular file" in done.stdout
    assert "Traceback" not in done.stderr
    assert run_publisher("build", cwd=folder, timeout_s=60).returncode == 1


@SPECIAL
@pytest.mark.parametrize("name", ["issues/issues.toml", "publisher.toml", "feeds/ids.json"])
def test_special_file_in_the_place_of_a_known_one_is_named(
    project: MakeProject, run_publisher: RunPublisher, make: Callable[[Path], None], name: str
) -> None:
    folder = project({"issues/001.md": ISSUE, "feeds/x": ""})
    (folder / name).unlink(missing_ok=True)
    make(folder / name)
    done = run_publisher("build", "--project", folder, timeout_s=60)
    assert done.returncode in {1, 2}
    assert name in done.stderr
    assert "not a regular file" in done.stderr
    assert "Traceback" not in done.stderr


def test_theme_template_that_is_a_fifo_is_named(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/001.md": ISSUE, "templates/email/default/x": ""})
    fifo(folder / "templates/email/default/issue.html.j2")
    done = run_publisher("build", cwd=folder, timeout_s=60)
    assert done.returncode == 1
    assert "not a regular file" in done.stderr


def test_old_feed_may_be_a_pipe_but_not_without_end(project: MakeProject, tmp_path: Path) -> None:
    folder = project({"issues/001.md": ISSUE})
    with pytest.raises(UsageError, match="too large"):
        adopt_feed(opened(folder), Path("/dev/zero"))
    with subprocess.Popen(
        ["cat", "/dev/stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as pipe:
        assert pipe.stdin is not None
        assert pipe.stdout is not None
        pipe.stdin.write(
            b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1"}]}'
        )
        pipe.stdin.close()
        adopt_feed(opened(folder), Path(f"/proc/self/fd/{pipe.stdout.fileno()}"))


# --- caches --------------------------------------------------------------------------------


def test_cache_that_came_with_the_repository_is_not_believed(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = ISSUE + "\n[a](http://127.0.0.1/)\n\nResults are __[blue](https://example.com).\n"
    folder = project({"issues/001.md": issue})
    first = check(opened(folder), [], folder, NOW, KEPT)
    assert "C204" in [it.code for it in first.findings]
    own = cache_folder(folder)
    assert own is not None
    with Store.open(own / "store.sqlite") as store:
        ((name, key, data),) = store.rows("run")
        store.put("run", name, key, json.dumps(json.loads(data) | {"findings": []}).encode())
    answers = Cache({}).with_answers(
        {"http://127.0.0.1/": Answer(Reachability.OK)}, NOW, timedelta(9)
    )
    committed = folder / ".cache/publisher"
    kept = (own / "store.sqlite").read_bytes()
    write_files(committed, {"store.sqlite": kept, "links.json": answers.to_bytes()})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
    again = check(opened(folder), [], folder, NOW, KEPT)
    assert again == first
    found = links_outside(opened(folder), [], folder, NOW, PLAIN).found
    assert [it.code for it in found if "127.0.0.1" in it.message] == ["L108"]


# --- what is read and how much of it -------------------------------------------------------


def test_read_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345")
    assert Roots.of(tmp_path).read(tmp_path / "x", 5) == b"12345"
    with pytest.raises(FileRefused, match="5 bytes"):
        Roots.of(tmp_path).read(tmp_path / "x", 4)


def test_file_without_a_size_is_bounded_too() -> None:
    # The kernel says that these have no bytes.
    with pytest.raises(FileRefused, match="more than 10"):
        Roots.of(Path("/proc")).read(Path("/proc/self/status"), 10)


@pytest.mark.parametrize("name", ["a/../../x.md", "link/x.md", "folder-2/x.md"])
def test_neighbour_with_a_like_name_is_outside(tmp_path: Path, name: str) -> None:
    for folder in ("folder/a", "folder-2"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "x.md").write_text("x")
    (tmp_path / "folder-2/x.md").write_text("x")
    (tmp_path / "folder/link").symlink_to(tmp_path)
    path = tmp_path / name if name.startswith("folder-2") else tmp_path / "folder" / name
    with pytest.raises(FileRefused):
        Roots.of(tmp_path / "folder").read(path, 10)


def test_refusal_survives_the_way_from_another_process() -> None:
    import pickle

    refused = FileRefused("x.md", "this is a link")
    again = pickle.loads(pickle.dumps(refused))
    assert (str(again), again.hint) == (str(refused), refused.hint)


@pytest.mark.parametrize("folder", [".trash", ".obsidian/templates", "a/.git"])
def test_hidden_folder_is_not_content(project: MakeProject, folder: str) -> None:
    files = {"issues/001.md": ISSUE, f"issues/{folder}/old.md": ISSUE, "issues/a/b/2.md": ISSUE}
    made = opened(project(files, content_patterns=["**/*.md", "*/.*/*.md", ".*/*.md"]))
    paths = [text.source.path for text in made.shelf().manuscripts]
    assert sorted(paths) == ["issues/001.md", "issues/a/b/2.md"]


def test_settings_file_is_bounded(project: MakeProject) -> None:
    folder = project({"publisher.toml": "# " + "x" * 1_000_001})
    with pytest.raises(ValueError, match="bytes"):
        load_settings(folder)
