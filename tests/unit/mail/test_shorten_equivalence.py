"""What is shortened in one pass is what one look-up after the other shortens."""

import importlib
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher import dom
from publisher.dom import document_html
from publisher.dom.tree import _FORBIDDEN
from publisher.mail.render.steps.shorten import shorten
from publisher.themes.declarations import shortest
from tests.unit.dom.trees import FRAGMENTS
from tests.unit.mail.letters import letter_of

step: Any = importlib.import_module("publisher.mail.render.steps.shorten")
"""The module: its folder gives the name to the function in it."""

STYLES = st.sampled_from(["", " ", "a:b", " a : b ;; ", "color: red; margin:0 ; ", "nonsense"])
CLASSES = st.sampled_from(["", "a", "a b", " b  a ", "b-c c", "\xa0a"])
STYLED = st.builds(
    '<p style="{}" data-x=1 class="{}" title=t data-y> x </p>'.format, STYLES, CLASSES
)
SHEETS = st.sampled_from(["", "<style>.a{top:0}</style>", "<style>[class~=b]{top:0}</style>",
                          "<!--[if mso]><style>.c{top:0}</style><![endif]-->"])  # fmt: skip


def reference(tree: dom.Element) -> None:
    step._drop_comments(tree)
    css = step._css_in(tree)
    named = step._CLASS.findall(css)
    for element in tree.iter("*"):
        if "[class" not in css:
            put(
                element,
                "class",
                " ".join(it for it in element.get("class", "").split() if it in named),
            )
        put(element, "style", shortest(element.get("style", "")))
        for name in [name for name in element.attrib if name.startswith("data-")]:
            del element.attrib[name]
    fold(tree)


def put(element: dom.Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    else:
        element.attrib.pop(name, None)


def fold(element: dom.Element) -> None:
    if element.tag in step._LAID_OUT:
        return
    if dom.is_element(element):
        element.text = folded(element.text, after=element, before=[*element, element][0])
    for child in element:
        following = child.getnext()
        child.tail = folded(
            child.tail, after=child, before=element if following is None else following
        )
        fold(child)


def folded(text: str | None, after: dom.Element, before: dom.Element) -> str | None:
    for blank in "\t\n\r\f":
        text = (text or "").replace(blank, " ")
    words = list(filter(None, (text or "").split(" ")))
    after_block, before_block = after.tag in step._BLOCKS, before.tag in step._BLOCKS
    if not text or not words:
        return " " if text and not (after_block or before_block) else None
    lead = " " if text[0] == " " and not after_block else ""
    trail = " " if text[-1] == " " and not before_block else ""
    return f"{lead}{' '.join(words)}{trail}"


@settings(max_examples=400)
@given(SHEETS, st.lists(FRAGMENTS | STYLED, max_size=4).map("".join))
@example(
    "", "<p> <!--[if mso]> x <![endif]--> <b> a </b> \n <i> </i> <pre> a <b> b </b> </pre> </p>"
)
def test_one_pass_shortens_what_single_looks_shorten(sheet: str, body: str) -> None:
    body = _FORBIDDEN.sub("", dom.inner_html(dom.parse(body)))  # as issues are read
    page = f"<html><head>{sheet}</head><body>{body}</body></html>"
    letter, other = letter_of(page), letter_of(page)
    shorten(letter)
    reference(other.tree)
    assert document_html(letter.tree) == document_html(other.tree)
