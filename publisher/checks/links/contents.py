"""Find the anchors in a page, for the link check."""

from codecs import getincrementaldecoder
from collections.abc import Iterable
from urllib.parse import unquote

from lxml import etree, html


def anchors_of(page: bytes) -> frozenset[str]:
    """Return every name in an HTML page that a fragment can match (HTML, section 7.4.6.4)."""
    parser = html.HTMLParser(remove_comments=True, encoding="utf-8" if _is_utf_8(page) else None)
    try:
        tree = html.document_fromstring(page, parser=parser)
    except etree.LxmlError:  # nothing in it can be parsed
        return frozenset()
    found = tree.xpath("//@id | //a/@name")
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _is_utf_8(page: bytes) -> bool:
    """Return whether bytes are UTF-8, often undeclared; the last character may be incomplete."""
    try:
        getincrementaldecoder("utf-8")().decode(page)
    except UnicodeDecodeError:
        return False
    return True


def has_anchor(anchors: Iterable[str], fragment: str) -> bool:
    """Return whether one of these anchors matches a fragment."""
    name = unquote(fragment)
    known = set(anchors)
    # GitHub adds a prefix to ids in users' texts, and finds them without it.
    return bool({name, fragment, f"user-content-{name}", f"user-content-{name.lower()}"} & known)


def is_checkable(fragment: str) -> bool:
    """Return whether a fragment means an anchor in the page, not data for a script or browser.

    The browser searches for ``#:~:text=``; scripts read ``#/path``, ``#!path``, GitHub's lines
    (``#L10``) and most names with an equals sign.
    """
    if not fragment or fragment == "top" or fragment.startswith(("/", "!", ":~:")):
        return False
    is_line = fragment[0] == "L" and fragment[1:].replace("-", "").replace("L", "").isdecimal()
    return not is_line and "=" not in fragment and "/" not in fragment
