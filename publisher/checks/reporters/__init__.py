"""A report as text: for people, programs and pull requests. Each is one function, one file."""

from pkgutil import resolve_name
from typing import Protocol

from publisher.report import Report

REPORTERS = {
    "text": "publisher.checks.reporters.text:written",  # the default: for people
    "json": "publisher.checks.reporters.json_report:written",  # for programs
    "github": "publisher.checks.reporters.github:written",  # for a pull request
    "sarif": "publisher.checks.reporters.sarif:written",  # for scanners and their databases
}
"""Every format of a report, and where it is written: loaded when it is asked for."""


class Reporter(Protocol):
    """Writes a report; ends with a line break where anything was written."""

    def __call__(self, report: Report, *, color: bool = False) -> str:
        """The report in this format; ``color`` is for terminals."""


def reporter(name: str) -> Reporter:
    """The reporter of that name, one of ``REPORTERS``."""
    found: Reporter = resolve_name(REPORTERS[name])
    return found
