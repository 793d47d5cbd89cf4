"""Write a report for a pull request: GitHub's workflow commands, shown beside the lines.

GitHub shows the first ten errors, warnings and notices of a step; the log has all of them.
"""

from publisher.diagnostics import Diagnostic, Severity
from publisher.report import Report
from publisher.terminal_text import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def written(report: Report, *, color: bool = False) -> str:
    """Return one workflow command per line."""
    return "".join(f"{_command(report, found)}\n" for found in report.findings)


def _command(report: Report, found: Diagnostic) -> str:
    properties = {
        "file": found.path,
        "line": str(found.position.line),
        "col": str(found.position.column),
        "title": f"{found.code} {report.title_of(found.code)}".strip(),
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = f"{found.message}\n{found.hint}" if found.hint else found.message
    return f"::{_COMMANDS[found.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a value, so that it cannot end the command or begin another on the next line."""
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    """Escape like ``_data``, and escape the separators of properties too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
