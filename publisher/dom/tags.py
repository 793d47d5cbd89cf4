"""Kinds of HTML elements, and their names."""

from lxml import etree

Element = etree._Element  # noqa: SLF001  # lxml has no public name for it
"""Plain lxml: looking up a class of ``lxml.html`` for each node costs a tenth of a build."""

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without an end tag (HTML standard, section 13.1.2)."""

RAW_TEXT = frozenset({"script", "style"})
"""Elements whose text is not escaped (HTML standard, section 13.1.2)."""

BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul caption".split()
)
"""Elements that start on their own line in text."""


def name_of(node: etree._Element) -> str:
    """Return the element's name in lower case; '' for a comment or processing instruction."""
    return node.tag if isinstance(node.tag, str) else ""


def is_element(node: etree._Element) -> bool:
    """Whether the node is an element, not a comment or processing instruction."""
    return isinstance(node.tag, str)


def has_class(element: Element, name: str) -> bool:
    """Whether a name is one of the element's classes, not only a part of one."""
    classes = element.get("class")
    return classes is not None and name in classes.split()
