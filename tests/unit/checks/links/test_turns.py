"""Requests to one host keep a distance, on a clock that moves only while everything waits."""

import asyncio
import selectors
from collections import defaultdict

from publisher.checks.links.turns import Turns


class VirtualTime(selectors.DefaultSelector):
    """Lets time pass at once where an event loop would wait for it."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0
        return super().select(0)


def starts(hosts: str, pace: Turns, *, work_s: float = 0) -> dict[str, list[float]]:
    """When the turn of each host began, in seconds."""
    clock = VirtualTime()
    loop = asyncio.SelectorEventLoop(clock)
    loop.time = lambda: clock.now  # type: ignore[method-assign]
    begun: dict[str, list[float]] = defaultdict(list)

    async def ask(host: str) -> None:
        async with pace.turn(host):
            begun[host].append(round(clock.now, 3))
            await asyncio.sleep(work_s)

    async def ask_all() -> None:
        await asyncio.gather(*map(ask, hosts))

    try:
        loop.run_until_complete(ask_all())
    finally:
        loop.close()
    return begun


def test_requests_to_one_host_keep_a_distance() -> None:
    begun = starts("aaaa", Turns(concurrency=9, per_host=4, interval_s=0.1))
    assert begun == {"a": [0, 0.1, 0.2, 0.3]}


def test_one_host_does_not_wait_for_another() -> None:
    begun = starts("aabb", Turns(concurrency=9, per_host=1, interval_s=0.1))
    assert begun == {"a": [0, 0.1], "b": [0, 0.1]}


def test_a_slow_host_is_asked_no_more_often_than_it_answers() -> None:
    begun = starts("aaa", Turns(concurrency=9, per_host=1, interval_s=0.1), work_s=2)
    assert begun == {"a": [0, 2, 4]}
