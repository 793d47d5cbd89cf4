"""SpamAssassin finds nothing wrong with what is sent: each sample message scores below 1.0."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from publisher.content.content_options import ContentOptions
from publisher.content.shelf import read_archive
from publisher.mail.mail_options import MailOptions
from publisher.mail.message.compose import compose
from publisher.mail.message.headers import Delivery
from publisher.mail.render.issue_email import render
from publisher.model import Archive, Newsletter
from publisher.themes.theme_loader import load_theme

NEWSLETTER = Newsletter(
    title="The Example Letter",
    site_url="https://example.com/",
    description="A letter about examples.",
    language="en",
    author_name="The editors",
    author_email="editors@example.com",
)
DATE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
ENGLISH = """\
---
title: Parsers, and what they forgive
date: 2026-03-01
---
Welcome back. This week is about **parsers**, and about [one rule](https://example.com/rule) of them.

## News 🦀

**A parser was released.** It reads what [the last one](https://example.com/last) did not, in half
the time. Its authors say that _forgiving_ input is what made it slow.

## Quick links

- [A talk about grammars](https://example.com/talk), forty minutes long.
- [A table of formats](https://example.com/table), with dates.

| format | year |
| ------ | ---: |
| RSS    | 1999 |
| Atom   | 2005 |

See you next week!
"""
CHINESE = """\
---
title: 解析器周刊：第一期
date: 2026-03-01
---
这里记录每周值得分享的内容，周五发布。

## 新闻

本周有一个[新的解析器](https://example.com/parser)发布了，速度是原来的两倍。
"""
GERMAN = """\
---
title: Grüße aus der Küche
date: 2026-03-01
---
Ein kurzer Brief über **Äpfel** und [Öfen](https://example.com/oefen).
"""
SAMPLES = {"en": ENGLISH, "zh": CHINESE, "de": GERMAN}


def score_of(message: bytes, program: str, home: Path) -> tuple[float, str]:
    """SpamAssassin's score by local rules alone, and the rules that matched."""
    result = subprocess.run(
        [program, "-t", "-L", "-x"],
        input=message,
        capture_output=True,
        timeout=120,
        check=True,
        env={"HOME": str(home), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"},
    )
    head = re.sub(rb"\r?\n[ \t]+", b" ", result.stdout.partition(b"\n\n")[0]).decode()
    status = re.search(
        r"^X-Spam-Status: \w+, score=(-?[\d.]+).*?tests=(\S.*?) autolearn", head, re.MULTILINE
    )
    assert status, head
    return float(status[1]), status[2]


def composed(archive: Archive, theme: str, options: MailOptions, recipient: str) -> list[bytes]:
    loaded = load_theme(theme, Path("templates/email"))
    return [
        compose(
            render(issue, archive.newsletter, options, loaded),
            issue,
            archive.newsletter,
            options,
            Delivery(issue.date or DATE, recipient=recipient),
        ).data
        for issue in archive.issues
    ]


OPTIONS = MailOptions(
    unsubscribe_url="https://example.com/unsubscribe",
    unsubscribe_mailto="unsubscribe@example.com",
    list_id="letter.example.com",
    postal_address="The Example Letter, 1 Example Street, Example Town",
)


@pytest.mark.parametrize("recipient", ["", "reader@example.org"], ids=["to a list", "to a reader"])
@pytest.mark.parametrize("theme", ["default", "plain"])
@pytest.mark.parametrize("language", SAMPLES)
def test_a_message_looks_like_no_spam(
    language: str, theme: str, recipient: str, tmp_path: Path, requires: Any
) -> None:
    program = requires("spamassassin")
    folder = tmp_path / "issues"
    folder.mkdir()
    (folder / "001.md").write_text(SAMPLES[language], encoding="utf-8")
    newsletter = replace(NEWSLETTER, language=language)
    archive = read_archive(folder, "issues", newsletter, ContentOptions())

    for message in composed(archive, theme, OPTIONS, recipient):
        score, rules = score_of(message, program, tmp_path)
        assert score < 1.0, rules


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["default", "plain"])
def test_the_issues_of_this_repository_look_like_no_spam(
    theme: str, repository: Path, tmp_path: Path, requires: Any
) -> None:
    program = requires("spamassassin")
    archive = read_archive(repository / "issues", "issues", NEWSLETTER, ContentOptions())

    for message in composed(archive, theme, OPTIONS, "reader@example.org"):
        score, rules = score_of(message, program, tmp_path)
        assert score < 1.0, rules
