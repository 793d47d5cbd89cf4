"""An issue that attacks: nothing of it runs, and nothing of it reaches the preview."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from tests.preview_server import RunningPreview, running_preview

ATTACK = """---
title: "An attack"
date: 2026-01-01
---

<script>top.owned = 1; document.title = "owned"</script>

<img src="x" onerror="top.owned = 2; document.title = 'owned'" alt="broken">

<svg onload="document.title = 'owned'"><script>document.title = 'owned'</script></svg>

[a link](javascript:document.title='owned') <a href="java&#10;script:document.title='owned'">another</a>

<iframe src="{url}problems"></iframe> <object data="{url}email/001.md"></object>

<form action="{url}send/001.md" method="post"><input name="to" value="x@example.org"><button>Win</button></form>

<meta http-equiv="refresh" content="0; url={url}problems"> <base href="https://evil.example/">

<link rel="stylesheet" href="{url}static/page.css"> <style>@import "{url}list"; body {{ background: url({url}feeds) }}</style>

<p style="background: url({url}problems)">painted</p> <img src="{url}send/001.md" alt="posted">

[out](https://example.org/) ![remote](https://example.invalid/pixel.png)

The end.
"""
THEME = """{% extends "shipped/default/issue.html.j2" %}
{% block footer %}<script>document.title = "owned"</script><iframe src="/problems"></iframe>
<img src="x" onerror="document.title = 'owned'" alt=""><a href="javascript:document.title='owned'">go</a>{% endblock %}
"""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPreview]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "issues").mkdir()
    (folder / "publisher.toml").write_text('title = "T"\nsite_url = "https://example.com"\n')
    (folder / "issues" / "001.md").write_text(ATTACK.format(url="http://127.0.0.1:8025/"))
    # The content room takes most of it out; a theme is trusted with all of it, so that the frame
    # alone must hold.
    theme = folder / "templates" / "email" / "hostile"
    theme.mkdir(parents=True)
    (theme / "issue.html.j2").write_text(THEME)
    with running_preview(folder) as running:
        (folder / "issues" / "001.md").write_text(ATTACK.format(url=running.url))
        yield running


@pytest.fixture
def page(browser: Browser, preview: RunningPreview) -> Iterator[Page]:
    page = browser.new_page(base_url=preview.url)
    yield page
    page.close()


def frame_title(page: Page) -> Any:
    (frame,) = [it for it in page.frames if "/frame/" in it.url]
    return frame.evaluate("document.title")


@pytest.mark.parametrize("theme", ["default", "hostile"])
def test_nothing_of_an_issue_runs_or_reaches_the_preview(
    page: Page, preview: RunningPreview, theme: str
) -> None:
    answered: list[Response] = []
    page.on("response", lambda response: answered.append(response))  # noqa: PLW0108 - playwright takes no builtin
    page.goto(f"email/001.md?theme={theme}")
    page.wait_for_timeout(400)
    assert frame_title(page) == "An attack"
    assert page.evaluate("window.owned") is None
    assert "owned" not in page.title()
    own = [it for it in answered if it.url.startswith(preview.url) and it.frame != page.main_frame]
    assert {it.url.removeprefix(preview.url).partition("?")[0] for it in own} == {
        "frame/email/001.md"
    }
    assert len(page.frames) <= 3  # the page, the frame, and at most one that was stopped
    frame = next(it for it in page.frames if "/frame/" in it.url)
    assert all(
        it.url in {"", "about:blank"} or "chrome-error" in it.url for it in frame.child_frames
    )


def test_a_script_link_in_a_frame_does_nothing(page: Page) -> None:
    page.goto("email/001.md?theme=hostile")
    page.wait_for_timeout(300)
    frame = next(it for it in page.frames if "/frame/" in it.url)
    frame.get_by_text("go", exact=True).click()
    page.wait_for_timeout(200)
    assert frame_title(page) == "An attack"
    assert "/email/001.md" in page.url


def test_the_frame_is_of_no_origin_and_cannot_read_the_page(page: Page) -> None:
    page.goto("email/001.md?theme=hostile")
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('[data-frame]').contentDocument") is None
    frame = next(it for it in page.frames if "/frame/" in it.url)
    assert frame.evaluate("window.origin") == "null"


def test_frame_opened_directly_is_sandboxed(page: Page) -> None:
    page.goto("frame/email/001.md?theme=hostile")
    assert page.evaluate("window.origin") == "null"
    assert page.title() == "An attack"


def test_link_opens_a_tab_without_access_to_the_opener(page: Page) -> None:
    page.context.route(
        "https://example.org/**",
        lambda route: route.fulfill(body="<title>outside</title>", content_type="text/html"),
    )
    page.goto("email/001.md")
    page.wait_for_timeout(300)
    frame = next(it for it in page.frames if "/frame/" in it.url)
    with page.expect_popup() as opened:
        frame.get_by_text("out", exact=True).click()
    other = opened.value
    other.wait_for_load_state()
    assert other.url == "https://example.org/"
    assert other.evaluate("[window.opener, document.referrer]") == [None, ""]
    assert other.evaluate("window.origin") == "https://example.org"  # the sandbox did not go along
    other.close()


def test_without_images_no_host_is_asked(page: Page, preview: RunningPreview) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - Playwright marks its handlers
    page.goto("email/001.md?images=off")
    page.wait_for_timeout(400)
    # What the policy stops before it leaves is told as a request too, now and then.
    left = [it for it in asked if not re.search(r"csp|BLOCKED", it.failure or "", re.IGNORECASE)]
    assert [it.url for it in left if not it.url.startswith(preview.url)] == []


def test_foreign_page_cannot_frame_post_or_read(page: Page, preview: RunningPreview) -> None:
    evil = f"""<title>evil</title><iframe src="{preview.url}email/001.md"></iframe>
      <form id=f action="{preview.url}send/001.md" method=post enctype="text/plain">
      <input name='{{"to":"x@example.org","a":"' value='"}}'></form>"""
    page.route(
        "http://evil.example/**", lambda route: route.fulfill(body=evil, content_type="text/html")
    )
    page.goto("http://evil.example/")
    page.wait_for_timeout(300)
    framed = page.frames[1]
    assert "An attack" not in (framed.content() if framed.url.startswith("http") else "")
    read = page.evaluate(
        f"fetch('{preview.url}email/001.md').then(it => it.text(), fault => 'refused')"
    )
    assert read == "refused"
    with page.expect_response(f"{preview.url}send/001.md") as answer:
        page.evaluate("document.getElementById('f').submit()")
    assert answer.value.status == 403
