"""Whatever a setting holds, it is published, or refused in a sentence that names the setting."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from publisher.errors import PublisherError, SettingsError
from publisher.project.build.build_project import build
from publisher.project.check.check_project import check
from publisher.project.folder import Project, open_project
from publisher.project.run_options import RunOptions
from publisher.project.send.test_send import Wishes, deliver, prepare
from publisher.settings import Settings, load_settings
from tests.conftest import MakeProject

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FORBIDDEN = ["a\x0bb", "a\0b", "a\x1bb", "a\ud800b", "\udc80", "a\uffffb", "\ufffe"]
ALLOWED = [
    "a\nb",
    "a\tb",
    "\x85",
    "\u2028",
    "\u202e",
    "\U0001fffe",
    "<&>",
    "{% x %}",
    "%s{}",
    " ",
    "x" * 5000,
]
PATHS = [
    "~nouser",
    "~nouser/x",
    "x" * 256,
    "中" * 100,
    "x/" * 3000,
    "a\nb",
    "",
    "/dev/null/x",
    "publisher.toml",
    "..",
]
ISSUE = (
    "---\ntitle: One\ndate: 2026-01-02\n---\nWords.\n\n## Links\n\n- [a](https://example.org/b)\n"
)


def settings_in(
    model: type[BaseModel], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from settings_in(kind, (*above, name))
        else:
            yield (*above, name), kind


ALL = dict(settings_in(Settings))
TEXTS = [
    it
    for it, kind in ALL.items()
    if kind in {str, SecretStr, list[str], dict[str, str]}
    or "Path" in str(kind)
    or "Secret" in str(kind)
]
PATH_SETTINGS = [it for it in TEXTS if "Path" in str(ALL[it])]
OF_ISSUES = [
    it
    for it in TEXTS
    if it[0] not in {"smtp", "sender", "check", "sender_options"} and it not in PATH_SETTINGS
]


def flags_of(setting: tuple[str, ...], text: str) -> dict[str, Any]:
    kind = str(ALL[setting])
    value: Any = [text] if "list[" in kind else {"k": text} if "dict[" in kind else text
    for name in reversed(setting):
        value = {name: value}
    assert isinstance(value, dict)
    return value


def built(project: Project) -> None:
    build(project, NOW)


def checked(project: Project) -> None:
    check(project, [], project.folder, NOW, RunOptions(use_store=True))


def sent(project: Project) -> None:
    wishes = Wishes(("a@example.com",))
    list(deliver(project, prepare(project, "1", wishes, NOW, project.folder)))


def named(setting: tuple[str, ...]) -> str:
    return ".".join(setting)


@pytest.mark.parametrize("setting", TEXTS, ids=named)
def test_a_character_that_xml_or_mail_forbids_is_refused_in_every_setting(
    setting: tuple[str, ...], tmp_path: Path
) -> None:
    for text in FORBIDDEN:
        with pytest.raises(SettingsError) as refused:
            load_settings(tmp_path, flags_of(setting, text))
        assert refused.value.message.startswith(f"{setting[0]} in the command line: character ")
        assert text not in str(refused.value)


@pytest.mark.parametrize("setting", PATH_SETTINGS, ids=named)
def test_a_path_that_cannot_be_is_refused_in_every_setting(
    setting: tuple[str, ...], tmp_path: Path
) -> None:
    for text in ("~nouser", "~nouser/x", "x" * 256, "中" * 100, "x/" * 3000):
        with pytest.raises(SettingsError, match=setting[0]):
            load_settings(tmp_path, flags_of(setting, text))


@pytest.mark.parametrize(
    "setting,texts",
    [*((it, ALLOWED) for it in OF_ISSUES), *((it, PATHS) for it in PATH_SETTINGS if len(it) == 1)],
    ids=lambda it: named(it) if isinstance(it, tuple) else "",
)
def test_any_value_is_published_or_refused_in_a_sentence(
    setting: tuple[str, ...], texts: list[str], project: MakeProject
) -> None:
    for text in texts:
        folder = project({"issues/1.md": ISSUE})
        try:
            opened = open_project(folder, folder, flags_of(setting, text))
        except PublisherError:
            continue
        for step in (built, checked, sent):
            with contextlib.suppress(PublisherError):
                step(opened)


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "\udc80", "~nouser", "", "publisher.toml"])
def test_any_project_folder_is_opened_or_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "publisher.toml").touch()
    if name:
        with pytest.raises(PublisherError, match="project folder not found"):
            open_project(Path(name), tmp_path)
    else:
        assert open_project(Path(name), tmp_path).folder == tmp_path


def test_a_folder_below_the_users_own_is_found_by_every_setting(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = project({"issues/1.md": ISSUE}, outbox_dir="~/out", emails_dir="~/emails")
    opened = open_project(folder, folder)
    build(opened, NOW)
    list(deliver(opened, prepare(opened, "1", Wishes(("a@example.com",)), NOW, folder)))
    assert len(list((tmp_path / "out").glob("*.eml"))) == 1
    assert (tmp_path / "emails/1.html").is_file()
    assert not (folder / "~").exists()
