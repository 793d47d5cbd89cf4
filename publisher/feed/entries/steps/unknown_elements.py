"""Remove elements that are not in the allow-list before the sanitiser parses them.

An HTML5 parser nests some of them in ways that no parser accepts after their removal: a
paragraph in a button in a paragraph.
"""

from publisher import dom
from publisher.feed.entries.allowed_html import ELEMENTS, UNSEEN
from publisher.feed.entries.entry_body import Body


def take_out_unknown(body: Body) -> None:
    """Replace each unknown element with its words; remove those that no browser shows."""
    unknown = {str(element.tag) for element in body.tree.iter("*")} - ELEMENTS
    for element in list(body.tree.iter(*unknown)) if unknown else ():
        if element is body.tree:
            continue
        if element.tag in UNSEEN:
            dom.remove(element)
        else:
            dom.unwrap(element)
