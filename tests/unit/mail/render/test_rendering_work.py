"""The work of rendering an email does not grow: what is parsed, and how often."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from lxml import etree
from premailer import Premailer

from publisher.mail.mail_options import MailOptions
from publisher.mail.render.issue_email import render
from publisher.model import Issue, Newsletter, Source
from publisher.themes.theme_loader import load_theme

ISSUE = Issue(
    title="First issue",
    slug="001",
    permalink="https://example.com/issues/001/",
    source=Source("issues/001.md"),
    intro_html='<p style="color:red">One <a href="https://example.org/">link</a>, <em>two</em></p>',
    outro_html="<ul><li>See you</li><li><p>soon</p></li></ul>",
)
SECOND = Issue(
    title="Second issue",
    slug="002",
    permalink="https://example.com/issues/002/",
    source=Source("issues/002.md"),
    intro_html=ISSUE.outro_html,
    outro_html=ISSUE.intro_html,
)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count calls of the libraries that parse, and let them do their work."""
    counts: Counter[str] = Counter()

    def count(owner: object, name: str) -> None:
        function: Callable[..., Any] = getattr(owner, name)

        def counted(*arguments: Any, **named: Any) -> Any:
            counts[name] += 1
            return function(*arguments, **named)

        monkeypatch.setattr(owner, name, counted)

    count(etree, "HTMLParser")
    count(Premailer, "transform")
    for name in ("parse_stylesheet", "parse_blocks_contents", "parse_component_value_list"):
        count(tinycss2, name)
    return counts


def test_a_second_email_parses_each_html_once_and_no_css(calls: Counter[str]) -> None:
    theme = load_theme("default", Path("no themes of our own"))
    newsletter = Newsletter(title="Letter", site_url="https://example.com/")
    render(ISSUE, newsletter, MailOptions(), theme)
    calls.clear()
    render(SECOND, newsletter, MailOptions(), theme)
    parts_of_the_text = 2
    assert calls == {"HTMLParser": 1 + parts_of_the_text, "transform": 1}
