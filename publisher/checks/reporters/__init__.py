"""Write a report for people, programs or pull requests. One file and function per format."""

from pkgutil import resolve_name
from typing import Protocol

from publisher.report import Report

REPORTERS = {
    "text": "publisher.checks.reporters.text:written",  # the default: for people
    "json": "publisher.checks.reporters.json_report:written",  # for programs
    "github": "publisher.checks.reporters.github:written",  # for a pull request
    "sarif": "publisher.checks.reporters.sarif:written",  # for scanners and their databases
}
"""Every format of a report, with the function that writes it; loaded when needed."""


class Reporter(Protocol):
    """Writes a report; a report that is not empty ends with a line break."""

    def __call__(self, report: Report, *, color: bool = False) -> str:
        """Return the report in this format; ``color`` is for terminals."""


def reporter(name: str) -> Reporter:
    """Return the reporter with this name, one of ``REPORTERS``."""
    found: Reporter = resolve_name(REPORTERS[name])
    return found
