"""Whatever an author writes, its feeds come out so that the checks find nothing in them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.feed_validator.own_tests.samples import findings
from tests.unit.feed.letters import build_feeds, files_of, make_issue

ELEMENTS = (
    "p div ul ol li h2 pre b em a table tbody tr td th caption dl dt dd span section figure "
    "figcaption iframe video audio source picture img br hr script style svg math noscript "
    "template details summary button input form select option textarea font object embed ruby rt "
    "q del sup code T my-tag title body main col frameset base link meta xmp listing marquee"
).split()
ATTRIBUTES = (
    "",
    ' href="https://example.org/a"',
    ' href="/x"',
    ' href=""',
    ' href="javascript:x"',
    ' src="https://example.org/a.png"',
    ' src="x"',
    ' srcset="a.png 2x"',
    ' id="a"',
    ' class="b"',
    ' style="color: red"',
    ' onclick="x()"',
    ' width="1" height="1"',
    ' foo="bar"',
    ' title="<x>&amp;"',
    ' dir="rtl" start="3"',
)
TAGS = st.tuples(st.sampled_from(ELEMENTS), st.sampled_from(ATTRIBUTES))
PIECES = st.one_of(
    TAGS.map(lambda tag: f"<{tag[0]}{tag[1]}>"),
    st.sampled_from(ELEMENTS).map(lambda name: f"</{name}>"),
    st.text(max_size=6),
    st.sampled_from(["&", "&copy", "&#0;", "&#150;", "<!-- c -->", "<![CDATA[x]]>", "<?x?>",
                     "<!DOCTYPE x>", "\x0b", "\ufffd", "*|UNSUB|*", "5 < 6 > 4"]),
)  # fmt: skip
# A title may speak of tags and references; what the validator says of those is tried elsewhere.
TITLES = st.text(max_size=12).filter(lambda title: "</" not in title and "&" not in title)


@settings(max_examples=200)
@example("<li><figcaption><li>", "")
@given(st.lists(PIECES, max_size=12).map("".join), TITLES)
def test_nothing_is_found_in_the_feeds_of_any_issue(html: str, title: str) -> None:
    build = build_feeds(make_issue(html=f"<p>Words.</p>{html}", title=title))
    found = [
        str(finding)
        for name, data in files_of(build).items()
        if name.endswith((".xml", ".json"))
        for finding in findings(data, name, f"https://example.com/{name}")
    ]
    assert found == []


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_addresses_with_blanks_are_written_as_every_reader_follows_them(name: str) -> None:
    issue = make_issue(
        permalink="https://example.com/two words/", image="https://example.org/a b.png"
    )
    data = files_of(build_feeds(issue))[name]
    assert findings(data, name, f"https://example.com/{name}") == []
    assert b"https://example.com/two%20words/" in data
