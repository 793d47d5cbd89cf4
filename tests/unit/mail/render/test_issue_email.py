"""An issue becomes an email that any client can show and anybody can read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from publisher import dom
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.issue_email import INBOX_LINE, render
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue, Newsletter, Source
from publisher.project.build.build_project import build
from publisher.project.folder import open_project
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.conftest import MakeProject

NOWHERE = Path("no themes of our own")
BODY = """\
Welcome to [the letter](https://example.org/letter).

## Pressed 🖇️

![A stack of sheets](https://example.com/sheets.png)
_Three sheets._

**A story.** With `code` in it, and a note.[^1]

> A quotation with [a link](https://example.org/quoted).

```python
for sheet in stack:
    print("sheet", 1)  # once
```

| sheet | copies |
| ----- | -----: |
| blue  | 2      |

### Quick links

- 📎 [A clip](https://example.org/clip), never patented.

See you!

[^1]: The note, with [its source](https://example.org/source).
"""

ISSUE = Issue(
    "First issue",
    "001",
    "https://example.com/issues/001/",
    Source("issues/001.md"),
    intro_html="<p>Hello, reader.</p>",
)
NEWSLETTER = Newsletter("The Example Letter", "https://example.com/")
THEMES = {name: load_theme(name, NOWHERE) for name in shipped_themes()}


@pytest.fixture(params=shipped_themes())
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def email(project: MakeProject, theme: str) -> Any:
    """``email("Hello.", {"title": "One"}, footer_text="Bye.")``: the email of an issue."""

    def make(
        body: str = BODY, front_matter: Mapping[str, str] | None = None, **values: Any
    ) -> RenderedEmail:
        given = {"title": "First issue", "date": "2026-02-14"} | dict(front_matter or {})
        head = "\n".join(f"{key}: {value}" for key, value in given.items())
        folder = project({"issues/001.md": f"---\n{head}\n---\n{body}"}, **values)
        opened = open_project(folder, folder)
        shelf = opened.shelf()
        issue = shelf.issue(shelf.manuscripts[0])
        loaded = load_theme(theme, NOWHERE)
        return render(issue, opened.settings.newsletter, opened.settings, loaded)

    return make


def tree_of(email: RenderedEmail) -> Any:
    return html.document_fromstring(email.html.encode(), parser=html.HTMLParser(encoding="utf-8"))


def words_of(email: RenderedEmail) -> str:
    """All that can be seen, on one line; the inbox line too."""
    return " ".join(tree_of(email).find("body").text_content().split())


def addresses(email: RenderedEmail) -> list[str]:
    return [link.get("href") for link in tree_of(email).iter("a")]


# --- the document -------------------------------------------------------------------------


def test_document_says_what_clients_ask_for(email: Any) -> None:
    made = email()
    assert made.html.startswith("<!DOCTYPE html>\n<html")
    metas = {meta.get("name"): meta.get("content") for meta in tree_of(made).iter("meta")}
    assert "width=device-width" in metas["viewport"]
    assert metas["color-scheme"] == metas["supported-color-schemes"] == "light dark"
    assert "x-apple-disable-message-reformatting" in metas
    assert "telephone=no" in metas["format-detection"]
    assert tree_of(made).xpath("//meta[@charset='utf-8']")


def test_subject_is_the_title(email: Any) -> None:
    made = email(front_matter={"title": '"Sheets: one & two"'})
    assert made.subject == "Sheets: one & two"
    assert tree_of(made).findtext(".//title") == made.subject
    assert tree_of(made).find(".//h1").text_content() == made.subject
    assert made.subject in made.text


def test_markup_in_a_title_is_text(theme: str) -> None:
    title = '<script>alert("1")</script> & <b>bold</b>'
    made = render(replace(ISSUE, title=title), NEWSLETTER, MailOptions(), THEMES[theme])
    tree = tree_of(made)
    assert made.subject == title
    assert list(tree.iter("script")) == []
    assert tree.find(".//h1").text_content() == title
    assert tree.findtext(".//title") == title
    assert tree.xpath("string(//*[@role='article']/@aria-label)") in {title, ""}
    assert title in made.text


@pytest.mark.parametrize("language", ["en", "de", "zh-CN", "ja"])
def test_language_is_named_and_written_from_left_to_right(language: str, email: Any) -> None:
    root = tree_of(email(language=language))
    assert (root.get("lang"), root.get("dir")) == (language, "ltr")


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ar-EG"])
def test_language_of_the_right_is_written_from_right_to_left(language: str, email: Any) -> None:
    tree = tree_of(email(language=language))
    assert (tree.get("lang"), tree.get("dir")) == (language, "rtl")
    # Webmail drops the html element: the body's first box says it again.
    inner = tree.xpath("//body//*[@dir]")
    assert [(one.get("lang"), one.get("dir")) for one in inner] == [(language, "rtl")]


def test_issue_in_another_language_has_its_own_lang(email: Any) -> None:
    made = email(front_matter={"language": "he"}, language="en")
    assert (tree_of(made).get("lang"), tree_of(made).get("dir")) == ("he", "rtl")


HEADINGS = {
    "as they should be": BODY,
    "from level one": "# One\n\nText.\n\n# Two\n\nText.\n",
    "from level three": "### One\n\nText.\n\n#### Two\n\nText.\n",
    "with a gap": "## One\n\nText.\n\n##### Two\n\nText.\n\n## Three\n\n#### Four\n\nText.\n",
    "in raw HTML": "<h1>One</h1>\n\n<h4>Two</h4>\n\nText.\n\n<h6>Three</h6>\n",
    "underlined": "One\n===\n\nText.\n\nTwo\n---\n\nText.\n",
}


@pytest.mark.parametrize("body", HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_have_one_of_the_first_level_and_no_gap(body: str, email: Any) -> None:
    tree = tree_of(email(body))
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) > 2
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def test_every_image_has_an_alt(email: Any) -> None:
    body = (
        "![](https://example.com/none.png)\n\n![A stack](https://example.com/a.png)\n\n"
        '<img src="https://example.com/raw.png">\n\nText <img src="https://example.com/b.png"> on.'
    )
    images = list(tree_of(email(body, logo_url="https://example.com/logo.png")).iter("img"))
    assert len(images) >= 4
    assert all(image.get("alt") is not None for image in images)
    assert "A stack" in [image.get("alt") for image in images]


def test_tables_of_the_layout_say_so_and_those_of_the_issue_do_not(email: Any) -> None:
    tables = list(tree_of(email()).iter("table"))
    data = [table for table in tables if table.xpath(".//th")]
    assert len(data) == 1
    assert data[0].get("role") is None
    assert all(table.get("role") == "presentation" for table in tables if table not in data)


# --- the inbox line -----------------------------------------------------------------------


def first_text(email: RenderedEmail) -> str:
    """The first text of the body: what an inbox shows beside the subject."""
    return next(text for text in tree_of(email).find("body").itertext() if text.strip())


def test_inbox_line_is_the_summary_of_the_front_matter(email: Any) -> None:
    made = email(front_matter={"summary": "Why a <thin> blue sheet outlived its machines."})
    assert made.preheader == "Why a <thin> blue sheet outlived its machines."
    assert first_text(made).startswith(made.preheader)


def test_preview_text_is_the_first_text_without_a_summary(email: Any) -> None:
    made = email()
    assert made.preheader.startswith("Welcome to the letter.")
    assert first_text(made).startswith(made.preheader)


def test_inbox_line_is_one_line(theme: str) -> None:
    issue = replace(ISSUE, summary="one\n\n  two\tthree ")
    made = render(issue, NEWSLETTER, MailOptions(), THEMES[theme])
    assert made.preheader == "one two three"


@pytest.mark.parametrize("length", [0, 1, 40, INBOX_LINE - 1, INBOX_LINE, 300])
def test_no_word_of_the_body_gets_into_the_inbox_line(length: int, theme: str) -> None:
    issue = replace(ISSUE, summary=("word " * 60)[:length].rstrip())
    made = render(issue, NEWSLETTER, MailOptions(), THEMES[theme])
    box = next(one for one in tree_of(made).find("body").iter("div"))
    filled = box.text_content()
    assert filled.startswith(issue.summary)
    # A combining mark takes no place of its own.
    assert len(filled.replace("\N{COMBINING GRAPHEME JOINER}", "")) >= INBOX_LINE
    assert "First issue" not in filled


def test_padding_of_the_preview_text_is_not_folded_by_clients(email: Any) -> None:
    box = next(one for one in tree_of(email()).find("body").iter("div"))
    padding = box.text_content().removeprefix(email().preheader)
    assert padding
    assert set(padding) <= {"\N{FIGURE SPACE}", "\N{COMBINING GRAPHEME JOINER}"}


def test_inbox_line_is_not_seen_in_the_mail(email: Any) -> None:
    box = next(one for one in tree_of(email()).find("body").iter("div"))
    style = box.get("style")
    assert all(part in style for part in ("display:none", "mso-hide:all", "overflow:hidden"))


# --- header and footer --------------------------------------------------------------------


def test_link_to_the_web_view_is_there(email: Any) -> None:
    made = email()
    assert "https://example.com/issues/001/" in addresses(made)
    assert "Read online" in words_of(made)
    assert "Read online: https://example.com/issues/001/" in made.text


def test_link_to_the_web_view_can_be_left_out(email: Any) -> None:
    made = email("Hello.", web_view=False)
    assert "https://example.com/issues/001/" not in made.html + made.text
    assert "Read online" not in made.html + made.text


@pytest.mark.parametrize(
    "settings,address",
    [
        ({"unsubscribe_url": "https://example.com/off?id={{id}}&a=1"}, None),
        ({"unsubscribe_mailto": "off@example.com"}, "mailto:off@example.com"),
        ({"unsubscribe_url": "https://example.com/off", "unsubscribe_mailto": "off@example.com"},
         "https://example.com/off"),
    ],
)  # fmt: skip
def test_link_to_unsubscribe_is_there(
    settings: dict[str, str], address: str | None, email: Any
) -> None:
    made = email(**settings)
    expected = address or settings["unsubscribe_url"]
    assert addresses(made).count(expected) == 1
    assert "Unsubscribe" in words_of(made)
    assert f"Unsubscribe: {expected}" in made.text


def test_unsubscribe_link_is_omitted_without_a_url(email: Any) -> None:
    made = email()
    assert "nsubscribe" not in made.html + made.text


def test_footer_says_what_the_settings_say(email: Any) -> None:
    made = email(footer_text="Sent <weekly> & free.", postal_address="1 Example Street & Co.")
    for said in ("Sent <weekly> & free.", "1 Example Street & Co."):
        assert said in words_of(made)
        assert said in made.text


def test_logo_replaces_the_name_and_links_to_the_site(email: Any) -> None:
    made = email(logo_url="https://example.com/logo.png")
    (logo,) = tree_of(made).xpath("//img[@src='https://example.com/logo.png']")
    assert logo.get("alt") == "The Example Letter"
    assert logo.getparent().get("href").rstrip("/") == "https://example.com"


def test_number_is_said_once(email: Any) -> None:
    assert "No. 7" in words_of(email(front_matter={"number": "7"}))
    assert "No. 7" in email(front_matter={"number": "7"}).text
    assert "No. 7" not in words_of(email(front_matter={"number": "7", "title": '"Letter #7"'}))


@pytest.mark.parametrize(
    "language,written,unsubscribe",
    [
        ("en", "February 14, 2026", "Unsubscribe"),
        ("en-GB", "14 February 2026", "Unsubscribe"),
        ("de", "14. Februar 2026", "Abmelden"),
        ("fr", "14 février 2026", "Se désabonner"),
        ("zh-CN", "2026年2月14日", "退订"),
        ("ja", "2026年2月14日", "配信停止"),
        ("ru", "14 февраля 2026", "Отписаться"),
        ("he", "14 בפברואר 2026", "ביטול הרשמה"),
        ("ar", "14 فبراير 2026", "إلغاء الاشتراك"),
    ],
)
def test_date_and_words_are_in_the_language_of_the_newsletter(
    language: str, written: str, unsubscribe: str, email: Any
) -> None:
    made = email(language=language, unsubscribe_mailto="off@example.com")
    for part in (words_of(made), made.text):
        assert written in part
        assert unsubscribe in part


def test_date_is_the_day_of_the_newsletters_time_zone(email: Any) -> None:
    made = email(front_matter={"date": "2026-02-14T23:30:00+00:00"}, timezone="Asia/Tokyo")
    assert "February 15, 2026" in words_of(made)


def test_draft_without_a_date_says_none(email: Any) -> None:
    made = email(front_matter={"date": '""'})
    assert "2026" not in words_of(made)
    assert "None" not in words_of(made) + made.text


# --- steadiness ---------------------------------------------------------------------------


def test_same_issue_gives_the_same_email(email: Any) -> None:
    first, second = email(), email()
    assert (first.html, first.text) == (second.html, second.text)


def test_email_of_an_empty_issue_is_whole(theme: str) -> None:
    made = render(replace(ISSUE, intro_html=""), NEWSLETTER, MailOptions(), THEMES[theme])
    assert tree_of(made).find(".//h1").text_content() == "First issue"
    assert "First issue" in made.text


@pytest.mark.parametrize(
    "url",
    ["https://example.com/u?id=1&b=2", "https://example.com/u", "https://example.com/%7Bid%7D"],
)
def test_the_link_to_unsubscribe_has_no_parameters_of_a_campaign(
    url: str, project: MakeProject
) -> None:
    """Of what is added to it, a mailing list's server may understand nothing."""
    words = "---\ntitle: One\ndate: 2026-01-02\n---\n\n[a](https://example.org/a).\n"
    folder = project({"issues/1.md": words}, unsubscribe_url=url, utm={"utm_source": "letter"})
    build(open_project(folder, folder), datetime(2026, 6, 1, tzinfo=UTC))
    html = (folder / "build/emails/1.html").read_text("utf-8")
    links = [it.get("href") for it in dom.parse(html).iter("a")]
    assert url in links
    assert "https://example.org/a?utm_source=letter" in links
