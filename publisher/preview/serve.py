"""Run the preview: open a port, serve, and shut down cleanly."""

import os
import secrets
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import uvicorn

from publisher.errors import UsageError
from publisher.preview.server.guard import Door
from publisher.preview.server.hub import Hub
from publisher.preview.views.studio import Studio
from publisher.preview.web_app import create_app
from publisher.project.folder import Project
from publisher.project.issue_lookup import find_manuscript
from publisher.project.live.live_project import Live

PORT = 8025
"""The usual port of the web pages of mail catchers."""

_LAST = 8125

_ENDS = (signal.SIGINT, signal.SIGTERM)


class _Server(uvicorn.Server):
    """A server that stops at the first Ctrl-C, without a traceback."""

    hub: Hub

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle SIGINT and SIGTERM while serving; uvicorn's own method raises them again."""
        before = {number: signal.signal(number, self.handle_exit) for number in _ENDS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a signal handler
        """Stop; first end the streams of open pages, since the server would wait for them."""
        self.hub.close()
        self.should_exit = True


def serve(  # noqa: PLR0913 - what the command line asks for
    open_project: Callable[[], Project],
    host: str,
    port: int,
    issue: str,
    current: Path,
    announce: Callable[[Door], None],
    *,
    drafts: bool = False,
) -> None:
    """Serve the preview until it is interrupted; pass its URL to ``announce`` once it listens.

    ``issue`` is a number, a slug, a path or 'latest'; '' for the newest. Port 0 takes the
    first free one from 8025. ``drafts`` puts unpublished issues on the page of the feeds.
    Raises UsageError for a port that is in use or an issue that does not exist.
    """
    live = Live(open_project)
    first = _first_key(live, issue, current)
    door_socket = _listen(host, port)
    door = Door(host, door_socket.getsockname()[1], secrets.token_urlsafe(24))
    hub = Hub(door.token[:8])
    studio = Studio(live, door, hub, lambda: datetime.now(UTC), drafts)
    config = uvicorn.Config(
        create_app(studio, first), lifespan="on", log_level="warning", access_log=False,
        server_header=False, timeout_graceful_shutdown=3, ws="none",
    )  # fmt: skip
    server = _Server(config)
    server.hub = hub
    announce(door)
    server.run(sockets=[door_socket])


def open_in_browser(url: str) -> None:
    """Open a page in the author's browser."""
    webbrowser.open(url)


def _first_key(live: Live, issue: str, current: Path) -> str:
    if not issue:
        return ""
    try:
        text = find_manuscript(live.present.shelf, issue, current)
    except UsageError:
        if not live.present.texts.unread:
            raise
        live.read_on(1_000_000)  # an old issue: its name may be in its front matter
        text = find_manuscript(live.present.shelf, issue, current)
    return live.present.key_of(text.path)


def _listen(host: str, port: int) -> socket.socket:
    wanted = [port] if port else range(PORT, _LAST)
    fault = OSError()
    for number in wanted:
        try:
            family, _, _, _, address = socket.getaddrinfo(
                host, number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            # "::" is every address, IPv4 too.
            both = family == socket.AF_INET6 and socket.has_dualstack_ipv6()
            return socket.create_server(address, family=family, backlog=128, dualstack_ipv6=both)
        except socket.gaierror as error:
            raise UsageError(f"cannot listen on host {host}: {error.strerror}") from error
        except OSError as error:
            fault = error
    raise UsageError(
        f"cannot listen on {host}, port {port or wanted[-1]}: {os.strerror(fault.errno or 0)}",
        "another preview may be running; use --port 0 for the next free port",
    )
