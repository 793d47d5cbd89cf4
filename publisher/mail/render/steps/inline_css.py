"""Write the theme's rules into ``style`` attributes, with premailer and fixes for its quirks.

Premailer 3.10 works from the text of one document with its stylesheets. Here it receives the
tree, and rules that were parsed once for a look. It finds the elements of each rule and writes the
rule's number into their ``style``; this module computes the style from the rules, once for all
elements that share it:

- ``css_text`` makes it read only the theme's rules: it must not inline a ``style`` or ``link``
  in the tree, ``allow_network`` and ``allow_loading_external_files`` are off,
  and ``style`` elements are marked to be skipped. No CSS of an issue is parsed by
  cssutils, which fetches the URL of an ``@import``;
- ``keep_style_tags`` stays off: it would copy the whole stylesheet, and strip every
  ``!important`` with ``strip_important``. The step ``kept_css`` writes what must be kept;
- it adds no attributes for Outlook, since it sees only the numbers of rules: it would put
  ``width`` and ``align`` on any element. The step ``outlook`` adds them;
- its ``text/html`` serialising (which loses the doctype, braces in ``href`` and ``&nbsp;``) is
  not used;
- its specificity ignores attributes, and a repeated property keeps its first position, so
  that ``padding`` hides the ``padding-left`` that comes after it: rules are numbered
  in the order of the cascade, and merged here;
- it splits selectors at commas in brackets: cssselect's parser replaces its splitter;
- it cuts most selectors at a colon, so that ``li:first-child a`` styles each ``li``, and ``P``
  does not find ``p``: the elements of such a selector are marked before, and found by the mark.

A test pins each of these (tests/unit/mail/test_premailer_quirks.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, filterfalse

import cssselect
import tinycss2
from lxml import etree

from publisher import dom
from publisher.mail.render.email_tree import Letter
from publisher.themes.css_selectors import finder, parts_of
from publisher.themes.declarations import IMPORTANT, Declarations, declarations_in
from publisher.themes.selector_filter import Names, names_in, names_needed

_styled = etree.XPath("descendant-or-self::*[@style]")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One selector, and its declarations of one importance."""

    selector: str
    declarations: Declarations
    needed: Names
    mark: str
    """An attribute for the elements of a selector that premailer misunderstands; else ''.

    It contains a capital letter, which no attribute of parsed HTML does.
    """


def inline_css(letter: Letter) -> None:
    """Write each rule of the look into the elements that it matches."""
    css = letter.look.stylesheet.inline
    own_styles = {element: element.get("style", "") for element in _styled(letter.tree)}
    for element in own_styles:
        element.set("style", "")
    _write_numbers(letter.tree, _rules(css))
    for element in _styled(letter.tree):
        own, numbers = own_styles.get(element, ""), element.get("style", "")
        element.set("style", _merged(own, numbers, css) if numbers else own)


def _write_numbers(tree: dom.Element, rules: Sequence[_Rule]) -> None:
    """Have premailer write ``rule-NUMBER:1`` for each rule into the styles it matches."""
    from publisher.mail.render.rule_numbers import write_numbers

    present = names_in(tree)
    used = [(number, rule) for number, rule in enumerate(rules) if rule.needed <= present]
    marked = [
        (element, rule.mark)
        for _, rule in used
        if rule.mark
        for element in finder(rule.selector)(tree)
    ]
    for element, mark in marked:
        element.set(mark, "")
    selectors = (
        (number, f"[{rule.mark}]" if rule.mark else rule.selector) for number, rule in used
    )
    write_numbers(tree, selectors)
    for element, mark in marked:
        element.attrib.pop(mark, None)


@lru_cache(maxsize=32)
def _rules(css: str) -> tuple[_Rule, ...]:
    """Return the rules of a stylesheet in the order of the cascade: the last one wins."""
    found: list[tuple[tuple[int, ...], _Rule]] = []
    for index, node in enumerate(tinycss2.parse_stylesheet(css, skip_whitespace=True)):
        declarations = declarations_in(tinycss2.serialize(node.content))
        for selector in parts_of(tinycss2.serialize(node.prelude)):
            specificity = cssselect.parse(selector)[0].specificity()
            mark = "" if _is_understood(selector) else f"data-Rule-{len(found)}"
            for important in (False, True):
                chosen = tuple(pair for pair in declarations if _is_important(pair) is important)
                if chosen:
                    rule = _Rule(selector, chosen, names_needed(selector), mark)
                    found.append(((int(important), *specificity, index), rule))
    return tuple(rule for _, rule in sorted(found, key=lambda pair: pair[0]))


def _is_understood(selector: str) -> bool:
    """Return whether premailer finds the same elements."""
    path = cssselect.GenericTranslator().css_to_xpath(selector)
    return ":" not in selector and path == cssselect.HTMLTranslator().css_to_xpath(selector)


@lru_cache(maxsize=2048)
def _merged(own: str, numbers: str, css: str) -> str:
    """Return an element's style from its own and the rules with these numbers.

    Cached: most elements of an issue have the same styles as others of their kind.
    """
    rules = _rules(css)
    written = (name for name, _ in declarations_in(numbers))
    return _cascaded(own, [rules[int(name.removeprefix("rule-"))].declarations for name in written])


def _cascaded(own: str, rules: Iterable[Declarations]) -> str:
    """Return a style from an element's rules, in the order of the cascade, and its own style.

    The winner comes last, so that shorthands and their longhands override each other as
    they should (CSS Cascade 4, section 6.1). The theme's ``!important`` is then no longer needed
    and is omitted: in a ``style`` it would beat the kept rules, those of dark mode among them.
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
