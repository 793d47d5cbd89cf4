"""Connect only to IP addresses that were checked first.

A name is resolved once, each of its addresses is checked, and the connection goes to exactly the
address that was checked. So neither a redirect nor a name server that changes its answer between
lookup and connection (DNS rebinding) can lead elsewhere.
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx

from publisher.errors import causes_of
from publisher.public_addresses import is_public

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Resolves host and port to IP addresses; raises ``socket.gaierror``."""


class UnknownHost(Exception):
    """The host name cannot be resolved."""


class PrivateHost(Exception):
    """The host is this machine or in its network."""


class NoNetwork(Exception):
    """No host is reachable."""


async def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, as the system resolves it."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Network:
    """How hosts are resolved, allowed and trusted."""

    resolve: Resolve = resolve
    may_ask: Callable[[str], bool] = is_public
    """Whether an IP address may be connected to."""
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests for a host name to its checked IP addresses."""

    def __init__(self, network: Network) -> None:
        self._network = network
        # One connection per request: connections are identified by IP address, and two hosts
        # at one address must not share a TLS connection that names one of them.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(verify=network.tls, limits=limits)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Request one of the host's addresses, in order. Raises the errors ``asking`` handles."""
        host = request.url.raw_host.decode("ascii").strip("[]")
        port = request.url.port or {"http": 80, "https": 443}[request.url.scheme]
        failure: httpx.ConnectError | httpx.ConnectTimeout | None = None
        for address in await self._addresses(host, port):
            try:
                return await self._inner.handle_async_request(_pinned(request, host, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        if failure is None:
            raise UnknownHost(f"{host} has no IP address")
        if _errno_of(failure) in {errno.ENETUNREACH, errno.ENETDOWN}:
            raise NoNetwork(str(failure)) from failure
        raise failure

    async def aclose(self) -> None:
        """Close the open connections."""
        await self._inner.aclose()

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = await self._network.resolve(host, port)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise NoNetwork(f"no name server responds for {host}") from error
            raise UnknownHost(f"{host} cannot be resolved") from error
        except UnicodeError as error:
            raise UnknownHost(f"{host} is not a valid host name") from error
        # Check all of them: an attacker may mix one public address with private ones.
        if refused := [address for address in found if not self._network.may_ask(address)]:
            raise PrivateHost(f"{host} resolves to {refused[0]}")
        return found


def _pinned(request: httpx.Request, host: str, address: str) -> httpx.Request:
    """Return the request to an IP address; Host header and TLS name stay those of the host."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        extensions={**request.extensions, "sni_hostname": host},
    )


def _errno_of(error: BaseException) -> int:
    """Return the errno of the system error that caused an exception; 0 if there is none."""
    errors = (cause for cause in causes_of(error) if isinstance(cause, OSError))
    return next((cause.errno for cause in errors if cause.errno), 0)
