"""Turn an email's or an entry's HTML into the document of a sandboxed frame.

It is what readers get, except for four things: the author chooses colours and images, links
open in a new tab, and there are marks to scroll to. Does not depend on the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType

from publisher.dom import Element, document, document_html
from publisher.preview.panels import color_scheme as scheme
from publisher.preview.panels import near_images, source_marks
from publisher.preview.panels.color_scheme import Scheme

_MARKED = (
    f".{source_marks.MARK}{{scroll-margin-top:72px}}"
    f":has(>.{source_marks.MARK}:target){{outline:3px solid #d97706!important;outline-offset:6px;"
    "border-radius:2px}"
)
_NO_IMAGES = "img:not([alt='']){outline:1px dashed #98a2b3;font-size:14px;min-height:1.4em}"

ARTICLE_STYLE = files("publisher.preview").joinpath("static", "article.css").read_text("utf-8")
"""The style of articles in a feed reader: its own fonts, none of the author's styles."""


@dataclass(frozen=True, slots=True)
class Framing:
    """The author's choices for a frame."""

    scheme: Scheme = Scheme.LIGHT
    images: bool = True
    local_images: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """URLs on this server of images that are not on the web yet."""
    marks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def framed(html: str, framing: Framing) -> str:
    """Return the document of a frame."""
    tree = document(html)
    source_marks.mark(tree, framing.marks)
    for link in tree.iter("a", "area"):
        if not link.get("href", "#").startswith("#"):
            link.set("target", "_blank")
            link.set("rel", "noopener noreferrer")
    near_images.drop_near_images(tree)  # before adding this server's own
    _show_images(tree, framing)
    scheme.apply(tree, framing.scheme)
    styles = [_MARKED]
    if not framing.images:
        styles.append(_NO_IMAGES)
    if framing.scheme is Scheme.INVERTED:
        styles.append(scheme.INVERSION)
    head = tree.find("head")
    if head is not None:
        style = head.makeelement("style", {})
        style.text = "".join(styles)
        head.append(style)
    return document_html(tree)


def article(title: str, byline: str, content_html: str, style: str = ARTICLE_STYLE) -> str:
    """Return an entry as a feed reader's article view shows it; title and byline are text."""
    tree = document(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title></title><style></style></head>"
        f"<body><main><h1></h1><p class='byline'></p><div>{content_html}</div></main></body></html>"
    )
    for tag, text in (("title", title), ("style", style), ("h1", title), ("p", byline)):
        element = next(tree.iter(tag))
        element.text = text
    return document_html(tree)


def _show_images(tree: Element, framing: Framing) -> None:
    for image in tree.iter("img"):
        if framing.images:
            src = image.get("src", "")
            image.set("src", framing.local_images.get(src, src))
        else:
            for name in ("src", "srcset"):
                image.attrib.pop(name, None)
