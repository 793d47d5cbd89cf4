"""Look up in caniemail's data which platforms lack a feature. Reads only the shipped file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_NOT_TRIED = "-"


@dataclass(frozen=True, slots=True)
class Lack:
    """A client that lacks a feature; on all its platforms if ``platforms`` is empty."""

    client: str
    platforms: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.client} ({', '.join(self.platforms)})" if self.platforms else self.client


def lacks(slug: str, clients: Iterable[str]) -> Iterator[Lack]:
    """Yield the clients that lack a feature, by the newest tested version."""
    table = _table()
    for client in clients:
        support: dict[str, str] = table["features"][slug].get(client, {})
        without = [platform for platform, letter in support.items() if letter == "n"]
        if without:
            named = tuple(table["platforms"].get(platform, platform) for platform in without)
            yield Lack(table["clients"][client], () if len(without) == len(support) else named)


def support_by_client(slug: str) -> Mapping[str, Mapping[str, str]]:
    """Return ``y``, ``a`` (partly), ``n`` or ``u`` for each client and each of its platforms."""
    table = _table()
    return {
        name: {table["platforms"].get(it, it): letter for it, letter in found.items()}
        for client, name in table["clients"].items()
        if (found := table["features"][slug].get(client))
    }


def is_known(slug: str) -> bool:
    """Return whether there are data about a feature."""
    return slug in _table()["features"]


def updated() -> str:
    """Return the date of the data, such as 2025-09-09."""
    return str(_table()["updated"])


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    """Load the file and split its strings of letters: feature, client, platform, letter."""
    text = files("publisher").joinpath("data", "client_support.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    tested: dict[str, list[str]] = table["tested"]
    table["features"] = {
        slug: {
            client: {
                platform: letter
                for platform, letter in zip(tested[client], letters, strict=True)
                if letter != _NOT_TRIED
            }
            for client, letters in by_client.items()
        }
        for slug, by_client in table["features"].items()
    }
    return table
