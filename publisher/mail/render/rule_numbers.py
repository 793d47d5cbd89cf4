"""Have premailer write the numbers of rules into the elements that their selectors match.

Imported when the first email is rendered: premailer brings requests and cssutils, whose import
takes 0.1 s. ``steps.inline_css`` describes how premailer is used, and what its quirks are.
"""

from collections.abc import Iterable
from typing import Any

from premailer import Premailer

from publisher import dom

NumberedSelector = tuple[int, str]


def write_numbers(tree: dom.Element, selectors: Iterable[NumberedSelector]) -> None:
    """Write ``rule-NUMBER:1`` for each selector into the ``style`` of each element it matches.

    The numbers of an element are in the order of the selectors. The selectors must be such as
    premailer understands.
    """
    styles = list(tree.iter("style"))
    for style in styles:
        style.set(Premailer.attribute_name, "ignore")
    _Numbering(
        ((place,), selector, f"rule-{number}:1")
        for place, (number, selector) in enumerate(selectors)
    ).transform(tree)
    for style in styles:  # premailer leaves the mark of a style for other media
        style.attrib.pop(Premailer.attribute_name, None)


class _Numbering(Premailer):  # type: ignore[misc]  # premailer ships no types
    """A premailer with rules that were parsed before."""

    def __init__(self, rules: Iterable[tuple[tuple[int], str, str]]) -> None:
        super().__init__(
            css_text=["/* parsed before */"],
            allow_network=False,
            allow_loading_external_files=False,
            disable_leftover_css=True,
            disable_validation=True,
            align_floating_images=False,
            remove_unset_properties=False,
        )
        self._rules = list(rules)

    def _parse_style_rules(self, *_: object) -> tuple[list[Any], list[Any]]:
        return self._rules, []
