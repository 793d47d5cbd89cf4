"""Write an element as XML, which libxml2 does many times faster than Python can walk a tree.

The XML is close to HTML and to the visible text: other modules correct the rest. In it ``<``
starts a tag or a comment, and ``>`` ends one; both are escaped everywhere else. A tree that
could break this rule is not converted: it is walked instead.
"""

import re
from functools import partial

from lxml import etree

from publisher.dom.tags import Element

_OTHER_REFERENCE = re.compile("&#(?!(?:9|10|13);)")
"""The XML of a tab, a line feed and a carriage return is known; others are rare."""

_xml = partial(etree.tostring, method="xml", encoding="unicode", with_tail=False)


def xml_of(element: Element) -> str | None:
    """Return the XML of an element without its tail; None if only a walk gives the same content.

    A processing instruction is written differently in XML and HTML, HTML has no CDATA sections,
    and a single comment is not converted.
    """
    if not isinstance(element.tag, str):
        return None
    xml: str = _xml(element)
    if "<?" in xml or "<![CDATA[" in xml or ("&#" in xml and _OTHER_REFERENCE.search(xml)):
        return None
    return xml


def inside_of(xml: str) -> str:
    """Return the XML between the start tag and the end tag of the outermost element."""
    start = xml.index(">") + 1
    return "" if xml[start - 2] == "/" else xml[start : xml.rindex("<")]


def has_plain_names(xml: str) -> bool:
    """Whether no ``<`` is part of a name, as in ``<a<b>``; for XML without comments."""
    return xml.count("<") == xml.count(">")


def unescaped(text: str) -> str:
    """Decode the character references in a text of XML."""
    if "&" not in text:
        return text
    text = text.replace("&#13;", "\r").replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&amp;", "&")
