"""Which id belongs to which issue, for ever: a ledger as text, and back. Knows no file.

An id is minted once and looked up from then on, so that renaming, re-dating or moving an
issue does not bring it back to every reader as new (RFC 4287, section 4.2.6: an id does not
change even when its entry is relocated or exported).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from publisher.errors import UsageError

VERSION = 1
FILE_NAME = "ids.json"
"""Stands in ``feeds_dir``, which is committed; the content folder may be read-only."""

_HINT = "take it from version control; without it, readers may see old issues as new"


@dataclass(frozen=True, slots=True)
class Row:
    """One id, and what its issue was called when it was last published."""

    id: str
    slug: str
    permalink: str
    title: str
    date: str
    """The day, as ``2026-01-31``."""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every id that was ever given out, also those whose issue is no longer there."""

    rows: tuple[Row, ...] = ()

    @classmethod
    def from_bytes(cls, data: bytes, shown: str = FILE_NAME) -> Self:
        """The ledger that ``to_bytes`` wrote; ``shown`` is how an error names the file.

        Raises UsageError where it is damaged: going on with an empty ledger could give an
        issue that was renamed a second id.
        """
        try:
            document = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{shown} is no JSON: {error}", _HINT) from error
        if not isinstance(document, dict) or not isinstance(document.get("ids"), list):
            raise UsageError(f"{shown} holds no list of ids", _HINT)
        if document.get("version") != VERSION:
            raise UsageError(f"{shown} was written by another version of publisher", _HINT)
        rows = tuple(_row(item, shown) for item in document["ids"])
        _refuse_duplicates(rows, shown)
        return cls(rows)

    def to_bytes(self) -> bytes:
        """JSON, one line an id, sorted: two branches that add issues merge line by line."""
        rows = sorted(self.rows, key=lambda row: (row.date, row.slug, row.id))
        lines = ",\n".join(
            json.dumps(
                {"id": row.id, "slug": row.slug, "permalink": row.permalink,
                 "date": row.date, "number": row.number, "title": row.title},
                ensure_ascii=False,
            )
            for row in rows
        )  # fmt: skip
        opening = f'{{"version": {VERSION}, "ids": ['
        return f"{opening}\n{lines}\n]}}\n".encode() if rows else f"{opening}]}}\n".encode()


def _row(item: Any, shown: str) -> Row:  # noqa: ANN401 - whatever stands in a file
    texts = ("id", "slug", "permalink", "title", "date")
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str) for name in texts):
        raise UsageError(f"{shown} holds a line that names no issue: {item!r:.80}", _HINT)
    number = item.get("number")
    return Row(
        **{name: item[name] for name in texts}, number=number if isinstance(number, int) else None
    )


def _refuse_duplicates(rows: Iterable[Row], shown: str) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise UsageError(f"{shown} gives the id {row.id} to two issues", _HINT)
        seen.add(row.id)
