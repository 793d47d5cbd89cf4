"""The page follows each save: in place, at once, and also where something broke."""

import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import Error as PlaywrightError

from tests.conftest import MakeProject, toml_of
from tests.preview_server import RunningPreview, running_preview, wake_ups

PARAGRAPHS = "\n\n".join(
    f"Paragraph {number} of a letter that one must scroll." for number in range(60)
)
LETTER = (
    "---\ntitle: {title}\ndate: 2026-01-0{number}\n---\n\n{first}\n\n## News\n\n"
    + PARAGRAPHS
    + "\n"
)


def letter(number: int = 1, first: str = "Hello.", title: str = "The first") -> str:
    return LETTER.format(number=number, first=first, title=title)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPreview]:
    folder = tmp_path_factory.mktemp("letter")
    begin_anew(folder)
    with running_preview(folder) as running:
        yield running


def begin_anew(folder: Path) -> None:
    """Two issues and the settings, whatever a test before has done."""
    shutil.rmtree(folder / "templates", ignore_errors=True)
    (folder / "issues").mkdir(exist_ok=True)
    files = {
        "publisher.toml": toml_of({"title": "A letter", "site_url": "https://example.com"}),
        "issues/001.md": letter(),
        "issues/002.md": letter(2, title="The second"),
    }
    for name, text in files.items():
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text:
            (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def page(browser: Browser, preview: RunningPreview) -> Iterator[Page]:
    begin_anew(preview.folder)
    page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=preview.url)
    page.goto("email/001.md")
    expect(page.locator(".live")).to_have_attribute("data-state", "live")
    expect(page.locator("h1")).to_have_text("The first")
    in_email(page, says("Hello."))
    page.evaluate("window.isTheSamePage = true")
    yield page
    assert page.evaluate("window.isTheSamePage")  # nothing here loads the page anew
    page.close()


def in_email(page: Page, question: str, seconds: float = 60) -> Any:
    """What the frame answers, as soon as the answer is yes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        frame = next((it for it in page.frames if "/frame/" in it.url), None)
        try:
            if frame and (answer := frame.evaluate(question)):
                return answer
        except PlaywrightError:
            pass  # on its way to the next document
        page.wait_for_timeout(10)
    raise AssertionError(f"the frame never said yes to {question}")


def says(words: str) -> str:
    return f"document.body.innerText.includes({words!r})"


def scroll_email(page: Page, pixels: int) -> None:
    in_email(page, says("Paragraph 59"))
    # Not by the wheel: a headless browser that is busy drops its turn now and then.
    in_email(page, f"(scrollTo(0, {pixels}), scrollY === {pixels})")


def test_a_save_is_followed_without_a_reload_and_the_scroll_position_stays(
    page: Page, preview: RunningPreview
) -> None:
    scroll_email(page, 700)
    for turn in ("first", "second", "third"):
        preview.write("issues/001.md", letter(first=f"The {turn} change."))
        in_email(page, says(f"The {turn} change."))
        in_email(page, "scrollY === 700")
    page.go_back()  # the history holds what the author did, and no trick of ours
    page.go_forward()
    in_email(page, says("The third change."))
    page.evaluate("window.isTheSamePage = true")


def test_the_title_and_the_list_follow_too(page: Page, preview: RunningPreview) -> None:
    preview.write("issues/001.md", letter(title="Renamed"))
    expect(page.locator("h1")).to_have_text("Renamed")
    expect(page.locator(".row-title", has_text="Renamed")).to_be_visible()


@pytest.mark.parametrize("tab", ["text", "source", "headers", "checks", "structure", "feed"])
def test_every_tab_follows_and_stays(page: Page, preview: RunningPreview, tab: str) -> None:
    page.locator(f"#tab-{tab}").click()
    expect(page.locator("main")).to_have_attribute("data-tab", tab)
    preview.write("issues/001.md", letter(first="Quite __new words.", title="Another"))
    expect(page.locator("h1").first).to_have_text("Another")
    expect(page.locator("main")).to_have_attribute("data-tab", tab)
    words = {"text": "new words", "source": "new words", "checks": "C204", "feed": "Another"}
    expect(page.locator("#panel")).to_contain_text(words.get(tab, ""))
    if tab in {"checks", "structure", "feed"}:
        in_email(page, says("new words"))


def test_words_that_are_read_stay_where_they_are(page: Page, preview: RunningPreview) -> None:
    page.locator("#tab-text").click()
    page.locator("[data-scroll=text]").evaluate("it => it.scrollTop = 400")
    preview.write("issues/001.md", letter(first="Changed."))
    expect(page.locator(".plain-text")).to_contain_text("Changed.")
    assert page.locator("[data-scroll=text]").evaluate("it => it.scrollTop") == 400


def test_focus_and_choices_stay(page: Page, preview: RunningPreview) -> None:
    page.get_by_text("375", exact=True).click()
    page.locator("[name=scheme][value=dark]").focus()
    page.locator(".inboxes summary").click()
    preview.write("issues/001.md", letter(first="Changed."))
    in_email(page, says("Changed.") + " && innerWidth === 375")
    assert page.locator(".inboxes").evaluate("it => it.open")
    expect(page.locator("[name=width][value='375']")).to_be_checked()


def test_broken_front_matter_is_shown_above_the_last_good_version(
    page: Page, preview: RunningPreview
) -> None:
    scroll_email(page, 500)
    good = letter(first="Good words.")
    preview.write("issues/001.md", good)
    in_email(page, says("Good words."))
    preview.write("issues/001.md", good.replace("title: The first", "title: [The first"))
    obstacle = page.get_by_role("alert")
    expect(obstacle).to_contain_text("showing the last valid version")
    expect(obstacle).to_contain_text("C111")
    expect(obstacle.locator(".place")).to_have_text(re.compile(r"issues/001\.md:\d+:\d+"))
    in_email(page, says("Good words.") + " && scrollY > 0")
    expect(page.locator(".row", has_text="1 error")).to_be_visible()
    preview.write("issues/001.md", letter(first="Mended words."))
    expect(obstacle).to_have_count(0)
    in_email(page, says("Mended words."))


def test_a_template_and_a_stylesheet_are_followed(page: Page, preview: RunningPreview) -> None:
    theme = preview.folder / "templates" / "email" / "default"
    theme.mkdir(parents=True)
    page.wait_for_timeout(300)
    preview.write("templates/email/default/footer.html.j2", "<p>A footer of our own.</p>")
    in_email(page, says("A footer of our own."))
    preview.write("templates/email/default/footer.html.j2", "<p>\n{{ nobody.knows }}</p>")
    expect(page.get_by_role("alert")).to_contain_text("templates/email/default/footer.html.j2:2")
    in_email(page, says("A footer of our own."))
    shipped = Path(__file__).parents[2] / "templates" / "email" / "default" / "styles.css"
    (theme / "footer.html.j2").unlink()
    expect(page.get_by_role("alert")).to_have_count(0)
    css = shipped.read_text(encoding="utf-8")
    preview.write("templates/email/default/styles.css", f"{css}\nh1 {{ letter-spacing: 7px; }}\n")
    in_email(page, "getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'")


def test_changed_setting_is_applied_and_an_invalid_one_reported(
    page: Page, preview: RunningPreview
) -> None:
    toml = (preview.folder / "publisher.toml").read_text(encoding="utf-8")
    preview.write("publisher.toml", f'footer_text = "Sent from a lighthouse."\n{toml}')
    in_email(page, says("Sent from a lighthouse."))
    preview.write("publisher.toml", f"fotter_text = 1\n{toml}")
    expect(page.get_by_role("alert")).to_contain_text("did you mean")
    preview.write("publisher.toml", toml)
    expect(page.get_by_role("alert")).to_have_count(0)
    in_email(page, f"!{says('Sent from a lighthouse.')}")


def test_a_new_issue_appears_and_a_deleted_one_goes(page: Page, preview: RunningPreview) -> None:
    preview.write("issues/003.md", letter(3, title="The third"))
    expect(page.locator(".row-title").first).to_have_text("The third")
    (preview.folder / "issues" / "003.md").unlink()
    expect(page.locator(".row-title").first).to_have_text("The second")
    (preview.folder / "issues" / "001.md").unlink()
    expect(page.locator("h1")).to_have_text("001.md not found")
    preview.write("issues/001.md", letter())
    expect(page.locator("h1").first).to_have_text("The first")


def test_another_issue_s_save_does_not_touch_what_is_looked_at(
    page: Page, preview: RunningPreview
) -> None:
    scroll_email(page, 300)
    before = in_email(page, "performance.timeOrigin")
    preview.write("issues/002.md", letter(2, first="Changed elsewhere.", title="The second"))
    page.wait_for_timeout(400)
    assert in_email(page, "performance.timeOrigin") == before


def test_a_burst_of_saves_ends_with_the_last(page: Page, preview: RunningPreview) -> None:
    for number in range(12):
        preview.write("issues/001.md", letter(first=f"Keystroke {number}."))
        page.wait_for_timeout(25)
    in_email(page, says("Keystroke 11."))
    page.wait_for_timeout(400)
    assert in_email(page, says("Keystroke 11."))


def test_a_save_before_the_page_listens_is_not_missed(
    browser: Browser, preview: RunningPreview
) -> None:
    begin_anew(preview.folder)
    page = browser.new_page(base_url=preview.url)

    def save_first(route: Route) -> None:
        preview.write("issues/001.md", letter(title="Saved meanwhile"))
        time.sleep(0.3)
        route.continue_()

    page.route("**/events", save_first)
    page.goto("text/001.md")
    expect(page.locator("h1")).to_have_text("Saved meanwhile")
    page.close()


def test_the_page_says_when_the_program_has_ended(browser: Browser, project: MakeProject) -> None:
    folder = project({"issues/001.md": letter()})
    with running_preview(folder) as preview:
        page = browser.new_page()
        page.goto(f"{preview.url}email/001.md")
        expect(page.locator(".live")).to_have_attribute("data-state", "live")
        preview.process.send_signal(signal.SIGINT)
        preview.process.wait(10)  # an open page does not hold it up
        expect(page.locator(".live")).to_have_text("Disconnected")
        page.close()


def test_idle_preview_uses_no_processor_time(page: Page, preview: RunningPreview) -> None:
    in_email(page, says("Hello."))
    page.wait_for_timeout(500)
    before = wake_ups(preview.process.pid)
    page.wait_for_timeout(3000)
    assert wake_ups(preview.process.pid) - before <= 900  # measured: 200


def test_the_first_page_of_a_large_archive_does_not_wait_for_the_rest(
    browser: Browser, project: MakeProject
) -> None:
    files = {
        f"issues/{number:04}.md": letter(1 + number % 9, title=f"No {number}")
        for number in range(1000)
    }
    with running_preview(project(files), "latest") as preview:
        page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=preview.url)
        page.goto("")
        expect(page.locator("h1")).to_have_text(re.compile(r"No \d+"))
        expect(page.locator(".list-facts")).to_have_text("1,000 issues", timeout=20_000)
        assert page.locator(".row").count() <= 240
        page.locator("#list").evaluate("it => it.scrollTop = it.scrollHeight")
        expect(page.locator(".row").nth(200)).to_be_attached()
        page.locator("#search").fill("No 123")
        expect(page.locator(".row")).to_have_count(1)
        page.locator(".row").click()
        expect(page.locator("h1")).to_have_text("No 123")
        page.close()
