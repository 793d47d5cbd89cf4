"""Find the issue that a URL means: permalinks, aliases, old slugs, file names and numbers.

Built once from the metadata of the whole archive; does not read bodies.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote

from publisher import urls

_NUMBERED = re.compile(r"(?:issue[-_]?|no[-_]?|#)?0*(\d{1,5})(?![\d.])(?:[-_].*)?", re.IGNORECASE)
"""A last path segment that starts with an issue's number: ``3-happy-holidays-149573``."""

_ISSUE_FOLDERS = frozenset({"issues", "issue", "archive", "archives", "p", "posts", "newsletter"})
"""The segment before a numbered one, under which services keep issues."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The facts about one issue that the directory needs."""

    permalink: str
    slug: str
    title_slug: str
    file: str
    """The path of its file as in diagnostics, POSIX."""
    number: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """The URLs of issues, looked up by links in any of their forms."""

    site_url: str
    homes: tuple[str, ...] = ()
    """The site itself and every previous URL, longest first."""
    previous: frozenset[str] = frozenset()
    """The homes at which a slug, a title or a number is enough to find an issue."""
    paths: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Permalinks by path, and by file name if only one file has it."""
    numbers: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    elsewhere: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Whole URLs that issues had elsewhere, not at a home of the newsletter."""

    def address_of(self, url: str) -> str | None:
        """Return the current URL for one at any home, or for an alias; None if no issue matches.

        The query and the fragment are kept, except a query that identified the issue itself.
        """
        return self._looked_up(url) if self.elsewhere or self.may_be_home(url) else None

    def may_be_home(self, url: str) -> bool:
        """Whether the URL contains the host of a home: quickly excludes most links."""
        if not url.isascii() or not url.isprintable():
            return True
        return _hosts(self.homes).search(url.lower()) is not None

    def _looked_up(self, url: str) -> str | None:
        bare, query = urls.without_query(url)
        for names_it in dict.fromkeys((query, "")) if self.elsewhere else ():
            if found := self.elsewhere.get(_key(urls.place_of(bare)) + names_it):
                return urls.with_suffix(found, url, query=not names_it)
        for home in self.homes:
            path = urls.path_below(home, url)
            if path is None:
                continue
            if query and (found := self.paths.get(_key(path) + query)):
                return urls.with_suffix(found, url, query=False)
            path = unquote(path)
            found = self._on_site(path) or (
                self._loosely(path) if _place(home) in self.previous else None
            )
            return urls.with_suffix(found, url) if found else None
        return None

    def permalink_of_file(self, reference: str, beside: str = "") -> str | None:
        """Return the current URL for a relative link to an issue's file, such as ``./058.md``.

        ``beside`` is the file with the link. Pelican's ``{filename}058.md`` also works.
        """
        path = unquote(reference.partition("#")[0].partition("?")[0]).removeprefix("{filename}")
        if not path:
            return None
        from_here = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))
        name = path.rpartition("/")[2]
        return self.files.get(from_here.lower()) or self.files.get(name.lower())

    def _on_site(self, path: str) -> str | None:
        """Return the permalink for the home page, a permalink, an alias or an issue's file."""
        if not path:
            return self.site_url
        return self.paths.get(_key(path)) or self.files.get(path.lower())

    def _loosely(self, path: str) -> str | None:
        """Return the permalink for a path that ends in a slug, a title or a number.

        The site itself also has pages that are not issues, such as ``/tags/python/``.
        """
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
    """Build the directory of an archive. If two issues have the same name, the first gets it."""
    paths: dict[str, str] = {}
    names: dict[str, str] = {}
    numbers: dict[int, str] = {}
    elsewhere: dict[str, str] = {}
    listed = tuple(issues)
    previous = tuple(previous_urls)
    homes = sorted(dict.fromkeys((site_url, *previous)), key=len, reverse=True)
    for issue in listed:
        paths.setdefault(_key(urls.path_below(site_url, issue.permalink) or ""), issue.permalink)
        names.setdefault(issue.slug.lower(), issue.permalink)
        if issue.number is not None:
            numbers.setdefault(issue.number, issue.permalink)
    # An issue's current name has priority over another's former name.
    for issue in listed:
        for alias in issue.aliases:
            path = _path_at_home(alias, homes)
            if path is None:
                bare, query = urls.without_query(alias)
                elsewhere.setdefault(_key(urls.place_of(bare)) + query, issue.permalink)
            else:
                paths.setdefault(path, issue.permalink)
    titles = Counter(issue.title_slug for issue in listed)
    for issue in listed:
        # if every issue is titled "this-week", it matches none; a title of emoji has no slug
        if issue.title_slug and titles[issue.title_slug] == 1:
            names.setdefault(issue.title_slug, issue.permalink)
    return Directory(
        site_url=site_url,
        homes=tuple(homes),
        previous=frozenset(map(_place, previous)),
        paths=MappingProxyType(paths),
        names=MappingProxyType(names),
        files=MappingProxyType(_files(listed)),
        numbers=MappingProxyType(numbers),
        elsewhere=MappingProxyType(elsewhere),
    )


def _files(issues: tuple[Listed, ...]) -> dict[str, str]:
    files = {issue.file.lower(): issue.permalink for issue in issues}
    names = Counter(posixpath.basename(issue.file).lower() for issue in issues)
    for issue in issues:
        name = posixpath.basename(issue.file).lower()
        if names[name] == 1:  # one of many `index.md` cannot be identified by its name only
            files.setdefault(name, issue.permalink)
    return files


@lru_cache(maxsize=8)
def _hosts(homes: tuple[str, ...]) -> re.Pattern[str]:
    """Match the part that every URL of a home contains: its host without ``www.`` and port."""
    hosts = (urls.place_of(home).partition("/")[0].partition(":")[0] for home in homes)
    return re.compile("|".join(map(re.escape, hosts)))


def _path_at_home(alias: str, homes: Iterable[str]) -> str | None:
    """Return an alias as in ``Directory.paths``; None for a URL that is at no home."""
    bare, query = urls.without_query(alias)
    if not urls.scheme_of(alias):
        return _key(bare) + query
    below = (urls.path_below(home, bare) for home in homes)
    path = next((path for path in below if path is not None), None)
    return None if path is None else _key(path) + query


def _place(home: str) -> str:
    return _key(urls.place_of(home))


def _key(path: str) -> str:
    return unquote(path).strip("/").lower()
