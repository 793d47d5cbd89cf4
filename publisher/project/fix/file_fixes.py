"""Apply automatic fixes to a project's files, as `publisher check --fix` does.

Each edit is made in the bytes of the file, at the position that the Markdown reader found. No
edit may change what an issue says: the file before and the file after are read and rendered,
and must be equal except for tracking parameters and https.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from publisher import dom
from publisher.checks.content.links import could_be_encrypted, tracked
from publisher.checks.fixes import FIXABLE, address_edits, title_edits
from publisher.content.archive.manuscript import Manuscript, manuscript_of
from publisher.content.content_rules import MOJIBAKE
from publisher.content.head.sidecar import read_sidecar
from publisher.content.shelf import Shelf
from publisher.content.source import cleaning, encoding
from publisher.content.source.reader import File, read_file
from publisher.content.source.rewriting import rewritten
from publisher.diagnostics import Position
from publisher.markup import render
from publisher.markup.destinations import destinations
from publisher.markup.located import Edit, located
from publisher.positions import Lines
from publisher.project.fix.rewrite import replace_file, why_not
from publisher.project.folder import Project
from publisher.reading import Roots
from publisher.report import Report

_ADDRESSES = {"a": "href", "img": "src"}


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file before and after."""

    path: Path
    shown: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is not changed although something in it could be fixed, and the reason."""

    shown: str
    reason: str

    def __str__(self) -> str:
        return f"{self.shown}: left as it is: {self.reason}"


def changes(project: Project, report: Report) -> Iterator[FixedFile | Left]:
    """Compute the changes that fix a report's fixable findings. Writes nothing."""
    codes: dict[str, set[str]] = {}
    for finding in report.findings:
        if finding.code in FIXABLE:
            codes.setdefault(finding.path, set()).add(finding.code)
    if not codes:
        return
    shelf = project.shelf()
    for text in shelf.manuscripts:
        if wanted := codes.get(text.source.path):
            yield from _change(shelf, project.roots, text.path, text.source.path, wanted)


def write(project: Project, made: Iterable[FixedFile | Left]) -> tuple[int, tuple[Left, ...]]:
    """Write every change; return the number of files, and which were left.

    Raises OutputError if a file cannot be written.
    """
    count = 0
    left: list[Left] = []
    for change in made:
        if isinstance(change, Left):
            left.append(change)
        elif reason := replace_file(change.path, change.before, change.after, project.folder):
            left.append(Left(change.shown, reason))
        else:
            count += 1
    return count, tuple(left)


def _change(
    shelf: Shelf, roots: Roots, path: Path, shown: str, codes: set[str]
) -> Iterator[FixedFile | Left]:
    file = read_file(path, shown, roots)
    text = _read(shelf, path, shown, file.data) if isinstance(file, File) else None
    if not isinstance(file, File) or text is None:
        return  # it was removed, or is not text any more, since it was checked
    before = file.data
    edits = _edits(shelf, text, before, codes)
    after = rewritten(before, edits, restore=MOJIBAKE.code in codes)
    if after == before:
        return
    read_again = _read(shelf, path, shown, after)
    if read_again is None or _said(shelf, text) != _said(shelf, read_again):
        yield Left(shown, "fixed, it would say something else; edit it by hand")
    elif reason := why_not(path):
        yield Left(shown, reason)
    else:
        yield FixedFile(path, shown, before, after)


def _edits(shelf: Shelf, text: Manuscript, data: bytes, codes: set[str]) -> Iterator[Edit]:
    """Return edits of the decoded text of a file for findings with these codes in it."""
    whole = cleaning.cleaned(located(encoding.decode(data).text))
    start = Lines(whole).offset_of(Position(text.source.body_line))
    found = destinations(render.parse(whole[start:]))
    yield from address_edits(found, codes, shelf.options, _homes(shelf))
    yield from title_edits(text.source, whole, codes)


def _homes(shelf: Shelf) -> tuple[str, ...]:
    return (shelf.newsletter.site_url, *shelf.options.previous_urls)


def _read(shelf: Shelf, path: Path, shown: str, data: bytes) -> Manuscript | None:
    file = File(path, shown, data)
    read = manuscript_of(file, shelf.newsletter, shelf.options, read_sidecar("", ""))
    return read if isinstance(read, Manuscript) else None


def _said(shelf: Shelf, text: Manuscript) -> tuple[object, ...]:
    """Return everything that readers get of an issue, with its URLs as if all were fixed."""
    issue = shelf.issue(text)
    tree = dom.parse(issue.html)
    for element in tree.iter(*_ADDRESSES):
        name = _ADDRESSES[str(element.tag)]
        if name in element.attrib:
            element.set(name, _fixed(shelf, element.get(name, "")))
    facts = replace(text.metadata, positions={}, diagnostics=())
    return facts, text.slug, text.is_publishable, issue.text, dom.outer_html(tree)


def _fixed(shelf: Shelf, url: str) -> str:
    for start, end in reversed(tracked(url, shelf.options)):
        url = url[:start] + url[end:]
    return f"https{url[4:]}" if could_be_encrypted(url, _homes(shelf)) else url
