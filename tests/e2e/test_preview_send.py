"""A test send from the page arrives, says so, and is refused where nothing could arrive."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.aiosmtpd_server import AiosmtpdServer
from tests.conftest import MakeProject, toml_of
from tests.fault_server import FaultServer
from tests.preview_server import running_preview

ISSUE = "---\ntitle: The first\ndate: 2026-01-01\n---\nHello.\n"
BROKEN = "---\ntitle: The second\ndate: 2026-01-02\n---\n\n"


@pytest.fixture(scope="module", autouse=True)  # before the browser, which takes the thread's loop
def server() -> Iterator[AiosmtpdServer]:
    with AiosmtpdServer() as running:
        yield running


def dialog_of(browser: Browser, url: str, key: str = "001.md") -> Page:
    page = browser.new_page()
    page.goto(f"{url}email/{key}")
    expect(page.locator(".live")).to_have_attribute("data-state", "live")
    page.get_by_role("button", name="Send test").click()
    expect(page.get_by_role("dialog", name="Send a test email")).to_be_visible()
    return page


def send(page: Page, to: str) -> None:
    page.get_by_label("To", exact=True).fill(to)
    page.get_by_role("button", name="Send", exact=True).click()


def test_a_test_arrives_and_its_receipt_is_shown(
    browser: Browser, project: MakeProject, server: AiosmtpdServer
) -> None:
    smtp = {"host": "127.0.0.1", "port": server.port, "security": "none"}
    with running_preview(project({"issues/001.md": ISSUE}, sender="smtp", smtp=smtp)) as preview:
        page = dialog_of(browser, preview.url)
        send(page, "Ann <ann@example.com>, bob@example.net")
        answer = page.locator("[data-answer]")
        expect(answer).to_contain_text("Subject: [TEST] The first")
        expect(answer).to_contain_text("accepted: ann@example.com")
        expect(answer).to_contain_text("accepted: bob@example.net")
        expect(answer).to_contain_text("250 2.0.0")
        send(page, "no address")
        expect(answer).to_contain_text("Not sent")
        send(page, ", ".join(f"a{number}@example.com" for number in range(6)))
        expect(answer).to_contain_text("at most 5")
        page.close()
    assert [it.rcpt_to for it in server.accepted] == [("ann@example.com",), ("bob@example.net",)]
    assert b"Subject: [TEST] The first" in server.accepted[0].data


def test_a_receipt_before_an_error_is_shown_with_it(browser: Browser, project: MakeProject) -> None:
    faults = {"AUTH": ["235 2.7.0 welcome", "535 5.7.8 not any more"]}
    with FaultServer(faults, offers=["AUTH PLAIN"]) as fault_server:
        smtp = {"host": "127.0.0.1", "port": fault_server.port, "security": "none", "user": "ann"}
        folder = project(
            {"issues/001.md": ISSUE, ".env": "PUBLISHER_SMTP__PASSWORD=secret-word\n"},
            sender="smtp", smtp=smtp | {"max_per_connection": 1},
        )  # fmt: skip
        with running_preview(folder) as preview:
            page = dialog_of(browser, preview.url)
            send(page, "ann@example.com, bob@example.net")
            answer = page.locator("[data-answer]")
            expect(answer).to_contain_text("accepted: ann@example.com")
            expect(answer).to_contain_text("Not sent to the others: 127.0.0.1 rejected the login")
            page.close()
    assert [it.rcpt_to for it in fault_server.accepted] == [("ann@example.com",)]


def test_where_no_server_is_set_the_page_says_what_to_set(
    browser: Browser, project: MakeProject
) -> None:
    folder = project({"issues/001.md": ISSUE})
    with running_preview(folder) as preview:
        page = dialog_of(browser, preview.url)
        send(page, "ann@example.com")
        expect(page.locator("[data-answer]")).to_contain_text("PUBLISHER_SMTP__HOST")
        preview.write(
            "publisher.toml",
            toml_of({"title": "T", "author_email": "a@example.com", "sender": "smtp"}),
        )
        page.wait_for_timeout(500)
        send(page, "ann@example.com")
        expect(page.locator("[data-answer]")).to_contain_text("smtp.host is not set")
        page.close()
    assert not (folder / "outbox").exists()


def test_unreachable_server_is_reported_with_a_message(
    browser: Browser, project: MakeProject
) -> None:
    smtp = {"host": "127.0.0.1", "port": 9, "security": "none", "retry_limit": 0}
    with running_preview(project({"issues/001.md": ISSUE}, sender="smtp", smtp=smtp)) as preview:
        page = dialog_of(browser, preview.url)
        send(page, "ann@example.com")
        expect(page.locator("[data-answer]")).to_contain_text("127.0.0.1")
        expect(page.locator("[data-answer]")).not_to_contain_text("Traceback")
        page.close()


def test_an_issue_with_errors_is_sent_only_when_it_is_asked_for_twice(
    browser: Browser, project: MakeProject, server: AiosmtpdServer
) -> None:
    smtp = {"host": "127.0.0.1", "port": server.port, "security": "none"}
    text = ISSUE.replace("Hello.", "An __unclosed emphasis.").replace("first", "third")
    folder = project({"issues/001.md": text}, sender="smtp", smtp=smtp)
    with (folder / "publisher.toml").open("a", encoding="utf-8") as toml:
        toml.write('[check.severity]\nC204 = "error"\n')
    before = len(server.accepted)
    with running_preview(folder) as preview:
        page = dialog_of(browser, preview.url)
        send(page, "ann@example.com")
        expect(page.locator("[data-answer]")).to_contain_text("C204")
        assert len(server.accepted) == before
        page.get_by_role("button", name="Send anyway").click()
        expect(page.locator("[data-answer]")).to_contain_text("accepted: ann@example.com")
        page.close()
    assert len(server.accepted) == before + 1
