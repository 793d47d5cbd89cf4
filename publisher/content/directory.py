"""Which issue an address means: permalinks, aliases, old slugs, file names and numbers.

Built once from the metadata of the whole archive; knows no body.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from publisher import urls

_NUMBERED = re.compile(r"(?:issue[-_]?|no[-_]?|#)?0*(\d{1,5})(?![\d.])(?:[-_].*)?", re.IGNORECASE)
"""A last path segment that starts with an issue's number: ``3-happy-holidays-149573``."""

_ISSUE_FOLDERS = frozenset({"issues", "issue", "archive", "archives", "p", "posts", "newsletter"})
"""The segment before a numbered one, where services keep issues."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the directory needs to know of one issue."""

    permalink: str
    slug: str
    title_slug: str
    file_name: str
    number: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Addresses of issues, looked up the way links to them are written."""

    site_url: str
    homes: tuple[str, ...] = ()
    """The site itself and every earlier home, longest first."""
    paths: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def is_home(self, url: str) -> bool:
        """Whether the address lies on this newsletter's site or at an earlier home."""
        return any(urls.path_below(home, url) is not None for home in self.homes)

    def permalink_of(self, url: str) -> str | None:
        """Today's address for one at any home; None when no issue answers to it."""
        for home in self.homes:
            path = urls.path_below(home, url)
            if path is not None:
                return self._at_home(unquote(path))
        return None

    def permalink_of_file(self, reference: str) -> str | None:
        """Today's address for a relative link to an issue's file, such as ``./058.md``."""
        name = unquote(reference.partition("#")[0].partition("?")[0])
        return self.files.get(name.rpartition("/")[2].lower()) if name else None

    def _at_home(self, path: str) -> str | None:
        if not path:
            return self.site_url
        if found := self.paths.get(_key(path)):
            return found
        *folders, last = path.split("/")
        if found := self.names.get(last.lower()):
            return found
        numbered = _NUMBERED.fullmatch(last)
        if numbered and (not folders or folders[-1].lower() in _ISSUE_FOLDERS):
            return self.numbers.get(int(numbered.group(1)))
        return None


def directory_of(
    issues: Iterable[Listed], site_url: str, previous_urls: Iterable[str]
) -> Directory:
    """The directory of an archive. Where two issues claim one name, the first has it."""
    paths: dict[str, str] = {}
    names: dict[str, str] = {}
    files: dict[str, str] = {}
    numbers: dict[int, str] = {}
    listed = tuple(issues)
    for issue in listed:
        paths.setdefault(_key(urls.path_below(site_url, issue.permalink) or ""), issue.permalink)
        files.setdefault(issue.file_name.lower(), issue.permalink)
        names.setdefault(issue.slug.lower(), issue.permalink)
        if issue.number is not None:
            numbers.setdefault(issue.number, issue.permalink)
    # What an issue is called today goes before what another was called once.
    for issue in listed:
        for alias in issue.aliases:
            paths.setdefault(_key(urlsplit(alias).path), issue.permalink)
    titles = Counter(issue.title_slug for issue in listed)
    for issue in listed:
        if titles[issue.title_slug] == 1:  # "this-week" over every issue means none of them
            names.setdefault(issue.title_slug, issue.permalink)
    homes = sorted(dict.fromkeys((site_url, *previous_urls)), key=len, reverse=True)
    return Directory(
        site_url=site_url,
        homes=tuple(homes),
        paths=MappingProxyType(paths),
        names=MappingProxyType(names),
        files=MappingProxyType(files),
        numbers=MappingProxyType(numbers),
    )


def _key(path: str) -> str:
    return unquote(path).strip("/").lower()
