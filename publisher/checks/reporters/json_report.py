"""A report for programs: JSON whose shape is told in publisher/data/check_report.schema.json.

``version`` grows when something that was there goes or changes; what is new comes without.
"""

import json

from publisher import __version__
from publisher.diagnostics import Severity
from publisher.report import Report

VERSION = 1


def written(report: Report, *, color: bool = False) -> str:
    """The report as one JSON document; ASCII, so that no terminal and no log can spoil it."""
    document = {
        "version": VERSION,
        "tool": {"name": "publisher", "version": __version__},
        "issues": report.issues,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "findings": [
            {
                "code": found.code,
                "severity": found.severity.value,
                "title": report.title_of(found.code),
                "path": found.path,
                "line": found.position.line,
                "column": found.position.column,
                "message": found.message,
                "hint": found.hint,
            }
            for found in report.findings
        ],
    }
    return json.dumps(document, indent=2) + "\n"
