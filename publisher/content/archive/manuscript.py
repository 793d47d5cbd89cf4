"""Read a file as a manuscript: text, metadata and permalink, before its body is rendered.

Cheap (under a millisecond), so that an archive of thousands can be listed without rendering
a body; the targets of links between issues are known after every manuscript was read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from publisher.content import content_rules as rules
from publisher.content.archive.permalinks import name_of_file, permalink, slug_of_file
from publisher.content.content_options import ContentOptions
from publisher.content.head import dialects
from publisher.content.head.front_matter import FrontMatter
from publisher.content.head.metadata import Metadata, read_metadata
from publisher.content.head.numbering import number_of
from publisher.content.head.sidecar import Sidecar
from publisher.content.source import cleaning, encoding
from publisher.content.source.reader import File
from publisher.dates import date_in_name, parse_date
from publisher.diagnostics import Diagnostic, Position
from publisher.model import Newsletter, Source
from publisher.slugs import slugify

PUBLISHED_WITH_ERRORS = frozenset({rules.FORBIDDEN_CHARACTER.code})
"""Errors that are fixed automatically; an issue with any other is not published."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One issue whose metadata are known and whose body is still Markdown."""

    path: Path
    source: Source
    metadata: Metadata
    slug: str
    permalink: str
    body: str
    names: frozenset[str]
    """Its names in the sidecar: its file's name, a bundle's folder, its slug."""
    diagnostics: tuple[Diagnostic, ...] = ()
    fingerprint: str = ""
    """The SHA-256 digest of everything that this was read from, in hexadecimal: the file, its
    fields in the sidecar, and the date from git if it has no other."""

    def without_text(self) -> "Manuscript":
        """Return only what is known of it: the texts of a large archive do not fit into memory."""
        source, facts = replace(self.source, text=""), replace(self.metadata, extra={})
        return replace(self, source=source, metadata=facts, body="")

    @property
    def has_text(self) -> bool:
        """Whether the text is in memory, so that the issue can be rendered."""
        return bool(self.source.text)

    @property
    def title(self) -> str:
        """The title; a manuscript without one is not publishable."""
        return self.metadata.title or ""

    @property
    def is_publishable(self) -> bool:
        """Whether there is no error that prevents publication."""
        return not any(
            found.is_error and found.code not in PUBLISHED_WITH_ERRORS for found in self.diagnostics
        )


def manuscript_of(
    file: File, newsletter: Newsletter, options: ContentOptions, sidecar: Sidecar
) -> Manuscript | Diagnostic:
    """Read one file. Returns a Diagnostic if it is not text."""
    try:
        decoded = encoding.decode(file.data)
    except encoding.EncodingError as error:
        return rules.NOT_TEXT.at(file.shown, error.position, f"not a text file: {error}")
    cleaned = cleaning.clean(decoded.text, file.shown)
    found = list(cleaned.diagnostics)
    if decoded.repaired_from:
        found.append(_repaired(file.shown, decoded.repaired_from))
    front = dialects.read(cleaned.text, file.shown)
    names = _names(file.path, front)
    overrides = sidecar.fields_for(names)
    facts = read_metadata(front, file.shown, options.zone, options.publish_time, overrides)
    found += [*front.diagnostics, *facts.diagnostics]
    found += _missing(file.shown, front, facts, found)
    facts = _completed(facts, file.path, options)
    slug = slugify(facts.slug or "") or slug_of_file(file.path)
    return Manuscript(
        path=file.path,
        source=Source(
            path=file.shown,
            text=cleaned.text,
            body_line=front.body_line,
            repaired=decoded.repaired_from is not None,
            positions=facts.positions,
        ),
        metadata=facts,
        slug=slug,
        permalink=permalink(
            newsletter.site_url,
            options.permalink,
            slug=slug,
            title=facts.title or "",
            number=facts.number,
            date=facts.date,
            zone=options.zone,
        ),
        body=front.body,
        names=frozenset({*names, slug}),
        diagnostics=tuple(found),
        fingerprint=sha256(file.data + repr(overrides).encode()).hexdigest(),
    )


def _names(path: Path, front: FrontMatter) -> tuple[str, ...]:
    """Return an issue's possible names in the sidecar, the most certain first."""
    own_slug = front.fields.get("slug")
    slugs = (slugify(own_slug.text) if own_slug else "", slug_of_file(path))
    return tuple(filter(None, (path.name, name_of_file(path), *slugs)))


def _missing(
    path: str, front: FrontMatter, facts: Metadata, found: list[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield findings for missing required values, unless a more serious finding explains it."""
    if any(finding.is_error and finding.code not in PUBLISHED_WITH_ERRORS for finding in found):
        return
    if not front.body.strip():
        yield rules.EMPTY.at(path, Position(), "this issue has no text")
    elif not facts.title:
        yield rules.TITLE_MISSING.at(path, Position(), "this issue has no title")
    if facts.draft:
        position = facts.positions.get("draft", Position())
        yield rules.DRAFT.at(path, position, "this issue is a draft, so it is not in the feeds")


def _completed(facts: Metadata, path: Path, options: ContentOptions) -> Metadata:
    """Fill missing metadata from the title and the file's name."""
    number, date, name = facts.number, facts.date, name_of_file(path)
    if number is None and "number" not in facts.positions:
        number = number_of(facts.title or "", name)
    if date is None and "date" not in facts.positions and (day := date_in_name(name)):
        date = parse_date(day, options.zone, options.publish_time)
    return replace(facts, number=number, date=date)


def _repaired(path: str, codec: str) -> Diagnostic:
    names = {"mac_roman": "Mac Roman", "cp1252": "Windows-1252", "latin_1": "Latin-1"}
    return rules.MOJIBAKE.at(
        path,
        Position(),
        f"the text was UTF-8 decoded as {names.get(codec, codec)}; it was restored",
    )
