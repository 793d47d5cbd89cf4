"""No output holds an address that a client reads as a script, however it is written."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from html.entities import html5
from pathlib import Path

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from publisher.content.content_options import ContentOptions
from publisher.content.shelf import read_archive
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.issue_email import render
from publisher.model import Newsletter
from publisher.themes.theme_loader import load_theme
from tests.unit.feed.letters import build_feeds, child, files_of, items_of

NEWSLETTER = Newsletter("T", "https://example.com/")
THEME = load_theme("default", Path("nowhere"))
TEXTS = {
    "alt",
    "title",
    "class",
    "id",
    "lang",
    "dir",
    "width",
    "height",
    "aria-label",
    "role",
    "content",
}
SCRIPTS = ("javascript", "vbscript", "livescript", "file", "view-source")

HIDDEN = st.sampled_from(
    [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in {"Zs", "Zl", "Zp", "Cc"}]
    + ["\ufeff", "\u200b", "\u200e", "\u00ad", "\u2060", "\U000e0020"]
)  # fmt: skip
NAMES = {value: name for name, value in html5.items() if len(value) == 1 and name.endswith(";")}
SPELLINGS = st.sampled_from(["{0}", "&#{1};", "&#x{1:x};", "&#X{1:04X};", "&#{1:07d};", "{2}"])


@st.composite
def spelled(draw: st.DrawFn, text: str) -> str:
    """The text with hidden characters anywhere, and each character spelled in some way."""
    written = ""
    for character in text:
        for one in (*draw(st.lists(HIDDEN, max_size=1)), character):
            name = f"&{NAMES[one]}" if one in NAMES else one
            written += draw(SPELLINGS).format(one.swapcase(), ord(one), name)
    return written


ADDRESSES = st.sampled_from([f"{scheme}:x" for scheme in SCRIPTS] + ["data:text/html,x"]).flatmap(
    spelled
)
PLACES = st.sampled_from(
    [
        "[x]({0})", "[x](<{0}>)", "![x]({0})", "[x][r]\n\n[r]: {0}", "<{0}>", '<a href="{0}">x</a>',
        "<a href={0}>x</a>", '<img src="{0}">', '<img src="a.png" srcset="b.png 1x, {0} 2x">',
        '<video src="{0}" poster="{0}">x</video>', '<video poster="{0}" src="https://example.org/v"></video>',
        '<iframe src="{0}"></iframe>', '<iframe srcdoc="{0}"></iframe>', '<svg><a xlink:href="{0}">x</a></svg>',
        '<form action="{0}"><button formaction="{0}">x</button></form>', '<table background="{0}"><tr><td>x</table>',
        '<td background="{0}">x</td>', '<object data="{0}">x</object>', '<blockquote cite="{0}">x</blockquote>',
        '<q cite="{0}">x</q>', '<a ping="https://example.org {0}" href="/x">x</a>', '<embed src="{0}">',
        '<p style="background:url({0})">x</p>', "<p style=\"background:url('{0}')\">x</p>", '<base href="{0}">',
        '<svg><animate attributeName="href" values="/a;{0}" to="{0}"/></svg>', '<math href="{0}">x</math>',
        '<ins cite="{0}">x</ins>', '<audio><source src="{0}"></audio>', '<body background="{0}">x</body>',
        '<picture><source srcset="{0}"><img src="a.png"></picture>', '<img longdesc="{0}" src="a.png" lowsrc="{0}">',
        '<div><a name="a" href="{0}"><b>x</b></a></div>', '<link rel="icon" href="{0}">',
        '<meta http-equiv="refresh" content="0;url={0}">', "| a |\n|---|\n| [x]({0}) |", "x[^1]\n\n[^1]: [y]({0})",
    ]
)  # fmt: skip


def bare(text: str) -> str:
    """A text as a lenient client sees it: without anything that is no letter, sign or digit."""
    return "".join(char for char in text if unicodedata.category(char)[0] not in "ZC").lower()


def browsers(text: str) -> str:
    """A text as a browser sees an address (WHATWG URL standard, section 4.4)."""
    return re.sub("[\t\n\r]", "", text.strip("".join(map(chr, range(0x21))))).lower()


def is_script(url: str) -> bool:
    """Whether a client would run the address, or one among several."""
    pieces = (url, *re.split(r"[\s,;]+", url), *url.split(","), *url.split(";"))
    seen = (see(piece) for piece in pieces for see in (bare, browsers))
    return any(re.match(r"[a-z][a-z0-9+.-]*:", one) is not None and is_run(one) for one in seen)


def is_run(url: str) -> bool:
    return url.startswith(tuple(f"{name}:" for name in SCRIPTS)) or (
        url.startswith("data:") and not url.startswith("data:image/")
    )


def scripts_in(html: str) -> Iterator[str]:
    """The attributes of a document that a client would run."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        for name, value in element.attrib.items():
            if name == "style":
                if re.search("|".join(f"{scheme}:|data:text" for scheme in SCRIPTS), bare(value)):
                    yield f"{name}={value!r}"
            elif name not in TEXTS and is_script(value):
                yield f"{name}={value!r}"


def outputs_of(folder: Path, text: str) -> Iterator[str]:
    """What is written of one issue: the email, and the entries; and the addresses of feed.json."""
    (folder / "001.md").write_text(text, encoding="utf-8", errors="replace", newline="")
    archive = read_archive(folder, "issues", NEWSLETTER, ContentOptions())
    for issue in archive.published(datetime(2030, 1, 1, tzinfo=UTC)):
        yield render(issue, NEWSLETTER, MailOptions(), THEME).html
        files = files_of(build_feeds(issue))
        yield child(items_of(files["feed.xml"])[0], "encoded")
        yield child(items_of(files["atom.xml"])[0], "content")
        item = json.loads(files["feed.json"])["items"][0]
        yield item["content_html"]
        for name in ("image", "url", "external_url"):
            assert not is_script(item.get(name, ""))
        for url in (
            *(link.url for link in issue.links),
            issue.image,
            *(it.url for it in issue.stories),
        ):
            assert not is_script(url)


@settings(max_examples=400)
@given(PLACES, ADDRESSES)
@example("[x]({0})", "&#x2028;javascript:alert(1)")
@example('<a href="{0}">x</a>', "&nbsp;javascript:alert(1)")
@example("[x]({0})", "&#x3000;javascript:alert(1)")
@example('<img src="{0}">', "java&#8195;script:alert(1)")
@example('<p style="background:url({0})">x</p>', "\\6aavascript:x")
@example('<p style="background:url({0})">x</p>', "java/**/script:x")
def test_no_output_runs_an_address_of_an_issue(
    tmp_path_factory: pytest.TempPathFactory, place: str, address: str
) -> None:
    head = "---\ntitle: T\ndate: 2024-05-17\n---\nWords.\n\n"
    folder = tmp_path_factory.mktemp("issues")
    for html in outputs_of(folder, head + place.replace("{0}", address)):
        assert list(scripts_in(html)) == []


@given(HIDDEN, st.integers(0, 10))
def test_no_output_runs_the_image_of_the_front_matter(
    tmp_path_factory: pytest.TempPathFactory, hidden: str, at: int
) -> None:
    address = json.dumps("javascript:x"[:at] + hidden + "javascript:x"[at:])
    folder = tmp_path_factory.mktemp("issues")
    text = f"---\ntitle: T\ndate: 2024-05-17\nimage: {address}\n---\nWords."
    for html in outputs_of(folder, text):
        assert list(scripts_in(html)) == []


@given(HIDDEN, st.integers(0, 10), st.sampled_from(["logo_url", "unsubscribe_url"]))
def test_no_setting_is_an_address_that_is_run(hidden: str, at: int, name: str) -> None:
    with pytest.raises(ValidationError, match="no client opens javascript"):
        MailOptions.model_validate({name: "javascript:x"[:at] + hidden + "javascript:x"[at:]})


def test_a_dropped_image_of_the_front_matter_is_named_with_its_line(tmp_path: Path) -> None:
    text = "---\ntitle: T\ndate: 2024-05-17\nimage: javascript:alert(1)\n---\nWords.\n"
    (tmp_path / "001.md").write_text(text)
    archive = read_archive(tmp_path, "issues", NEWSLETTER, ContentOptions())
    found = [it for it in archive.issues[0].diagnostics if it.code == "C303"]
    assert [(it.position.line, it.message) for it in found] == [
        (4, "`image`: javascript: was left out")
    ]
