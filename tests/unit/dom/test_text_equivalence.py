"""The words read off an element's XML are those that a walk of the tree finds."""

from hypothesis import example, given, settings

from publisher import dom
from publisher.dom import document
from publisher.dom.visible_text import walked_text
from tests.unit.dom.trees import FRAGMENTS


def reference(element: dom.Element) -> str:
    lines = (" ".join(line.split()) for line in walked_text(element).split("\n"))
    return "\n".join(line for line in lines if line)


def reference_title(element: dom.Element) -> str:
    marks = frozenset({"footnote-ref", "footnote-backref"})
    return " ".join(walked_text(element, but=marks).split())


def agree(tree: dom.Element) -> None:
    for element in tree.iter("*"):
        assert dom.text_of(element) == reference(element)
        assert dom.line_of(element) == " ".join(reference(element).split())
        assert dom.title_of(element) == reference_title(element)


@settings(max_examples=400)
@given(FRAGMENTS)
@example("<p>a<!-- <p>&gt; -->b<br>c<p/></p>")
@example("<a<p>x<br>y</a<p>")
@example("<h2 class='footnote-ref'>a</h2><p>a\r\nb&#13;c&amp;lt;<?php x?>d</p>")
@example("<pre>a\n b</pre><style>a</style><ul><li>a<ul><li>b</ul></ul>")
def test_any_fragment_has_the_words_that_a_walk_finds(fragment: str) -> None:
    agree(dom.parse(fragment))


@given(FRAGMENTS)
def test_a_document_has_the_words_that_a_walk_finds(fragment: str) -> None:
    agree(document(f"<!DOCTYPE html><html><head><title>x</title></head><body>{fragment}"))
