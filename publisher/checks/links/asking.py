"""Answer questions over the network: request each URL once, politely and within limits."""

import asyncio
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import httpx

from publisher import domains
from publisher.checks.check_options import LinkCheckOptions
from publisher.checks.links.answer import Answer, Question, Reachability
from publisher.checks.links.responses import Journey, Lost, Response, judged, tls_fault
from publisher.checks.links.turns import INTERVAL_S, Turns
from publisher.net.guarded_transport import (
    GuardedTransport,
    Network,
    NoNetwork,
    PrivateHost,
    UnknownHost,
)

MAX_REDIRECTS = 10
MAX_PAGE_BYTES = 3_000_000
"""Limit of a page that is searched for anchors; later anchors are not reported as missing."""
MAX_IMAGE_BYTES = 64_000
"""Limit of an image; its size in pixels is in the first bytes."""

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 10.0
"""If a server requires a longer pause (Retry-After), the request is not repeated."""

_HEADERS = {
    "User-Agent": "publisher-link-check",
    "Accept": "*/*",
    "Accept-Encoding": "identity",  # a compressed body has no size limit
}
_TRANSIENT = frozenset({Reachability.SILENT, Reachability.FAULTY})
_SURE_WITHOUT_NETWORK = 3
"""Number of unknown or unreachable hosts, without any response, that means: no network. Then
many name servers answer for every host that it does not exist."""
_WHEN_TO_STOP = 8
"""Number of such hosts after which no further request is made."""

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Manners:
    """Pauses and limits that spare the servers."""

    pause_s: float = FIRST_PAUSE_S
    """Before the second try; doubled before each further one."""
    interval_s: float = INTERVAL_S
    """Between the starts of two requests to one host."""


def ask(
    questions: Sequence[Question],
    options: LinkCheckOptions,
    answers: MutableMapping[str, Answer],
    progress: Progress = lambda _done, _all, _url: None,
    network: Network | None = None,
    manners: Manners | None = None,
) -> None:
    """Store the answer to each question under its URL, as soon as it is known.

    Blocks; never raises for what a server does. Answers from before an interruption are kept.
    """
    if network is None:
        network = Network(may_ask=lambda _: True) if options.allow_private else Network()
    asyncio.run(_ask_all(questions, options, answers, progress, network, manners or Manners()))


async def _ask_all(
    questions: Sequence[Question],
    options: LinkCheckOptions,
    answers: MutableMapping[str, Answer],
    progress: Progress,
    network: Network,
    manners: Manners,
) -> None:
    transport = GuardedTransport(network)
    timeout = httpx.Timeout(options.timeout_s)
    done: set[str] = set()
    async with httpx.AsyncClient(
        transport=transport, timeout=timeout, headers=_HEADERS, trust_env=False
    ) as client:
        asker = _Asker(client, options, manners)

        async def one(question: Question) -> None:
            answers[question.url] = await asker.answer(question)
            done.add(question.url)
            progress(len(done), len(questions), question.url)

        await asyncio.gather(*map(one, questions))
        if asker.is_offline(_SURE_WITHOUT_NETWORK):
            answers.update(dict.fromkeys(done, Answer(Reachability.OFFLINE)))
        elif asker.is_online:
            # There is a network after all: only some hosts are not reachable from here.
            await asyncio.gather(*(one(it) for it in questions if _was_skipped(answers[it.url])))
            answers.update({url: _unreachable(answers[url]) for url in done})


def _was_skipped(answer: Answer) -> bool:
    return answer.outcome is Reachability.OFFLINE and not answer.detail


def _unreachable(answer: Answer) -> Answer:
    is_offline = answer.outcome is Reachability.OFFLINE
    return replace(answer, outcome=Reachability.SILENT) if is_offline else answer


class _Asker:
    """Requests URLs, follows redirects and retries."""

    def __init__(
        self, client: httpx.AsyncClient, options: LinkCheckOptions, manners: Manners
    ) -> None:
        self._client = client
        self._options = options
        self._pause_s = manners.pause_s
        self._pace = Turns(options.concurrency, options.per_host, manners.interval_s)
        self._unreachable: set[str] = set()
        self.is_online = False
        """Whether any host has responded yet."""

    async def answer(self, question: Question) -> Answer:
        """Return the answer to a question after the last try."""
        answer = Answer(Reachability.OFFLINE)
        for tries in range(self._options.retries + 1):
            answer, wanted_s = await self._try(question)
            pause_s = max(self._pause_s * 2**tries, wanted_s)
            is_transient = answer.outcome in _TRANSIENT or answer.status == 429
            if not is_transient or pause_s > LONGEST_PAUSE_S or tries == self._options.retries:
                break
            await asyncio.sleep(pause_s)
        return answer

    def is_offline(self, hosts: int) -> bool:
        """Return whether so many hosts were not found or reachable, and none responded."""
        return not self.is_online and len(self._unreachable) >= hosts

    async def _try(self, question: Question) -> tuple[Answer, float]:
        """Return an answer, and the seconds to wait before the next request."""
        try:
            journey = Journey(question.url)
            method = "GET" if question.needs_body else "HEAD"
            response = await self._follow(journey, method, question)
            if response.status >= 400 and method == "HEAD":
                # Many servers answer HEAD with an error, and GET with the page.
                journey = Journey(question.url)
                response = await self._follow(journey, "GET", question)
        except _NOT_ANSWERED as error:
            return self._failed(question, error), 0.0
        self.is_online = True
        answer = replace(judged(response, question), moved_to=journey.moved_to)
        return answer, response.wanted_pause_s

    async def _follow(self, journey: Journey, method: str, question: Question) -> Response:
        for _ in range(MAX_REDIRECTS + 1):
            response = await self._request(method, journey.url, question)
            if not response.redirect:
                return response
            journey.go_on(response)
        raise Lost(f"more than {MAX_REDIRECTS} redirects, the last one to {journey.url}")

    async def _request(self, method: str, url: str, question: Question) -> Response:
        most = MAX_IMAGE_BYTES if question.is_image else MAX_PAGE_BYTES
        async with self._pace.turn(urlsplit(url).hostname or ""):
            if self.is_offline(_WHEN_TO_STOP):
                raise NoNetwork
            # httpx limits only each step; a server could send one byte at a time.
            async with (
                asyncio.timeout(2 * self._options.timeout_s),
                self._client.stream(method, _in_ascii(url)) as response,
            ):
                body, is_whole = b"", True
                if question.needs_body and response.status_code == 200:
                    body, is_whole = await _body(response, most)
                return Response(response.status_code, response.headers, body, is_whole)

    def _failed(self, question: Question, error: Exception) -> Answer:
        if isinstance(error, NoNetwork) and not error.args:
            return Answer(Reachability.OFFLINE)  # no request was made
        detail = str(error) or type(error).__name__
        if isinstance(error, NoNetwork | UnknownHost):
            self._unreachable.add(urlsplit(question.url).hostname or "")
        if isinstance(error, TimeoutError | httpx.TimeoutException):
            detail = f"no response within {self._options.timeout_s:g} seconds"
        for kinds, outcome in _FAILURES:
            if isinstance(error, kinds):
                return Answer(outcome, detail=detail)
        if fault := tls_fault(error):
            return Answer(Reachability.CERTIFICATE, detail=fault)
        return Answer(Reachability.SILENT, detail=detail)


_FAILURES: tuple[tuple[tuple[type[Exception], ...], Reachability], ...] = (
    ((PrivateHost,), Reachability.PRIVATE),
    ((UnknownHost,), Reachability.UNKNOWN_HOST),
    ((NoNetwork,), Reachability.OFFLINE),
    ((Lost, httpx.InvalidURL, httpx.UnsupportedProtocol), Reachability.LOST),
)

_NOT_ANSWERED = (
    httpx.HTTPError, httpx.InvalidURL, PrivateHost, UnknownHost, NoNetwork, Lost, TimeoutError,
)  # fmt: skip


def _in_ascii(url: str) -> str:
    """Return the URL in the form that is requested; an invalid one stays for httpx to report."""
    try:
        return domains.with_ascii_host(url)
    except ValueError:
        return url


async def _body(response: httpx.Response, most: int) -> tuple[bytes, bool]:
    """Return the first bytes of a body, and whether the body is complete."""
    pieces: list[bytes] = []
    left = most
    async for piece in response.aiter_raw():
        pieces.append(piece[:left])
        left -= len(piece)
        if left < 0:
            return b"".join(pieces), False
    return b"".join(pieces), True
