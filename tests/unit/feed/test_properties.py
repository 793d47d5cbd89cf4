"""Whatever an author writes, the feeds are well formed and say the same words."""

import json
from datetime import UTC, datetime
from typing import Any

import feedparser
import html5lib
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree

from publisher import dom
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import read_archive
from publisher.feed.entries.entry_html import entry_html
from publisher.model import Issue, Newsletter
from publisher.xml_text import fit, fit_line
from tests.unit.feed.letters import build_feeds, child, files_of, items_of, make_issue
from tests.work import bounded_work

ANYTHING = st.text(st.characters(), max_size=30)
BODIES = st.lists(
    st.sampled_from(
        ["# ", "## News", "**bold** ", "*", "_", "`code`", "<b>", "</div>", "<!--", "-->", "&amp;", "&#11;",
         "[a](", "https://example.org/", ")", "![", "](x.png)", "> ", "- ", "1. ", "\n", "\n\n", "    ", "|a|b|\n",
         "|-|-|\n", "[^1]", "[^1]: note\n", "<iframe src=x>", "<details>", "{{ email }}", "*|X|*", "Vec<T>", "~~~\n",
         "<a href='javascript:x'>", "</a>", "<table><tr><td>", "\\"]
    )
    | st.text("ab é家🪂\u00a0\u0085\x0b", max_size=5),
    max_size=25,
).map("".join)  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=30)
FRONT_MATTER = st.fixed_dictionaries(
    {"title": WORDS.filter(str.strip)},
    optional={
        "tags": st.lists(WORDS, max_size=3),
        "authors": st.lists(WORDS, max_size=2),
        "summary": WORDS,
        "id": WORDS,
        "language": st.sampled_from(["de", "zh-Hans"]),
    },
)


def check(files: dict[str, bytes], issues: list[Issue]) -> None:
    """Every feed parses, and holds the words of each issue."""
    titles = [fit_line(issue.title) or issue.slug for issue in issues[::-1]]
    for name in ("feed.xml", "atom.xml"):
        parsed = feedparser.parse(files[name])
        assert not parsed.bozo, parsed.bozo_exception
        assert len(parsed.entries) == len(issues)
        items = items_of(files[name])
        assert [child(item, "title") for item in items] == titles
        for item in items:
            html = child(item, "encoded" if name == "feed.xml" else "content")
            parser = html5lib.HTMLParser(strict=True)
            parser.parseFragment(html, "div")
    assert [item["title"] for item in json.loads(files["feed.json"])["items"]] == titles


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "title": ANYTHING, "id": ANYTHING, "summary": ANYTHING, "text": ANYTHING,
                "tags": st.lists(ANYTHING, max_size=3).map(tuple),
                "authors": st.lists(ANYTHING, max_size=3).map(tuple),
                "html": ANYTHING | BODIES,
            }
        ),
        max_size=3,
    ),
    ANYTHING,
)  # fmt: skip
def test_any_issue_gives_feeds_that_can_be_read(issues: list[dict[str, Any]], words: str) -> None:
    newsletter = Newsletter(
        words, "https://example.com/", words, author_name=words, copyright=words
    )
    made = [make_issue(number, **facts) for number, facts in enumerate(issues)]
    check(files_of(build_feeds(*made, newsletter=newsletter, feed_categories=[words])), made)


@settings(max_examples=300)
@given(FRONT_MATTER, BODIES)
def test_any_file_gives_feeds_with_the_words_of_its_issue(
    tmp_path_factory: pytest.TempPathFactory, front_matter: dict[str, Any], body: str
) -> None:
    folder = tmp_path_factory.mktemp("issues")
    text = f"---\n{json.dumps({**front_matter, 'date': '2024-05-17'}, ensure_ascii=False)}\n---\n"
    (folder / "001.md").write_bytes(text.encode("utf-8", "replace") + b"Words.\n\n" + body.encode())
    archive = read_archive(
        folder, "issues", Newsletter("T", "https://example.com/"), ContentOptions()
    )
    published = list(archive.published(datetime(2030, 1, 1, tzinfo=UTC)))
    event(f"{len(published)} published")
    files = files_of(build_feeds(*published))
    check(files, published)
    for issue in published:
        entry = dom.text_of(dom.parse(child(items_of(files["atom.xml"])[0], "content")))
        is_changed = any(sign in issue.html for sign in ("<iframe", "{{", "*|"))
        if issue.text and not is_changed:
            assert entry.split() == fit(issue.text).split()


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 3_000 + "x" + "</div>" * 3_000,
        "<b>" * 3_000 + "x",
        "<blockquote>" * 500 + "x",
        '<a href="/x">' * 2_000 + "x",
        "<p>" + "&amp;" * 100_000 + "</p>",
        "<table><tr><td>" * 200 + "x",
        "<p>{{" * 5_000,
        "*|" * 20_000,
        "{{" + "a" * 20_000,
    ],
    ids=lambda html: html[:12],
)
def test_no_html_takes_long(html: str) -> None:
    with bounded_work(len(html)):
        result = entry_html(html, permalink="https://example.com/", prefix="x")
    assert etree.HTML(f"<p>{result}</p>") is not None
