"""The theme's rules into ``style`` attributes, by premailer; and everything premailer needs.

Premailer 3.10 works on one document at a time and from text. Here its rules are parsed once
for a look, it is handed the tree, and what it does besides inlining is switched off:

- ``css_text`` makes it read the theme's rules alone: a ``style`` or ``link`` in the tree is
  no business of the inliner, ``allow_network`` and ``allow_loading_external_files`` are off,
  and ``style`` elements are marked for it to pass over;
- ``keep_style_tags`` stays off: it would copy the whole stylesheet, and strip every
  ``!important`` with ``strip_important``. What must be kept is the step ``kept_css``'s;
- ``strip_important`` stays on: it takes the word out of *inlined* styles, where it would beat
  the kept ones, after the order of the cascade has been settled by it;
- its attributes for Outlook are off: it puts ``width`` and ``align`` on any element. That is
  the step ``outlook``'s;
- its specificity counts ``>`` and ``[attr]`` wrong; cssselect's replaces it;
- ``text/html`` serialising (which loses the doctype, braces in ``href`` and ``&nbsp;``) is
  never asked of it.
"""

import logging
from functools import lru_cache
from typing import Any

import cssselect
from premailer import Premailer

from publisher import dom
from publisher.mail.letter import Letter
from publisher.mail.names import Names, names_in, names_needed

_Rule = tuple[tuple[int, ...], str, str]
"""Specificity (importance first, order last), selector, declarations."""


def inline_css(letter: Letter) -> None:
    """Write each rule of the look into the elements it matches."""
    styles = list(letter.tree.iter("style"))
    for style in styles:
        style.set(Premailer.attribute_name, "ignore")
    present = names_in(letter.tree)
    rules = [rule for rule, needed in _prepared(letter.look.stylesheet.inline) if needed <= present]
    _Prepared(rules).transform(letter.tree)


class _Prepared(Premailer):  # type: ignore[misc]  # premailer ships no types
    """A premailer whose rules were parsed before."""

    def __init__(self, rules: list[_Rule]) -> None:
        super().__init__(
            css_text=["/* parsed before */"],
            allow_network=False,
            disable_leftover_css=True,
            disable_basic_attributes=["align", "bgcolor", "height", "valign", "width"],
            align_floating_images=False,
            cssutils_logging_level=logging.CRITICAL,
        )
        self._rules = rules

    def _parse_style_rules(
        self, css_body: str, ruleset_index: int
    ) -> tuple[list[_Rule], list[Any]]:
        return self._rules, []


@lru_cache(maxsize=32)
def _prepared(css: str) -> tuple[tuple[_Rule, Names], ...]:
    """The rules of a stylesheet as premailer wants them, each with the names it needs."""
    parser = Premailer(
        include_star_selectors=True,
        disable_validation=True,  # properties newer than cssutils are no mistake
        cssutils_logging_level=logging.CRITICAL,
    )
    rules, _ = parser._parse_style_rules(css, 0)  # noqa: SLF001  # its only way to parse alone
    return tuple(
        (_with_true_specificity(rule, index), names_needed(rule[1]))
        for index, rule in enumerate(rules)
    )


def _with_true_specificity(rule: _Rule, index: int) -> _Rule:
    (important, *_), selector, declarations = rule
    specificity = cssselect.parse(selector)[0].specificity()
    return (important, *specificity, index), selector, declarations


def inlined(tree: dom.Element, css: str) -> None:
    """Inline any stylesheet into any tree; what the step does, for one that has no letter."""
    _Prepared([rule for rule, _ in _prepared(css)]).transform(tree)
