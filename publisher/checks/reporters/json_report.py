"""Write a report for programs: JSON with the schema publisher/data/check_report.schema.json.

``version`` increases when something is removed or changed, not when something is added.
"""

import json

from publisher import __version__
from publisher.diagnostics import Severity
from publisher.report import Report

VERSION = 1


def written(report: Report, *, color: bool = False) -> str:
    """Return the report as one JSON document, in ASCII, which no terminal or log garbles."""
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
