"""Run a function over many items, in this process or in several, in order.

The result is the same whatever the number of processes; only the time differs.
"""

import copyreg
import ctypes
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from publisher.errors import WorkerError

_BATCH = 8
"""Items passed to a process at a time, so that none waits long for the last one."""

_AHEAD = 3
"""Batches per process that may be done before they are needed: they are held in memory."""

_PR_SET_PDEATHSIG = 1
"""Linux, prctl(2): the signal that a process gets when its parent ends."""

_MOST = 8
"""Processes. More would wait for this one, which writes what they make."""

Item = TypeVar("Item")
Made = TypeVar("Made")
Shared = TypeVar("Shared")


def _read_only(content: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(content)


# Pass the model's read-only mappings as plain ones; pickle does not support their type.
copyreg.pickle(MappingProxyType, lambda view: (_read_only, (dict(view),)))


@dataclass(frozen=True, slots=True)
class Team(Generic[Shared, Item, Made]):
    """A function, and what each process that runs it needs once.

    ``begin`` and ``make`` are module-level functions, since they are passed by name.
    """

    begin: Callable[[], Shared]
    make: Callable[[Shared, Item], Made]
    may_fork: bool = False
    """Whether processes may be copies of this one, which saves their imports. Only a process that
    has no other thread may do that: a copy of a locked lock is never unlocked."""

    def results(self, items: Sequence[Item], jobs: int = 0) -> Iterator[Made]:
        """Yield what is made of each item, in order; at most a few are in memory.

        ``jobs`` 0: as many processes as are worth it. Raises WorkerError if one is killed.
        """
        wanted = min(jobs or self._worth(len(items)), len(items))
        if wanted <= 1:
            shared = self.begin() if items else None
            for item in items:
                yield self.make(shared, item)  # type: ignore[arg-type] # there are items
        else:
            yield from self._in_processes(items, wanted)

    @property
    def _forks(self) -> bool:
        return self.may_fork and sys.platform == "linux" and threading.active_count() == 1

    def _worth(self, items: int) -> int:
        """Return the number of processes from which more would cost more than they save."""
        least = 24 if self._forks else 120  # issues rendered while a process starts: 0.03 or 0.6 s
        return min(_processors(), _MOST) if items >= least else 1

    def _in_processes(self, items: Sequence[Item], jobs: int) -> Iterator[Made]:
        batches = [items[start : start + _BATCH] for start in range(0, len(items), _BATCH)]
        others = set(active_children())
        if self._forks:
            _shared[:] = [self.begin()]  # what it reads is shared with the processes
            pool = ProcessPoolExecutor(jobs, get_context("fork"), _end_with, (os.getpid(),))
        else:
            pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (self.begin,))
        waiting: deque[Future[list[Made]]] = deque()
        with pool:
            try:
                with _interrupts_blocked():  # the processes start here
                    waiting.extend(
                        pool.submit(_made, self.make, batch) for batch in batches[: jobs * _AHEAD]
                    )
                for batch in [*batches[jobs * _AHEAD :], *[None] * len(waiting)]:
                    yield from waiting.popleft().result()
                    if batch is not None:
                        waiting.append(pool.submit(_made, self.make, batch))
            except BrokenProcessPool as broken:
                raise WorkerError(
                    "a process that rendered issues was killed",
                    "if memory ran out, use --jobs 1",
                ) from broken
            except BaseException:
                for process in set(active_children()) - others:
                    process.terminate()  # nothing waits for the batches that are being rendered
                raise


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # fewer than there are, in a container
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block Ctrl-C and SIGTERM until the block ends, and in every process that starts in it.

    A terminal sends SIGINT to all of them; the main process ends the others, with SIGTERM, which
    they accept as soon as they do not answer it as the command line does.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_shared: list[object] = []
"""What a process reads once."""


def _start(begin: Callable[[], object]) -> None:
    _let_be_terminated()
    _shared[:] = [begin()]


def _let_be_terminated() -> None:
    """Accept SIGTERM, which was blocked when this process started."""
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _end_with(original: int) -> None:
    """End this copy quietly: if it is told to, and if the process that it is a copy of is killed.

    A copy holds both ends of its queues, so it would wait for ever for what nobody sends.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _let_be_terminated()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != original:  # killed before that call
        os.kill(os.getpid(), signal.SIGKILL)


def _made(make: Callable[[Any, Item], Made], batch: Sequence[Item]) -> list[Made]:
    return [make(_shared[0], item) for item in batch]
