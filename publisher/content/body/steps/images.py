"""Give images absolute URLs, an ``alt``, and a size if it is known."""

from publisher import urls
from publisher.content import content_rules as rules
from publisher.content.body.draft_body import Page
from publisher.content.source.reader import ImageFile, refused_at
from publisher.diagnostics import Position
from publisher.dom import Element
from publisher.errors import FileRefused
from publisher.model import Image


def resolve_images(page: Page) -> None:
    """Make each image's URL absolute and record the facts about it."""
    for element in page.elements("img"):
        written = (element.get("src") or "").strip()
        position = page.source.next_of(written)
        if "alt" not in element.attrib:
            element.set("alt", "")  # without it a screen reader reads the URL aloud
        element.set("alt", " ".join(element.get("alt", "").split()))
        file = _local_file(page, written, position)
        src = urls.absolute(page.permalink, written) if written else ""
        if urls.is_web(src) and (fault := urls.fault_of(src)):
            page.report(rules.URL_MALFORMED, position, f"invalid image URL {src}: {fault}")
        if page.options.strip_tracking:
            src = urls.strip_tracking(src, page.options.tracking_parameters)
        element.set("src", src)
        width, height = _size(element)
        if file and not (width or height):
            width, height = file.width, file.height
            if width and height:
                element.set("width", str(width))
                element.set("height", str(height))
        page.images[element] = Image(
            src=src, alt=element.get("alt", ""), width=width, height=height,
            file=file.path if file else "", octets=file.octets if file else 0,
            position=position,
        )  # fmt: skip
    _resolve_others(page)


def _local_file(page: Page, written: str, position: Position) -> ImageFile | None:
    if not written or urls.scheme_of(written) or written.startswith("//"):
        return None
    try:
        return page.lookups.image(written)
    except FileRefused as refused:
        page.diagnostics.append(refused_at(refused, page.path, position))
        return None


def _resolve_others(page: Page) -> None:
    """Resolve the URLs of embedded media, which readers show as links or omit."""
    for element in page.elements("iframe", "video", "audio", "source", "track"):
        for name in ("src", "poster"):
            if value := element.get(name):
                element.set(name, urls.absolute(page.permalink, value.strip()))


def _size(element: Element) -> tuple[int, int]:
    def pixels(name: str) -> int:
        value = (element.get(name) or "").removesuffix("px").strip()
        return int(value) if value.isdecimal() and len(value) < 6 else 0

    return pixels("width"), pixels("height")
