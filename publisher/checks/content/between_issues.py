"""C1: check the issues of an archive against each other: numbers, dates, gaps."""

from collections.abc import Iterator
from itertools import pairwise

from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.model import Archive, IssueFacts

OUT_OF_ORDER = Rule(
    "C134", Severity.WARNING, "date contradicts the issue number",
    "Feeds are sorted by date: an issue with a wrong date appears among older ones, where readers "
    "miss it.",
    "correct the date or the number",
    bad="=== issues/001.md\n---\ntitle: One\nnumber: 1\ndate: 2026-01-05\n---\nHello.\n"
    "=== issues/002.md\n---\ntitle: Two\nnumber: 2\ndate: ‸2025-01-12\n---\nHello.\n",
    good="=== issues/001.md\n---\ntitle: One\nnumber: 1\ndate: 2026-01-05\n---\nHello.\n"
    "=== issues/002.md\n---\ntitle: Two\nnumber: 2\ndate: 2026-01-12\n---\nHello.\n",
)  # fmt: skip
GAP = Rule(
    "C144", Severity.INFO, "gap in the issue numbers",
    "Readers may look for the missing issue.",
    "correct the number, or add the issue; ignore this rule if the gap is intentional",
    bad="=== issues/001.md\n---\ntitle: One\nnumber: 1\ndate: 2026-01-05\n---\nHello.\n"
    "=== issues/003.md\n---\ntitle: Three\nnumber: ‸3\ndate: 2026-01-12\n---\nHello.\n",
    good="=== issues/001.md\n---\ntitle: One\nnumber: 1\ndate: 2026-01-05\n---\nHello.\n"
    "=== issues/002.md\n---\ntitle: Two\nnumber: 2\ndate: 2026-01-12\n---\nHello.\n",
)  # fmt: skip


def out_of_order(archive: Archive[IssueFacts]) -> Iterator[Diagnostic]:
    """Report an issue that is dated before the one with the next lower number."""
    for before, issue in pairwise(_numbered(archive)):
        if before.date is None or issue.date is None or before.number == issue.number:
            continue
        if issue.date < before.date:
            yield OUT_OF_ORDER.at(
                issue.source.path,
                _key(issue, "date"),
                f"No. {issue.number} is dated {issue.date:%Y-%m-%d}, but No. {before.number} is "
                f"dated {before.date:%Y-%m-%d}",
            )


def gaps(archive: Archive[IssueFacts]) -> Iterator[Diagnostic]:
    """Report a missing number between the numbers of two issues."""
    for before, issue in pairwise(_numbered(archive)):
        first, last = (before.number or 0) + 1, (issue.number or 0) - 1
        if last >= first:
            missing = f"number {first} is" if first == last else f"numbers {first} to {last} are"
            yield GAP.at(
                issue.source.path,
                _key(issue, "number"),
                f"{missing} missing between {before.source.path} and this issue",
            )


def _numbered(archive: Archive[IssueFacts]) -> list[IssueFacts]:
    numbered = [issue for issue in archive.issues if issue.number is not None]
    return sorted(numbered, key=lambda issue: (issue.number or 0, issue.archive_key()))


def _key(issue: IssueFacts, name: str) -> Position:
    """Return a value's position; that of the title for a number that was read from it."""
    places = issue.source.positions
    return places.get(name) or places.get("title") or Position()


CHECKS: tuple[Check[Archive[IssueFacts]], ...] = (
    Check(OUT_OF_ORDER, out_of_order),
    Check(GAP, gaps),
)
