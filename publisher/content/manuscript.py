"""A file's bytes to a manuscript: text, metadata and address, before its body is rendered.

Cheap (under a millisecond), so that an archive of thousands can be listed without reading
one body; what an issue may link to is known once every manuscript is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.content import characters, encoding, frontmatter, metadata, rules
from publisher.content.frontmatter import heading
from publisher.content.frontmatter.meta import Field
from publisher.content.identity import permalink, slug_of_file, slugify
from publisher.content.metadata import Metadata
from publisher.content.options import ContentOptions
from publisher.content.reader import File
from publisher.content.sidecar import Sidecar
from publisher.diagnostics import Diagnostic, Position
from publisher.model import Newsletter, Source

PUBLISHED_WITH_ERRORS = frozenset({rules.FORBIDDEN_CHARACTER.code})
"""Errors that are mended on the way; any other keeps an issue from being published."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One issue whose metadata are known and whose body is still Markdown."""

    path: Path
    source: Source
    metadata: Metadata
    slug: str
    permalink: str
    body: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def title(self) -> str:
        """The title; a manuscript without one is not publishable."""
        return self.metadata.title or ""

    @property
    def is_publishable(self) -> bool:
        """Whether nothing was found that must not go out."""
        return not any(
            found.is_error and found.code not in PUBLISHED_WITH_ERRORS
            for found in self.diagnostics
        )


def manuscript_of(
    file: File, newsletter: Newsletter, options: ContentOptions, sidecar: Sidecar
) -> Manuscript | Diagnostic:
    """Read one file. A Diagnostic where it is no text at all."""
    try:
        decoded = encoding.decode(file.data)
    except encoding.EncodingError as error:
        return rules.NOT_TEXT.at(
            file.shown, Position(error.line, error.column), f"this is not text: {error}"
        )
    cleaned = characters.clean(decoded.text, file.shown)
    found = list(cleaned.diagnostics)
    if decoded.repaired_from:
        found.append(_repaired(file.shown, decoded.repaired_from))
    front = frontmatter.read(cleaned.text, file.shown)
    title, body = heading.titled(front)
    overrides = _overrides(file, sidecar)
    facts = metadata.metadata_of(front, overrides, title, file.path.stem, options)
    found += [*front.diagnostics, *facts.diagnostics]
    if not body.strip() and not any(finding.is_error for finding in found):
        found.append(rules.EMPTY.at(file.shown, Position(), "there is no text in this issue"))
    slug = facts.slug or slug_of_file(file.path)
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
        slug=slugify(slug) or slug,
        permalink=permalink(
            newsletter.site_url,
            options.permalink,
            slug=slugify(slug) or slug,
            title=facts.title or "",
            number=facts.number,
            date=facts.date,
            zone=options.zone,
        ),
        body=body,
        diagnostics=tuple(found),
    )


def _repaired(path: str, codec: str) -> Diagnostic:
    names = {"mac_roman": "Mac Roman", "cp1252": "Windows-1252", "latin_1": "Latin-1"}
    return rules.MOJIBAKE.at(
        path, Position(), f"the text was UTF-8 read as {names.get(codec, codec)}; it was restored"
    )


def _overrides(file: File, sidecar: Sidecar) -> Mapping[str, Field]:
    return sidecar.fields_for((file.path.name, slug_of_file(file.path)))
