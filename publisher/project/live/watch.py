"""Watch a project's files and report changes. Uses file system events, not polling."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from watchfiles import Change as Kind
from watchfiles import awatch

from publisher.project.live.live_project import Live
from publisher.project.live.present import Change
from publisher.project.live.watched import Watched

_CONTENT_MS, _NAMES_MS = 20, 100
"""Milliseconds between two checks for new events; a burst of writes ends with the first check that
finds none. At 20 ms a save is seen after 21 to 40 ms, and a waiting process uses 0.1 % of a
processor (measured; at 5 ms 0.4 %)."""

_Saved = asyncio.Queue[frozenset[Path]]


async def changes(live: Live) -> AsyncIterator[Change]:
    """Yield the change of each save, without end.

    Raises OSError or RuntimeError if the system cannot watch the files, or stops watching.
    """
    saved: _Saved = asyncio.Queue()
    watch = await _Watch.begin(live.watched, saved)
    saved.put_nowait(frozenset(live.present.texts.readings))  # saved since they were read
    try:
        while True:
            paths = heard = await saved.get()
            watch.fail()
            while paths:
                change = await asyncio.to_thread(live.refresh, paths)
                if change.keys or change.is_everywhere:
                    yield change
                paths = watch.moved(live.watched, heard)
                if paths:  # what was written there before is read in the next turn
                    before, watch = watch, await _Watch.begin(live.watched, saved)
                    await before.end()
                    heard = frozenset()
    finally:
        await watch.end()


@dataclass(frozen=True)
class _Watch:
    """The folders that are watched now, and the tasks that wait for file system events."""

    places: Watched
    stamps: dict[Path, tuple[int, int]]
    tasks: tuple["asyncio.Task[None]", ...]

    @classmethod
    async def begin(cls, places: Watched, saved: _Saved) -> "_Watch":
        """Watch these folders; changes from now on are passed to ``saved``."""
        stamps = dict(places.stamps())
        tasks = (
            asyncio.create_task(_hear(places.deep, _is_for_us, saved)),
            asyncio.create_task(
                _hear(places.flat, partial(_is_awaited, places), saved, is_deep=False)
            ),
        )
        await asyncio.sleep(0)  # each task has had its first turn, in which it starts to watch
        return cls(places, stamps, tasks)

    def moved(self, places: Watched, heard: frozenset[Path]) -> frozenset[Path]:
        """Return folders that were added, removed or replaced, and need a new watch.

        A folder whose own name was ``heard`` of may be a new one with the same inode number.
        """
        now = places.stamps()
        folders = {*now, *self.stamps}
        changed = {path for path in folders if now.get(path) != self.stamps.get(path)}
        return frozenset(changed | (folders & heard))

    def fail(self) -> None:
        """Raise the exception that ended a task, if there is one."""
        for task in self.tasks:
            if task.done():
                task.result()

    async def end(self) -> None:
        """Stop watching."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


async def _hear(
    folders: Iterable[Path],
    is_for_us: Callable[[Kind, str], bool],
    saved: _Saved,
    *,
    is_deep: bool = True,
) -> None:
    """Pass on the events of these folders until cancelled."""
    if not folders:
        return
    try:
        async for told in awatch(
            *folders, watch_filter=is_for_us, step=_CONTENT_MS if is_deep else _NAMES_MS,
            debounce=500, rust_timeout=0, recursive=is_deep, ignore_permission_denied=True,
        ):  # fmt: skip
            saved.put_nowait(frozenset(Path(path) for _, path in told))
    except FileNotFoundError:  # it was removed between two checks: look for it again
        saved.put_nowait(frozenset(folders))
    except BaseException:
        saved.put_nowait(frozenset())  # wakes whoever waits, who asks what has ended
        raise


def _is_awaited(places: Watched, _kind: Kind, path: str) -> bool:
    return places.is_awaited(Path(path))


def _is_for_us(_kind: Kind, path: str) -> bool:
    """Whether a file is not one that an editor keeps beside the edited file."""
    name = Path(path).name
    return not (
        name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")) or name == "4913"
    )
