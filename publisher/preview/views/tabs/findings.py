"""Show findings in an issue and its email by severity and rule, with their location in both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from publisher.diagnostics import Diagnostic, Rule, Severity
from publisher.errors import PublisherError
from publisher.model import Source
from publisher.preview.panels.source_marks import line_mark
from publisher.preview.views.studio import Studio, Visit
from publisher.project.check.client_support import SupportTable, support_table
from publisher.project.check.inspection import all_rules


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its links."""

    found: Diagnostic
    editor_url: str
    mark: str
    """The id in the email's frame; '' for a finding that is not about a line of the body."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule."""

    code: str
    severity: Severity
    title: str
    why: str
    hint: str
    """The hint, if it is the same for all of them."""
    findings: tuple[FindingRow, ...]


def view(visit: Visit) -> Mapping[str, object]:
    """Return what the Checks tab shows."""
    source = visit.edition.issue.source
    groups = grouped(visit.studio, visit.findings, source)
    return {"groups": groups, "support": _support(visit)}


def _support(visit: Visit) -> SupportTable | None:
    """Return what mail clients show of the email; None while its theme is broken."""
    try:
        return support_table(visit.studio.live.desk(visit.choice.theme), visit.edition)
    except PublisherError:
        return None


def grouped(
    studio: Studio, findings: Sequence[Diagnostic], source: Source | None = None
) -> tuple[Group, ...]:
    """Return the findings by rule, worst first; those in the body of ``source`` have marks."""
    gravity = list(Severity)
    ordered = sorted(
        dict.fromkeys(findings), key=lambda it: (gravity.index(it.severity), it.code, it.sort_key())
    )
    return tuple(
        _group(studio, code, severity, tuple(found), source)
        for (severity, code), found in groupby(ordered, lambda it: (it.severity, it.code))
    )


def _group(
    studio: Studio,
    code: str,
    severity: Severity,
    found: tuple[Diagnostic, ...],
    source: Source | None,
) -> Group:
    rule = _rules().get(code)
    hints = {it.hint for it in found}
    return Group(
        code=code,
        severity=severity,
        title=rule.title if rule else "",
        why=rule.why if rule else "",
        hint=hints.pop() if len(hints) == 1 else "",
        findings=tuple(
            FindingRow(it, studio.editor_url(it), line_mark(it) if _is_in_body(it, source) else "")
            for it in found
        ),
    )


def _is_in_body(finding: Diagnostic, source: Source | None) -> bool:
    return (
        source is not None
        and finding.path == source.path
        and finding.position.line >= source.body_line
    )


@cache
def _rules() -> Mapping[str, Rule]:
    return {rule.code: rule for rule in all_rules()}
