"""Limit the messages per second. Clock and sleep are arguments."""

import threading
import time
from collections.abc import Callable


class Pace:
    """Assigns the times at which messages may start, evenly spaced.

    Senders in several threads may share one; then its rate applies to all of them together.
    """

    def __init__(
        self,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``per_second`` of 0 sets no limit."""
        self._interval_s = 1 / per_second if per_second else 0.0
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next_start: float | None = None

    def wait(self) -> None:
        """Block until the next message may start."""
        if not self._interval_s:
            return
        with self._lock:
            now = self._clock()
            start = now if self._next_start is None else max(now, self._next_start)
            self._next_start = start + self._interval_s
        if start > now:
            self._sleep(start - now)
