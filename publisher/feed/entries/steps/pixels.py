"""Remove invisible images: they track who opened what."""

from publisher import dom
from publisher.feed.entries.entry_body import Body

_NOTHING = frozenset({"0", "1"})


def drop_open_pixels(body: Body) -> None:
    """Remove images of no size (Miniflux drops them too) and images without a URL."""
    for image in list(body.tree.iter("img")):
        sizes = (image.get(name, "").strip().removesuffix("px") for name in ("width", "height"))
        if image.get("src", "").strip() and not all(size in _NOTHING for size in sizes):
            continue
        parent = image.getparent()
        dom.remove(image)
        if parent is not None and parent.tag in {"p", "a", "figure"} and _is_empty(parent):
            dom.remove(parent)


def _is_empty(element: dom.Element) -> bool:
    return len(element) == 0 and not (element.text or "").strip()
