"""Write a report for people: by file, each finding with its source line, a caret and a hint."""

from collections.abc import Callable, Iterator
from itertools import groupby

from publisher.diagnostics import Diagnostic, Severity
from publisher.report import Report
from publisher.terminal_text import columns, printable

_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_Paint = Callable[[str, str], str]
_WIDEST = 100
"""Columns of a source line that are shown; a paragraph is often one line of 1,000 columns."""


def written(report: Report, *, color: bool = False) -> str:
    """Return the report as lines, without characters that could control a terminal."""
    paint = _paint if color else _keep
    lines: list[str] = []
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        lines += [paint(_BOLD, printable(path)), *_of_file(report, findings, paint), ""]
    return "\n".join(lines) + ("\n" if lines else "")


def _of_file(report: Report, findings: Iterator[Diagnostic], paint: _Paint) -> Iterator[str]:
    for found in findings:
        place = f"{found.path}:{found.position.line}:{found.position.column}"
        code = paint(_COLORS[found.severity], found.code)
        yield f"  {printable(place)}: {code} {printable(found.message)} ({found.severity})"
        source = report.lines.get((found.path, found.position.line), "")
        if source.strip():
            line, column = excerpt(source, found.position.column)
            yield f"      {line}"
            yield f"      {' ' * column}{paint(_COLORS[found.severity], '^')}"
        if found.hint:
            yield f"      {paint(_DIM, printable(found.hint))}"


def excerpt(source: str, column: int) -> tuple[str, int]:
    """Return the part of a line around a column (from 1), and the columns before the mark."""
    start = max(0, column - 1 - _WIDEST // 2) if len(source) > _WIDEST else 0
    part = source[start : start + _WIDEST]
    ahead = "…" if start else ""
    behind = "…" if start + _WIDEST < len(source) else ""
    before = printable(ahead + part[: column - 1 - start])
    return f"{before}{printable(part[column - 1 - start :])}{behind}", columns(before)


def _paint(style: str, text: str) -> str:
    return f"{style}{text}{_PLAIN}"


def _keep(style: str, text: str) -> str:
    return text
