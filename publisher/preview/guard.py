"""Who may ask the preview for what: hosts, origins, a token; and the headers of every answer.

A page elsewhere can make a browser ask this server (and, by DNS rebinding, read what it says):
so only names that are ours are answered, and what changes or sends something wants a token
that only our own pages hold.
"""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "X-Preview-Token"  # noqa: S105 - the name of a header, no token

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of the app's own pages: nothing inline, nothing from elsewhere."""

_HOST_NAME = re.compile(r"[a-z0-9.-]+", re.ASCII)

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Where the preview listens."""

    host: str
    port: int
    token: str
    """Known to the pages of this process alone."""

    @property
    def url(self) -> str:
        """The address to open."""
        host = "127.0.0.1" if self.is_open_to_all else self.host
        return f"http://{_in_url(host)}:{self.port}/"

    @property
    def is_open_to_all(self) -> bool:
        """Whether it listens on every address of the machine."""
        return self.host in {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not bound

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine can reach it."""
        return self.host == "localhost" or (_is_address(self.host) and _is_loopback(self.host))

    def admits(self, authority: str) -> bool:
        """Whether a Host header names this server.

        An address of digits cannot be rebound to another machine, a name can: on all addresses
        any of them is answered, but no name besides ``localhost``. The port may be another: that
        of a tunnel that leads here.
        """
        name, port = _split(authority)
        if not (port.isascii() and port.isdecimal()):
            return False
        if name in {"localhost", self.host.lower()} or (_is_address(name) and _is_loopback(name)):
            return True
        return self.is_open_to_all and _is_address(name)


class Guard:
    """Middleware: turns away who is not expected, and adds the headers that browsers heed."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", PAGE_POLICY)
            await send(message)

        refusal = self._refusal(Headers(scope=scope), str(scope["method"]))
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, send_guarded)
        else:
            await self._app(scope, receive, send_guarded)

    def _refusal(self, headers: Headers, method: str) -> str:
        if not self._door.admits(headers.get("host", "")):
            return "This host name is not one of the preview's.\n"
        if method in {"GET", "HEAD"}:
            return ""
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "This request comes from another site.\n"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{headers['host']}":
            return "This request comes from another site.\n"
        if not hmac.compare_digest(headers.get(TOKEN_HEADER, ""), self._door.token):
            return "This request does not come from a page of this preview; reload the page.\n"
        return ""


def frame_policy(request: Request, images: Iterable[str] | None) -> str:
    """Content-Security-Policy of what an issue's HTML stands in.

    It runs nothing and loads nothing but images: none where ``images`` is None, else those of
    the secure web, those that lie beside the issues, and over plain HTTP those of the hosts of
    these addresses; never anything else of this server or this machine. The sandbox holds also
    where the frame's address is opened by itself. Links open in new tabs that are no part of
    the sandbox, so that the pages they lead to work; ``rel`` keeps them from reaching back.
    """
    own = f"http://{request.headers['host']}/images/"
    hosts = sorted({host for url in images or () if (host := _plain_host(url))})
    sources = "'none'" if images is None else " ".join(("https:", "data:", own, *hosts))
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src {sources}; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def _plain_host(url: str) -> str:
    """The origin of an address over plain HTTP, where it is one of another machine."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 80
    except ValueError:
        return ""
    if parts.scheme != "http" or not _HOST_NAME.fullmatch(host) or host.endswith("localhost"):
        return ""
    return "" if _is_address(host) and not ip_address(host).is_global else f"http://{host}:{port}"


def _split(authority: str) -> tuple[str, str]:
    """Host and port of a Host header; the brackets of an IPv6 address are gone."""
    if authority.startswith("["):
        name, bracket, rest = authority[1:].partition("]")
        return name.lower(), (rest.removeprefix(":") if rest else "80") if bracket else ""
    name, colon, port = authority.partition(":")
    return name.lower(), port if colon else "80"


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(address: str) -> bool:
    return ip_address(address).is_loopback


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
