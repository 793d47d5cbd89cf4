"""What is known from names alone is what a search of the tree finds."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher.dom import document
from publisher.mail.render.steps.kept_css import _matches
from publisher.themes.css_selectors import finder, known_part
from publisher.themes.selector_filter import names_in, names_needed
from tests.unit.dom.trees import FRAGMENTS

CLASSES = st.text(alphabet="ab.-é \t\n\r\x0b\x0c\x1c\x85\xa0\u3000", max_size=6)
BODIES = st.lists(FRAGMENTS | st.builds('<p class="{}">x</p>'.format, CLASSES), max_size=4)
NAMED = (
    "p P a .a .b .A .ab .é p.a *.a * p:hover .a:hover .a::before [data-ogsc] .b .ExternalClass p:not(.a) .a\\:b "
    "#a p+.b html body *|p x-y o\\:p"
).split()
SELECTORS = st.sampled_from([*NAMED, ".a .b", "p > .a", "u + .a"])


@settings(max_examples=400)
@given(BODIES.map("".join), SELECTORS)
@example('<p class="x\xa0a">b</p>', ".a")
@example('<p class="x\x0ca">b</p>', ".a")
def test_a_selector_matches_if_a_search_finds_something(body: str, selector: str) -> None:
    tree = document(f"<html><head></head><body>{body}</body></html>")
    known = known_part(selector)
    found = known is None or bool(finder(known)(tree))
    assert _matches(selector, tree, names_in(tree)) == found
    if known is not None and found:
        assert names_needed(known) <= names_in(tree)
