"""Emails in a real browser: no line is wider than a phone, and every word can be read in light and dark."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publisher import dom
from publisher.mail.render.issue_email import render
from publisher.model import Issue
from publisher.project.folder import open_project
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.conftest import REPOSITORY, toml_of
from tests.sample_letter import letter_in

WIDTHS = (320, 600, 1200)
PHONE = WIDTHS[0]
COLUMN_PX = 600
LEGIBLE = 4.5
BODY_PX = 16
SETTINGS = {
    "unsubscribe_url": "https://example.com/unsubscribe?id={{id}}",
    "footer_text": "You get this because you asked for it.",
    "postal_address": "1 Example Street, Example Town",
    "logo_url": "https://example.com/issues/images/forme.png",
}

MEASURE = """() => {
  const channels = color => {
    const parts = color.match(/[\\d.]+/g).map(Number)
    return {rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1}
  }
  const over = (top, below) => top.rgb.map((part, at) =>
    part * top.alpha + below[at] * (1 - top.alpha))
  // WCAG 2.2, definitions: relative luminance, contrast ratio.
  const linear = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  const luminance = rgb => {
    const [red, green, blue] = rgb.map(part => linear(part / 255))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one, other) => {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (lighter + 0.05) / (darker + 0.05)
  }
  const probe = document.body.appendChild(document.createElement('i'))
  probe.style.backgroundColor = 'Canvas'
  const canvas = channels(getComputedStyle(probe).backgroundColor).rgb
  probe.remove()
  const ground = element => {
    const layers = []
    for (let one = element; one; one = one.parentElement) {
      layers.push(channels(getComputedStyle(one).backgroundColor))
      if (layers.at(-1).alpha === 1) break
    }
    return layers.reduceRight((below, top) => over(top, below), canvas)
  }
  const opacity = element => {
    let product = 1
    for (let one = element; one; one = one.parentElement)
      product *= Number(getComputedStyle(one).opacity)
    return product
  }
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim().replace(/\\s+/g, ' ')
    const element = walker.currentNode.parentElement
    if (!text || !element.checkVisibility({opacityProperty: true, visibilityProperty: true}))
      continue
    const style = getComputedStyle(element)
    const behind = ground(element)
    const ink = channels(style.color)
    ink.alpha *= opacity(element)
    texts.push({
      text, tag: element.localName, size: parseFloat(style.fontSize),
      contrast: contrast(over(ink, behind), behind),
    })
  }
  const page = document.scrollingElement
  const wide = [...document.body.querySelectorAll('p, h1, h2, h3, li, img, blockquote, pre')]
  return {
    texts,
    mode: document.compatMode,
    scroll_width: page.scrollWidth,
    inner_width: innerWidth,
    widest: Math.max(...wide.map(one => one.getBoundingClientRect().width)),
  }
}"""

CELLS = [f"column {number}" for number in range(1, 13)]
HOSTILE = "\n\n".join(
    [
        "---\ntitle: Unbreakable" + "e" * 120 + "\ndate: 2026-02-14\nnumber: 99\n---",
        "A link: <https://example.org/" + "a1b2c3/" * 40 + ">, and one in words: "
        "[https://example.org/" + "d4e5f6" * 45 + "](https://example.org/words).",
        "https://example.org/" + "x" * 300,
        "## A heading that is Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen 🧪",
        "A word: " + "Pneumonoultramicroscopicsilicovolcanoconiosis" * 8,
        "一份关于解析器的周报" * 40,
        "> A quotation of " + "z" * 200 + "\n>\n> > and " + "`" + "q" * 200 + "`",
        "Code: `" + "inline_code_without_a_blank" * 12 + "`",
        "```\n" + "value = " + "9" * 400 + "\n```",
        "| " + " | ".join(CELLS) + " |\n|" + " --- |" * 12 + "\n"
        "| " + " | ".join(f"unbreakable{'e' * 20}{number}" for number in range(12)) + " |",
        '<img src="https://example.com/issues/images/forme.png" width=2000>',
        '<p><img src="https://example.com/issues/images/forme.png" width="2000" height="900"></p>',
        "![" + "A description that is long " * 10 + "](https://example.com/missing.png)",
        '<table width="2000"><tr><td width="1500">wide</td><td nowrap>' + "w" * 300
        + "</td></tr></table>",
        "- one\n    - two\n        - three\n            - four " + "f" * 100,
        "1. " + "n" * 150 + "\n2. Text with a note.[^1]",
        "### " + "h" * 100,
        "[^1]: A note of " + "m" * 150,
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Mail:
    """An issue's email in a theme."""

    name: str
    issue: Issue
    html: str


def mails_of(folder: Path, theme: str, **flags: object) -> list[Mail]:
    """The email of every issue of a newsletter's folder, drafts too."""
    project = open_project(folder, folder, {**SETTINGS, **flags})
    shelf = project.shelf()
    loaded = load_theme(theme, folder / "no themes of its own")
    newsletter = project.settings.newsletter
    issues = [shelf.issue(manuscript) for manuscript in shelf.manuscripts]
    assert issues
    return [
        Mail(issue.slug, issue, render(issue, newsletter, project.settings, loaded).html)
        for issue in issues
    ]


@pytest.fixture(scope="module", params=shipped_themes())
def mails(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Mail]:
    """The sample newsletter's emails."""
    folder = letter_in(REPOSITORY, tmp_path_factory.mktemp("sample"))
    made = mails_of(folder, request.param)
    assert len(made) >= 3
    return made


@pytest.fixture(scope="module", params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=shipped_themes())
def hostile(
    request: pytest.FixtureRequest, language: str, tmp_path_factory: pytest.TempPathFactory
) -> Mail:
    """An email of everything that could widen a column."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "issues").mkdir()
    (folder / "issues/099.md").write_text(HOSTILE, "utf-8")
    settings = {"title": "The Example Letter" * 4, "site_url": "https://example.com",
                "author_email": "editors@example.com", "language": language}  # fmt: skip
    (folder / "publisher.toml").write_text(toml_of(settings), "utf-8")
    (made,) = mails_of(folder, request.param, footer_text="https://example.com/" + "u" * 150)
    return made


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A page without a network: the sample's own pictures are there, and nothing else."""
    context = browser.new_context(color_scheme=request.param)

    def answer(route: Any) -> None:
        picture = REPOSITORY / "issues/images" / route.request.url.rpartition("/")[2]
        if picture.is_file():
            route.fulfill(path=picture)
        else:
            route.abort()

    context.route("**/*", answer)
    yield context.new_page()
    context.close()


def shown(page: Any, mail: Mail) -> Iterator[dict[str, Any]]:
    """What a browser makes of an email at each width, from a phone's to a desktop's."""
    page.set_content(mail.html)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        seen = measured(page)
        assert seen["inner_width"] == width
        yield seen


def pale(seen: dict[str, Any]) -> str:
    """The texts of too little contrast, to be read by a person; '' where there are none."""
    found = [text for text in seen["texts"] if text["contrast"] < LEGIBLE]
    return json.dumps(found, ensure_ascii=False, indent=1) if found else ""


def measured(page: Any) -> dict[str, Any]:
    result = page.evaluate(MEASURE)
    assert isinstance(result, dict)
    assert result["texts"], "a page without a word proves nothing"
    assert result["mode"] == "CSS1Compat", "quirks mode"
    return result


def body_texts(issue: Issue) -> set[str]:
    """The running text of an issue, piece by piece; not code, notes, captions or raised numbers."""
    small = "ancestor-or-self::*[self::code or self::pre or self::figcaption or self::sup]"
    found = dom.parse(issue.html).xpath(
        f".//*[self::p or self::li or self::blockquote]/descendant-or-self::*[not({small})]/text()"
    )
    pieces = {" ".join(str(text).split()) for text in found}
    return {piece for piece in pieces if len(piece) > 20}


def test_sample_email_fits_every_screen_and_can_be_read(mails: list[Mail], page: Any) -> None:
    for mail in mails:
        pieces = body_texts(mail.issue)
        for seen in shown(page, mail):
            assert seen["scroll_width"] <= seen["inner_width"], mail.name
            assert seen["widest"] <= COLUMN_PX, mail.name
            assert pale(seen) == "", mail.name
            body = [text for text in seen["texts"] if text["text"] in pieces]
            assert len(body) > 5, mail.name
            assert [text for text in body if text["size"] < BODY_PX] == [], mail.name


def test_sample_email_without_its_style_elements_still_fits_a_phone(
    mails: list[Mail], page: Any
) -> None:
    for mail in mails:
        page.set_viewport_size({"width": PHONE, "height": 900})
        page.set_content(mail.html)
        page.evaluate("document.querySelectorAll('style').forEach(style => style.remove())")
        seen = measured(page)
        assert seen["scroll_width"] <= PHONE, mail.name
        assert pale(seen) == "", mail.name


def test_dark_mode_darkens_the_page(mails: list[Mail], browser: Any) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        with browser.new_page(color_scheme=scheme, offline=True) as page:
            page.set_content(mails[0].html)
            grounds[scheme] = page.evaluate("""() => {
              let one = document.querySelector('h1')
              const ground = () => getComputedStyle(one).backgroundColor
              while (one.parentElement && ground() === 'rgba(0, 0, 0, 0)') one = one.parentElement
              return Math.max(...ground().match(/[0-9]+/g).slice(0, 3).map(Number))
            }""")
    assert grounds["light"] > 200
    assert grounds["dark"] < 80


def test_nothing_widens_the_column(hostile: Mail, page: Any) -> None:
    for seen in shown(page, hostile):
        assert seen["scroll_width"] <= seen["inner_width"]
        assert pale(seen) == ""


def test_pictures_shrink_to_the_column(hostile: Mail, page: Any) -> None:
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.set_content(hostile.html)
    page.wait_for_load_state("load")
    widths = page.evaluate("[...document.images].map(one => one.getBoundingClientRect().width)")
    assert len(widths) >= 3
    assert max(widths) <= PHONE
    assert max(widths) > PHONE / 2, "no picture was shown"
