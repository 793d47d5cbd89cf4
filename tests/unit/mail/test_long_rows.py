"""A row of a table that is longer than its head keeps its cells in every output."""

import json
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from publisher import dom
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import read_archive
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.issue_email import render
from publisher.markup.render import to_html
from publisher.model import Newsletter
from publisher.themes.theme_loader import load_theme
from tests.unit.feed.letters import build_feeds, child, files_of, items_of

NEWSLETTER = Newsletter("T", "https://example.com/")
TABLE = "| a | b |\n|---|--:|\n| 1 | 2 | third [x](https://example.org/x) | fourth\n| 3 |\n"


def test_the_cells_beyond_the_head_are_in_email_text_and_feeds(tmp_path: Path) -> None:
    (tmp_path / "001.md").write_text(f"---\ntitle: T\ndate: 2024-05-17\n---\n{TABLE}")
    archive = read_archive(tmp_path, "issues", NEWSLETTER, ContentOptions())
    (issue,) = archive.published(datetime(2030, 1, 1, tzinfo=UTC))
    email = render(issue, NEWSLETTER, MailOptions(), load_theme("default", Path("nowhere")))
    files = files_of(build_feeds(issue))
    outputs = [
        email.html,
        email.text,
        child(items_of(files["feed.xml"])[0], "encoded"),
        child(items_of(files["atom.xml"])[0], "content"),
        json.loads(files["feed.json"])["items"][0]["content_text"],
    ]
    for output in outputs:
        assert "third" in output
        assert "fourth" in output
    assert [link.url for link in issue.links] == ["https://example.org/x"]


CELLS = st.lists(st.text("abc é", max_size=4), min_size=1, max_size=6)


@given(st.integers(1, 4), st.lists(CELLS, max_size=4))
def test_no_word_of_a_row_is_lost_however_long_it_is(columns: int, rows: list[list[str]]) -> None:
    head = f"|{'h|' * columns}\n|{'-|' * columns}\n"
    body = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    words = dom.text_of(dom.parse(to_html(head + body))).split()
    assert words == ["h"] * columns + [
        word for row in rows for cell in row for word in cell.split()
    ]
