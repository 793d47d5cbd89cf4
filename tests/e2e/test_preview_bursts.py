"""A page catches up with many saves at once, with a server that comes back, and with a deaf one."""

import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.conftest import MakeProject
from tests.preview_server import RunningPreview, running_preview

ISSUE = "---\ntitle: {title}\ndate: 2026-01-01\n---\n{words}\n"


def free_port() -> str:
    """Return a port that the system has just given and taken back."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def preview(project: MakeProject) -> Iterator[RunningPreview]:
    folder = project({"issues/001.md": ISSUE.format(title="One", words="Hello.")})
    with running_preview(folder) as running:
        yield running


@pytest.fixture
def page(browser: Browser, preview: RunningPreview) -> Iterator[Page]:
    page = browser.new_page(base_url=preview.url)
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []  # no rejection was left unhandled


def open_page(page: Page, path: str = "email/001.md") -> None:
    page.goto(path)
    expect(page.locator(".live")).to_have_attribute("data-state", "live")


def save(preview: RunningPreview, words: str, title: str = "One") -> None:
    preview.write("issues/001.md", ISSUE.format(title=title, words=words))


def emacs_save(path: Path, text: str) -> None:
    path.replace(path.with_name(f"{path.name}~"))
    path.write_text(text, encoding="utf-8")


def test_a_burst_of_emacs_saves_is_shown_in_a_few_reloads(
    page: Page, preview: RunningPreview
) -> None:
    # A slow image keeps a frame loading, so that each reload of it takes as long as it may.
    page.route("https://example.org/slow.png", lambda _route: None)
    image = "![A slow image](https://example.org/slow.png)"
    open_page(page)
    loads: list[Request] = []
    page.on("request", lambda it: loads.append(it) if "/frame/email/" in it.url else None)
    path = preview.folder / "issues" / "001.md"
    with preview.changes() as changes:
        for turn in range(8):
            emacs_save(path, ISSUE.format(title=f"Turn {turn}", words=f"Words {turn}.\n\n{image}"))
            next(changes)
    expect(page.locator("h1")).to_have_text("Turn 7", timeout=20_000)
    frame = page.frame_locator("[data-frame]")
    expect(frame.locator("body")).to_contain_text("Words 7.", timeout=20_000)
    assert len(loads) <= 4  # of eight saves


def test_a_page_that_could_not_be_fetched_is_fetched_again(
    page: Page, preview: RunningPreview
) -> None:
    open_page(page, "text/001.md")
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if "x-part" in route.request.headers and not refused:
            refused.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/text/001.md", refuse_once)
    save(preview, "New words.")
    expect(page.locator(".plain-text")).to_contain_text("New words.")
    assert refused


@pytest.mark.parametrize("tab", ["email", "text"])
def test_no_rejection_is_left_unhandled_where_nothing_answers(
    page: Page, preview: RunningPreview, tab: str
) -> None:
    open_page(page, f"{tab}/001.md")
    page.route("**/*", lambda route: route.abort())
    with page.expect_event("requestfailed"), preview.changes() as changes:
        save(preview, "New words.", "Two")
        next(changes)
    page.locator("#search").fill("x")
    page.keyboard.press("Escape")
    page.unroute("**/*")
    save(preview, "Newer words.", "Three")
    expect(page.locator("h1")).to_have_text("Three")
    assert page.title().startswith("Three")


def test_a_server_that_was_started_again_is_followed(
    browser: Browser, project: MakeProject
) -> None:
    folder = project({"issues/001.md": ISSUE.format(title="One", words="Hello.")})
    page = browser.new_page()
    port = free_port()  # not one that another preview takes for --port 0 in between
    with running_preview(folder, "--port", port) as preview:
        page.goto(f"{preview.url}text/001.md")
        expect(page.locator(".live")).to_have_attribute("data-state", "live")
    expect(page.locator(".live")).to_have_attribute("data-state", "lost")
    (folder / "issues" / "001.md").write_text(ISSUE.format(title="One", words="Meanwhile."))
    with running_preview(folder, "--port", port) as preview:
        expect(page.locator(".plain-text")).to_contain_text("Meanwhile.", timeout=20_000)
        expect(page.locator(".live")).to_have_attribute("data-state", "live")
        assert page.locator("meta[name=preview-token]").get_attribute("content") == preview.token()
        save(preview, "And on.")
        expect(page.locator(".plain-text")).to_contain_text("And on.")
        page.close()


def test_a_page_in_the_background_shows_the_last_save_when_it_is_looked_at(
    browser: Browser, preview: RunningPreview
) -> None:
    context = browser.new_context(base_url=preview.url)
    page = context.new_page()
    open_page(page)
    front = context.new_page()
    front.goto("problems")
    front.bring_to_front()
    for turn in range(5):
        save(preview, f"Words {turn}.")
    frame = page.frame_locator("[data-frame]")
    expect(frame.locator("body")).to_contain_text("Words 4.")
    context.close()


def test_a_watch_that_ends_is_said_on_the_page(browser: Browser, project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE.format(title="One", words="Hello.")})
    with running_preview(folder) as preview:
        page = browser.new_page()
        open_page(page, f"{preview.url}text/001.md")
        pid = preview.process.pid
        used = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        _, most = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (used, most))  # nothing more can be opened
        (folder / "issues").rename(folder / "away")
        expect(page.locator(".live")).to_have_text("Saves are not followed")
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (most, most))
        page.reload()
        expect(page.locator(".live")).to_have_text("Saves are not followed")
        page.close()
        assert preview.process.stderr
        # A request that found no file to open may have written its own lines before.
        assert any("saves are not followed any more" in line for line in preview.process.stderr)
