"""Messages a second to Postfix's smtp-sink: our sender beside plain smtplib and smtp-source.

    python -m benchmarks.smtp [--messages 600] [--rounds 5]

The plain loop is `smtplib.SMTP.sendmail` and nothing else: no receipt, no retry, no check. All
send the same message of 56 KB, an issue as it is mailed, over one connection and over eight.
Rounds take turns, so that a busy machine is busy for all; the figure is the median of rounds,
and the ratio is to the plain loop with as many connections. smtp-source is C and says how much
there is to be had. Target: at least 0.9 of the plain loop.
"""

import argparse
import shutil
import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from publisher.message import Envelope, Message
from publisher.senders.smtp.sender import SmtpSender
from publisher.senders.smtp.smtp_options import SmtpOptions
from tests.postfix_server import smtp_sink

SEARCH_PATH = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"
LETTER = "letter@example.com"
LINE = b"A line of a newsletter, as long as quoted-printable lets a line become, 76=\r\n"
DATA = b"From: letter@example.com\r\nSubject: Letter\r\n\r\n" + LINE * (56_000 // len(LINE))
TARGET = 0.9

Send = Callable[[int, int], None]
"""Sends a number of messages over one connection to a port."""


def plain(messages: int, port: int) -> None:
    """What everybody writes first."""
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(messages):
            smtp.sendmail(LETTER, [f"reader{number}@example.com"], DATA)


def ours(messages: int, port: int, *, pipelining: bool = True) -> None:
    """Our sender, with a receipt for each recipient."""
    options = SmtpOptions(
        host="127.0.0.1",
        port=port,
        security="none",
        pipelining=pipelining,
        max_per_connection=messages,
    )
    message = Message("<1@example.com>", DATA)
    with SmtpSender(options) as sender:
        for number in range(messages):
            (receipt,) = sender.send(message, Envelope(LETTER, (f"reader{number}@example.com",)))
            assert receipt.is_accepted, receipt


def ours_one_by_one(messages: int, port: int) -> None:
    """Our sender without PIPELINING."""
    ours(messages, port, pipelining=False)


def in_threads(send: Send, connections: int) -> Send:
    """The same number of messages, divided among as many threads as connections."""

    def run(messages: int, port: int) -> None:
        with ThreadPoolExecutor(connections) as threads:
            list(threads.map(send, [messages // connections] * connections, [port] * connections))

    return run


def smtp_source(program: str, connections: int) -> Send:
    """Postfix's own load generator."""

    def run(messages: int, port: int) -> None:
        subprocess.run(
            [program, "-s", str(connections), "-m", str(messages), "-l", str(len(DATA)), "-d",
             "-f", LETTER, "-t", "reader@example.com", f"127.0.0.1:{port}"],
            check=True,
        )  # fmt: skip

    return run


def measure(
    contestants: dict[str, Send], messages: int, rounds: int, port: int
) -> dict[str, float]:
    """Messages a second of each: the median of rounds that take turns."""
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, send in contestants.items():
            start = time.perf_counter()
            send(messages, port)
            rates[name].append(messages / (time.perf_counter() - start))
    return {name: statistics.median(found) for name, found in rates.items()}


def main() -> int:
    """Measure, print a table, and return 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--messages", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    sink = shutil.which("smtp-sink", path=SEARCH_PATH)
    source = shutil.which("smtp-source", path=SEARCH_PATH)
    if not sink or not source:
        print("smtp-sink and smtp-source are part of Postfix, which is not here", file=sys.stderr)
        return 2
    is_missed = False
    print(f"{'':32}{'messages/s':>12}{'of plain':>10}")
    for connections in (1, 8):
        contestants: dict[str, Send] = {
            "plain smtplib": in_threads(plain, connections),
            "publisher": in_threads(ours, connections),
            "publisher, no pipelining": in_threads(ours_one_by_one, connections),
            "smtp-source (C)": smtp_source(source, connections),
        }
        with smtp_sink(sink) as port:
            measure(contestants, arguments.messages // 10, 1, port)  # warm up
            rates = measure(contestants, arguments.messages, arguments.rounds, port)
        for name, rate in rates.items():
            label = f"{name}, {connections} connection{'s' if connections > 1 else ''}"
            ratio = rate / rates["plain smtplib"]
            print(f"{label:32}{rate:12,.0f}{ratio:10.2f}")
        is_missed |= rates["publisher"] < TARGET * rates["plain smtplib"]
    print(f"target: {TARGET} of the plain loop: {'missed' if is_missed else 'met'}")
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
