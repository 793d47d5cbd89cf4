"""A content folder to an archive: every manuscript, who claims what, and every issue."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from publisher.content import encoding, rules
from publisher.content.conflicts import without_conflicts
from publisher.content.directory import Directory, Listed, directory_of
from publisher.content.identity import permalink, slugify
from publisher.content.issue import issue_of
from publisher.content.manuscript import Manuscript, manuscript_of
from publisher.content.options import ContentOptions
from publisher.content.reader import Pictures, content_files, sidecar_file
from publisher.content.sidecar import Sidecar, read_sidecar
from publisher.diagnostics import Diagnostic, Position, in_order
from publisher.model import Archive, Issue, Newsletter


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every manuscript of a folder, and what stands between them.

    ``manuscripts`` are those that can be published, oldest first; what kept another back
    is among the diagnostics. Issues are rendered when they are asked for.
    """

    newsletter: Newsletter
    options: ContentOptions
    manuscripts: tuple[Manuscript, ...]
    held_back: tuple[Manuscript, ...]
    directory: Directory
    pictures: Pictures
    diagnostics: tuple[Diagnostic, ...]
    """Findings about no manuscript that is on the shelf, and about those held back."""

    def issue(self, manuscript: Manuscript) -> Issue:
        """Render one issue."""
        return issue_of(manuscript, self.directory, self.newsletter, self.options, self.pictures)

    def issues(self) -> Iterator[Issue]:
        """Render every issue, oldest first."""
        return map(self.issue, self.manuscripts)

    def archive(self, issues: Iterable[Issue] | None = None) -> Archive:
        """The archive of all issues, with every finding."""
        rendered = tuple(self.issues() if issues is None else issues)
        found = (finding for issue in rendered for finding in issue.diagnostics)
        return Archive(self.newsletter, rendered, in_order((*self.diagnostics, *found)))


def read_shelf(
    folder: Path,
    shown: str,
    newsletter: Newsletter,
    options: ContentOptions,
    dates: Mapping[str, datetime] | None = None,
) -> Shelf:
    """Read the manuscripts of a folder; ``shown`` is how diagnostics name it.

    ``dates`` gives a date per file name for issues that have none of their own. Raises
    UsageError when the folder is not there.
    """
    files, unread = content_files(folder, shown, options.content_patterns)
    sidecar, found = _sidecar(folder, shown)
    found += unread
    manuscripts: list[Manuscript] = []
    for file in files:
        result = manuscript_of(file, newsletter, options, sidecar)
        if isinstance(result, Diagnostic):
            found.append(result)
        else:
            manuscripts.append(_dated(result, newsletter, options, dates or {}))
    names = {name for text in manuscripts for name in (text.path.name, text.path.stem, text.slug)}
    names |= {file.path.name for file in files}
    found += sidecar.unused(names)
    manuscripts = without_conflicts(manuscripts)
    publishable = sorted(filter(_is_publishable, manuscripts), key=_archive_key)
    held_back = tuple(text for text in manuscripts if not text.is_publishable)
    found += [finding for text in held_back for finding in text.diagnostics]
    return Shelf(
        newsletter=newsletter,
        options=options,
        manuscripts=tuple(publishable),
        held_back=held_back,
        directory=directory_of(
            map(_listed, publishable), newsletter.site_url, options.previous_urls
        ),
        pictures=Pictures(folder),
        diagnostics=in_order(found),
    )


def read_archive(
    folder: Path,
    shown: str,
    newsletter: Newsletter,
    options: ContentOptions,
    dates: Mapping[str, datetime] | None = None,
) -> Archive:
    """Read and render a whole folder."""
    return read_shelf(folder, shown, newsletter, options, dates).archive()


def _sidecar(folder: Path, shown: str) -> tuple[Sidecar, list[Diagnostic]]:
    file = sidecar_file(folder, shown)
    if file is None:
        return read_sidecar("", f"{shown}/issues.toml"), []
    try:
        text = encoding.decode(file.data).text
    except encoding.EncodingError as error:
        empty = read_sidecar("", file.shown)
        place = Position(error.line, error.column)
        return empty, [rules.SIDECAR_MALFORMED.at(file.shown, place, f"this is not text: {error}")]
    sidecar = read_sidecar(text, file.shown)
    return sidecar, list(sidecar.diagnostics)


def _dated(
    text: Manuscript, newsletter: Newsletter, options: ContentOptions, dates: Mapping[str, datetime]
) -> Manuscript:
    """The manuscript with a date from elsewhere, or with the finding that it has none."""
    if text.metadata.date is not None or not text.is_publishable:
        return text
    date = dates.get(text.path.name)
    if date is None:
        finding = rules.DATE_MISSING.at(
            text.source.path, Position(), "this issue has no date, so it is in no feed"
        )
        return replace(text, diagnostics=(*text.diagnostics, finding))
    address = permalink(
        newsletter.site_url, options.permalink, slug=text.slug, title=text.title,
        number=text.metadata.number, date=date, zone=options.zone,
    )  # fmt: skip
    return replace(text, metadata=replace(text.metadata, date=date), permalink=address)


def _is_publishable(text: Manuscript) -> bool:
    return text.is_publishable


def _archive_key(text: Manuscript) -> tuple[bool, float, int, str]:
    date = text.metadata.date
    return (date is None, date.timestamp() if date else 0, text.metadata.number or 0, text.slug)


def _listed(text: Manuscript) -> Listed:
    return Listed(
        permalink=text.permalink,
        slug=text.slug,
        title_slug=slugify(text.title),
        file_name=text.path.name,
        number=text.metadata.number,
        aliases=text.metadata.aliases,
    )
