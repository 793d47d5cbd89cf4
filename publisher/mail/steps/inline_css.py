"""The theme's rules into ``style`` attributes, by premailer; and everything premailer needs.

Premailer 3.10 works from the text of one document with its stylesheets. Here it is handed the
tree, and rules that were parsed once for a look; what it does besides inlining is switched off:

- ``css_text`` makes it read the theme's rules alone: a ``style`` or ``link`` in the tree is
  no business of the inliner, ``allow_network`` and ``allow_loading_external_files`` are off,
  and ``style`` elements are marked for it to pass over. No CSS of an issue is parsed by
  cssutils, which fetches what an ``@import`` names;
- ``keep_style_tags`` stays off: it would copy the whole stylesheet, and strip every
  ``!important`` with ``strip_important``. What must be kept is the step ``kept_css``'s;
- its attributes for Outlook are off: it puts ``width`` and ``align`` on any element. That is
  the step ``outlook``'s;
- ``text/html`` serialising (which loses the doctype, braces in ``href`` and ``&nbsp;``) is
  never asked of it;
- its specificity counts an attribute for nothing, and it parts selectors at commas in brackets:
  cssselect's parser takes its place;
- it knows no colon but a last ``:first-child``, and cuts other selectors there, so that
  ``li:first-child a`` styles each ``li``; a property said again keeps its first place, so that
  ``padding`` hides the ``padding-left`` that comes after it; and ``P`` finds no ``p``: four
  names of its module mean our functions, in this file alone (``_transform``).

Each of these is pinned by a test (tests/unit/mail/test_premailer_quirks.py).
"""

import logging
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, filterfalse
from types import FunctionType
from typing import Any

import cssselect
import tinycss2
from premailer import Premailer, premailer

from publisher.mail.declarations import IMPORTANT, Declarations, declarations_in
from publisher.mail.letter import Letter
from publisher.mail.names import Names, names_in, names_needed
from publisher.mail.selection import finder, parts_of

_Rule = tuple[tuple[int, ...], str, str]
"""Specificity (importance first, order last), selector, declarations."""


def inline_css(letter: Letter) -> None:
    """Write each rule of the look into the elements it matches."""
    styles = list(letter.tree.iter("style"))
    for style in styles:
        style.set(Premailer.attribute_name, "ignore")
    present = names_in(letter.tree)
    rules = [rule for rule, needed in _rules(letter.look.stylesheet.inline) if needed <= present]
    _Prepared(rules).transform(letter.tree)
    for style in styles:
        style.attrib.pop(Premailer.attribute_name, None)


@lru_cache(maxsize=32)
def _rules(css: str) -> tuple[tuple[_Rule, Names], ...]:
    """The rules of a stylesheet as premailer wants them, each with the names it needs."""
    found: list[tuple[_Rule, Names]] = []
    for index, node in enumerate(tinycss2.parse_stylesheet(css, skip_whitespace=True)):
        declarations = declarations_in(tinycss2.serialize(node.content))
        for selector in parts_of(tinycss2.serialize(node.prelude)):
            specificity = cssselect.parse(selector)[0].specificity()
            for important in (False, True):
                style = _written(pair for pair in declarations if _is_important(pair) is important)
                if style:
                    rule = ((int(important), *specificity, index), selector, style)
                    found.append((rule, names_needed(selector)))
    return tuple(found)


def _merged(own: str, rules: list[Declarations], *_: object, **__: object) -> str:
    """An element's style; most elements of an issue share theirs with others of their kind."""
    return _cascaded(own, tuple(rules))


@lru_cache(maxsize=1024)
def _cascaded(own: str, rules: tuple[Declarations, ...]) -> str:
    """A style out of the rules for an element, in the order of the cascade, and its own.

    What wins comes last, so that shorthands and what they stand for win over each other as
    they should (CSS Cascade 4, section 6.1). The theme's ``!important`` has done its work then
    and is left out: in a ``style`` it would beat the rules that are kept, dark mode's among them.
    """
    said: dict[str, str] = {}
    theme = list(chain.from_iterable(rules))
    own_pairs = declarations_in(own)
    for name, value in (
        *filterfalse(_is_important, theme),
        *filterfalse(_is_important, own_pairs),
        *((name, value.removesuffix(IMPORTANT)) for name, value in filter(_is_important, theme)),
        *filter(_is_important, own_pairs),
    ):
        said.pop(name, None)
        said[name] = value
    return _written(said.items())


def _is_important(pair: tuple[str, str]) -> bool:
    return pair[1].endswith(IMPORTANT)


def _written(pairs: Iterable[tuple[str, str]]) -> str:
    return ";".join(f"{name}:{value}" for name, value in pairs)


def _pairs(style: str, **_: object) -> Declarations:
    return declarations_in(style)


class _Whatever:
    """Holds everything: each pseudo-class that comes here is one that a tree can answer."""

    def __contains__(self, _: object) -> bool:
        return True


_transform = FunctionType(
    Premailer.transform.__code__,
    vars(premailer)
    | {
        "FILTER_PSEUDOSELECTORS": _Whatever(),
        "_create_cssselector": finder,
        "csstext_to_pairs": _pairs,
        "merge_styles": _merged,
    },
    argdefs=Premailer.transform.__defaults__,
)
"""Premailer's own ``transform``, with four names of its module meaning ours: for us alone."""


class _Prepared(Premailer):  # type: ignore[misc]  # premailer ships no types
    """A premailer whose rules were parsed before."""

    transform = _transform

    def __init__(self, rules: list[_Rule]) -> None:
        super().__init__(
            css_text=["/* parsed before */"],
            allow_network=False,
            allow_loading_external_files=False,
            disable_leftover_css=True,
            align_floating_images=False,
            cssutils_logging_level=logging.CRITICAL,
        )
        self._rules = rules

    def _parse_style_rules(
        self, css_body: str, ruleset_index: int
    ) -> tuple[list[_Rule], list[Any]]:
        return self._rules, []

    def _style_to_basic_html_attributes(self, *_: object, **__: object) -> None:
        """Nothing: what Outlook reads in attributes is another step's."""
