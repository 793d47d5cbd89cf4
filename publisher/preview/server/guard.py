"""Check the host, origin and token of preview requests, and set security headers.

A foreign page can make a browser send requests to this server (and, by DNS rebinding, read the
responses). So only requests to our own host names are served, and a request that changes or
sends something needs a token that only our own pages contain.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from publisher.preview.server.hosts import Authority, authority, authority_of
from publisher.urls import scheme_of

TOKEN_HEADER = "X-Preview-Token"  # noqa: S105 - the name of a header, no token

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of the app's own pages: nothing inline, nothing from other hosts."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Door:
    """The host and port on which the preview listens, and its token."""

    host: str
    port: int
    token: str
    """Known only to the pages of this process."""

    @property
    def url(self) -> str:
        """The URL to open."""
        host = "127.0.0.1" if self.is_open_to_all else self.host
        return f"http://{_in_url(host)}:{self.port}/"

    @property
    def is_open_to_all(self) -> bool:
        """Whether it listens on every address of the machine."""
        return self.host in {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not bound

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        parsed = authority(_in_url(self.host))
        return parsed is not None and (parsed.host == "localhost" or parsed.is_loopback)

    def admits(self, asked: Authority) -> bool:
        """Whether the authority of a Host header is this server's.

        An IP address cannot be rebound to another machine, a name can: a server on all addresses
        accepts any IP address, but no name except ``localhost``. The port may differ, since it
        may be that of a tunnel to this server.
        """
        own = authority(_in_url(self.host.partition("%")[0]))  # browsers send no zone
        if asked.is_loopback or asked.host == "localhost" or (own and asked.host == own.host):
            return True
        return self.is_open_to_all and asked.address is not None


class Guard:
    """Middleware that rejects unexpected requests and adds security headers."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to one request, or reject it."""
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

        headers = Headers(scope=scope)
        asked = asked_authority(headers)
        refusal = self._refusal(asked, headers, str(scope["method"]))
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, send_guarded)
        else:
            await self._app(_with_host(scope, str(asked)), receive, send_guarded)

    def _refusal(self, asked: Authority | None, headers: Headers, method: str) -> str:
        if asked is None or not self._door.admits(asked):
            return "Unknown host name for this preview.\n"
        if method in {"GET", "HEAD"}:
            return ""
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "This request comes from another site.\n"
        origin = headers.get("origin")
        if origin is not None and not _is_origin(origin, asked):
            return "This request comes from another site.\n"
        given = headers.get(TOKEN_HEADER, "").encode("latin-1")  # as Starlette decoded it
        if not hmac.compare_digest(given, self._door.token.encode()):
            return "This request was not sent by a page of this preview; reload the page.\n"
        return ""


def _is_origin(origin: str, asked: Authority) -> bool:
    scheme, separator, rest = origin.partition("://")
    return bool(separator) and scheme == "http" and authority(rest) == asked


def _with_host(scope: Scope, host: str) -> Scope:
    """Return the request with a normalised Host header, so that no code sees the original."""
    rest = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [(b"host", host.encode("ascii")), *rest]}


def asked_authority(headers: Headers) -> Authority | None:
    """Return the authority in a request's Host header; None if there is no header, or several."""
    named = headers.getlist("host")
    return authority(named[0]) if len(named) == 1 else None


def frame_policy(host: str, images: Iterable[str] | None) -> str:
    """Return the Content-Security-Policy of a frame with an issue's HTML, requested at ``host``.

    It runs nothing and loads only images: none if ``images`` is None, else those on https,
    those beside the issues, and over plain HTTP those on the hosts of these URLs; never
    anything else of this server. A policy cannot exclude hosts on https, so URLs of this
    machine and its network are removed from the HTML. The sandbox also applies if the frame's
    URL is opened directly. Links open in new tabs outside the sandbox, so that the linked
    pages work; ``rel`` keeps them from accessing the opener.
    """
    own = f"http://{host}/images/"
    hosts = sorted({host for url in images or () if (host := _plain_host(url))})
    sources = "'none'" if images is None else " ".join(("https:", "data:", own, *hosts))
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src {sources}; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def _plain_host(url: str) -> str:
    """Return the origin of a plain HTTP URL if it is on another machine."""
    found = authority_of(url) if scheme_of(url) == "http" else None
    return f"http://{found}" if found and found.is_elsewhere else ""


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
