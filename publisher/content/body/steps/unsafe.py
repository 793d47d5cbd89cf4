"""Remove scripts, handlers and forms, which no mail client or feed reader runs.

Other raw HTML by the author stays. The feed also has its own allow-list.
"""

from collections.abc import Iterator
from html import unescape

from publisher import dom, urls
from publisher.content import content_rules as rules
from publisher.content.body.draft_body import Page
from publisher.content.body.source_tree import SourceTree
from publisher.diagnostics import Diagnostic
from publisher.unsafe import unsafe_attributes

_DROPPED = ("script", "style", "object", "embed", "applet", "base", "link", "meta", "template",
            "noscript", "title")  # fmt: skip
"""Removed with their content: it is code, or a fallback for what is removed."""

_UNWRAPPED = ("form", "button", "fieldset", "legend", "label", "select", "option", "textarea")
"""Removed without their content: the words are the author's."""


def drop_unsafe(page: Page) -> None:
    """Remove what would run, load or submit, and report what was removed."""
    dropped: dict[str, int] = {}
    for element in page.elements(*_DROPPED):
        if not _is_checkbox(element):
            _count(dropped, element)
            dom.remove(element)
    for element in page.elements("input"):
        if not _is_checkbox(element):
            _count(dropped, element)
            dom.remove(element)
    for element in page.elements(*_UNWRAPPED):
        if element.tag != "label":  # task lists contain labels, which are words and not controls
            _count(dropped, element)
        dom.unwrap(element)
    for element in dom.with_attributes(page.tree):
        _clean_attributes(element, dropped)
    for what, count in sorted(dropped.items()):
        times = "" if count == 1 else f", {count} times"
        page.diagnostics.append(_finding(page, what, times))


def _finding(page: Page, what: str, times: str) -> Diagnostic:
    offset = min(_offsets(page.source, what), default=None)
    position = page.source.start if offset is None else page.source.at(offset)
    return rules.UNSAFE_DROPPED.at(page.path, position, f"{what} was removed{times}")


def _offsets(source: SourceTree, what: str) -> Iterator[int]:
    """Yield the offset of each tag, attribute or URL with this name or scheme."""
    for piece, tag in source.tree.tags():
        if what == f"<{tag.name}>":
            yield piece.offset(tag.start)
        for attribute in tag.attributes:
            value = unescape(piece[attribute.start : attribute.end])
            if what[:-1] == attribute.name:
                yield piece.offset(attribute.begin)
            elif what[:-1] == urls.dangerous_scheme(value):
                yield piece.offset(attribute.start)
    for place in source.destinations.values():
        if what[:-1] == urls.dangerous_scheme(place.url):
            yield place.start


def _count(dropped: dict[str, int], element: dom.Element) -> None:
    tag = f"<{dom.name_of(element)}>"
    dropped[tag] = dropped.get(tag, 0) + 1


def _is_checkbox(element: dom.Element) -> bool:
    return element.tag == "input" and element.get("type") == "checkbox"


def _clean_attributes(element: dom.Element, dropped: dict[str, int]) -> None:
    for name, what in unsafe_attributes(element):
        del element.attrib[name]
        dropped[what] = dropped.get(what, 0) + 1
