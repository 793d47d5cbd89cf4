"""Read a content folder as an archive: manuscripts, conflicts between them, and issues."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from publisher.content.archive.conflicts import without_conflicts
from publisher.content.archive.content_folder import Folder, reading
from publisher.content.archive.issue_links import Directory, Listed, directory_of
from publisher.content.archive.lookups import Lookups
from publisher.content.archive.manuscript import Manuscript
from publisher.content.archive.readings import Texts, read_texts
from publisher.content.body.issue import ReadIssue, read_issue
from publisher.content.content_options import ContentOptions
from publisher.content.head.sidecar import Sidecar
from publisher.content.source.reader import Pictures
from publisher.diagnostics import Diagnostic, in_order
from publisher.errors import UsageError
from publisher.model import Archive, Issue, Newsletter
from publisher.reading import Roots
from publisher.slugs import slugify


@dataclass(frozen=True, slots=True)
class Shelf:
    """All manuscripts of a folder, with the conflicts between them.

    ``manuscripts`` are those that can be published, oldest first; the diagnostics say why
    the others are not. Issues are rendered on request.
    """

    folder: Folder
    sidecar: Sidecar
    manuscripts: tuple[Manuscript, ...]
    skipped: tuple[Manuscript, ...]
    directory: Directory
    directory_digest: str
    """Changes with any fact of an issue that another issue's links may depend on."""
    permalinks: frozenset[str]
    """Those of the manuscripts that can be published."""
    pictures: Pictures
    diagnostics: tuple[Diagnostic, ...]
    """Findings that belong to no manuscript on the shelf, and those about skipped ones."""

    @property
    def newsletter(self) -> Newsletter:
        """The publication that the manuscripts belong to."""
        return self.folder.newsletter

    @property
    def options(self) -> ContentOptions:
        """The settings for reading and rendering them."""
        return self.folder.options

    def issue(self, manuscript: Manuscript, lookups: Lookups | None = None) -> Issue:
        """Render one issue. Raises UsageError as ``read`` does."""
        return self.read(manuscript, lookups or self.lookups(manuscript)).issue

    def read(self, manuscript: Manuscript, lookups: Lookups) -> ReadIssue:
        """Render one issue; ``lookups`` record what it asks of other files.

        Raises UsageError if its text is not in memory and its file was changed meanwhile.
        """
        text = self._with_text(manuscript)
        return read_issue(text, lookups, self.newsletter, self.options)

    def lookups(self, manuscript: Manuscript) -> Lookups:
        """Return what answers the questions of an issue about others."""
        return Lookups(
            self.directory, self.directory_digest, self.permalinks, self.pictures,
            manuscript.path, manuscript.source.path,
        )  # fmt: skip

    def without_manuscripts(self) -> "Shelf":
        """Return what rendering any of the manuscripts needs: little to pass to a process."""
        return replace(self, manuscripts=(), skipped=(), diagnostics=())

    def _with_text(self, manuscript: Manuscript) -> Manuscript:
        if manuscript.has_text:
            return manuscript
        shown = manuscript.source.path
        fresh = reading(manuscript.path, shown, self.folder, self.sidecar)
        if isinstance(fresh, Diagnostic) or fresh.fingerprint != manuscript.fingerprint:
            raise UsageError(f"{shown} was changed while it was read", "run the command again")
        # the manuscript on the shelf also has findings about conflicts with other issues
        return replace(manuscript, source=fresh.source, metadata=fresh.metadata, body=fresh.body)

    def issues(self) -> Iterator[Issue]:
        """Render every issue, oldest first."""
        return map(self.issue, self.manuscripts)

    def archive(self, issues: Iterable[Issue] | None = None) -> Archive[Issue]:
        """Return the archive of all issues, with every finding."""
        rendered = tuple(self.issues() if issues is None else issues)
        found = (finding for issue in rendered for finding in issue.diagnostics)
        return Archive(self.newsletter, rendered, in_order((*self.diagnostics, *found)))


def shelve(texts: Texts, pictures: Pictures) -> Shelf:
    """Decide which texts of a folder are published, and at which URL."""
    manuscripts = [text for text in texts.readings.values() if isinstance(text, Manuscript)]
    manuscripts = without_conflicts(manuscripts)
    publishable = sorted(filter(_is_publishable, manuscripts), key=_archive_key)
    skipped = tuple(text for text in manuscripts if not text.is_publishable)
    held_findings = (finding for text in skipped for finding in text.diagnostics)
    directory = directory_of(
        map(_listed, publishable), texts.newsletter.site_url, texts.options.previous_urls
    )
    permalinks = frozenset(text.permalink for text in publishable)
    return Shelf(
        folder=texts.folder,
        sidecar=texts.sidecar,
        manuscripts=tuple(publishable),
        skipped=skipped,
        directory=directory,
        directory_digest=_digest(directory, permalinks),
        permalinks=permalinks,
        pictures=pictures,
        diagnostics=in_order((*texts.diagnostics, *held_findings)),
    )


def reshelve(shelf: Shelf, before: Texts, texts: Texts) -> Shelf:
    """Update a shelf after some texts were read again; fast if only their bodies changed."""
    changed = texts.changed_since(before)
    # The shelf has the same object that was read, unless two texts have a conflict.
    places = {id(text): place for place, text in enumerate(shelf.manuscripts)}
    manuscripts = list(shelf.manuscripts)
    for path in changed:
        old, new = before.readings.get(path), texts.readings.get(path)
        if (
            not isinstance(old, Manuscript)
            or not isinstance(new, Manuscript)
            or id(old) not in places
            or not new.is_publishable
            or _claims(old) != _claims(new)
        ):
            return _shelved_anew(shelf, texts)
        manuscripts[places[id(old)]] = new
    return replace(shelf, manuscripts=tuple(manuscripts))


def _shelved_anew(shelf: Shelf, texts: Texts) -> Shelf:
    anew = shelve(texts, shelf.pictures)
    if anew.directory != shelf.directory:
        return anew
    # An equal directory stays the same object: issues rendered with it are still valid.
    return replace(anew, directory=shelf.directory)


def read_shelf(
    folder: Path,
    shown: str,
    newsletter: Newsletter,
    options: ContentOptions,
    dates: Mapping[str, datetime] | None = None,
) -> Shelf:
    """Read the manuscripts of a folder; ``shown`` is its name in diagnostics.

    ``dates`` has dates by path from the folder, for issues without a date of their own. Raises
    UsageError if the folder does not exist.
    """
    texts = read_texts(Folder(folder, shown, newsletter, options, Roots.of(folder), dates or {}))
    return shelve(texts, Pictures(folder))


def read_archive(
    folder: Path,
    shown: str,
    newsletter: Newsletter,
    options: ContentOptions,
    dates: Mapping[str, datetime] | None = None,
) -> Archive[Issue]:
    """Read and render a whole folder."""
    return read_shelf(folder, shown, newsletter, options, dates).archive()


def _is_publishable(text: Manuscript) -> bool:
    return text.is_publishable


def _claims(text: Manuscript) -> tuple[object, ...]:
    """Return the facts on which other issues of the archive depend."""
    return (_listed(text), text.metadata.date)


def _archive_key(text: Manuscript) -> tuple[bool, float, int, str]:
    date = text.metadata.date
    return (date is None, date.timestamp() if date else 0, text.metadata.number or 0, text.slug)


def _listed(text: Manuscript) -> Listed:
    return Listed(
        permalink=text.permalink,
        slug=text.slug,
        title_slug=slugify(text.title),
        file=text.source.path,
        number=text.metadata.number,
        aliases=text.metadata.aliases,
    )


def _digest(directory: Directory, permalinks: frozenset[str]) -> str:
    """Return a digest that is the same in every process: sets and mappings are sorted."""
    views = (
        directory.paths, directory.names, directory.files, directory.numbers, directory.elsewhere,
    )  # fmt: skip
    sets = map(sorted, (directory.previous, permalinks))
    facts = (directory.site_url, directory.homes, *sets, *(sorted(it.items()) for it in views))
    return sha256(repr(facts).encode()).hexdigest()
