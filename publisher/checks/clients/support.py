"""caniemail's figures to the platforms that lack a feature. Reads what is shipped with it alone."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Lack:
    """A client that lacks a feature: on all its platforms where ``platforms`` is empty."""

    client: str
    platforms: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.client} ({', '.join(self.platforms)})" if self.platforms else self.client


def lacks(slug: str, clients: Iterable[str]) -> Iterator[Lack]:
    """Which of the clients lack a feature, by the newest version that was tried."""
    table = _table()
    for client in clients:
        support: dict[str, str] = table["features"][slug].get(client, {})
        without = [platform for platform, letter in support.items() if letter == "n"]
        if without:
            named = tuple(table["platforms"].get(platform, platform) for platform in without)
            yield Lack(table["clients"][client], () if len(without) == len(support) else named)


def updated() -> str:
    """The day of the figures, as 2025-09-09."""
    return str(_table()["updated"])


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("publisher").joinpath("data", "client_support.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
