"""Distinguish HTML tags from other text in angle brackets, such as ``Vec<T>``.

Has the names of the HTML standard and of the HTML, SVG and MathML still used in emails and old
pages.
"""

import re

from publisher import html5

NAMES = html5.NAMES | frozenset(
    # SVG 2 and MathML Core, used inline
    "svg animate circle clippath defs desc ellipse filter foreignobject g image line "
    "lineargradient marker mask path pattern polygon polyline radialgradient rect stop switch "
    "symbol text textpath tspan use view "
    "math annotation mi mn mo mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr "
    "mover munder munderover mfrac mroot semantics".split()
)
"""Element names, in lower case."""

BLOCK_NAMES = frozenset(
    "address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option "
    "p param search section summary table tbody td tfoot th thead title tr track ul".split()
)
"""Elements that begin a block of raw HTML (CommonMark 4.6, condition 6)."""

VERBATIM = frozenset("code kbd math pre samp script style svg tt var".split())
"""Elements whose text is verbatim: marks in it are intended."""

PHRASE_NAMES = frozenset(
    "a abbr b bdi bdo br cite code del dfn em font i img ins kbd mark q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
"""Elements that an author uses in a heading; in ``# Why <div>`` the tag is a word."""

_ATTRIBUTE = r"""\s++[a-zA-Z_:@][\w.:@-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
TAG = re.compile(
    rf"<(?:(?P<close>/)(?=[\w-]++\s*+>))?(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)"
    rf"(?P<attributes>(?:{_ATTRIBUTE})*+)\s*+/?>"
)
"""A whole tag (CommonMark 6.6), with any name."""


def is_element(tag: re.Match[str]) -> bool:
    """Whether this tag is HTML, not the type parameter of ``Vec<U>`` or ``Html<Body>``."""
    name = tag["name"]
    if name.lower() not in NAMES:
        return False
    generic = name[0].isupper() and (len(name) == 1 or not name.isupper())
    before = tag.string[tag.start() - 1 : tag.start()]
    return not (generic and not tag["attributes"] and (before.isalnum() or before in {"_", ":"}))
