"""Run SpamAssassin on emails, as `publisher check --spam` does. Starts its processes."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from tempfile import TemporaryDirectory

from publisher.checks.mail.spam import Judgement, verdict_of
from publisher.errors import PublisherError
from publisher.mail.message.compose import compose
from publisher.mail.message.headers import Delivery
from publisher.project.folder import Project
from publisher.project.workshop.editions import Edition
from publisher.settings import FILE_NAME

PROGRAM = "spamassassin"
TIMEOUT_S = 60.0
_READER = "reader@example.com"
"""The recipient of checked emails: the score depends on whether there is one."""


def judgements(project: Project, emails: Iterable[Edition], now: datetime) -> Iterator[Judgement]:
    """Return SpamAssassin's judgement of each email; one with the reason if not installed."""
    program = shutil.which(PROGRAM)
    if program is None:
        yield Judgement(FILE_NAME, is_installed=False)
        return
    with TemporaryDirectory(prefix="publisher-") as home, ThreadPoolExecutor(_processes()) as pool:
        yield from pool.map(lambda made: _judgement(project, made, now, program, home), emails)


def _judgement(
    project: Project, made: Edition, now: datetime, program: str, home: str
) -> Judgement:
    settings = project.settings
    path = made.issue.source.path
    try:
        delivery = Delivery(now, _READER)
        message = compose(made.email, made.issue, settings.newsletter, settings, delivery)
    except PublisherError as error:
        return Judgement(path, fault=str(error))
    try:
        done = subprocess.run(  # noqa: S603 - the user's own program, without a shell
            [program, "--test-mode", "--local", "--nocreate-prefs"],
            input=message.data,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
            env={"HOME": home, "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        return Judgement(path, fault=f"no response within {TIMEOUT_S:g} seconds")
    except (OSError, subprocess.CalledProcessError) as error:
        return Judgement(path, fault=str(error))
    verdict = verdict_of(done.stdout.decode(errors="replace"))
    return Judgement(path, verdict, "" if verdict else "its report has an unknown format")


def _processes() -> int:
    return max(1, min(4, os.cpu_count() or 1))
