"""Ids of entries from one build to the next, as an author works: drafts, a real site, a bad line."""

import json
from pathlib import Path

from tests.aiosmtpd_server import AiosmtpdServer
from tests.conftest import MakeProject, RunPublisher


def issue(title: str, date: str = "2026-01-02", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n\nHello.\n"


def ids_in(folder: Path) -> dict[str, str]:
    """The id of each entry of the feed, by its title."""
    items = json.loads((folder / "feeds/feed.json").read_text("utf-8"))["items"]
    return {item["title"]: item["id"] for item in items}


def test_an_issue_of_the_day_of_a_draft_does_not_take_its_id(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/alpha.md": issue("Alpha")})
    run_publisher("build", cwd=folder)
    alpha = ids_in(folder)["Alpha"]
    (folder / "issues/alpha.md").write_text(issue("Alpha", more="draft: true\n"), "utf-8")
    (folder / "issues/beta.md").write_text(issue("Beta"), "utf-8")
    run_publisher("build", cwd=folder)
    beta = ids_in(folder)["Beta"]
    assert beta != alpha
    (folder / "issues/alpha.md").write_text(issue("Alpha"), "utf-8")
    run_publisher("build", cwd=folder)
    assert ids_in(folder) == {"Alpha": alpha, "Beta": beta}


def test_new_newsletter_gets_ids_of_its_site(run_publisher: RunPublisher, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    run_publisher("init", folder)
    settings = (folder / "publisher.toml").read_text("utf-8")
    assert "example.com" not in settings
    run_publisher("build", cwd=folder)
    for site in ("https://example.com", "http://localhost:8000", "https://letters.press"):
        written = settings.replace('site_url = ""', f'site_url = "{site}"')
        (folder / "publisher.toml").write_text(written, "utf-8")
        assert run_publisher("build", cwd=folder).returncode == 0
    assert all(entry_id.startswith("tag:letters.press,") for entry_id in ids_in(folder).values())
    assert "example.com" not in (folder / "feeds/ids.json").read_text("utf-8")


def test_ledger_with_an_invalid_line_is_reported_and_not_written(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/alpha.md": issue("Alpha"), "issues/beta.md": issue("Beta")})
    run_publisher("build", cwd=folder)
    before, ledger = ids_in(folder), folder / "feeds/ids.json"
    damaged = ledger.read_text("utf-8").replace('{"id": "tag', '{"id": "\\u0000tag', 1)
    ledger.write_text(damaged, "utf-8")
    for command in ("build", "check"):
        done = run_publisher(command, cwd=folder)
        assert done.returncode == 1
        assert "feeds/ids.json:2:1" in done.stdout + done.stderr
    assert ledger.read_text("utf-8") == damaged
    assert ids_in(folder)["Beta"] == before["Beta"]


def test_an_edit_of_an_old_issue_rewrites_only_the_archive_that_holds_it(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    files = {
        f"issues/{n:03}.md": issue(f"No {n}", f"2026-01-{n:02}") + "word " * 1_500
        for n in range(1, 21)
    }
    folder = project(files, feed_limit=4, feed_max_bytes=50_000)
    run_publisher("build", cwd=folder)
    archives = {path: path.read_bytes() for path in (folder / "feeds/archive").iterdir()}
    assert len(archives) >= 12
    (folder / "issues/002.md").write_text(issue("No 2", "2026-01-02"), "utf-8")
    run_publisher("build", cwd=folder)
    changed = {path.name for path, data in archives.items() if path.read_bytes() != data}
    assert changed == {"feed-001.xml", "atom-001.xml", "feed-001.json"}


def test_placeholders_stop_a_send_through_smtp_to_a_real_address(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/alpha.md": issue("Alpha")})
    with AiosmtpdServer() as server:
        env = {
            "PUBLISHER_SENDER": "smtp",
            "PUBLISHER_SMTP__HOST": "127.0.0.1",
            "PUBLISHER_SMTP__PORT": str(server.port),
            "PUBLISHER_SMTP__SECURITY": "none",
        }
        done = run_publisher("send", "alpha", "--to", "me@letters.press", cwd=folder, env=env)
        assert done.returncode == 1
        assert "author_email, site_url" in done.stdout + done.stderr
        assert not server.accepted


def test_a_placeholder_beside_a_real_site_is_named(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/alpha.md": issue("Alpha")}, site_url="https://letters.press")
    assert "P104 placeholder in author_email" in run_publisher("check", cwd=folder).stdout
    folder = project({"issues/alpha.md": issue("Alpha")}, title="My newsletter")
    assert "P104 placeholder in title, author_email" in run_publisher("check", cwd=folder).stdout
