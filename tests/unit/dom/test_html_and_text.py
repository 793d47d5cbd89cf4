"""HTML and text from one serialisation are those from two."""

from hypothesis import given

from publisher import dom
from tests.unit.dom.trees import FRAGMENTS, elements


@given(FRAGMENTS)
def test_html_and_text_are_the_same_alone_and_together(fragment: str) -> None:
    for element in filter(dom.is_element, elements(fragment)):
        text = dom.text_of(element)
        assert dom.outer_html_and_text(element) == (dom.outer_html(element), text)
        assert dom.inner_html_and_text(element) == (dom.inner_html(element), text)


@given(FRAGMENTS)
def test_attributes_and_ids_are_those_that_a_walk_finds(fragment: str) -> None:
    tree = dom.parse(fragment)
    walked = [element for element in tree.iter() if dom.is_element(element) and element.attrib]
    assert dom.with_attributes(tree) == walked
    assert dom.ids_of(tree) == [it.get("id") for it in walked if "id" in it.attrib]
