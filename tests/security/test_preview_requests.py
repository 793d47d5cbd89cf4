"""What the preview answers, and to whom: foreign hosts, other sites, paths that climb."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.conftest import MakeProject
from tests.preview_server import RunningPreview, running_preview

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002"
    "00000500010d0a2db40000000049454e44ae426082"
)
ISSUE = "---\ntitle: One\ndate: 2026-01-01\n---\nHello.\n\n![A press](press.png)\n"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPreview]:
    folder = tmp_path_factory.mktemp("letter")
    files: dict[str, bytes] = {
        "publisher.toml": b'title = "T"\nsite_url = "https://example.com"\nauthor_email = "a@example.com"\n',
        ".env": b"PUBLISHER_SMTP__PASSWORD=do-not-tell\n",
        "issues/001.md": ISSUE.encode(),
        "issues/press.png": PNG,
        "issues/other.png": PNG,
        "issues/script.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "issues/002.md": b"---\ntitle: Two\ndate: 2026-01-02\n---\n![x](script.svg) ![y](leak.png)\n",
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    (folder / "issues" / "leak.png").symlink_to(folder / ".env")
    with running_preview(folder) as running:
        yield running


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8025", "localhost.evil.example", "192.0.2.1", "x"]
)
@pytest.mark.parametrize(
    "path", ["", "email/001.md", "events", "static/preview.js", "frame/email/001.md"]
)
def test_a_foreign_host_is_refused(preview: RunningPreview, path: str, host: str) -> None:
    answer = preview.get(path, headers={"Host": host})
    assert answer.status_code == 403
    assert "Hello" not in answer.text


def test_a_request_without_a_host_is_refused(preview: RunningPreview) -> None:
    address = httpx.URL(preview.url)
    with socket.create_connection((address.host, address.port or 80), timeout=5) as link:
        link.sendall(b"GET /email/001.md HTTP/1.0\r\n\r\n")
        assert b" 403 " in link.recv(4096).split(b"\r\n")[0] + b" "


def post(preview: RunningPreview, headers: dict[str, str], path: str = "send/001.md") -> int:
    answer = httpx.post(f"{preview.url}{path}", json={"to": "a@example.com"}, headers=headers)
    return answer.status_code


@pytest.mark.parametrize("path", ["send/001.md", "problems/check"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Preview-Token": "guessed"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_cross_site_post_is_rejected(
    preview: RunningPreview, path: str, headers: dict[str, str]
) -> None:
    assert post(preview, headers, path) == 403
    if "X-Preview-Token" not in headers and headers:  # also from somebody who knows the token
        assert post(preview, headers | {"X-Preview-Token": preview.token()}, path) == 403


def test_a_post_of_our_own_page_goes_through_to_the_sender(preview: RunningPreview) -> None:
    headers = {"X-Preview-Token": preview.token(), "Origin": preview.url.rstrip("/")}
    assert post(preview, headers) == 409  # no mail server is set: the request itself was right


@pytest.mark.parametrize("path", ["send/001.md", "problems/check"])
def test_nothing_is_sent_or_started_by_a_get(preview: RunningPreview, path: str) -> None:
    assert preview.get(path).status_code == 405


@pytest.mark.parametrize(
    "tab", ["email", "text", "feed", "source", "headers", "checks", "structure"]
)
def test_pages_allow_no_inline_or_foreign_resources(preview: RunningPreview, tab: str) -> None:
    answer = preview.get(f"{tab}/001.md")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<style" not in answer.text
    assert " style=" not in answer.text.partition("<pre")[0]
    assert "<script>" not in answer.text


@pytest.mark.parametrize("frame", ["frame/email/001.md", "frame/article/001.md"])
def test_a_frame_is_a_sandbox_that_loads_images_only_when_they_are_on(
    preview: RunningPreview, frame: str
) -> None:
    policy = preview.get(frame).headers["content-security-policy"]
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert "script-src" not in directives
    assert directives["sandbox"].split() == ["allow-popups", "allow-popups-to-escape-sandbox"]
    assert directives["form-action"] == directives["base-uri"] == "'none'"
    off = preview.get(f"{frame}?images=off").headers["content-security-policy"]
    assert "img-src 'none'" in off


def test_images_of_the_plain_web_are_shown_and_those_of_this_machine_are_not(
    project: MakeProject,
) -> None:
    hosts = ("example.org", "127.0.0.1:8025", "localhost", "192.168.0.1", "[::1]", "x;y.example")
    text = "\n\n".join(f"![x](http://{host}/a.png)" for host in hosts)
    with running_preview(project({"issues/001.md": f"---\ntitle: T\n---\n{text}\n"})) as preview:
        policy = preview.get("frame/email/001.md").headers["content-security-policy"]
        images = policy.partition("img-src ")[2].partition(";")[0].split()
        assert images == ["https:", "data:", f"{preview.url}images/", "http://example.org:80"]


def test_images_of_this_machine_are_not_loaded_over_a_secure_connection_either(
    browser: Browser, project: MakeProject
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as near:
        own = f"https://127.0.0.1:{near.getsockname()[1]}"
        text = "\n\n".join(
            (
                f"![a]({own}/a.png)",
                f'<div style="background:url({own}/b.png)">b</div>',
                f'<table background="{own}/c.png"><tr><td background="{own}/d.png">d</td></tr></table>',
                f'<picture><source srcset="{own}/e.png 2x"><img src="{own}/f.png" alt="f"></picture>',
            )
        )
        folder = project({"issues/001.md": f"---\ntitle: T\ndate: 2026-01-01\n---\n{text}\n"})
        with running_preview(folder) as preview:
            page = browser.new_page()
            for frame in ("email", "article"):
                page.goto(f"{preview.url}frame/{frame}/001.md", wait_until="networkidle")
                assert page.evaluate("document.images.length") >= 2
            page.close()
        near.setblocking(False)
        with pytest.raises(BlockingIOError):
            near.accept()


HOSTILE_HOSTS = (
    "[::1%x; img-src *]:1", "[::1%0d%0aX-Own: 1]:1", "localhost:1;", "[::1 ]", "localhost:80#",
    "LOCALHOST:08025",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
@pytest.mark.parametrize(
    "path", ["frame/email/001.md", "static", "list/", "feeds/", "email/001.md/"]
)
def test_no_header_repeats_what_a_request_says_of_its_host(
    preview: RunningPreview, path: str, host: str
) -> None:
    answer = preview.get(path, headers={"Host": host})
    said = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    assert host not in said
    assert "img-src *" not in said
    assert "x-own" not in answer.headers
    assert "location" not in answer.headers
    assert answer.status_code in {200, 400, 403, 404}


def test_a_token_of_any_bytes_is_refused(preview: RunningPreview) -> None:
    answer = httpx.post(f"{preview.url}problems/check", headers=[(b"X-Preview-Token", b"\xe9")])
    assert answer.status_code == 403


def test_the_frame_element_is_a_sandbox_too(preview: RunningPreview) -> None:
    page = preview.get("email/001.md").text
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page


def test_an_image_that_the_issue_shows_is_served_as_an_image(preview: RunningPreview) -> None:
    answer = preview.get("images/press.png?of=001.md")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content == PNG


@pytest.mark.parametrize(
    "path",
    [
        "images/other.png?of=001.md",  # there, and not shown by the issue
        "images/press.png",
        "images/press.png?of=002.md",
        "images/script.svg?of=002.md",
        "images/leak.png?of=002.md",  # a link that leads out of the folder
        "images/../../.env?of=001.md",
        "images/..%2f..%2f.env?of=001.md",
        "images/%2fetc%2fpasswd?of=001.md",
        "images//etc/passwd?of=001.md",
        "images/001.md?of=001.md",
        "static/../app.py",
        "static/..%2fapp.py",
        "email/..%2f..%2f.env",
        "source/..%2fpublisher.toml",
        "email/%2fetc%2fpasswd",
        "download/eml/..%2f.env",
        "download/py/001.md",
        "email/001.md%00",
        "frame/email/nothing.md",
    ],
)
def test_no_other_file_is_served(preview: RunningPreview, path: str) -> None:
    address = httpx.URL(preview.url)
    with socket.create_connection((address.host, address.port or 80), timeout=5) as link:
        host = f"{address.host}:{address.port}"
        link.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: link.recv(65_536), b""))
    assert answer.split(b" ")[1] in {b"404", b"400", b"307"}, answer[:200]
    assert b"do-not-tell" not in answer
    assert b"root:" not in answer
    assert PNG not in answer


def test_no_page_contains_a_secret(preview: RunningPreview) -> None:
    for path in ("email/001.md", "source/001.md", "headers/001.md", "feeds", "problems"):
        assert "do-not-tell" not in preview.get(path).text


def test_title_is_escaped_on_every_page(project: MakeProject) -> None:
    title = "</title><script>alert(1)</script><img src=x onerror=alert(1)>"
    folder = project(
        {
            "issues/001.md": f"---\ntitle: '{title}'\ndate: 2026-01-01\nsummary: '{title}'\n---\nHello.\n"
        },
        title="<script>alert(2)</script>",
    )
    with running_preview(folder) as preview:
        for tab in ("email", "text", "feed", "source", "headers", "checks", "structure"):
            page = preview.get(f"{tab}/001.md").text
            assert "<script>" not in page
            assert "<img" not in page
        assert "<script>" not in preview.get("list").text + preview.get("feeds").text


def test_preview_listens_on_loopback_and_warns_otherwise(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    with running_preview(folder) as preview:
        assert preview.url.startswith("http://127.0.0.1:")
        address = httpx.URL(preview.url)
        own = next(iter(addresses_of_this_machine()), None)
        if own:
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((own, address.port or 80), timeout=2).close()
    with running_preview(folder, "--host", "0.0.0.0") as preview:
        assert preview.get("list").status_code == 200
        assert preview.process.stderr
        assert "other machines" in preview.process.stderr.readline()


def addresses_of_this_machine() -> set[str]:
    """Addresses but for the loopback's."""
    table = Path("/proc/net/fib_trie")
    if not table.is_file():
        return set()
    words = table.read_text(encoding="ascii").split()
    found = {words[at - 3] for at, word in enumerate(words) if word == "LOCAL" and at >= 3}
    return {it for it in found if it.count(".") == 3 and not it.startswith("127.")}
