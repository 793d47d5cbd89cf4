"""Work counted rather than timed: calls of functions, ours and the interpreter's."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


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
