"""An author looks at an issue in every way there is, with the mouse and without."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from tests.preview_server import RunningPreview, running_preview
from tests.sample_letter import letter_in

TABS = ["Email", "Text", "Feed", "Source", "Headers", "Checks", "Structure"]


@pytest.fixture(scope="module")
def preview(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPreview]:
    with running_preview(letter_in(repository, tmp_path_factory.mktemp("sample"))) as running:
        yield running


@pytest.fixture
def page(browser: Browser, preview: RunningPreview) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=preview.url)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.goto("email/002-a-page-is-a-machine.md")
    expect(page.locator(".live")).to_have_attribute("data-state", "live")
    yield page
    page.close()
    assert said == []


def in_email(page: Page, question: str) -> Any:
    """What the frame answers, as soon as its document is there and the answer is no nothing."""
    for _ in range(100):
        frame = next((it for it in page.frames if "/frame/" in it.url), None)
        try:
            if frame and (answer := frame.evaluate(question)):
                return answer
        except PlaywrightError:
            pass  # on its way to the next document
        page.wait_for_timeout(50)
    raise AssertionError(f"the frame never said yes to {question}")


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=re.compile(rf"^{name}")).click()
    expect(page.get_by_role("tab", name=re.compile(rf"^{name}"))).to_have_attribute(
        "aria-selected", "true"
    )


def test_it_opens_with_the_newest_issue_and_the_archive_beside_it(page: Page) -> None:
    page.goto("")
    expect(page).to_have_url(re.compile(r"/email/003-poste-restante\.md"))
    titles = page.locator(".row-title").all_inner_texts()
    assert len(titles) == 4
    expect(page.locator("[aria-current=page] .row-number")).to_have_text("3")
    expect(page.locator(".row", has_text="draft")).to_have_count(1)


def test_each_tab_shows_its_view(page: Page) -> None:
    title = page.locator("h1").inner_text()
    assert title in in_email(page, "document.querySelector('h1').innerText")
    tab(page, "Text")
    assert title in page.locator(".plain-text").inner_text()
    tab(page, "Feed")
    assert page.locator(".entry-row h3").inner_text() == title
    assert title in in_email(page, "document.querySelector('main h1').innerText")
    for name, start in (("feed.xml", "<item>"), ("atom.xml", "<entry>"), ("feed.json", "{")):
        source = page.locator("details", has_text=name)
        source.locator("summary").click()
        assert source.locator("pre").inner_text().startswith(start)
    tab(page, "Source")
    assert page.locator("pre.source").inner_text().startswith("<!DOCTYPE html>")
    page.get_by_role("link", name="Message", exact=True).click()
    expect(page.locator("pre.source")).to_contain_text("MIME-Version: 1.0")
    tab(page, "Headers")
    expect(page.locator(".fields")).to_contain_text("List-Archive")
    expect(page.locator(".weight")).to_contain_text("of 102,400 bytes")
    tab(page, "Checks")
    expect(page.locator(".beside-words")).not_to_be_empty()
    tab(page, "Structure")
    expect(page.locator(".chapter")).not_to_have_count(0)
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


@pytest.mark.parametrize("width", ["320", "375", "600"])
def test_the_email_takes_the_width_that_is_chosen(page: Page, width: str) -> None:
    page.get_by_text(width, exact=True).click()
    expect(page.locator("[data-px]")).to_have_text(f"{width} px")
    assert in_email(page, f"innerWidth === {width}")
    assert in_email(page, "document.documentElement.scrollWidth") == int(width)
    page.reload()  # the address keeps what was chosen
    assert in_email(page, f"innerWidth === {width}")


def test_the_handle_is_dragged_and_moved_by_keys(page: Page) -> None:
    page.get_by_text("375", exact=True).click()
    expect(page.locator("[data-px]")).to_have_text("375 px")
    box = page.locator("[data-handle]").bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 58, box["y"] + 30, steps=5)
    page.mouse.up()
    expect(page.locator("[data-px]")).to_have_text("475 px")
    page.locator("[data-handle]").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-px]")).to_have_text("465 px")
    expect(page.locator("[data-handle]")).to_have_attribute("aria-valuenow", "465")


SUM = """(() => {
  const page = getComputedStyle(document.querySelector(".page") ?? document.body);
  const bright = page.backgroundColor.match(/[0-9]+/g).slice(0, 3).reduce((sum, it) => sum + Number(it), 0);
  const filter = getComputedStyle(document.documentElement).filter;
  return QUESTION;
})()"""


@pytest.mark.parametrize("system", ["light", "dark"])
def test_colours_are_the_chosen_ones_whatever_the_system_prefers(page: Page, system: Any) -> None:
    page.emulate_media(color_scheme=system)
    assert in_email(page, SUM.replace("QUESTION", 'bright > 600 && filter === "none"'))
    page.get_by_text("Dark", exact=True).click()
    assert in_email(page, SUM.replace("QUESTION", 'bright < 150 && filter === "none"'))
    assert "scheme=dark" in page.url
    page.get_by_text("Inverted", exact=True).click()
    # the theme's own light, turned over by the client
    assert in_email(page, SUM.replace("QUESTION", 'bright > 600 && filter.includes("invert(1)")'))


def test_images_are_shown_from_the_folder_and_can_be_off(page: Page) -> None:
    assert in_email(page, "[...document.images].some(it => it.complete && it.naturalWidth > 0)")
    page.get_by_text("No images").click()
    assert in_email(page, "[...document.images].every(it => !it.getAttribute('src') && it.alt)")
    assert "images=off" in page.url


def test_another_theme_is_a_choice_away(page: Page) -> None:
    names = page.locator("[name=theme] option").all_inner_texts()
    assert "default" in names
    assert "plain" in names
    page.locator("[name=theme]").select_option("plain")
    page.wait_for_url(re.compile("theme=plain"))
    tab(page, "Text")
    assert "theme=plain" in page.url  # every view is of the chosen theme


def test_inboxes_show_the_line_as_each_cuts_it(page: Page) -> None:
    page.locator(".inboxes summary").click()
    lines = page.locator(".inboxes li")
    for client in ("Gmail", "Apple Mail", "Outlook"):
        expect(lines.filter(has_text=client).first).to_be_visible()
    expect(lines.first).to_contain_text(page.locator("h1").inner_text()[:30])


def test_keys_move_through_issues_and_tabs(page: Page) -> None:
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("001-the-second-sheet"))
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("002-a-page"))
    for number, name in enumerate(TABS, start=1):
        page.keyboard.press(str(number))
        expect(page.get_by_role("tab", name=re.compile(f"^{name}"))).to_have_attribute(
            "aria-selected", "true"
        )
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("/structure/003-poste"))  # the tab stays
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()
    page.go_back()
    expect(page).to_have_url(re.compile("/structure/002-a-page"))
    expect(page.locator("main")).to_have_attribute("data-key", "002-a-page-is-a-machine.md")


def test_arrows_move_along_the_tabs(page: Page) -> None:
    page.get_by_role("tab", name="Email").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Text")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("tab", name="Structure")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Email")).to_be_focused()


def test_the_archive_is_searched_as_one_types(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("poste")
    expect(page.locator(".row")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("003-poste-restante"))
    page.locator("#search").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".row")).to_have_count(4)


def test_a_finding_scrolls_the_email_to_its_place(browser: Browser, project: Any) -> None:
    paragraphs = "\n\n".join(f"Paragraph {number} of the letter." for number in range(80))
    text = f"---\ntitle: Long\ndate: 2026-01-01\n---\n\n## News\n\n{paragraphs}\n\nHere is an __unclosed emphasis.\n"
    with running_preview(project({"issues/001.md": text})) as preview:
        page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=preview.url)
        page.goto("checks/001.md")
        finding = page.locator(".group", has_text="C204")
        expect(finding.locator(".place")).to_have_attribute(
            "href", re.compile(r"^vscode://file/.*/issues/001\.md:168:12$")
        )
        assert in_email(page, "scrollY === 0 && document.body.innerText.length > 100")
        finding.locator("[data-mark]").click()
        assert in_email(page, "scrollY > 1000")
        assert "unclosed emphasis" in in_email(
            page, "document.querySelector(':target').parentElement.textContent"
        )
        tab(page, "Email")
        assert page.locator("[role=tab] .badge-warning").is_visible()
        page.close()


def test_source_is_copied_and_kept(page: Page, preview: RunningPreview) -> None:
    tab(page, "Source")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    key = "002-a-page-is-a-machine.md"
    assert (
        page.evaluate("navigator.clipboard.readText()") == preview.get(f"download/html/{key}").text
    )
    for kind, media_type in (
        ("html", "text/html"),
        ("txt", "text/plain"),
        ("eml", "message/rfc822"),
    ):
        with page.expect_download() as kept:
            page.get_by_role("link", name=f".{kind}").click()
        assert kept.value.suggested_filename.endswith(f".{kind}")
        answer = preview.get(f"download/{kind}/{key}")
        assert answer.headers["content-type"].startswith(media_type)
        assert kept.value.path().read_bytes() == answer.content


def test_what_is_downloaded_is_what_a_build_writes(
    preview: RunningPreview, run_publisher: Any, repository: Path, tmp_path: Path
) -> None:
    folder = letter_in(repository, tmp_path)
    built = run_publisher("build", cwd=folder)
    assert built.returncode == 0, built.stderr
    for path in sorted((folder / "build" / "emails").glob("*.html")):
        key = next(it.name for it in (folder / "issues").glob("*.md") if path.stem in it.stem)
        assert preview.get(f"download/html/{key}").text == path.read_text(encoding="utf-8")


def test_the_feeds_and_the_problems_have_pages_of_their_own(page: Page) -> None:
    page.get_by_role("link", name="Feeds").click()
    expect(page.locator("h1")).to_have_text("Feeds")
    expect(page.locator(".entry-row")).to_have_count(3)
    page.get_by_role("link", name="atom.xml").click()
    expect(page.locator("pre.source")).to_contain_text("http://www.w3.org/2005/Atom")
    page.get_by_role("link", name=re.compile("^Problems")).click()
    expect(page.locator("h1")).to_have_text("Problems")
    page.get_by_role("button", name="Check all issues").click()
    expect(page.locator("[data-progress]")).to_contain_text("4 issues checked", timeout=30_000)


def test_on_a_phone_the_archive_is_a_drawer_and_nothing_is_wider_than_the_screen(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    expect(page.locator("#archive")).to_be_hidden()
    page.get_by_role("button", name="Archive").click()
    expect(page.locator("#archive")).to_be_visible()
    page.locator(".row", has_text="Poste").click()
    expect(page.locator("#archive")).to_be_hidden()
    expect(page).to_have_url(re.compile("003-poste-restante"))
    for name in TABS:
        tab(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") == 375, name


@pytest.mark.parametrize("archive", ["dynamically-typed", "this-week-in-rust", "ruanyf-weekly"])
def test_real_archives_come_out_right(
    browser: Browser, corpus: Path, project: Any, archive: str
) -> None:
    folder = project({}, content_dir=str(corpus / archive))
    with running_preview(folder) as preview:
        page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=preview.url)
        first = preview.get("").headers["location"].removeprefix("/")
        page.goto(f"{first}?images=off")  # their hosts are not asked
        title = page.locator("h1").inner_text()
        assert title
        for name in TABS:
            tab(page, name)
            assert page.locator("h1").first.inner_text() == title
            expect(page.locator("#panel")).not_to_be_empty()
        page.close()
