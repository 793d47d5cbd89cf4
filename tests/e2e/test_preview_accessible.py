"""axe finds nothing to say of the preview's pages, in light and in dark, wide and narrow."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Requires
from tests.preview_server import RunningPreview, running_preview
from tests.sample_letter import letter_in

KEY = "002-a-page-is-a-machine.md"
TABS = ["email", "text", "feed", "source", "headers", "checks", "structure"]
BROKEN = "---\ntitle: [\n---\nHello.\n"


@pytest.fixture(scope="module")
def axe(requires: Requires) -> str:
    return (Path(requires("node:axe-core")) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def preview(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPreview]:
    folder = letter_in(repository, tmp_path_factory.mktemp("sample"))
    (folder / "issues" / "broken.md").write_text(BROKEN, encoding="utf-8")
    with running_preview(folder) as running:
        yield running


@pytest.fixture(params=["light", "dark"])
def page(
    request: pytest.FixtureRequest, browser: Browser, preview: RunningPreview
) -> Iterator[Page]:
    scheme: Literal["light", "dark"] = request.param
    page = browser.new_page(
        viewport={"width": 1280, "height": 860}, base_url=preview.url, color_scheme=scheme
    )
    yield page
    page.close()


def faults(page: Page, axe: str) -> list[Any]:
    """What axe says is wrong; the frame's content is the issue's, and has checks of its own."""
    expect(page.locator(".live")).to_have_attribute("data-state", "live")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { iframes: false })")
    return [
        (it["id"], [node["target"] for node in it["nodes"]], it["nodes"][0]["failureSummary"])
        for it in found["violations"]
    ]


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_is_accessible(page: Page, axe: str, tab: str) -> None:
    page.goto(f"{tab}/{KEY}?images=off")
    assert faults(page, axe) == []


@pytest.mark.parametrize("path", ["feeds", "problems", "email/broken.md", "email/nothing.md"])
def test_each_other_page_is_accessible(page: Page, axe: str, path: str) -> None:
    page.goto(path)
    assert faults(page, axe) == []


@pytest.mark.parametrize("dialog", ["help", "send"])
def test_each_dialog_is_accessible(page: Page, axe: str, dialog: str) -> None:
    page.goto(f"text/{KEY}")
    page.locator(f"[data-do={dialog}]").click()
    assert faults(page, axe) == []


def test_the_drawer_of_a_phone_is_accessible(page: Page, axe: str) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(f"email/{KEY}?images=off")
    expect(page.locator(".live")).to_be_attached()
    page.evaluate(axe)
    run = "axe.run(document, { iframes: false }).then(it => it.violations.map(one => one.id))"
    assert page.evaluate(run) == []
    page.get_by_role("button", name="Archive").click()
    assert page.evaluate(run) == []


def test_every_control_can_be_reached_and_seen_with_the_keyboard(page: Page) -> None:
    page.goto(f"email/{KEY}?images=off")
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """() => {
              const it = document.activeElement;
              const shown = it.matches("input[type=radio]") ? it.nextElementSibling : it;
              const style = getComputedStyle(shown);
              return [it.id || it.name || it.textContent.trim().slice(0, 20) || it.className,
                      it.tagName === "IFRAME" || style.outlineStyle !== "none"].join("|");
            }"""
        )
        seen.append(name)
        if "handle" in name:
            break
    assert all(it.endswith("|true") for it in seen), seen
    reached = " ".join(seen)
    for control in (
        "search",
        "Send test",
        "tab-email",
        "width",
        "scheme",
        "images",
        "theme",
        "handle",
    ):
        assert control in reached, control
