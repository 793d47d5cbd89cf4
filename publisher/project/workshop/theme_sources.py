"""Read the theme and settings files that findings about an email point into."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from publisher.checks.mail.mailing import Sources
from publisher.model import Issue
from publisher.settings import FILE_NAME, read_settings
from publisher.themes.theme_loader import Theme


def sources_of(folder: Path, theme: Theme) -> Sources:
    """Return the files of an email other than its issue, by their paths in messages."""
    settings = folder / FILE_NAME
    text = read_settings(settings) if settings.is_file() else ""
    return Sources(_templates(folder, theme), text)


def image_bytes(issue: Issue) -> int:
    """Return the total size of an issue's local images, in octets."""
    return sum({image.file: image.octets for image in issue.images if image.file}.values())


@lru_cache(maxsize=8)
def _templates(folder: Path, theme: Theme) -> Mapping[str, str]:
    """Return every template and stylesheet of a theme; the newsletter's own before shipped ones."""
    environment = theme.html.environment
    loader = environment.loader
    if loader is None:
        return {}
    names = sorted(loader.list_templates(), key=lambda name: (name.startswith("shipped/"), name))
    found: dict[str, str] = {}
    for name in names:
        if not name.startswith("shipped/") or name.split("/")[1] in {theme.name, "default"}:
            try:
                text, path, _ = loader.get_source(environment, name)
            except (OSError, UnicodeDecodeError):
                continue  # not part of this email: rendering with it would have failed
            found.setdefault(_shown(folder, Path(path or name)), text)
    return dict(sorted(found.items(), key=lambda item: not _is_own(folder, item[0])))


def _is_own(folder: Path, shown: str) -> bool:
    return (folder / shown).is_file()


def _shown(folder: Path, path: Path) -> str:
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return Path("shipped", *path.parts[-2:]).as_posix()  # as a template names it in `extends`
