"""An input that fails -> a smaller one that fails in the same way (Zeller's ddmin)."""

from collections.abc import Callable, Sequence

_TRIES = 250
"""Runs of a target that one failure is worth."""


def minimal(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Leave out lines, then octets, for as long as the rest fails."""
    budget = [_TRIES]

    def still(parts: Sequence[bytes]) -> bool:
        budget[0] -= 1
        return budget[0] >= 0 and fails(b"".join(parts))

    lines = _reduced(data.splitlines(keepends=True), still)
    octets = _reduced([bytes([octet]) for octet in b"".join(lines)], still)
    return b"".join(octets)


def _reduced(parts: list[bytes], still: Callable[[Sequence[bytes]], bool]) -> list[bytes]:
    size = max(1, len(parts) // 2)
    while parts:
        start = 0
        while start < len(parts):
            rest = parts[:start] + parts[start + size :]
            if still(rest):
                parts = rest
            else:
                start += size
        if size == 1:
            break
        size //= 2
    return parts
