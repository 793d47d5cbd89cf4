"""Tabulate which mail clients show each feature of an email, with caniemail's data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publisher.checks.mail.clients import features_used
from publisher.checks.mail.clients.support import support_by_client, updated
from publisher.project.check.inspection import mailing_of
from publisher.project.workshop.editions import Desk, Edition

FIRST = ("Gmail", "Apple Mail", "Outlook", "Yahoo! Mail")
"""Clients with their own column; the others share one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How well one or more clients show a feature."""

    client: str
    word: str
    """'yes', 'partly', 'no', or 'unknown'."""
    detail: str
    """Details by platform."""


@dataclass(frozen=True, slots=True)
class SupportTable:
    """The features of an email that some clients do not support."""

    rows: tuple[tuple[str, tuple[Shown, ...]], ...]
    updated: str
    """The date of the data."""


def support_table(desk: Desk, made: Edition) -> SupportTable:
    """Return the table of one email."""
    rows = tuple(
        (feature.name, _row(support_by_client(feature.slug)))
        for feature, _ in features_used(mailing_of(desk, made))
    )
    return SupportTable(rows, updated())


def _row(support: Mapping[str, Mapping[str, str]]) -> tuple[Shown, ...]:
    first = [_shown(client, support.get(client, {})) for client in FIRST]
    others = {
        f"{client}, {platform}": letter
        for client, platforms in support.items()
        if client not in FIRST
        for platform, letter in platforms.items()
    }
    return (*first, _shown("Others", others))


def _shown(client: str, platforms: Mapping[str, str]) -> Shown:
    words = {"y": "yes", "a": "partly", "n": "no"}
    detail = ", ".join(f"{it}: {words.get(mark, 'unknown')}" for it, mark in platforms.items())
    return Shown(client, _word(platforms.values()), detail)


def _word(letters: Iterable[str]) -> str:
    found = set(letters) - {"u"}
    if not found:
        return "unknown"
    if found == {"y"}:
        return "yes"
    return "no" if found == {"n"} else "partly"
