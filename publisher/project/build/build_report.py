"""The result of a build, and when the same build would have the same result."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from publisher.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build."""

    diagnostics: tuple[Diagnostic, ...]
    """Every finding: of the settings, the content, the emails and the feeds."""
    emails: int
    rendered: int
    """Issues that were rendered; the others were kept from an earlier build."""
    entries: int
    """Issues that are in the feed."""
    skipped: int
    written: tuple[str, ...]
    """Files whose bytes changed, relative to the project folder."""
    removed: tuple[str, ...]
    files: int
    """All files of the build."""
    is_settled: bool = True
    """Whether a build with the ledger that this one wrote has the same findings."""
    until: datetime | None = None
    """The first time at which another issue becomes due; None for never."""
    note: str = ""
    """Why nothing of an earlier build could be used, if that is unusual."""

    @property
    def unchanged(self) -> int:
        """The number of files whose bytes stayed the same."""
        return self.files - len(self.written)

    @property
    def has_errors(self) -> bool:
        """Whether there are errors in the content."""
        return any(found.is_error for found in self.diagnostics)

    def again(self) -> Self:
        """Return the report of the same build, if it is done again without any change."""
        return replace(self, rendered=0, written=(), removed=(), note="")


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The report of a build, and when it is valid."""

    since: datetime
    report: BuildReport

    def is_valid_at(self, now: datetime) -> bool:
        """Whether a build at this time publishes the same issues."""
        until = self.report.until
        return self.since <= now and (until is None or now < until)
