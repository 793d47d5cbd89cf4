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


Saved = asyncio.Queue[frozenset[Path]]


async def changes(live: Live) -> AsyncIterator[Change]:
    """What each save did, for as long as somebody asks."""
    saved: Saved = asyncio.Queue()
    watched = live.watched
    content = asyncio.create_task(_watch_content(watched, saved))
    settings = asyncio.create_task(_watch_settings(live, saved))
    try:
        while True:
            paths = await saved.get()
            yield await asyncio.to_thread(live.refresh, paths)
            if live.watched != watched:  # a folder of themes was made, or another one is set
                content.cancel()
                watched = live.watched
                content = asyncio.create_task(_watch_content(watched, saved))
                saved.put_nowait(frozenset(watched))  # what was written before we looked
    finally:
        content.cancel()
        settings.cancel()
        await asyncio.gather(content, settings, return_exceptions=True)


async def _watch_content(folders: Iterable[Path], saved: Saved) -> None:
    async for told in awatch(
        *folders, watch_filter=_is_for_us, step=_CONTENT_MS, debounce=500, rust_timeout=0
    ):
        saved.put_nowait(frozenset(Path(path) for _, path in told))


async def _watch_settings(live: Live, saved: Saved) -> None:
    """The project folder by itself: what lies below it may be large and is none of ours."""

    def is_setting(_kind: Kind, path: str) -> bool:
        project = live.present.project
        templates = project.source(project.settings.templates_dir)
        return Path(path).name in _SETTINGS or templates.is_relative_to(path)

    async for told in awatch(
        live.present.project.folder, watch_filter=is_setting, step=_SETTINGS_MS, debounce=500,
        rust_timeout=0, recursive=False,
    ):  # fmt: skip
        saved.put_nowait(frozenset(Path(path) for _, path in told))


def _is_for_us(_kind: Kind, path: str) -> bool:
    """No file that an editor keeps beside the one it edits."""
    name = Path(path).name
    return not (
        name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")) or name == "4913"
    )
