"""An XML feed's bytes to parts. Loads nothing, resolves no entity, and reads any size once.

Knows no rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from lxml import etree

from publisher.diagnostics import Position
from tests.feed_validator.grammar import ATOM_NS, PREFIXES, field_of
from tests.feed_validator.parts import EMPTY, Form, Part, Role

LIMIT_BYTES = 20_000_000
"""More is not parsed: the W3C validator and every reader gave up long before."""

_CONSTRUCTED = frozenset({"feed", "entry", "source"})
"""Containers in Atom whose texts have a type."""

_HTML_TYPES = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class XmlRead:
    """An XML document, read. ``root`` is empty where ``fault`` says why."""

    root: Part = EMPTY
    form: Form | None = None
    fault: str = ""
    fault_position: Position = Position()
    is_well_formed: bool = True
    """Whether the document could be parsed; its root may still be unknown."""
    has_doctype: bool = False
    encoding: str = "utf-8"
    stylesheets: tuple[str, ...] = ()
    """Media types of the style sheets that the document asks for."""
    namespaces: tuple[tuple[str, str], ...] = ()
    """Prefix and name of each namespace that an element declares; '' for the default."""


def read_xml(data: bytes) -> XmlRead:
    """The document's parts; never raises, and never asks disk or network for anything."""
    if len(data) > LIMIT_BYTES:
        return XmlRead(
            fault=f"the document is too large to parse ({len(data):,} bytes)", is_well_formed=False
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,  # so that entities in attributes cannot blow up
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        where = Position(max(line or 1, 1), max(column or 1, 1))
        return XmlRead(
            fault=error.msg or "the document is not valid XML",
            fault_position=where,
            is_well_formed=False,
        )
    form = _form_of(root)
    info = root.getroottree().docinfo
    return XmlRead(
        root=_part(root, form, "") if form else EMPTY,
        form=form,
        fault="" if form else f"the root element is {_shown(root)}, not rss or feed",
        has_doctype=bool(info.doctype),
        encoding=(info.encoding or "utf-8").lower(),
        stylesheets=tuple(_stylesheets(root)),
        namespaces=tuple(_namespaces(root)),
    )


def _form_of(root: etree._Element) -> Form | None:
    return {"rss": Form.RSS, f"{{{ATOM_NS}}}feed": Form.ATOM}.get(str(root.tag))


def _shown(element: etree._Element) -> str:
    return f"<{etree.QName(element).localname}>"


def _stylesheets(root: etree._Element) -> Iterable[str]:
    for before in root.itersiblings(etree.ProcessingInstruction, preceding=True):
        if getattr(before, "target", "") == "xml-stylesheet":
            yield before.get("type") or ""


def _namespaces(root: etree._Element) -> Iterable[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for element in root.iter("*"):
        for prefix, name in element.nsmap.items():
            if (pair := (prefix or "", name)) not in seen:
                seen.add(pair)
                yield pair


def _part(element: etree._Element, form: Form, container: str) -> Part:
    """The element as a part. Feeds are a few levels deep; deeper markup is text to a reader."""
    name = _name_of(element, form)
    attributes = {_name_of_attribute(key): value for key, value in element.attrib.items()}
    role = _role(form, container, name, attributes)
    is_marked_up = len(element) and role is not Role.PARTS
    children = element.iterchildren("*") if role is Role.PARTS else ()
    return Part(
        name=name,
        text=_inner_xml(element) if is_marked_up else element.text or "",
        role=role,
        position=Position(max(element.sourceline or 1, 1)),
        attributes=attributes,
        children=tuple(_part(child, form, name) for child in children),
    )


def _role(form: Form, container: str, name: str, attributes: dict[str, str]) -> Role:
    if not container:
        return Role.PARTS
    field = field_of(form, container, name)
    if field is None:
        return Role.OTHER
    is_construct = form is Form.ATOM and field.role is Role.TEXT and container in _CONSTRUCTED
    return _typed(name, attributes) if is_construct else field.role


def _typed(name: str, attributes: dict[str, str]) -> Role:
    """What an Atom text construct's type makes of it (RFC 4287, sections 3.1.1 and 4.1.3)."""
    kind = attributes.get("type", "text").lower()
    if kind in _HTML_TYPES:
        return Role.HTML
    if name == "content" and (kind != "text" or "src" in attributes):
        return Role.OTHER
    return Role.TEXT


def _inner_xml(element: etree._Element) -> str:
    """What stands inside an element whose text is marked up with elements."""
    pieces = [escape(element.text or "", quote=False)]
    pieces += [etree.tostring(child, encoding="unicode") for child in element]
    return "".join(pieces)


def _name_of(element: etree._Element, form: Form) -> str:
    qualified = etree.QName(element)
    namespace, local = qualified.namespace or "", qualified.localname
    if form is Form.ATOM:
        if namespace == ATOM_NS:
            return local
        namespace = namespace or "no namespace"
    if not namespace:
        return local
    prefix = PREFIXES.get(namespace)
    return f"{prefix}:{local}" if prefix else f"{{{namespace}}}{local}"


def _name_of_attribute(name: str | bytes) -> str:
    qualified = etree.QName(name)
    prefix = PREFIXES.get(qualified.namespace or "", "")
    return f"{prefix}:{qualified.localname}" if prefix else qualified.localname
