"""Find attributes that a browser, a mail client or a feed reader would run.

Used when an issue's raw HTML is read, and again for every email and entry that is written.
"""

import re
from functools import lru_cache

from publisher import urls
from publisher.dom import Element

_ADDRESSES = frozenset(
    "action archive background cite classid code codebase data dynsrc formaction href icon "
    "longdesc lowsrc manifest poster profile src usemap".split()
)
"""Attributes that contain one URL (HTML standard, section 4, and HTML 4)."""

_LISTS = frozenset("by from imagesrcset ping srcset to values".split())
"""Attributes that contain several URLs: image candidates, pings, values of SVG animations."""

_IMAGE_DATA = re.compile(r"data:image/", re.IGNORECASE)

_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_RUNS = re.compile(
    r"expression\(|-moz-binding:|behavior:|(?<![a-z-])(?:"
    + "|".join(sorted(urls.DANGEROUS_SCHEMES - {"data"}))
    + r"):|(?<![a-z-])data:(?!image/)",
    re.IGNORECASE,
)
"""What old engines run in a style: a URL, a binding, an expression."""


def unsafe_attributes(element: Element) -> list[tuple[str, str]]:
    """Return the attributes that must not be published, with words that name the problem."""
    return [
        (name, word)
        for name, value in element.items()
        if (word := _fault(element, _local_name(name), value))
    ]


@lru_cache(maxsize=256)
def _local_name(name: str) -> str:
    """Return an attribute's name without its prefix or namespace."""
    return name.rpartition(":")[2].rpartition("}")[2]


def _fault(element: Element, name: str, value: str) -> str:
    if name.startswith("on"):
        return f"{name}="
    if name == "srcdoc":
        return "srcdoc:"
    if name == "style":
        return _style_fault(value)
    if name in _ADDRESSES:
        return _address_fault(element, value)
    if name in _LISTS:
        pieces = (*value.split(","), *re.split(r"[,;\s]+", value))
        return next(filter(None, (_address_fault(element, piece) for piece in pieces)), "")
    return ""


@lru_cache(maxsize=2048)
def _style_fault(style: str) -> str:
    """Return what is wrong with a style. Cached: most elements of an email share theirs."""
    return "style:" if _CSS_RUNS.search(_plain_css(style)) else ""


def _address_fault(element: Element, url: str) -> str:
    scheme = urls.dangerous_scheme(url)
    if scheme == "data" and element.tag in {"img", "source"}:
        return "" if _IMAGE_DATA.match(urls.visible(url)) else "data:"
    return f"{scheme}:" if scheme else ""


def _plain_css(style: str) -> str:
    """Return a style without comments, escapes and whitespace."""
    text = _CSS_ESCAPE.sub(_unescaped, _CSS_COMMENT.sub("", style))
    return urls.visible(_CSS_COMMENT.sub("", text))


def _unescaped(escape: re.Match[str]) -> str:
    if escape[2] is not None:
        return "" if escape[2] == "\n" else escape[2]
    number = int(escape[1], 16)
    return chr(number) if 0 < number < 0x110000 else ""
