"""Write a report as SARIF 2.1.0 (OASIS, 2020-03-27), for code scanning services."""

import hashlib
import json
from urllib.parse import quote

from publisher import __version__
from publisher.diagnostics import Diagnostic, Rule, Severity
from publisher.report import Report

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "PROJECTROOT"


def written(report: Report, *, color: bool = False) -> str:
    """Return the report as one SARIF log with one run."""
    rules = sorted(report.rules.values(), key=lambda rule: rule.code)
    index = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "publisher",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The newsletter folder."}}},
        "results": [_result(report, found, index) for found in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Fix: {rule.fix}."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(report: Report, found: Diagnostic, index: dict[str, int]) -> dict[str, object]:
    region: dict[str, object] = {
        "startLine": found.position.line,
        "startColumn": found.position.column,
    }
    line = report.lines.get((found.path, found.position.line))
    if line:
        region["snippet"] = {"text": line}
    place = {
        "artifactLocation": {"uri": quote(found.path), "uriBaseId": _ROOT},
        "region": region,
    }
    result: dict[str, object] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message}\n{found.hint}" if found.hint else found.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": _fingerprint(found, line or "")},
    }
    if found.code in index:
        result["ruleIndex"] = index[found.code]
    return result


def _fingerprint(found: Diagnostic, line: str) -> str:
    """Return a hash of a finding that does not change when lines are added above it."""
    said = f"{found.code}\n{found.path}\n{found.message}\n{line}"
    return hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()[:32]
