"""The HTML of an entry: what every reader keeps, with nothing lost on the way."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher import dom
from publisher.feed.entries.entry_html import entry_html


def rendered(html: str) -> str:
    return entry_html(html, permalink="https://example.com/issues/007/", prefix="007")


def html_errors(html: str) -> list[object]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(html, "div")
    return list(parser.errors)


def test_the_issues_own_html_comes_through() -> None:
    html = '<h2 id="a">A</h2><p>One <b>two</b> <em>three</em>.</p><pre><code>x &lt; y</code></pre>'
    assert rendered(html) == html.replace('id="a"', 'id="007:a"')


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p><script>alert(1)</script>",
        '<p onclick="x()">a</p>',
        '<p style="color:red">a</p>',
        "<style>p{}</style><p>a</p>",
        "<p>a</p><!-- note to the editors -->",
        '<p class="lead" data-x="1">a</p>',
        '<p>a<img src="https://t.example.com/o.gif" width="1" height="1"></p>',
        '<p>a</p><p><img src="https://t.example.com/o.gif" width="0" height="0px"></p>',
        '<p>a</p><p><a href="https://t.example.com/"><img src="" alt=""></a></p>',
    ],
)
def test_what_runs_styles_or_counts_is_gone_without_a_trace(html: str) -> None:
    assert rendered(html).removesuffix("<p></p>") == "<p>a</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x()",
        "JaVaScRiPt:x()",
        "java\nscript:x()",
        "data:text/html,x",
        "vbscript:x",
        "",
        " ",
    ],
)
def test_unsafe_link_keeps_its_text(address: str) -> None:
    assert rendered(f'<p><a href="{address}">words</a></p>') == "<p>words</p>"


@pytest.mark.parametrize(
    "address", ["http://Two Words/", "https://ex ample.com/", "https://", "ttps://x.org"]
)
def test_a_link_that_cannot_be_parsed_keeps_its_words(address: str) -> None:
    assert rendered(f'<p><a href="{address}">words</a></p>') == "<p>words</p>"


@pytest.mark.parametrize(
    "written,absolute",
    [
        ("#fn:1", "https://example.com/issues/007/#fn:1"),
        ("../006/", "https://example.com/issues/006/"),
        ("/about", "https://example.com/about"),
        ("?page=2", "https://example.com/issues/007/?page=2"),
        ("//example.org/x", "https://example.org/x"),
        ("https://example.org/{a}?b=c&amp;d", "https://example.org/{a}?b=c&amp;d"),
        ("mailto:me@example.org", "mailto:me@example.org"),
    ],
)
def test_every_url_is_absolute(written: str, absolute: str) -> None:
    assert rendered(f'<p><a href="{written}">x</a></p>') == f'<p><a href="{absolute}">x</a></p>'


def test_an_image_keeps_its_sizes_and_always_has_an_alternative_text() -> None:
    html = '<p><img src="a.png" width="600" height="400" srcset="b.png 2x" loading="lazy"></p>'
    assert rendered(html) == (
        '<p><img src="https://example.com/issues/007/a.png" width="600" height="400" alt=""></p>'
    )


def test_an_image_in_the_text_itself_is_kept_and_other_data_is_not() -> None:
    image = '<img src="data:image/png;base64,AAAA" alt="dot">'
    assert rendered(f"<p>{image}</p>") == f"<p>{image}</p>"
    assert rendered('<p><img src="data:text/html,x" alt="dot"></p>') == '<p><img alt="dot"></p>'


@pytest.mark.parametrize(
    "media,link",
    [
        (
            '<iframe src="https://video.example.com/embed/1" title="A  film"></iframe>',
            '<a href="https://video.example.com/embed/1">A film</a>',
        ),
        (
            '<iframe src="//v.example.com/1"></iframe>',
            '<a href="https://v.example.com/1">https://v.example.com/1</a>',
        ),
        (
            '<video poster="/p.png" title="Film"><source src="film.mp4">No video?</video>',
            (
                '<a href="https://example.com/issues/007/film.mp4">'
                '<img src="https://example.com/p.png" alt="Film"></a>'
            ),
        ),
        (
            '<audio controls src="/a.mp3"></audio>',
            '<a href="https://example.com/a.mp3">https://example.com/a.mp3</a>',
        ),
        ('<embed src="/x.swf" title="Old">', '<a href="https://example.com/x.swf">Old</a>'),
        (
            '<object data="/x.pdf" title="Paper"></object>',
            '<a href="https://example.com/x.pdf">Paper</a>',
        ),
    ],
)
def test_embedded_video_becomes_a_link_around_its_poster(media: str, link: str) -> None:
    assert rendered(f"{media}<p>after</p>") == f"<p>{link}</p><p>after</p>"
    assert rendered(f"<p>in {media} words</p>") == f"<p>in {link} words</p>"


def test_media_without_an_address_leaves_what_it_holds() -> None:
    assert rendered("<video>See <a href='/v'>the film</a>.</video>") == (
        'See <a href="https://example.com/v">the film</a>.'
    )


def test_what_follows_media_that_were_never_closed_is_kept() -> None:
    html = '<p>a</p><video src="/v"><p>b</p><p>c</p>'
    assert dom.text_of(dom.parse(rendered(html))).split("\n") == [
        "a",
        "https://example.com/v",
        "b",
        "c",
    ]


def test_what_a_page_would_hide_is_opened() -> None:
    html = "<details><summary>More <i>here</i></summary><p>Hidden.</p></details>"
    assert rendered(html) == "<p><strong>More <i>here</i></strong></p><p>Hidden.</p>"


def test_a_heading_in_a_summary_stays_a_heading() -> None:
    assert "<h3>More</h3>" in rendered("<details><summary><h3>More</h3></summary>x</details>")


def test_boxes_of_a_task_list_become_characters() -> None:
    html = "<ul><li><input type=checkbox checked disabled> done</li><li><input type=checkbox>open</li></ul>"
    assert rendered(html) == "<ul><li>☑ done</li><li>☐ open</li></ul>"


def test_a_link_inside_a_link_is_taken_apart() -> None:
    html = '<p><a href="https://a.example.com">x <a href="https://b.example.com">y</a> z</a></p>'
    links = [link.get("href") for link in dom.parse(rendered(html)).iter("a")]
    assert links == ["https://a.example.com", "https://b.example.com"]
    assert "x y z" in dom.line_of(dom.parse(rendered(html)))


def test_an_escaped_tag_in_prose_is_not_eaten() -> None:
    assert rendered("<p>Vec&lt;T&gt; &amp; co</p>") == "<p>Vec&lt;T&gt; &amp; co</p>"


def test_anchors_are_the_entrys_own_and_footnotes_are_known_to_netnewswire() -> None:
    html = (
        '<p>x<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
        '<div class="footnote"><hr><ol><li id="fn:1"><p>Note.</p></li></ol></div>'
    )
    assert rendered(html) == (
        '<p>x<sup id="007:fnref:1"><a href="https://example.com/issues/007/#fn:1" '
        'class="footnote">1</a></sup></p>\n'
        '<hr><ol><li id="007:fn:1"><p>Note.</p></li></ol>'
    )


def test_duplicate_anchor_is_kept_once() -> None:
    assert rendered('<h2 id="a">A</h2><h2 id="a">B</h2>') == '<h2 id="007:a">A</h2><h2>B</h2>'


def test_wrappers_go_and_their_words_stay_apart() -> None:
    assert rendered("<div>one</div><div>two</div>") == "<p>one</p><p>two</p>"
    assert rendered("<section><div><p>one</p></div><footer>two</footer></section>").split("\n") == [
        "<p>one</p>",
        "<p>two</p>",
    ]
    assert dom.text_of(dom.parse(rendered("<dl><div><dt>a</dt><dd>b</dd></div></dl>"))) == "a\nb"


def test_elements_that_readers_do_not_know_get_the_name_of_one_they_do() -> None:
    assert rendered(
        "<p><tt>x</tt> <strike>y</strike> <mark>z</mark> <font color=red>w</font></p>"
    ) == ("<p><code>x</code> <s>y</s> <b>z</b> w</p>")


def test_a_tables_cells_keep_their_sides_without_a_style() -> None:
    html = '<table><thead><tr><th style="text-align: right;">n</th></tr></thead><tbody><tr><td style="text-align:center">1</td></tr></tbody></table>'
    assert rendered(html) == (
        '<table><thead><tr><th align="right">n</th></tr></thead><tr><td align="center">1</td></tr></table>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "Dear *|FNAME|*,",
        "<p>{{ unsubscribe_url }}</p>",
        "<p>{{{email}}} *|IF:NAME|*</p>",
        '<p>Words. <a href="https://example.com/{{unsubscribe_url}}">Leave</a></p>',
        '<p><a href="https://example.com/%7B%7B%20unsubscribe%20%7D%7D">Leave</a></p>',
        '<p><a href="*|UNSUB|*">Leave</a></p>',
    ],
)
def test_what_a_mailing_service_would_fill_in_is_left_out(html: str) -> None:
    result = rendered(html)
    assert not {"{", "|"} & set(result)
    assert "Leave" not in result


@pytest.mark.parametrize(
    "written, feed",
    [
        ("https://example.org/?a=*|X|*", '<a href="https://example.org/?a=">link</a>'),
        ("https://example.org/*|FNAME|*/%20b?c=%7C", '<a href="https://example.org//%20b?c=%7C">link</a>'),
        ("https://example.org/?n={{ first_name }}&m=1", '<a href="https://example.org/?n=&amp;m=1">link</a>'),
        ("https://example.org/?n=%7B%7Bemail%7D%7D", '<a href="https://example.org/?n=">link</a>'),
        ("*|X|*", "link"),
    ],
)  # fmt: skip
def test_a_link_keeps_its_words_when_a_merge_tag_leaves_its_address(
    written: str, feed: str
) -> None:
    assert rendered(f'<p>the <a href="{written}">link</a></p>') == f"<p>the {feed}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Use <code>{{ email }}</code> in a template.</p>",
        "<pre><code>*|FNAME|*</code></pre>",
        "<p>{{ page.title }} is Liquid.</p>",
        "<p>a *|* b</p>",
    ],
)
def test_braces_that_the_issue_writes_about_stay(html: str) -> None:
    assert rendered(html) == html


def test_reference_to_a_forbidden_character_is_removed() -> None:
    assert rendered("<p>a&#11;b&#150;c&#xFFFD;d&#xFFFE;</p>") == "<p>ab–cd</p>"


def test_nothing_is_made_of_nothing() -> None:
    assert rendered("  \n") == ""


TAGS = [
    "p", "div", "span", "a", "b", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th",
    "thead", "tbody", "caption", "h2", "pre", "code", "blockquote", "figure", "figcaption", "details",
    "summary", "button", "form", "label", "select", "option", "section", "iframe", "video", "object",
    "svg", "math", "ruby", "rt", "mark", "center", "font", "nobr", "marquee", "unknown", "template",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        [
            '<img src="x">',
            "<br>",
            "<hr>",
            "<input>",
            '<a href="/x">',
            '<a href="#y">',
            "<!-- c -->",
            "&lt;",
            "&",
        ]
    ),
    st.text("ab <>&\"'\n\u00a0é家\x0b\x85", max_size=6),
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_html_comes_out_without_an_error_and_unchanged_by_a_second_pass(html: str) -> None:
    once = rendered(html)
    assert html_errors(once) == []
    assert html_errors(rendered(once)) == []


WORDS = st.text("abc é家&<>", min_size=1, max_size=8)
INLINE = st.recursive(
    WORDS.map(lambda text: dom.outer_html(_element("span", text))),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(["b", "em", "code", "span", "mark"]), inner
    ),
    max_leaves=4,
)
BLOCKS = st.lists(
    st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(["p", "div", "h2", "blockquote", "section"]),
        INLINE,
    )
    | st.builds("<ul><li>{0}</li><li>{1}</li></ul>".format, INLINE, INLINE)
    | st.builds("<details><summary>{0}</summary><p>{1}</p></details>".format, INLINE, INLINE)
    | st.builds(
        "<table><tbody><tr><td>{0}</td><td>{1}</td></tr></tbody></table>".format, INLINE, INLINE
    ),
    max_size=5,
).map("\n".join)


def _element(tag: str, text: str) -> dom.Element:
    element = dom.parse("").makeelement(tag)
    element.text = text
    return element


@given(BLOCKS)
def test_the_visible_text_of_any_issue_stays_the_same(html: str) -> None:
    before = dom.text_of(dom.parse(html)).split()
    assert dom.text_of(dom.parse(rendered(html))).split() == before
