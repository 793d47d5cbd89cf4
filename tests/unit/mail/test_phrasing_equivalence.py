"""Texts, addresses and elements taken the short way are written as they are the long way."""

from urllib.parse import unquote

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from publisher import dom, urls
from publisher.mail.plaintext import elements, phrasing
from publisher.mail.plaintext.phrasing import ReferenceList
from publisher.mail.plaintext.wrapping import without_marks
from tests.unit.dom.trees import FRAGMENTS, TEXTS

BASE = "https://example.com/issues/one/"
ADDRESSES = st.lists(
    st.sampled_from(
        ["https://", "http://", "mailto:", "HTTPS://", "example.com", "/", "a", "b%20c", "%", "é", " ", "\t", "\n",
         "\x7f", "\xa0", "\ufdd0", "?x=1", "#y", "@"]
    ),
    max_size=7,
).map("".join)  # fmt: skip
LINKS = st.builds('<a href="{}">{}</a>'.format, ADDRESSES, ADDRESSES | st.just("<b>x</b>"))


SPACES = str.maketrans(dict.fromkeys(phrasing._BLANKS, " "))


class LongWay(phrasing._Writer):
    """Folds every text by characters, and walks every element."""

    def text(self, text: str | None) -> None:
        spaced = without_marks(text or "").translate(SPACES)
        words = spaced.split() if spaced.isascii() else list(filter(None, spaced.split(" ")))
        self.has_gap = self.has_gap or spaced[:1] == " "
        if words:
            self.put(" ".join(words))
            self.has_gap = spaced[-1] == " "

    def element(self, root: dom.Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: dom.Element | None = None
        for event, node in walk:
            if event == "start" and self.is_whole(node):
                walk.skip_subtree()
                skipped = node
            elif event == "start":
                self.start(node)
                self.text(node.text)
            if event == "end" and node is not skipped:
                self.end(node)
            if event != "start" and node is not root:
                self.text(node.tail)


@settings(max_examples=300)
@given(st.lists(FRAGMENTS | TEXTS | LINKS, max_size=4).map("".join))
def test_phrases_are_those_of_a_walk(fragment: str) -> None:
    tree = dom.parse(fragment)
    for element in tree.iter("*"):
        long = LongWay(ReferenceList(BASE))
        for node in elements.nodes(element):
            if isinstance(node, str):
                long.text(node)
            else:
                long.element(node)
        assert phrasing.phrase(elements.nodes(element), ReferenceList(BASE)) == long.written()


@given(ADDRESSES)
def test_an_address_is_the_one_that_was_resolved_and_cleaned(url: str) -> None:
    whole = urls.absolute(BASE, url.translate(SPACES).strip())
    assert ReferenceList(BASE).absolute(url) == without_marks(whole).replace(" ", "%20")


@given(LINKS)
@example('<a href="https://example.com/%C3%A9">example.com/é</a>')
@example('<a href="mailto:a@b">a@b</a>')
def test_a_link_shows_itself_if_its_words_are_its_address(fragment: str) -> None:
    (link,) = list(dom.parse(fragment).iter("a"))[:1]
    url, words = ReferenceList(BASE).absolute(link.get("href") or ""), dom.line_of(link)
    same = bool(words) and bare(words) in {bare(url), bare(unquote(url))}
    assert phrasing._shows_itself(link, ReferenceList(BASE)) == (bool(link.get("href")) and same)


def bare(address: str) -> str:
    for scheme in ("mailto:", "https://", "http://"):
        address = address.removeprefix(scheme)
    return address.removesuffix("/")


@given(FRAGMENTS)
def test_blocks_and_words_are_found_where_a_search_finds_them(fragment: str) -> None:
    for element in dom.parse(fragment).iter("*"):
        blocks = [inner for inner in element.iter() if inner.tag in dom.BLOCKS]
        assert elements.is_block(element) == bool(blocks)
        things = list(element.iter("img", "input", "a"))
        assert elements._has_words(element) == (bool(dom.line_of(element)) or bool(things))
