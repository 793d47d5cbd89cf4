"""A project's findings to its files with what is mechanical mended: `publisher check --fix`.

A file is replaced in one step, or not at all; one whose title, date or number would come out
different is left as it is.
"""

import codecs
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from publisher import files
from publisher.checks.fixes import FIXABLE, fixed
from publisher.checks.report import Report
from publisher.content import encoding
from publisher.content.manuscript import Manuscript, manuscript_of
from publisher.content.metadata import Metadata
from publisher.content.reader import File
from publisher.content.sidecar import read_sidecar
from publisher.diagnostics import Diagnostic
from publisher.pipeline.project import Project

_OTHER_CODES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Files that are no UTF-8 stay as they are: an editor that wrote them so expects them so."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after."""

    path: Path
    shown: str
    before: bytes
    after: bytes

    def diff(self) -> str:
        """The change as a unified diff, as `patch` and `git apply` read it."""
        old = self.before.decode("utf-8", "replace").splitlines(keepends=True)
        new = self.after.decode("utf-8", "replace").splitlines(keepends=True)
        lines = difflib.unified_diff(old, new, f"a/{self.shown}", f"b/{self.shown}")
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in lines
        )


def changes(project: Project, report: Report) -> Iterator[Change]:
    """What mending the fixable findings of a report comes to. Writes nothing."""
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in report.findings:
        if finding.code in FIXABLE:
            by_path.setdefault(finding.path, []).append(finding)
    for text in project.shelf().manuscripts if by_path else ():
        if found := by_path.get(text.source.path):
            yield from _change(project, text, found)


def write(made: Iterable[Change]) -> int:
    """Write every change; how many files. Raises OutputError where one cannot be written."""
    return sum(files.write_if_changed(change.path, change.after, durable=True) for change in made)


def _change(project: Project, text: Manuscript, found: list[Diagnostic]) -> Iterator[Change]:
    before = text.path.read_bytes()
    if before.startswith(_OTHER_CODES):
        return
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    mended = fixed(encoding.decode(before).text, found, project.settings.tracking_parameters)
    after = mark + mended.encode("utf-8", "surrogatepass")
    if after != before and _is_same_issue(project, text, before, after):
        yield Change(text.path, text.source.path, before, after)


def _is_same_issue(project: Project, text: Manuscript, before: bytes, after: bytes) -> bool:
    """Whether the mended file says of itself what it said before."""
    return _said(project, text, before) == _said(project, text, after)


def _said(project: Project, text: Manuscript, data: bytes) -> Metadata | None:
    settings = project.settings
    file = File(text.path, text.source.path, data)
    read = manuscript_of(file, settings.newsletter, settings, read_sidecar("", ""))
    if not isinstance(read, Manuscript):
        return None
    return replace(read.metadata, positions={}, diagnostics=())
