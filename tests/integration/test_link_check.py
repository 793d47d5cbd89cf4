"""The link check against servers that answer in every way there is. All of them are on loopback."""

import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from publisher.checks.check_options import LinkCheckOptions
from publisher.checks.links.answer import Answer, Question, Reachability
from publisher.checks.links.asking import Manners, ask
from publisher.net.guarded_transport import Network
from tests.certificates import CertificateAuthority
from tests.conftest import MakeProject, RunPublisher

GIF = b"GIF89a" + (640).to_bytes(2, "little") + (480).to_bytes(2, "little") + b"\0" * 20
PAGE = b'<!doctype html><title>x</title><h2 id="part">Part</h2><a name="old">Old</a>'
REDIRECTS = {"/found": 302, "/moved": 301, "/moved-308": 308, "/see-other": 303}


class Scripted(BaseHTTPRequestHandler):
    """Answers by the path that is asked for, and remembers what was."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[tuple[str, str]]] = []
    running: ClassVar[Counter[str]] = Counter()
    most: ClassVar[Counter[str]] = Counter()
    lock: ClassVar[threading.Lock] = threading.Lock()
    release: ClassVar[threading.Event] = threading.Event()
    redirect_to: ClassVar[str] = "/page"

    def log_message(self, *arguments: object) -> None:
        """Keeps its peace."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        with self.lock:
            self.asked.append((self.command, self.path))
            self.running[host] += 1
            self.most[host] = max(self.most[host], self.running[host])
        try:
            self._scripted(self.path)
        finally:
            with self.lock:
                self.running[host] -= 1

    def _scripted(self, path: str) -> None:  # noqa: PLR0912 - a branch for each way to answer
        times = sum(asked == (self.command, path) for asked in self.asked)
        if path in REDIRECTS:
            self._send(REDIRECTS[path], Location=self.redirect_to)
        elif path == "/two-hops":
            self._send(301, Location="/moved")
        elif path == "/then-found":
            self._send(301, Location="/found")
        elif path == "/circle":
            self._send(302, Location="/circle")
        elif path == "/to-file":
            self._send(301, Location="file:///etc/passwd")
        elif path.startswith("/status/"):
            self._send(int(path.rpartition("/")[2]))
        elif path == "/no-head":
            self._send(405 if self.command == "HEAD" else 200)
        elif path == "/hidden-from-head":
            self._send(404 if self.command == "HEAD" else 200)
        elif path == "/third-time":
            self._send(503 if times < 3 else 200)
        elif path == "/busy":
            self._send(429, b"", **{"Retry-After": "3600"})
        elif path == "/slow":
            self.release.wait(20)
            self._send(200)
        elif path == "/together":
            time.sleep(0.05)
            self._send(200)
        elif path == "/a.gif":
            self._send(200, GIF + b"\0" * 1_200_000, **{"Content-Type": "image/gif"})
        elif path == "/page.png":
            self._send(200, PAGE, **{"Content-Type": "text/html"})
        elif path == "/file.pdf":
            self._send(200, b"%PDF", **{"Content-Type": "application/pdf"})
        elif path == "/endless":
            self._endless()
        elif path == "/rubbish":
            self.wfile.write(b"this is no HTTP\r\n\r\n")
            self.close_connection = True
        else:
            self._send(200, PAGE, **{"Content-Type": "text/html; charset=utf-8"})

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            while not self.release.is_set():
                self.wfile.write(b"<p>more</p>" * 10_000)
        except OSError:
            return

    def _send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
            except OSError:  # who asks has read enough
                self.close_connection = True


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A scripted server on loopback; its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # refused handshakes are meant
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        Scripted.release.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def port() -> Iterator[int]:
    for kept in (Scripted.asked, Scripted.running, Scripted.most):
        kept.clear()
    Scripted.release.clear()
    Scripted.redirect_to = "/page"
    with serving() as number:
        yield number


class Names:
    """A name server for tests: hosts to addresses, the next ones at each look-up."""

    def __init__(self, **hosts: list[list[str]]) -> None:
        self._hosts = {name.replace("_", "."): iter(answers) for name, answers in hosts.items()}
        self.asked: list[str] = []

    async def resolve(self, host: str, _port: int) -> list[str]:
        self.asked.append(host)
        if host == "offline.example.com":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if host not in self._hosts:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return next(self._hosts[host])


LOOPBACK = Network(may_ask=lambda _: True)


def options(**given: Any) -> LinkCheckOptions:
    return LinkCheckOptions(**({"timeout_s": 5, "retries": 0} | given))


def answer_to(
    url: str, *fragments: str, network: Network = LOOPBACK, is_image: bool = False, **given: Any
) -> Answer:
    question = Question(url, fragments, is_image)
    return answers_to([question], network, **given)[url]


def answers_to(
    questions: list[Question], network: Network = LOOPBACK, interval_s: float = 0, **given: Any
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    manners = Manners(pause_s=0.01, interval_s=interval_s)
    ask(questions, options(**given), answers, network=network, manners=manners)
    return answers


# --- answers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path,outcome,status",
    [
        ("/page", Reachability.OK, 200),
        ("/no-head", Reachability.OK, 200),
        ("/hidden-from-head", Reachability.OK, 200),
        ("/status/404", Reachability.GONE, 404),
        ("/status/410", Reachability.GONE, 410),
        ("/status/401", Reachability.DECLINED, 401),
        ("/status/403", Reachability.DECLINED, 403),
        ("/status/451", Reachability.DECLINED, 451),
        ("/status/500", Reachability.FAULTY, 500),
        ("/rubbish", Reachability.SILENT, 0),
        ("/circle", Reachability.LOST, 0),
        ("/to-file", Reachability.LOST, 0),
        ("/busy", Reachability.DECLINED, 429),
    ],
)
def test_an_address_is_judged_by_what_its_server_answers(
    port: int, path: str, outcome: Reachability, status: int
) -> None:
    answer = answer_to(f"http://127.0.0.1:{port}{path}")
    assert (answer.outcome, answer.status) == (outcome, status)


def test_headers_are_asked_for_first_and_the_page_only_where_they_do_not_tell(port: int) -> None:
    answer_to(f"http://127.0.0.1:{port}/page")
    assert Scripted.asked == [("HEAD", "/page")]
    answer_to(f"http://127.0.0.1:{port}/no-head")
    assert Scripted.asked[1:] == [("HEAD", "/no-head"), ("GET", "/no-head")]


@pytest.mark.parametrize(
    "path,moved_to",
    [
        ("/moved", "/page"),
        ("/moved-308", "/page"),
        ("/two-hops", "/page"),
        ("/then-found", "/found"),
        ("/found", ""),
        ("/see-other", ""),
        ("/page", ""),
    ],
)
def test_only_a_permanent_redirect_is_a_new_address(port: int, path: str, moved_to: str) -> None:
    answer = answer_to(f"http://127.0.0.1:{port}{path}")
    assert answer.outcome is Reachability.OK
    assert answer.moved_to == (f"http://127.0.0.1:{port}{moved_to}" if moved_to else "")


def test_anchors_are_looked_for_in_the_page_that_redirects_lead_to(port: int) -> None:
    answer = answer_to(f"http://127.0.0.1:{port}/found", "part", "old", "no-such-part")
    assert answer.found == ("part", "old")
    assert answer.missing == ("no-such-part",)


def test_anchors_are_not_missing_in_other_files_or_long_pages(port: int) -> None:
    assert answer_to(f"http://127.0.0.1:{port}/file.pdf", "page=3").missing == ()
    assert answer_to(f"http://127.0.0.1:{port}/endless", "part").missing == ()


def test_answer_for_an_image_has_type_bytes_and_size(port: int) -> None:
    answer = answer_to(f"http://127.0.0.1:{port}/a.gif", is_image=True)
    assert answer.media_type == "image/gif"
    assert answer.size == len(GIF) + 1_200_000
    assert (answer.width, answer.height) == (640, 480)
    assert answer_to(f"http://127.0.0.1:{port}/page.png", is_image=True).media_type == "text/html"


def test_a_server_that_fails_is_asked_again_and_no_more_often_than_was_set(port: int) -> None:
    url = f"http://127.0.0.1:{port}/third-time"
    assert answer_to(url, "part", retries=1).outcome is Reachability.FAULTY
    assert answer_to(url, "part", retries=1).outcome is Reachability.OK
    assert len(Scripted.asked) == 3


def test_long_retry_after_stops_retries(port: int) -> None:
    answer_to(f"http://127.0.0.1:{port}/busy", "part", retries=3)
    assert Scripted.asked == [("GET", "/busy")]


def test_what_was_answered_before_an_interruption_stays(port: int) -> None:
    def stop(done: int, _all: int, _url: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    questions = [Question(f"http://127.0.0.1:{port}/{number}") for number in range(50)]
    answers: dict[str, Answer] = {}
    with pytest.raises(KeyboardInterrupt):
        ask(questions, options(), answers, stop, LOOPBACK, Manners(interval_s=0.02))
    assert 3 <= len(answers) < 50


def test_a_server_that_never_answers_costs_no_more_than_the_time_that_was_set(port: int) -> None:
    answer = answer_to(f"http://127.0.0.1:{port}/slow", timeout_s=0.3)
    assert answer.outcome is Reachability.SILENT
    assert "0.3 seconds" in answer.detail


def test_closed_port_is_silent() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}/"
        assert answer_to(url).outcome is Reachability.SILENT


# --- politeness --------------------------------------------------------------------------


def test_no_host_is_asked_more_at_one_time_than_was_set(port: int) -> None:
    names = Names(**{f"host{n}_example_com": [["127.0.0.1"]] * 20 for n in range(3)})
    network = Network(names.resolve, lambda _: True)
    questions = [
        Question(f"http://host{number % 3}.example.com:{port}/together", (f"{number}",))
        for number in range(3)
    ] + [Question(f"http://host0.example.com:{port}/together?{number}") for number in range(8)]
    answers = answers_to(questions, network, per_host=2, concurrency=4)
    assert {answer.outcome for answer in answers.values()} == {Reachability.OK}
    assert max(Scripted.most.values()) <= 2


# --- where it may go ---------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_this_machine_is_not_asked(port: int, host: str) -> None:
    answer = answer_to(f"http://{host}:{port}/page", network=Network())
    assert answer.outcome in {Reachability.PRIVATE, Reachability.UNKNOWN_HOST}
    assert Scripted.asked == []


def test_a_redirect_does_not_lead_into_this_machine(port: int) -> None:
    Scripted.redirect_to = f"http://127.0.0.2:{port}/secret"
    network = Network(may_ask=lambda address: address != "127.0.0.2")
    answer = answer_to(f"http://127.0.0.1:{port}/found", network=network)
    assert answer.outcome is Reachability.PRIVATE
    assert "127.0.0.2" in answer.detail
    assert ("HEAD", "/secret") not in Scripted.asked


def test_dns_rebinding_cannot_reach_another_address(port: int) -> None:
    names = Names(rebind_example_com=[["127.0.0.1"], ["127.0.0.2"]])
    network = Network(names.resolve, lambda address: address == "127.0.0.1")
    url = f"http://rebind.example.com:{port}/page"
    # Looked up once, and connected to what was looked at.
    assert answer_to(url, network=network).outcome is Reachability.OK
    assert names.asked == ["rebind.example.com"]
    assert answer_to(url, network=network).outcome is Reachability.PRIVATE


def test_one_private_address_among_public_ones_is_enough_to_refuse(port: int) -> None:
    names = Names(mixed_example_com=[["127.0.0.1", "127.0.0.2"]])
    network = Network(names.resolve, lambda address: address == "127.0.0.1")
    answer = answer_to(f"http://mixed.example.com:{port}/page", network=network)
    assert answer.outcome is Reachability.PRIVATE
    assert Scripted.asked == []


def test_the_next_address_of_a_host_is_tried_where_the_first_is_deaf(port: int) -> None:
    names = Names(two_example_com=[["127.0.0.9", "127.0.0.1"]])
    network = Network(names.resolve, lambda _: True)
    assert (
        answer_to(f"http://two.example.com:{port}/page", network=network).outcome is Reachability.OK
    )


def test_settings_of_a_proxy_are_not_followed(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert answer_to(f"http://127.0.0.1:{port}/page").outcome is Reachability.OK


# --- no network --------------------------------------------------------------------------


def test_one_unknown_host_does_not_mean_offline(port: int) -> None:
    network = Network(Names().resolve, lambda _: True)
    assert (
        answer_to("http://gone.example.com/", network=network).outcome is Reachability.UNKNOWN_HOST
    )


@pytest.mark.parametrize("fault", [socket.EAI_AGAIN, socket.EAI_NONAME])
def test_link_check_stops_early_without_network(fault: int) -> None:
    names = Names()

    async def resolve(host: str, port: int) -> list[str]:
        names.asked.append(host)
        raise socket.gaierror(fault, "whatever the system says")

    questions = [Question(f"http://host{number}.example.com/") for number in range(400)]
    answers = answers_to(questions, Network(resolve, lambda _: True), concurrency=4)
    assert {answer.outcome for answer in answers.values()} == {Reachability.OFFLINE}
    assert len(names.asked) < 20


def test_many_unknown_hosts_are_reported_if_another_host_responds(port: int) -> None:
    names = Names(here_example_com=[["127.0.0.1"]])
    questions = [Question(f"http://gone{number}.example.com/") for number in range(40)]
    last = Question(f"http://here.example.com:{port}/page")
    answers = answers_to(
        [*questions[:5], last, *questions[5:]], Network(names.resolve, lambda _: True)
    )
    assert answers[last.url].outcome is Reachability.OK
    assert {answers[it.url].outcome for it in questions} == {Reachability.UNKNOWN_HOST}


def test_with_a_network_a_host_that_cannot_be_reached_is_only_silent(port: int) -> None:
    names = Names(here_example_com=[["127.0.0.1"]])
    network = Network(names.resolve, lambda _: True)
    urls = ["http://offline.example.com/", f"http://here.example.com:{port}/page"]
    answers = answers_to([Question(url) for url in urls], network)
    assert [answers[url].outcome for url in urls] == [Reachability.SILENT, Reachability.OK]


# --- TLS ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> CertificateAuthority:
    return CertificateAuthority(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize(
    "make,outcome",
    [
        (lambda ca: ca.server_context("site.example.com"), Reachability.OK),
        (lambda ca: ca.server_context("other.example.com"), Reachability.CERTIFICATE),
        (
            lambda ca: ca.server_context("site.example.com", from_day=-9, to_day=-2),
            Reachability.CERTIFICATE,
        ),
        (lambda ca: ca.server_context("site.example.com", signed=False), Reachability.CERTIFICATE),
    ],
    ids=["good", "other name", "expired", "self-signed"],
)
def test_a_certificate_is_judged_by_the_name_in_the_link(
    authority: CertificateAuthority,
    make: Callable[[CertificateAuthority], ssl.SSLContext],
    outcome: Reachability,
) -> None:
    Scripted.release.clear()
    names = Names(site_example_com=[["127.0.0.1"]] * 4)
    trusted = ssl.create_default_context(cafile=str(authority.ca_file))
    with serving(make(authority)) as port:
        network = Network(names.resolve, lambda _: True, trusted)
        answer = answer_to(f"https://site.example.com:{port}/page", network=network)
    assert answer.outcome is outcome, answer
    assert answer.detail or outcome is Reachability.OK


def test_no_secret_of_this_machine_is_sent(port: int, tmp_path: Path) -> None:
    seen: dict[str, str] = {}
    original = Scripted._scripted

    def remember(self: Scripted, path: str) -> None:
        seen.update(self.headers.items())
        original(self, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETRC", str(tmp_path / "netrc"))
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
        patch.setattr(Scripted, "_scripted", remember)
        answer_to(f"http://127.0.0.1:{port}/page")
    assert set(seen) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert "secret" not in "".join(seen.values())


# --- the command -------------------------------------------------------------------------

LETTER = """---
title: Links
date: 2026-03-01
---
A [page](http://127.0.0.1:PORT/page#part), one [gone](http://127.0.0.1:PORT/status/404),
one that [moved](http://127.0.0.1:PORT/moved), and [no part](http://127.0.0.1:PORT/page#nowhere).
Also [the other letter](https://example.com/issues/002/).
"""


def test_command_requests_each_url_once_and_reports_positions(
    port: int, project: MakeProject, run_publisher: RunPublisher
) -> None:
    letter = LETTER.replace("PORT", str(port))
    other = "---\ntitle: Two\ndate: 2026-03-08\n---\nWords.\n"
    folder = project({"issues/001.md": letter, "issues/002.md": other})
    may_ask = {"PUBLISHER_CHECK__LINKS__ALLOW_PRIVATE": "true"}
    command = ("check", "1", "--links", "--select", "L")
    done = run_publisher(*command, cwd=folder, env=may_ask)
    found = [line.split()[:2] for line in done.stdout.splitlines() if "issues/001.md:" in line]
    fifth, sixth = letter.splitlines()[4:6]
    assert found == [
        [f"issues/001.md:5:{fifth.rindex('http') + 1}:", "L101"],
        [f"issues/001.md:6:{sixth.index('http') + 1}:", "L105"],
        [f"issues/001.md:6:{sixth.rindex('http') + 1}:", "L107"],
    ]
    asked = list(Scripted.asked)
    run_publisher(*command, cwd=folder, env=may_ask)
    assert Scripted.asked == asked, "answers are kept for days"


def test_the_command_does_not_ask_this_machine_unless_it_may(
    port: int, project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/001.md": LETTER.replace("PORT", str(port))})
    done = run_publisher("check", "--links", "--select", "L108", cwd=folder)
    assert done.stdout.count("L108") == 4
    assert Scripted.asked == []
