"""The one parser and the one serialiser: what goes through them comes out as it was."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher import dom


@pytest.mark.parametrize(
    "fragment",
    [
        "<p>a</p>tail",
        "plain words",
        "",
        "a<!-- c -->b",
        '<a href="{{ x }}/é?a=1&amp;b=2">t &amp; &lt;T&gt;</a>&nbsp;',
        '<p>one<br>two</p><hr><img src="a b.png" alt="">',
        "<pre>\n\nx\n y</pre>",
        "<ul>\n<li>a<ul><li>b</li></ul></li>\n</ul>",
    ],
)
def test_a_fragment_comes_out_as_it_went_in(fragment: str) -> None:
    assert dom.inner_html(dom.parse(fragment)) == fragment


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_text_survives_the_tree(text: str) -> None:
    tree = dom.parse(f"<p>x{html.escape(text)}</p>")
    assert "".join(tree.itertext()) == f"x{text}"
    again = dom.parse(dom.inner_html(tree))
    assert dom.inner_html(again) == dom.inner_html(tree)


def test_depth_is_the_authors_and_not_the_stacks() -> None:
    deep = "<b>" * 2000 + "x"
    assert "<b>" in dom.inner_html(dom.parse(deep))


def test_words_have_a_line_for_each_block() -> None:
    tree = dom.parse("<h2>A</h2><p>one\ntwo<br>three</p><ul><li>x<ul><li>y</li></ul></li></ul>")
    assert dom.text_of(tree) == "A\none two\nthree\nx\ny"


def test_words_of_scripts_and_comments_are_not_visible() -> None:
    assert dom.text_of(dom.parse("<p>a<script>b</script><!-- c -->d</p>")) == "ad"


def test_code_keeps_its_lines_in_text() -> None:
    assert dom.text_of(dom.parse("<pre><code>a\nb</code></pre>")) == "a\nb"


@pytest.mark.parametrize(
    "before, after",
    [
        ("<p>a<i>b</i>c</p>", "<p>abc</p>"),
        ("<p><i>b<u>x</u>y</i>c</p>", "<p>b<u>x</u>yc</p>"),
        ("<p>a<i></i>c</p>", "<p>ac</p>"),
        ("<p><b>z</b>a<i>b<u>x</u></i>c</p>", "<p><b>z</b>ab<u>x</u>c</p>"),
    ],
)
def test_unwrapping_keeps_every_word_in_its_place(before: str, after: str) -> None:
    tree = dom.parse(before)
    dom.unwrap(next(tree.iter("i")))
    assert dom.inner_html(tree) == after


def test_removing_keeps_the_words_behind() -> None:
    tree = dom.parse("<p>a<i>b</i>c<u>d</u>e</p>")
    for tag in ("i", "u"):
        dom.remove(next(tree.iter(tag)))
    assert dom.inner_html(tree) == "<p>ace</p>"


@pytest.mark.parametrize("name", ["footnote-ref", "footnote"])
def test_footnote_number_is_separated_from_the_word_before_it(name: str) -> None:
    tree = dom.parse(f'<p>rare thing.<sup><a class="{name}" href="#n">1</a></sup> Words</p>')
    assert dom.text_of(tree) == "rare thing.[1] Words"


def test_a_title_is_without_the_marks_of_footnotes() -> None:
    tree = dom.parse(
        '<h2>Word<sup><a class="footnote-ref" href="#n">1</a></sup> and <b>more</b></h2>'
    )
    assert dom.title_of(tree[0]) == "Word and more"


@pytest.mark.parametrize(
    "fragment, gathered",
    [
        ("a</body>b<p>c</p></html>d<!-- e -->f", "ab<p>c</p>d<!-- e -->f"),
        ("<p>a</p></body>b<i>c</i>", "<p>a</p>b<i>c</i>"),
        ("</html>a<b>c</b>", "a<b>c</b>"),
        ("<html><head><title>t</title></head><body class=x>a</body></html>", "<title>t</title>a"),
        ("<!DOCTYPE html>a", "a"),
        ("<frameset>a</frameset>b", "<frameset>a</frameset>b"),
    ],
)
def test_a_fragment_with_a_document_in_it_loses_nothing(fragment: str, gathered: str) -> None:
    assert dom.inner_html(dom.parse(fragment)) == gathered


def test_what_xml_forbids_is_in_no_tree() -> None:
    tree = dom.parse('a&#x1F;b<i title="c&#1;d">&#x8;</i>&#xB;e')
    assert dom.inner_html(tree) == 'ab<i title="cd"></i>e'


TAGS = st.sampled_from(
    "</body> </html> <html> <body> <head> </head> <frameset> <table> <td> <svg> <p> </p> &#x1; word".split()
)


@given(st.lists(TAGS, max_size=12).map("".join))
def test_tags_in_any_order_lose_no_word(fragment: str) -> None:
    tree = dom.parse(fragment)
    assert tree.tag == "div"
    assert "".join(tree.itertext()).count("word") == fragment.count("word")
    assert "<body" not in dom.inner_html(tree)
