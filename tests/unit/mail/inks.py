"""An email's HTML -> the colour of every text in it and of what it stands on, in light and in dark.

As a client works them out from the inline styles and the kept dark rules; by none of the code
that wrote them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2
from cssselect import GenericTranslator
from lxml import html
from lxml.etree import XPath

DARK = "(prefers-color-scheme: dark)"
_RAW = frozenset({"style", "script", "title"})


@dataclass(frozen=True)
class Ink:
    """A text, the colour it is written in and the colour of its ground."""

    text: str
    color: str
    ground: str

    @property
    def contrast(self) -> float:
        """The contrast ratio of WCAG 2.2."""
        pair = sorted((luminance(self.color), luminance(self.ground)), reverse=True)
        return (pair[0] + 0.05) / (pair[1] + 0.05)


def luminance(color: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2, definitions)."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def inks(email: str, *, dark: bool = False) -> list[Ink]:
    """Every text of the email that a reader sees."""
    tree = html.document_fromstring(email.encode(), parser=html.HTMLParser(encoding="utf-8"))
    styles = {element: declared(element.get("style", "")) for element in tree.iter("*")}
    if dark:
        for selector, declarations in dark_rules(tree):
            for element in XPath(GenericTranslator().css_to_xpath(selector))(tree):
                styles[element] = {**styles[element], **declarations}
    return [
        Ink(" ".join(text.split()), *colors(element, styles))
        for element, text in texts(tree)
        if text.strip() and not hidden(element, styles)
    ]


def dark_rules(tree: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rules of the kept dark style, in order. None of ours outranks a later one."""
    for style in tree.iter("style"):
        for node in tinycss2.parse_stylesheet(style.text or "", skip_whitespace=True):
            if node.type == "at-rule" and tinycss2.serialize(node.prelude).strip() == DARK:
                for rule in tinycss2.parse_rule_list(node.content, skip_whitespace=True):
                    selector = tinycss2.serialize(rule.prelude)
                    yield selector, declared(tinycss2.serialize(rule.content))


def declared(style: str) -> dict[str, str]:
    """The declarations of a style, by name."""
    return {
        part.name: tinycss2.serialize(part.value).strip().lower()
        for part in tinycss2.parse_blocks_contents(style)
        if part.type == "declaration"
    }


def texts(tree: Any) -> Iterator[tuple[Any, str]]:
    """Each piece of text with the element that it stands in."""
    for element in tree.iter("*"):
        if element.tag not in _RAW and element.text:
            yield element, element.text
    for node in tree.iter():
        if node.tail and node.getparent() is not None:
            yield node.getparent(), node.tail


def hidden(element: Any, styles: Mapping[Any, Mapping[str, str]]) -> bool:
    """Whether the element, or one around it, is not shown."""
    around = [element, *element.iterancestors()]
    return any(styles[one].get("display") == "none" for one in around)


def colors(element: Any, styles: Mapping[Any, Mapping[str, str]]) -> tuple[str, str]:
    """The text's colour and its ground's: the nearest that is declared around it."""
    around = [element, *element.iterancestors()]
    written = (styles[one].get("color", "") for one in around)
    grounds = (styles[one].get("background-color", "") for one in around)
    return (
        next((color for color in written if color), "#000000"),
        next((color for color in grounds if color), "#ffffff"),
    )
