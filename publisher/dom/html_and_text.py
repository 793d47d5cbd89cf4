"""Return an element's HTML and its text from one serialisation, which takes most of the time."""

from publisher.dom.serialiser import html_from_xml
from publisher.dom.tags import Element
from publisher.dom.visible_text import text_from_xml
from publisher.dom.xml_form import xml_of


def outer_html_and_text(element: Element) -> tuple[str, str]:
    """Return ``outer_html`` and ``text_of``."""
    xml = xml_of(element)
    return html_from_xml(element, xml), text_from_xml(element, xml)


def inner_html_and_text(element: Element) -> tuple[str, str]:
    """Return ``inner_html`` and ``text_of``."""
    xml = xml_of(element)
    return html_from_xml(element, xml, inside=True), text_from_xml(element, xml)
