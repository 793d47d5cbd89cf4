"""What one run of the checks came to: the value that every reporter turns into text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from publisher.diagnostics import Diagnostic, Rule, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in the order of people: by file, then place."""

    findings: tuple[Diagnostic, ...]
    issues: int
    """How many issues were looked at."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """By code, every rule that there is."""
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """By file and line number, the source lines that findings point at, where there are any."""
    until: datetime | None = None
    """When the same files will have other findings: the next time an issue becomes due."""

    def title_of(self, code: str) -> str:
        """What the rule with a code is about; '' for a code that nobody knows."""
        return self.rules[code].title if code in self.rules else ""

    def count(self, severity: Severity) -> int:
        """How many findings are that severe."""
        return sum(finding.severity is severity for finding in self.findings)

    def without_infos(self) -> "Report":
        """The report with what is to be mended alone."""
        kept = tuple(it for it in self.findings if it.severity is not Severity.INFO)
        return replace(self, findings=kept)

    @property
    def by_code(self) -> Mapping[str, int]:
        """How often each code was found; the most frequent first."""
        counts: dict[str, int] = {}
        for finding in self.findings:
            counts[finding.code] = counts.get(finding.code, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
