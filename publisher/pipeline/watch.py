"""Files that are saved -> what changed of a project. The operating system tells; nobody polls."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from watchfiles import Change as Kind
from watchfiles import awatch

from publisher.pipeline.live import Change, Live
from publisher.settings import FILE_NAME

_CONTENT_MS, _SETTINGS_MS = 20, 100
"""Between two looks at what the system has told; a burst of writes ends with the first look that
finds nothing new. At 20 ms a save is seen after 21 to 40, and a waiting process uses 0.1 % of a
processor (measured; at 5 ms 0.4 %)."""

_SETTINGS = frozenset({FILE_NAME, ".env"})


async def changes(live: Live, stop: asyncio.Event) -> AsyncIterator[Change]:
    """What each save did, until ``stop`` is set."""
    saved: asyncio.Queue[frozenset[Path]] = asyncio.Queue()
    stopped = asyncio.create_task(stop.wait())
    watched = live.watched
    content = _start(watched, saved, stop)
    settings = _start_settings(live, saved, stop)
    try:
        while True:
            told = asyncio.create_task(saved.get())
            await asyncio.wait({told, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not told.done():
                told.cancel()
                return
            yield await asyncio.to_thread(live.refresh, told.result())
            if live.watched != watched:  # a folder of themes was made, or another one is set
                content.cancel()
                watched = live.watched
                content = _start(watched, saved, stop)
    finally:
        for task in (content, settings, stopped):
            task.cancel()
        await asyncio.gather(content, settings, stopped, return_exceptions=True)


def _start(
    folders: Iterable[Path], saved: "asyncio.Queue[frozenset[Path]]", stop: asyncio.Event
) -> "asyncio.Task[None]":
    async def watch() -> None:
        async for told in awatch(
            *folders, watch_filter=_is_for_us, step=_CONTENT_MS, debounce=500, rust_timeout=0,
            stop_event=stop,
        ):  # fmt: skip
            saved.put_nowait(frozenset(Path(path) for _, path in told))

    return asyncio.create_task(watch())


def _start_settings(
    live: Live, saved: "asyncio.Queue[frozenset[Path]]", stop: asyncio.Event
) -> "asyncio.Task[None]":
    """The project folder by itself: what lies below it may be large and is none of ours."""

    def is_setting(_kind: Kind, path: str) -> bool:
        name = Path(path).name
        project = live.present.project
        templates = project.path(project.settings.templates_dir)
        return name in _SETTINGS or templates.is_relative_to(path)

    async def watch() -> None:
        async for told in awatch(
            live.present.project.folder, watch_filter=is_setting, step=_SETTINGS_MS,
            debounce=500, rust_timeout=0, stop_event=stop, recursive=False,
        ):  # fmt: skip
            saved.put_nowait(frozenset(Path(path) for _, path in told))

    return asyncio.create_task(watch())


def _is_for_us(_kind: Kind, path: str) -> bool:
    """No file that an editor keeps beside the one it edits."""
    name = Path(path).name
    return not (
        name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")) or name == "4913"
    )
