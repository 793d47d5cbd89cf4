"""The result of one run of the checks, which every reporter turns into text."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from publisher.diagnostics import Diagnostic, Rule, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """Findings, sorted by file and position."""

    findings: tuple[Diagnostic, ...]
    issues: int
    """How many issues were checked."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """All rules by code."""
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """The source lines that findings point at, if any, by file and line number."""
    note: str = ""
    """Why nothing of an earlier run could be used, if that is unusual."""
    until: datetime | None = None
    """When the findings for the same files change: the next time an issue becomes due."""

    def title_of(self, code: str) -> str:
        """Return the title of the rule with a code; '' for an unknown code."""
        return self.rules[code].title if code in self.rules else ""

    def count(self, severity: Severity) -> int:
        """Count the findings with this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def without_infos(self) -> "Report":
        """Return the report without findings that are only information."""
        kept = tuple(it for it in self.findings if it.severity is not Severity.INFO)
        return replace(self, findings=kept)

    @property
    def by_code(self) -> Mapping[str, int]:
        """Count the findings of each code; the most frequent first."""
        counts = Counter(finding.code for finding in self.findings)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
