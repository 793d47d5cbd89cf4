"""Recognise the start of a story: a bold or numbered lead, a heading, a bold line over a list."""

import re

from publisher import dom
from publisher.content.body import emoji

HEADINGS = frozenset({"h3", "h4", "h5", "h6"})

_NUMBERED = re.compile(r"\s*\d{1,3}[、．]")
"""``1、``: how Chinese weeklies number their pieces; in Markdown it is not a list."""

_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
"""Text that may follow a bold line above a list: ``([see all 16](…))``."""


def is_list(block: dom.Element) -> bool:
    """Whether it is a list of only items; raw HTML may have words and elements between them."""
    return block.tag in {"ul", "ol"} and not (
        (block.text or "").strip()
        or any(item.tag != "li" or (item.tail or "").strip() for item in block)
    )


def is_figure(block: dom.Element) -> bool:
    """Whether it is a figure, or a paragraph of only images."""
    if block.tag == "figure":
        return True
    return block.tag == "p" and next(block.iter("img"), None) is not None and not dom.text_of(block)


def is_heading_lead(block: dom.Element) -> bool:
    """Whether it is a level-3 heading."""
    return bool(block.tag == "h3")


def is_numbered_lead(block: dom.Element) -> bool:
    """Whether it is a paragraph that starts with a number and an ideographic comma."""
    return block.tag == "p" and bool(_NUMBERED.match(block.text or ""))


def is_number(block: dom.Element) -> bool:
    """Whether it is a numbered lead of only a number."""
    return is_numbered_lead(block) and not without_number(dom.title_of(block)).strip()


def without_number(title: str) -> str:
    """Remove the number from a numbered lead."""
    return _NUMBERED.sub("", title, count=1)


def bold_lead(block: dom.Element) -> str:
    """Return the bold words at the start of a paragraph; '' if there are none.

    A bold emoji is a label of the text after it, not a lead by itself.
    """
    words = "".join(dom.title_of(run) + _gap(run) for run in _bold_runs(block)).strip()
    return "" if _is_blank(words) else words


def leads_list(block: dom.Element) -> bool:
    """Whether the line introduces the list under it, and is not a text of its own.

    True for a heading, and for a paragraph that is bold except for an aside and is not a
    sentence. A lead that says "Quick" introduces links even if it ends like a sentence.
    """
    if block.tag in HEADINGS:
        return True
    lead = bold_lead(block) if block.tag == "p" else ""
    if not lead:
        return False
    runs = len(_bold_runs(block))  # the first children of the block
    rest = "".join(
        ("" if index < runs else dom.title_of(child)) + (child.tail or "")
        for index, child in enumerate(block)
    )
    rest = emoji.leading(_ASIDE.sub("", rest).strip(" :：\n"))[1]
    words = emoji.label(lead)[1]
    return not rest.strip(" :：") and (
        words.lower().startswith("quick") or not words.endswith((".", "!", "?", "。", "！", "？"))
    )


def _bold_runs(paragraph: dom.Element) -> list[dom.Element]:
    """Return the bold elements at a paragraph's start, with only spaces and emoji between."""
    runs: list[dom.Element] = []
    before = paragraph.text or ""
    for child in paragraph:
        if not _is_blank(before) or not _is_bold(child):
            break
        runs.append(child)
        before = child.tail or ""
    return runs


def _is_blank(text: str) -> bool:
    return not emoji.leading(text)[1].strip()


def _is_bold(element: dom.Element) -> bool:
    if element.tag in {"strong", "b"}:
        return True
    return (
        element.tag == "a"
        and len(element) > 0
        and not (element.text or "").strip()
        and all(_is_bold(child) and not (child.tail or "").strip() for child in element)
    )


def _gap(run: dom.Element) -> str:
    """Return the space between one bold run and the next, also if it is inside their ends."""
    following = run.getnext()
    inside = (run.text or "").endswith(" ") or (
        following is not None and "".join(following.itertext()).startswith(" ")
    )
    return " " if (run.tail or "").isspace() or inside else ""
