"""Keep the last report, so that an unchanged project is not checked again."""

from dataclasses import dataclass
from datetime import datetime

from publisher.diagnostics import Diagnostic, Rule
from publisher.report import Report


@dataclass(frozen=True, slots=True)
class LastCheck:
    """A report as JSON can hold it, and when it is valid."""

    since: datetime
    until: datetime | None
    issues: int
    findings: tuple[Diagnostic, ...]
    rules: tuple[Rule, ...]
    lines: tuple[tuple[str, int, str], ...]
    """File, line number and text of the lines that findings point at."""

    def is_valid_at(self, now: datetime) -> bool:
        """Whether a check at this time has the same findings."""
        return self.since <= now and (self.until is None or now < self.until)


def last_check_of(report: Report, now: datetime) -> LastCheck:
    """Return a report of this time in the form in which it is kept."""
    return LastCheck(
        since=now,
        until=report.until,
        issues=report.issues,
        findings=report.findings,
        rules=tuple(report.rules.values()),
        lines=tuple((path, line, text) for (path, line), text in report.lines.items()),
    )


def report_of(last: LastCheck) -> Report:
    """Return the report that was kept."""
    return Report(
        findings=last.findings,
        issues=last.issues,
        rules={rule.code: rule for rule in last.rules},
        lines={(path, line): text for path, line, text in last.lines},
        until=last.until,
    )
