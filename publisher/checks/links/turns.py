"""Limit how many requests run at one time, and how often one host is requested."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

INTERVAL_S = 0.2
"""Between the starts of two requests to one host: five a second do not disturb a server."""


class Turns:
    """Turns for requests. Belongs to one event loop."""

    def __init__(self, concurrency: int, per_host: int, interval_s: float = INTERVAL_S) -> None:
        self._all = asyncio.Semaphore(concurrency)
        self._per_host = per_host
        self._interval_s = interval_s
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._next: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn with a host, and keep it while the block runs."""
        # The host's turn first: waiting for a slow host must not block other hosts.
        gate = self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        async with gate:
            await self._interval(host)
            async with self._all:
                yield

    async def _interval(self, host: str) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, self._next.get(host, 0.0))
        self._next[host] = start + self._interval_s
        await asyncio.sleep(start - now)
