"""Read the source lines of findings for a report."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from publisher.content.source import encoding
from publisher.content.source.reader import SIZE_LIMIT
from publisher.diagnostics import Diagnostic
from publisher.project.folder import Project
from publisher.reading import Roots


def lines_of(
    project: Project,
    findings: Iterable[Diagnostic],
    known: Mapping[tuple[str, int], str] = MappingProxyType({}),
) -> Mapping[tuple[str, int], str]:
    """Return the source lines that findings point at; only files with unknown ones are read."""
    wanted: dict[str, set[int]] = {}
    lines: dict[tuple[str, int], str] = {}
    for finding in findings:
        place = (finding.path, finding.position.line)
        if place in known:
            lines[place] = known[place]
        else:
            wanted.setdefault(finding.path, set()).add(finding.position.line)
    roots = project.roots
    for path, numbers in wanted.items():
        text = _source(roots, project.folder / path).split("\n")
        lines.update({(path, it): text[it - 1] for it in numbers if it <= len(text)})
    return lines


def _source(roots: Roots, path: Path) -> str:
    try:
        return encoding.decode(roots.read(path, SIZE_LIMIT)).text
    except (OSError, encoding.EncodingError):
        return ""  # the finding itself says what is wrong with the file
