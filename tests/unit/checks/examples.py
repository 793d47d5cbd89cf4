"""A rule's example as a project: its files, and where the fault is to be found in them."""

import re
from pathlib import Path

from publisher.checks.explain import PLACE, without_place
from publisher.diagnostics import Position

FILE = "=== "
"""Begins a line of an example that names the file of the lines after it."""
FRONT_MATTER = "---\ntitle: An example\ndate: 2026-01-02\n---\n"
SETTINGS = """
title = "The Example Letter"
site_url = "https://example.com"
author_name = "The editors"
author_email = "editors@example.com"
unsubscribe_url = "https://example.com/unsubscribe"
"""
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000400000004008060000")
"""The signature and the header of an image of 64 by 64 pixels."""
WORDS = re.compile(r"\((?P<thousands>\d+),000 bytes of words\)")


def words(match: re.Match[str]) -> str:
    """As many words as an example says that there are."""
    return "Some more words. " * (int(match["thousands"]) * 1000 // 17)


def files_of(example: str) -> dict[str, str]:
    """The files of an example, marks of places included; one without a name is an issue's body."""
    if not example.startswith(FILE):
        head = "" if example.startswith(("---\n", "+++\n")) else FRONT_MATTER
        return {"issues/001.md": head + example}
    files: dict[str, str] = {}
    for piece in example.removeprefix(FILE).split(f"\n{FILE}"):
        name, _, text = piece.partition("\n")
        files[name] = text if text.endswith("\n") else text + "\n"
    return files


def write_example(folder: Path, example: str) -> None:
    """Make the project that an example tells of."""
    files = files_of(example)
    settings = without_place(files.pop("publisher.toml", ""))
    given = {line.partition("=")[0].strip() for line in settings.splitlines()}
    # The example's own lines stand first, so that its places are those of the file.
    rest = [line for line in SETTINGS.strip().splitlines() if line.split(" ")[0] not in given]
    table = 0 if settings.startswith("[") else settings.find("\n[")
    top, tables = (settings, "") if table < 0 else (settings[:table], settings[table:])
    if "issues/001.md" not in files and not any(name.startswith("issues/") for name in files):
        files["issues/001.md"] = f"{FRONT_MATTER}Hello, reader. This is a letter.\n"
    files["publisher.toml"] = "\n".join([top.rstrip("\n"), *rest, tables]).lstrip("\n") + "\n"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WORDS.sub(words, without_place(text)), encoding="utf-8")
    for name, weight in {"large.png": 2_500_000, "small.png": 25_000}.items():
        if name in example:
            (folder / "issues" / name).write_bytes(PNG + bytes(weight))


def expected_place(example: str) -> tuple[str, Position] | None:
    """The file and place that an example marks."""
    for name, text in files_of(example).items():
        place = place_in(text)
        if place is not None:
            return name, place
    return None


def place_in(text: str) -> Position | None:
    """Where the fault of a text stands; None where it marks no place."""
    offset = text.find(PLACE)
    if offset < 0:
        return None
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
