"""Fit images to the column: never wider than it, with their sizes in attributes and an alt.

Outlook on Windows takes an image's width only from the attribute and ignores ``max-width``
on it; all others follow the theme's style, which makes it fluid.
"""

from publisher import dom
from publisher.mail.render.email_tree import Letter, add_class

TEXT_PX = 536
"""Width of the text in the column: 600 minus the padding of the widest theme."""

ICON_PX = 64
"""An image up to this size is part of a line, like a badge or an emoji."""


def fit_images(letter: Letter) -> None:
    """Give each image an alt and a width that fits the column."""
    are_alone: dict[dom.Element, bool] = {}
    for image in letter.elements("img"):
        if image.get("alt") is None:
            image.set("alt", "")
        for name in ("srcset", "sizes", "loading", "decoding", "fetchpriority", "crossorigin"):
            image.attrib.pop(name, None)
        width, height = _pixels(image, "width"), _pixels(image, "height")
        if width > TEXT_PX:
            if height:
                image.set("height", str(max(1, round(height * TEXT_PX / width))))
            image.set("width", str(TEXT_PX))
        elif not width and not height and _stands_alone(image, are_alone):
            # Unknown size: Outlook would show a photograph at its full width. The style's
            # ``width: auto`` gives all others the image's own size.
            image.set("width", str(TEXT_PX))
            add_class(image, "unsized")
        if not dom.has_class(image, "logo"):
            add_class(image, "picture" if _stands_alone(image, are_alone) else "icon")


def _pixels(image: dom.Element, name: str) -> int:
    value = (image.get(name) or "").strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 0


def _stands_alone(image: dom.Element, known: dict[dom.Element, bool]) -> bool:
    """Return whether its block contains only this image, perhaps in a link, or more such images.

    ``known`` caches the result of each block for its other images.
    """
    if 0 < _pixels(image, "width") <= ICON_PX:
        return False
    block = image
    while (parent := block.getparent()) is not None and dom.name_of(parent) not in dom.BLOCKS:
        block = parent
    if parent is None or dom.name_of(parent) in {"li", "td", "th"}:
        return False
    if parent not in known:
        known[parent] = _holds_only_images(parent)
    return known[parent]


def _holds_only_images(block: dom.Element) -> bool:
    beside = (block.text or "") + "".join(child.tail or "" for child in block)
    return not beside.strip() and all(child.tag in {"img", "a", "br", "div"} for child in block)
