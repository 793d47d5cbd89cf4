"""HTML converted from libxml2's XML is what a walk of the tree writes."""

from hypothesis import example, given, settings

from publisher import dom
from publisher.dom import document
from publisher.dom.serialiser import walked
from tests.unit.dom.trees import FRAGMENTS


def agree(tree: dom.Element) -> None:
    for element in tree.iter("*"):
        assert dom.outer_html(element) == "".join(walked(element))
        assert dom.inner_html(element) == "".join(walked(element, inside=True))


@settings(max_examples=400)
@given(FRAGMENTS)
@example("<!-- &#10; > --><style/><p>a&lt;b</p><style>c>d</style>")
@example("<script src=x></script><p>a&gt;b</p><script>1<2</script>")
@example("<a href='&#10;&gt;' a&gt;b=1>x</a>")
@example("<a<b>x<br>y</a<b>")
@example("<p>a\r\nb&#13;c<?php x?>d</p>")
def test_any_fragment_is_written_as_by_a_walk(fragment: str) -> None:
    agree(dom.parse(fragment))


@given(FRAGMENTS)
def test_a_document_with_forbidden_characters_is_written_as_by_a_walk(fragment: str) -> None:
    agree(document(f"<!DOCTYPE html><html><head><title>x</title></head><body>{fragment}"))
