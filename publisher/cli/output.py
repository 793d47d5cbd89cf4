"""Print a command's results on standard output, progress and findings on standard error."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from publisher.diagnostics import Diagnostic, Severity
from publisher.terminal_text import plural, printable

_ENDLESS = 10_000
"""Columns if the output is not a terminal, for programs that read lines."""

_REDRAW_S = 0.1
"""Seconds between two drawings of a bar."""

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def results() -> Console:
    """Return standard output; plain if it is not a terminal or NO_COLOR is set."""
    return Console(soft_wrap=True, highlight=False, emoji=False)


def notes() -> Console:
    """Return standard error."""
    return Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)


def print_findings(found: Iterable[Diagnostic]) -> None:
    """Print each finding on a line, and each hint once, below the first finding with it."""
    console = notes()
    told: set[str] = set()
    for finding in found:
        colour = _COLOURS[finding.severity]
        place = f"{finding.path}:{finding.position.line}:{finding.position.column}"
        message = escape(printable(finding.message))
        console.print(f"{escape(printable(place))}: [{colour}]{finding.code}[/] {message}")
        if finding.hint and finding.hint not in told:
            console.print(f"    [dim]{escape(printable(finding.hint))}[/]")
            told.add(finding.hint)


def print_document(text: str) -> None:
    """Write text for programs to standard output: UTF-8, whatever the terminal's encoding.

    A byte of a file name that is not UTF-8 becomes an escape, as JSON writes it.
    """
    typer.echo(text.encode(errors="backslashreplace"), nl=False)


def plain_table(*names: str) -> Table:
    """Return a table without lines that wraps its text, and never cuts it, to fit a terminal."""
    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def print_table(table: Table) -> None:
    """Print the table on standard output, one line per row if that is not a terminal."""
    console = results()
    if not console.is_terminal:
        console = Console(width=_ENDLESS, highlight=False, emoji=False)
    console.print(table)


def count_findings(found: Iterable[Diagnostic]) -> str:
    """Return ``1 error, 2 warnings``; '' if there are no findings."""
    severities = [finding.severity for finding in found]
    counts = ((severities.count(severity), severity.value) for severity in Severity)
    return ", ".join(plural(count, name) for count, name in counts if count and name != "info") or (
        f"{len(severities)} info" if severities else ""
    )


class Bar:
    """A progress bar on a terminal; prints nothing elsewhere.

    It is drawn when something is done, not by a thread: a process with threads cannot start
    copies of itself.
    """

    def __init__(self, progress: Progress | None, verb: str = "") -> None:
        self._progress = progress
        self._verb = verb
        self._task = progress.add_task("", total=None) if progress else None
        self._new = 0
        self._drawn = 0.0

    def __call__(self, done: int, total: int, name: str) -> None:
        """Advance the bar by one; ``name`` is empty for what an earlier run had done."""
        if self._progress is None or self._task is None:
            return
        self._new += bool(name)
        kept = done - self._new
        words = f"{self._new:,} {self._verb}, {kept:,} from the cache  " if self._verb else ""
        self._progress.update(
            self._task, completed=done, total=total, description=f"{words}{printable(name)}"
        )
        if monotonic() - self._drawn >= _REDRAW_S or done == total:
            self._progress.refresh()
            self._drawn = monotonic()


@contextmanager
def progress_bar(*, quiet: bool, verb: str = "") -> Iterator[Bar]:
    """Show a bar until the work is done. ``verb`` says what is done with each: ``rendered``."""
    console = notes()
    if quiet or not console.is_terminal:
        yield Bar(None)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        yield Bar(progress, verb)
