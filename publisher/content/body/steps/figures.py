"""Make a figure with a caption of an image and the line in italics under it."""

from dataclasses import replace

from publisher import dom
from publisher.content.body.draft_body import Page
from publisher.slugs import letters_of


def make_figures(page: Page) -> None:
    """Make figures of images with a caption in italics, on the next line or after a blank line.

    Alt text that only repeats the caption is emptied: a screen reader would read it twice,
    and the caption already labels the figure (HTML standard, section 4.4.12).
    """
    for paragraph in page.elements("p"):
        if paragraph.getparent() is None or not _starts_with_image(paragraph):
            continue
        caption = _caption_inside(paragraph)
        if caption is None and _is_images_only(paragraph):
            following = paragraph.getnext()
            if following is not None and _is_caption(following, paragraph):
                caption = following
        if caption is not None:
            _make_figure(page, paragraph, caption)


def _starts_with_image(paragraph: dom.Element) -> bool:
    return not (paragraph.text or "").strip() and len(paragraph) > 0 and _is_image(paragraph[0])


def _is_image(element: dom.Element) -> bool:
    """Whether it is an image, or a link around only an image."""
    if element.tag == "a" and len(element) == 1 and not (element.text or "").strip():
        return element[0].tag == "img" and not (element[0].tail or "").strip()
    return bool(element.tag == "img")


def _is_images_only(paragraph: dom.Element) -> bool:
    return all(
        (_is_image(child) or child.tag == "br") and not (child.tail or "").strip()
        for child in paragraph
    )


def _caption_inside(paragraph: dom.Element) -> dom.Element | None:
    """Return the emphasis on the line after the image, if the paragraph has nothing else."""
    last = paragraph[-1]
    if last.tag not in {"em", "i"} or (last.tail or "").strip():
        return None
    before = list(paragraph)[:-1]
    others = [child for child in before if child.tag != "br"]
    alone = all(_is_image(child) for child in others) and not any(
        (child.tail or "").strip() for child in before
    )
    on_next_line = "\n" in (before[-1].tail or "") or before[-1].tag == "br"
    return last if alone and on_next_line else None


def _is_caption(element: dom.Element, images: dom.Element) -> bool:
    if element.tag != "p":
        return False
    if not (element.text or "").strip() and len(element) == 1 and element[0].tag in {"em", "i"}:
        return not (element[0].tail or "").strip() and not _starts_with_image(element)
    return bool(_unclosed_caption(element, images))


def _unclosed_caption(element: dom.Element, images: dom.Element) -> str:
    """Return the words of ``_ a caption_``, whose space prevents Markdown emphasis.

    Only if they repeat the image's alt text, so that it is certainly a caption.
    """
    words = dom.line_of(element)
    if len(words) > 2 and words[0] == words[-1] and words[0] in "_*" and len(element) == 0:
        bare = words[1:-1].strip()
        if any(_same(bare, image.get("alt", "")) for image in images.iter("img")):
            return bare
    return ""


def _make_figure(page: Page, paragraph: dom.Element, caption: dom.Element) -> None:
    outside = caption.getparent() is not paragraph
    unclosed = _unclosed_caption(caption, paragraph) if caption.tag == "p" else ""
    figcaption = paragraph.makeelement("figcaption")
    source = caption[0] if caption.tag == "p" and not unclosed else caption
    if unclosed:
        figcaption.text = unclosed
    else:
        figcaption.text = source.text
        figcaption.extend(list(source))
    dom.remove(caption) if outside else paragraph.remove(caption)
    for child in paragraph.findall("br"):
        dom.remove(child)
    for child in paragraph:
        child.tail = None
    paragraph.tag = "figure"
    paragraph.text = None
    paragraph.append(figcaption)
    words = dom.line_of(figcaption)
    for element in paragraph.iter("img"):
        image = page.images.get(element)
        if image is None:
            continue
        repeats = _same(image.alt, words)
        page.images[element] = replace(image, alt="" if repeats else image.alt, caption=words)
        if repeats:
            element.set("alt", "")


def _same(one: str, other: str) -> bool:
    """Whether two lines have the same letters and digits."""
    return letters_of(one) == letters_of(other) != ""
