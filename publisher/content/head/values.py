"""Convert one value of the front matter to a typed value of an issue's metadata.

Each function takes a field and returns the value, or raises ``ValueFault`` with the rule that it
breaks. Does not depend on names of keys, and reads no files.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from types import MappingProxyType
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from publisher.content import content_rules as rules
from publisher.content.head.front_matter import Field
from publisher.content.head.title_tags import without_tags
from publisher.content.source.cleaning import clean, unescaped
from publisher.dates import parse_date
from publisher.diagnostics import Rule
from publisher.xml_text import FORBIDDEN, SURROGATES

LONGEST_TITLE = 300
LONGEST_ID = 2_048
LONGEST_SLUG = 200
"""Bytes of UTF-8: file systems allow 255 for a name, and a suffix follows."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
# Characters that break lines, are invisible, or cannot be written as UTF-8 or XML.
_CONTROL = re.compile(f"[{FORBIDDEN}\t\n\r\x7f-\x9f\u2028\u2029]")
_SURROGATES = re.compile(f"[{SURROGATES}]")
_SEPARATORS = re.compile(r"[/\\]")
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0", ""})
# In Pelican, a hidden article has a page, but is in no list and no feed.
_STATUSES = {"draft": True, "hidden": True, "published": False}


class ValueFault(Exception):
    """A value breaks a rule; ``value`` is its part that can still be used, if any."""

    def __init__(
        self, rule: Rule, message: str, hint: str | None = None, value: object = None
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.value = value


def is_empty(field: Field) -> bool:
    """Whether the value is empty (or YAML's ``~`` or ``null``)."""
    return not field.items and (field.value is None or field.value == "")


def plain_text(field: Field) -> str:
    """Return a scalar as it was written, ignoring the dialect's types."""
    if isinstance(field.value, list | Mapping):
        kind = "a list" if isinstance(field.value, list) else "a table"
        raise ValueFault(rules.WRONG_TYPE, f"must be text, not {kind}")
    if field.text.isascii() or not _SURROGATES.search(field.text):
        return field.text
    # JSON writes an emoji as two escapes, and YAML reads them as two characters.
    return field.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def one_line(field: Field) -> str:
    """Return text on one line with references decoded; raises for control characters."""
    text = re.sub(r"[ \t]+", " ", unescaped(plain_text(field)).strip())
    control = _CONTROL.search(text)
    if control is None:
        return text
    folded = " ".join(_CONTROL.sub(" ", text).split())
    raise ValueFault(rules.CONTROL_IN_VALUE, f"contains {_named(control[0])}", value=folded)


def entry_id(field: Field) -> str:
    """Return the id of the entry in feeds; raises if a feed cannot contain it unchanged."""
    text = plain_text(field).strip(" \t\r\n")
    if len(text) > LONGEST_ID:
        raise ValueFault(rules.CONTROL_IN_VALUE, f"has {len(text):,} characters", "shorten it")
    unfit = [sign for sign in text if _CONTROL.match(sign) or clean(sign, "").text != sign]
    if unfit:
        folded = " ".join(text.translate(dict.fromkeys(map(ord, unfit), " ")).split())
        raise ValueFault(rules.CONTROL_IN_VALUE, f"has {_named(unfit[0])} in it", value=folded)
    return one_line(field)


def title(field: Field) -> str:
    """Return the title: one line of plain text, without the HTML tags that some services leave."""
    fault: ValueFault | None = None
    try:
        text = one_line(replace(field, text=without_tags(plain_text(field))))
    except ValueFault as found:
        if not isinstance(found.value, str):
            raise
        text, fault = found.value, found  # the replacement must follow the other rules, too
    if _climbs(text):
        raise ValueFault(rules.CONTROL_IN_VALUE, "is a path to a parent folder", value=text)
    if len(text) > LONGEST_TITLE:
        raise ValueFault(
            rules.TITLE_TOO_LONG, f"has {len(text):,} characters",
            value=text[: LONGEST_TITLE - 1].rstrip() + "…",
        )  # fmt: skip
    if fault is not None:
        raise fault
    return text


def number(field: Field) -> int:
    """Parse a whole number from 0, with an optional leading ``#``."""
    text = field.text.strip().removeprefix("#").strip()
    if isinstance(field.value, bool) or not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueFault(rules.NUMBER_UNREADABLE, f"{shown(field)} is not a whole number")
    return int(text)


def moment(field: Field, zone: ZoneInfo, publish_time: time) -> datetime:
    """Parse a date, with a time or at ``publish_time``."""
    if isinstance(field.value, list | Mapping) or not field.text.strip():
        raise ValueFault(rules.DATE_UNREADABLE, f"{shown(field)} is not a valid date")
    try:
        return parse_date(field.text, zone, publish_time)
    except ValueError as fault:
        raise ValueFault(rules.DATE_UNREADABLE, str(fault)) from fault


def slug(field: Field) -> str:
    """Return a name that is valid as one URL segment and as a file name."""
    text = plain_text(field).strip()
    if control := _CONTROL.search(text):
        raise ValueFault(rules.CONTROL_IN_VALUE, f"contains {_named(control[0])}")
    if _SEPARATORS.search(text) or ".." in text or text == ".":
        raise ValueFault(
            rules.CONTROL_IN_VALUE, f"{shown(field)} must not be a path", "use a single name"
        )
    if len(text.encode("utf-8", "replace")) > LONGEST_SLUG:
        raise ValueFault(rules.CONTROL_IN_VALUE, f"has {len(text):,} characters", "shorten it")
    return text


def alias(field: Field) -> str:
    """Return a previous URL of the issue, or only its path."""
    text = plain_text(field).strip()
    if _CONTROL.search(text) or " " in text:
        raise ValueFault(rules.CONTROL_IN_VALUE, f"{shown(field)} is not a valid URL")
    if _climbs(unquote(text)) or "\\" in text:
        raise ValueFault(rules.CONTROL_IN_VALUE, f"{shown(field)} points to a parent folder")
    return text


def language(field: Field) -> str:
    """Return a language tag (RFC 5646) such as ``zh-CN``."""
    text = plain_text(field).strip()
    if not _LANGUAGE.fullmatch(text):
        raise ValueFault(rules.WRONG_TYPE, f"{shown(field)} is not a language tag such as `en-GB`")
    return text.replace("_", "-")


def truth(field: Field) -> bool:
    """Parse yes or no, as written in YAML, TOML or a Pelican header."""
    text = plain_text(field).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise ValueFault(rules.WRONG_TYPE, f"{shown(field)} is neither true nor false")


def status(field: Field) -> bool:
    """Whether Pelican's ``Status`` excludes the issue from lists and feeds."""
    text = plain_text(field).strip().lower()
    if text not in _STATUSES:
        raise ValueFault(rules.WRONG_TYPE, f"{shown(field)} is not one of {', '.join(_STATUSES)}")
    return _STATUSES[text]


def person(field: Field) -> str:
    """Return a name; for a table, which some themes require, the value of ``name``."""
    name = field.value.get("name") if isinstance(field.value, Mapping) else None
    if isinstance(name, str):
        return one_line(Field(name, name, field.position, path=field.path))
    return one_line(field)


def members(field: Field, separators: str = "") -> tuple[Field, ...]:
    """Return the members of a list; split text at the first separator that occurs in it.

    A number is not a list; a table counts as its only member.
    """
    if field.items or isinstance(field.value, list):
        return field.items
    if isinstance(field.value, Mapping):
        return (field,)
    if isinstance(field.value, int | float) and not isinstance(field.value, bool):
        raise ValueFault(rules.WRONG_TYPE, f"{shown(field)} is not a list")
    separator = next((mark for mark in separators if mark in field.text), None)
    parts = field.text.split(separator) if separator else [field.text]
    return tuple(
        Field(part.strip(), part.strip(), field.position, path=field.path)
        for part in parts
        if part.strip()
    )


def frozen(value: object, levels: int = 16) -> object:
    """Convert lists to tuples and tables to read-only mappings, for templates."""
    if isinstance(value, Mapping):
        return MappingProxyType(
            {
                clean(str(key), "").text: frozen(member, levels - 1)
                for key, member in value.items()
                if levels
            }
        )
    if isinstance(value, list | tuple):
        return tuple(frozen(member, levels - 1) for member in value if levels)
    if isinstance(value, str):
        return clean(value, "").text  # YAML's escapes can write what XML forbids
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no infinity
    return value


def shown(field: Field) -> str:
    """Return the value for a message: on one line and short."""
    if isinstance(field.value, list | Mapping):
        return "a list" if isinstance(field.value, list) else "a table"
    text = " ".join(field.text.split())
    return f"`{text if len(text) <= 60 else text[:59] + '…'}`"


def _named(control: str) -> str:
    return "a line break" if control in "\n\r\u2028\u2029\x85" else f"U+{ord(control):04X}"


def _climbs(path: str) -> bool:
    """Whether a segment of the path is ``..``."""
    return ".." in _SEPARATORS.split(path.partition("?")[0].partition("#")[0].strip())
