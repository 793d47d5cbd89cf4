"""Seeds and chance -> inputs. The same seed of the chance gives the same inputs."""

import random
from collections.abc import Callable, Sequence

LARGEST = 6_000
"""Octets of an input: a piece of a real issue, so that many are tried."""

PIECES = (
    "\u2028", "\u00a0", "\ufeff", "\x00", "\x0b", "\x85", "\u200d", "\u0301", "\U0001f4cc", "📌📌", "é", "家", "ß",
    "**", "__", "*", "_", "`", "~~~\n", "```\n", "> ", "- ", "1. ", "# ", "## ", "|a|b|\n|-|-|\n", "|", "\\", "[", "](",
    "![", ")", "[^1]", "\n[^1]: a note\n", "[^1]: again\n", "<table", "<td>", "<h2>", "<a href='", "<li>", "<p", "</div>",
    "<!--", "-->", "<svg>", "<math>", "<iframe src=x>", "<details>", "<b", "<style>", "<select>", "<form>", "]]>", "&",
    "&amp;", "&#x2028;", "&nbsp;", "&lt;script&gt;", "javascript:", "java\tscript:", "data:text/html,x", "vbscript:",
    "https://example.com/?utm_source=x", "https://[::1", "http://example.com:80/", "//example.org/a", "mailto:a@example.com",
    "?utm_source=x&amp;id=1", "*|X|*", "{{ email }}", "{: .x }", "{#id}", "{% raw %}", "\n\n", "\r\n", "\r", "\t", "    ",
    "---\n", "+++\n", "title: ", "date: 2026-01-01\n", "slug: ", "image: ", "tags: [", "draft: true\n", "{", "}", '"', "'",
    ": ", "!!python/object:x", "&a *a", "<guid>", "<id>", "<link>", "<![CDATA[", "\\u0000", "\\ud800", "null", "1e999",
)  # fmt: skip
"""What parsers stumble over; together with what the seeds hold."""

_Mutation = Callable[[random.Random, bytearray, Sequence[bytes]], None]


def excerpt(chance: random.Random, seed: bytes) -> bytes:
    """A seed, or of a long one its beginning and some of its lines, so that front matter stays."""
    if len(seed) <= LARGEST:
        return seed
    start = chance.randrange(len(seed))
    return seed[:600] + b"\n" + seed[start : start + chance.randrange(LARGEST - 600)]


def mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """An input: one of the seeds with a few things done to it."""
    data = bytearray(excerpt(chance, chance.choice(seeds)))
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8, 20))):
        chance.choice(_MUTATIONS)(chance, data, seeds)
    return bytes(data[:LARGEST])


def _place(chance: random.Random, data: bytearray) -> int:
    return chance.randint(0, len(data))


def _insert(chance: random.Random, data: bytearray, _seeds: Sequence[bytes]) -> None:
    place = _place(chance, data)
    data[place:place] = chance.choice(PIECES).encode() * chance.choice((1, 1, 1, 2, 3, 40))


def _delete(chance: random.Random, data: bytearray, _seeds: Sequence[bytes]) -> None:
    place = _place(chance, data)
    del data[place : place + chance.choice((1, 1, 2, 8, 80))]


def _repeat(chance: random.Random, data: bytearray, _seeds: Sequence[bytes]) -> None:
    place = _place(chance, data)
    data[place:place] = data[place : place + chance.choice((1, 4, 40))] * chance.choice((1, 3, 30))


def _splice(chance: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    other = chance.choice(seeds)
    start, place = chance.randint(0, len(other)), _place(chance, data)
    data[place:place] = other[start : start + chance.choice((10, 100, 500))]


def _swap_lines(chance: random.Random, data: bytearray, _seeds: Sequence[bytes]) -> None:
    lines = bytes(data).split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    data[:] = b"\n".join(lines)


def _flip(chance: random.Random, data: bytearray, _seeds: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


_MUTATIONS: tuple[_Mutation, ...] = (
    _insert, _insert, _insert, _delete, _repeat, _splice, _swap_lines, _flip,
)  # fmt: skip
