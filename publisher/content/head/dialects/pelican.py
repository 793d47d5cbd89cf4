"""Parse Pelican's headers (``Title: …`` to the first blank line) into fields.

Uses the list of known keys, but not their meaning: without a fence, only the keys distinguish
a header from a text that starts with ``Note: …``.
"""

import re
from collections.abc import Iterator

from publisher.content import content_rules as rules
from publisher.content.head.front_matter import KNOWN_KEYS, LARGEST, Field, FrontMatter
from publisher.diagnostics import Diagnostic, Position
from publisher.positions import position_at

_HEADER = re.compile(r"(?P<key>[A-Za-z][\w-]{0,60})[ \t]*+:(?:[ \t]++(?P<value>.*+)|)")

# Keys that may also start a sentence: they do not make a header by themselves.
_WORDS = frozenset(
    {
        "category", "description", "excerpt", "image", "keywords", "published", "status",
        "summary",
    }
)  # fmt: skip
_STRONG = KNOWN_KEYS - _WORDS


def read(text: str, path: str) -> FrontMatter | None:
    """Parse the headers at the beginning of the text; return None if there are none."""
    lines = list(_lines(text))
    headers = [_HEADER.fullmatch(line) for _, _, line in lines]
    if not _is_meant([header["key"].lower() if header else "" for header in headers], lines):
        return None
    fields: dict[str, Field] = {}
    found: list[Diagnostic] = []
    last = ""
    end = lines[-1][1] + len(lines[-1][2]) + 1
    for (number, offset, line), header in zip(lines, headers, strict=True):
        if header is not None:
            last = header["key"].lower()
            position = Position(number, max(header.start("value"), 0) + 1)
            if last in fields:
                found.append(_twice(path, position, last, fields[last]))
                last = ""
            else:
                written = (header["value"] or "").strip()
                fields[last] = Field(written, written, position)
        elif line[0] in " \t":
            if last:
                fields[last] = _continued(fields[last], line)
        else:
            found.append(_no_header(path, number, line))
            end = offset
            break
    body_line = position_at(text, end).line
    return FrontMatter("pelican", fields, text[end:], body_line, tuple(found[:10]))


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the line number, offset and text of each line of the first paragraph."""
    offset = 0
    number = 1
    has_begun = False
    while offset < min(len(text), LARGEST):
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        line = text[offset:end]
        if line.strip():
            has_begun = True
            yield number, offset, line
        elif has_begun:
            return
        offset, number = end + 1, number + 1


def _is_meant(keys: list[str], lines: list[tuple[int, int, str]]) -> bool:
    if not keys or keys[0] not in _WORDS:
        return bool(keys) and keys[0] in _STRONG
    for key, (_, _, line) in zip(keys, lines, strict=True):
        if not key and line[0] not in " \t":
            return False
    return any(key in _STRONG for key in keys)


def _continued(field: Field, line: str) -> Field:
    written = f"{field.text} {line.strip()}".strip()
    return Field(written, written, field.position)


def _twice(path: str, position: Position, key: str, first: Field) -> Diagnostic:
    return rules.DUPLICATE_KEY.at(
        path, position, f"duplicate key `{key}`",
        f"the first is on line {first.position.line}; keep one of the two",
    )  # fmt: skip


def _no_header(path: str, number: int, line: str) -> Diagnostic:
    shown = line if len(line) <= 40 else line[:39] + "…"
    return rules.MALFORMED.at(
        path, Position(number), f"“{shown}” is not `Key: value`",
        "end the headers with a blank line, or indent the line if it continues the one above",
    )  # fmt: skip
