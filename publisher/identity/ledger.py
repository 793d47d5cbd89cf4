"""Record which id belongs to which issue, permanently; a ledger as text. Does not read files.

An id is made once and looked up from then on, so that renaming, re-dating or moving an
issue does not show it to every reader as new (RFC 4287, section 4.2.6: an id does not
change even when its entry is relocated or exported).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from publisher.diagnostics import Diagnostic, Position
from publisher.errors import UsageError
from publisher.identity import identity_rules as rules
from publisher.identity.entry_ids import id_fault
from publisher.positions import Lines
from publisher.xml_text import fit_line

VERSION = 1
FILE_NAME = "ids.json"
"""Is in ``feeds_dir``, which is committed; the content folder may be read-only."""

_HINT = "restore it from version control; without it, readers may show old issues as new"
_TEXTS = ("id", "slug", "permalink", "title", "date")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One id, and the facts of its issue when it was last published."""

    id: str
    slug: str
    permalink: str
    title: str
    date: str
    """The day, as ``2026-01-31``."""
    number: int | None = None
    archive: int | None = None
    """The number of the archive document that contains the issue; None before it is in one."""
    replaced_by: str = ""
    """The id that the issue has instead; this one is not given to another issue."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every id that was ever given, including those whose issue no longer exists."""

    rows: tuple[LedgerRow, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """Lines that could not be used. A ledger with any must not be written back."""

    @classmethod
    def from_bytes(cls, data: bytes, shown: str = FILE_NAME) -> Self:
        """Read the output of ``to_bytes``; ``shown`` is the file's name in findings.

        A line that cannot be used is a finding. Raises UsageError if no line can be read:
        continuing with an empty ledger could give a renamed issue a second id.
        """
        lines, findings = _lines(data, shown)
        rows: dict[str, LedgerRow] = {}
        for line, item in lines:
            fault = _fault(item)
            entry_id = item.get("id") if isinstance(item, dict) else None
            if not isinstance(entry_id, str) or id_fault(entry_id):
                pass
            elif entry_id in rows:
                fault = "repeats the id of an earlier line"
            else:
                rows[entry_id] = _row(item)
            if fault:
                findings.append(_bad_line(shown, line, fault))
        return cls(tuple(rows.values()), tuple(findings))

    def to_bytes(self) -> bytes:
        """Return JSON, one line an id, sorted: two branches that add issues merge line by line."""
        rows = sorted(self.rows, key=lambda row: (row.date, row.slug, row.id))
        lines = ",\n".join(json.dumps(_values(row), ensure_ascii=False) for row in rows)
        opening = f'{{"version": {VERSION}, "ids": ['
        return f"{opening}\n{lines}\n]}}\n".encode() if rows else f"{opening}]}}\n".encode()

    def with_archives(self, numbers: Mapping[str, int]) -> Self:
        """Return the ledger with the archive documents that contain the issues of these ids."""
        rows = (replace(row, archive=numbers.get(row.id, row.archive)) for row in self.rows)
        return replace(self, rows=tuple(rows))


def _values(row: LedgerRow) -> dict[str, object]:
    values: dict[str, object] = {
        "id": row.id, "slug": row.slug, "permalink": row.permalink,
        "date": row.date, "number": row.number, "title": row.title,
    }  # fmt: skip
    if row.archive is not None:
        values["archive"] = row.archive
    if row.replaced_by:
        values["replaced_by"] = row.replaced_by
    return values


def _lines(data: bytes, shown: str) -> tuple[list[tuple[int, Any]], list[Diagnostic]]:
    """Return each member of the list of ids with its line; and the lines that are not JSON."""
    try:
        text = data.decode()
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        items, findings = _readable(data.decode(errors="replace"), shown)
        if not items:
            raise UsageError(f"{shown} is not valid JSON: {error}", _HINT) from error
        return items, findings
    if not isinstance(document, dict) or not isinstance(document.get("ids"), list):
        raise UsageError(f"{shown} has no list of ids", _HINT)
    if document.get("version") != VERSION:
        raise UsageError(f"{shown} was written by another version of publisher", _HINT)
    items = list(_members(text))
    if [item for _, item in items] != document["ids"]:
        items = [(1, item) for item in document["ids"]]
    return items, []


def _members(text: str) -> Iterator[tuple[int, Any]]:
    """Yield the members of the list ``ids``, each with the line that it starts at."""
    decoder = json.JSONDecoder()
    at = text.find("[", text.find('"ids"')) + 1
    lines = Lines(text)
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text) or text[at] == "]":
            return
        line = lines.at(at).line
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield line, item


def _readable(text: str, shown: str) -> tuple[list[tuple[int, Any]], list[Diagnostic]]:
    """Return the readable lines of a damaged ledger, such as one with a merge conflict."""
    items: list[tuple[int, Any]] = []
    findings: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), start=1):
        written = line.strip().removesuffix(",")
        if not written or written == "]}" or written.startswith('{"version"'):
            continue
        try:
            item = json.loads(written)
        except (ValueError, RecursionError):
            findings.append(_bad_line(shown, number, "is not JSON"))
        else:
            items.append((number, item))
    return [(at, item) for at, item in items if isinstance(item, dict) and "id" in item], findings


def _fault(item: Any) -> str:  # noqa: ANN401 - any JSON
    if not isinstance(item, dict):
        return "does not describe an issue"
    if fault := id_fault(item.get("id")):
        return f"has an invalid id: it {fault}"
    for name in _TEXTS[1:]:
        value = item.get(name)
        if not isinstance(value, str):
            return f"has no text as {name!r}"
        if fit_line(value) != value:
            return f"has a character in {name!r} that a feed cannot contain"
    return ""


def _row(item: Mapping[str, Any]) -> LedgerRow:
    replaced_by = item.get("replaced_by", "")
    return LedgerRow(
        id=item["id"],
        **{name: fit_line(str(item.get(name) or "")) for name in _TEXTS[1:]},
        number=_whole(item.get("number")),
        archive=_whole(item.get("archive")) or None,
        replaced_by="" if id_fault(replaced_by) else replaced_by,
    )


def _whole(value: object) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value < 1_000_000_000 else None  # type: ignore[operator, return-value]


def _bad_line(shown: str, line: int, fault: str) -> Diagnostic:
    return rules.BAD_LINE.at(shown, Position(line), f"this line {fault}")


def active(rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Return the rows whose id is still the one of its issue."""
    return [row for row in rows if not row.replaced_by]
