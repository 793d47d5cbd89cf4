"""The bytes behind an address to what a link check wants of them: its anchors."""

from codecs import getincrementaldecoder
from collections.abc import Iterable
from urllib.parse import unquote

from lxml import etree, html


def anchors_of(page: bytes) -> frozenset[str]:
    """Every name in an HTML page that a fragment can lead to (HTML standard, section 7.4.6.4)."""
    parser = html.HTMLParser(remove_comments=True, encoding="utf-8" if _is_utf_8(page) else None)
    try:
        tree = html.document_fromstring(page, parser=parser)
    except etree.LxmlError:  # nothing in it that could be a page
        return frozenset()
    found = tree.xpath("//@id | //a/@name")
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _is_utf_8(page: bytes) -> bool:
    """Whether the bytes are UTF-8, which many pages do not say; the last character may be cut."""
    try:
        getincrementaldecoder("utf-8")().decode(page)
    except UnicodeDecodeError:
        return False
    return True


def has_anchor(anchors: Iterable[str], fragment: str) -> bool:
    """Whether a page with these anchors shows what a fragment names."""
    name = unquote(fragment)
    known = set(anchors)
    # GitHub prefixes the ids of what its users write, and finds them without the prefix.
    return bool({name, fragment, f"user-content-{name}", f"user-content-{name.lower()}"} & known)


def is_checkable(fragment: str) -> bool:
    """Whether a fragment names an anchor in the page, and no place in a program or a text.

    ``#:~:text=`` is searched for by the browser, ``#/path`` and ``#!path`` are read by scripts,
    and so are GitHub's lines (``#L10``) and most names with an equals sign.
    """
    if not fragment or fragment == "top" or fragment.startswith(("/", "!", ":~:")):
        return False
    is_line = fragment[0] == "L" and fragment[1:].replace("-", "").replace("L", "").isdecimal()
    return not is_line and "=" not in fragment and "/" not in fragment
