"""aiosmtpd on loopback: somebody else's reading of what our senders say."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from tests.fault_server import Accepted


class AiosmtpdServer:
    """Accepts everything, and remembers it. Keyword arguments are those of aiosmtpd's SMTP."""

    def __init__(self, password: str = "", **options: Any) -> None:
        self.accepted: list[Accepted] = []
        self.logins: list[str] = []
        self.port = 0
        self._options = {"data_size_limit": 40_000_000, "enable_SMTPUTF8": True} | options
        if password:
            self._options |= {
                "authenticator": self._authenticator(password),
                "auth_require_tls": False,
            }

    def _authenticator(self, password: str) -> Callable[..., AuthResult]:
        def authenticate(
            _server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any
        ) -> AuthResult:
            self.logins.append(mechanism)
            is_right = isinstance(data, LoginPassword) and data.password == password.encode()
            return AuthResult(success=is_right, handled=False)

        return authenticate

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        data = envelope.original_content or b""
        self.accepted.append(
            # aiosmtpd calls the null path <>.
            Accepted(
                (envelope.mail_from or "").removeprefix("<>"),
                tuple(map(str, envelope.rcpt_tos)),
                data,
            )
        )
        return "250 2.0.0 taken"

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(
            self._loop.create_server(
                lambda: SMTP(self, loop=self._loop, **self._options), "127.0.0.1", 0
            )
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        self._loop.run_until_complete(self._end_dialogues())
        self._loop.close()

    async def _end_dialogues(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
