"""Send changes to every open page as server-sent events (HTML standard, section 9.2)."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping


class Hub:
    """The open pages. Lives on the event loop; waits without a timer."""

    def __init__(self, instance: str) -> None:
        self.instance = instance
        """Identifies this run of the program: a page of another run must reload."""
        self._listeners: set[asyncio.Queue[bytes | None]] = set()
        self._is_closed = False
        self._is_deaf = False
        self.told = 0
        """The number of changes sent: a page that was rendered before one of them must update."""

    def tell(self, event: str, facts: Mapping[str, object]) -> None:
        """Send an event to every open page."""
        self.told += event == "change"
        facts = {**facts, "told": self.told}
        for queue in self._listeners:
            queue.put_nowait(_written(event, facts))

    def fail(self) -> None:
        """Report to all present and later pages that saves are not watched any more."""
        self._is_deaf = True
        self.tell("deaf", {})

    async def listen(self) -> AsyncIterator[bytes]:
        """Yield one page's stream; its first event identifies this run of the program."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            hello = {"instance": self.instance, "told": self.told, "deaf": self._is_deaf}
            yield _written("hello", hello)
            while not self._is_closed and (written := await queue.get()) is not None:
                yield written
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self._is_closed = True
        for queue in self._listeners:
            queue.put_nowait(None)


def _written(event: str, facts: Mapping[str, object]) -> bytes:
    return f"event: {event}\ndata: {json.dumps(facts)}\n\n".encode()
