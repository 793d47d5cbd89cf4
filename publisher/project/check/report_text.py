"""Write a report of the checks as text, in a format for people or programs."""

from publisher.checks.reporters import REPORTERS, reporter
from publisher.report import Report

REPORT_FORMATS = tuple(REPORTERS)
"""The names of the formats; the first is for people."""


def report_text(report: Report, format_name: str, *, color: bool) -> str:
    """Return the report in a format: ``text``, ``json``, ``github`` or ``sarif``.

    ``color`` is for terminals. The result ends with a line break unless it is empty.
    """
    return reporter(format_name)(report, color=color)
