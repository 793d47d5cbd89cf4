"""Work counted in function calls, so that no test judges by the clock of a busy machine."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

CALLS_PER_CHARACTER = 600
"""More than any text takes that is read in linear time; a quadratic one takes ten times as many."""

CALLS_AT_LEAST = 300_000
"""What may be done for a text of any size, such as loading the rules."""


class TooMuchWork(AssertionError):
    """The work did not end within its bound."""


def work_of(task: Callable[[], object]) -> int:
    """Return how many functions a task calls; the same on a busy machine and on an idle one."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(before)
    return calls


def calls_of(function: Callable[..., object], task: Callable[[], object]) -> int:
    """Return how often a task calls a function, by whatever name."""
    code = getattr(function, "__code__", None)
    assert code is not None, "a function written in Python"
    calls = 0

    def count(frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code is code

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(before)
    return calls


@contextmanager
def bounded_work(characters: int, per_character: int = CALLS_PER_CHARACTER) -> Iterator[None]:
    """Raise TooMuchWork as soon as the block has made more calls than a text of this size may take.

    Calls of Python and of C functions count, in this thread. What one C function does inside
    itself, such as a regular expression, does not.
    """
    limit = CALLS_AT_LEAST + per_character * characters
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        if event in {"call", "c_call"}:
            calls += 1
            if calls > limit:
                sys.setprofile(None)
                raise TooMuchWork(f"more than {limit:,} calls for {characters:,} characters")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
