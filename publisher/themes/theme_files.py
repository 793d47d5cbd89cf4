"""Read a theme's files. Its own folder may contain links, so each file's real path is checked."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader, TemplateNotFound
from jinja2.environment import Environment
from jinja2.loaders import split_template_path

from publisher.positions import with_line_feeds
from publisher.reading import Roots

FILE_LIMIT = 1_000_000
"""Bytes of one template or stylesheet; the largest shipped one has 12,000."""

_SUFFIXES = frozenset({".css", ".html", ".j2", ".txt"})


class OwnFiles(BaseLoader):
    """The files of the newsletter's own theme. Raises FileRefused for one outside the roots."""

    def __init__(self, folder: Path, roots: Roots) -> None:
        self._folder = folder
        self._roots = roots

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja's own signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a file, its path and whether it is current, as Jinja requires."""
        path = self._folder.joinpath(*split_template_path(template))
        try:
            data = self._roots.read(path, FILE_LIMIT)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise TemplateNotFound(template) from None
        text = with_line_feeds(data.decode())
        return text, str(path), lambda: True

    def list_templates(self) -> list[str]:
        """Return the names of the files that can be templates or stylesheets."""
        files = (path for path in self._folder.rglob("*") if path.suffix in _SUFFIXES)
        return sorted(it.relative_to(self._folder).as_posix() for it in files if it.is_file())


def loader_of(own: Path, shipped: Path, name: str, roots: Roots) -> BaseLoader:
    """Return a loader of a theme's files: from its own folder, then from the shipped ones."""
    folders = [folder for folder in (shipped / name, shipped / "default") if folder.is_dir()]
    return ChoiceLoader(
        [
            OwnFiles(own, roots),
            FileSystemLoader([str(folder) for folder in folders]),
            PrefixLoader({"shipped": FileSystemLoader(str(shipped))}),
        ]
    )
