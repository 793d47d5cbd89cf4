"""Split a section's blocks into stories and quick links; other blocks stay in their place.

A written story starts at a bold lead, a level-3 heading, a numbered lead or the start of
the section; the image before it belongs to it. A list directly under a heading, or under a
bold line that introduces it, is a list of quick links.
"""

from collections.abc import Sequence

from publisher import dom
from publisher.content.body import emoji, leads
from publisher.content.body.anchors import Anchors
from publisher.content.body.draft_body import Page
from publisher.content.body.sentences import TITLE_LIMIT, first_sentence, shortened
from publisher.content.body.words import Words
from publisher.model import Link, Part, Passage, QuickLinks, Story, StoryKind
from publisher.slugs import slugify
from publisher.urls import is_web

ANCHOR_LIMIT = 60

_AT_ENDS = " ,;.:，；。："
"""Characters removed from the ends of a title."""

_NESTED = ("ul", "ol", "blockquote", "pre", "table", "figure")
"""Elements that belong to a list item but not to its first line."""


def cut_stories(
    page: Page, blocks: Sequence[dom.Element], anchors: Anchors, words: Words
) -> tuple[Part, ...]:
    """Return the parts of one section; stories without an id get an unused one."""
    return _Cutter(page, anchors, words).cut(blocks)


class _Cutter:
    """Reads the blocks of a section in order, with one open story at a time."""

    def __init__(self, page: Page, anchors: Anchors, words: Words) -> None:
        self._page = page
        self._anchors = anchors
        self._words = words
        self._parts: list[Part] = []
        self._story: list[dom.Element] = []
        self._images: list[dom.Element] = []
        """Figures that belong to the next story."""

    def cut(self, blocks: Sequence[dom.Element]) -> tuple[Part, ...]:
        index = 0
        while index < len(blocks):
            block = blocks[index]
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if following is not None and leads.is_list(following) and leads.leads_list(block):
                self._close()
                self._parts.append(self._quick_links(following, block))
                index += 1
            else:
                self._take(block, following)
            index += 1
        self._close()
        return tuple(self._parts)

    def _take(self, block: dom.Element, following: dom.Element | None) -> None:
        if leads.is_figure(block):
            self._take_figure(block, following)
        elif block.tag == "hr":
            self._close()
            self._parts.append(Passage(self._words.outer_html(block)))
        elif _is_lead(block):
            self._close(keep_images=True)
            self._open(block)
        elif self._story:
            self._story.append(block)
        elif leads.is_list(block) and not self._images and self._only_quick_links():
            self._parts.append(self._quick_links(block, None))
        elif self._images or not self._parts:
            self._open(block)
        else:
            self._parts.append(self._passage(block))

    def _take_figure(self, block: dom.Element, following: dom.Element | None) -> None:
        """Add a figure above a bold lead to that story, any other to the open story."""
        if self._story and not (following is not None and leads.bold_lead(following)):
            self._story.append(block)
            return
        self._close(keep_images=True)
        self._images.append(block)

    def _open(self, block: dom.Element) -> None:
        self._story = [*self._images, block]
        self._images = []

    def _close(self, *, keep_images: bool = False) -> None:
        if self._story:
            self._parts.append(self._written(self._story))
        self._story = []
        if self._images and not keep_images:
            self._parts.extend(Passage(self._words.outer_html(image)) for image in self._images)
            self._images = []

    def _only_quick_links(self) -> bool:
        return all(isinstance(part, QuickLinks) for part in self._parts)

    def _written(self, blocks: list[dom.Element]) -> Story | Passage:
        links = tuple(link for block in blocks for link in self._page.links_in(block))
        images = tuple(image for block in blocks for image in self._page.images_in(block))
        lead = next((block for block in blocks if not leads.is_figure(block)), blocks[0])
        alone = len(blocks) == 1
        if alone and (lead.tag in leads.HEADINGS or not (links or images or _is_lead(lead))):
            # A heading over sub-headings, or a sentence that introduces the section.
            return self._passage(lead)
        symbol, title = self._title(lead)
        if leads.is_number(lead):  # the numbered text is below it
            told = next((block for block in blocks[1:] if dom.title_of(block)), lead)
            title = first_sentence(dom.title_of(told)).strip(_AT_ENDS)
        anchor = self._anchor(blocks[0], title)
        return Story(
            kind=StoryKind.STORY,
            title=title,
            emoji=symbol,
            html="\n".join(map(self._words.outer_html, blocks)),
            text="\n".join(filter(None, map(self._words.text_of, blocks))),
            anchor=anchor,
            url=_first_url(links),
            links=links,
            images=images,
        )

    def _passage(self, block: dom.Element) -> Passage:
        return Passage(self._words.outer_html(block), self._words.text_of(block))

    def _quick_links(self, block: dom.Element, lead: dom.Element | None) -> QuickLinks:
        group = "" if lead is None else _group(lead)
        return QuickLinks(
            items=tuple(self._quick_link(item, group) for item in block),
            opening=dom.opening_tag(block),
            closing=f"</{dom.name_of(block)}>",
            lead_html="" if lead is None else self._words.outer_html(lead),
            group=group,
        )

    def _quick_link(self, item: dom.Element, group: str) -> Story:
        links = self._page.links_in(item)
        symbol, words = emoji.label(_first_line(item))
        bold = emoji.label(leads.bold_lead(_first_block(item)))[1]
        title = (bold or first_sentence(words)).strip(_AT_ENDS)
        title = shortened(title or dom.title_of(item), TITLE_LIMIT)
        anchor = self._anchor(item, title)
        return Story(
            kind=StoryKind.QUICK_LINK,
            title=title,
            emoji=symbol,
            html=self._words.inner_html(item).strip(),
            text=self._words.text_of(item),
            anchor=anchor,
            url=_first_url(links),
            group=group,
            item_tag=dom.opening_tag(item),
            links=links,
            images=self._page.images_in(item),
        )

    def _title(self, lead: dom.Element) -> tuple[str, str]:
        """Return a written story's emoji and title: its heading, bold lead or first sentence."""
        if lead.tag in leads.HEADINGS:
            return emoji.label(self._words.title_of(lead))
        # In a quotation, a table or <details>, the first line has the first words.
        text = self._words.title_of if lead.tag == "p" else self._words.text_of
        line = text(lead).partition("\n")[0]
        bold = leads.bold_lead(lead)
        symbol, words = emoji.label(bold or first_sentence(leads.without_number(line)))
        if not symbol:
            symbol = emoji.leading(line)[0]
        words = leads.without_number(words).strip(_AT_ENDS)
        return symbol, shortened(words or line, TITLE_LIMIT)

    def _anchor(self, element: dom.Element, title: str) -> str:
        if not element.get("id"):
            name = slugify(title)[:ANCHOR_LIMIT].strip("-") or "story"
            element.set("id", self._anchors.unused(name))
        return element.get("id", "")


def _is_lead(block: dom.Element) -> bool:
    return (
        leads.is_heading_lead(block)
        or leads.is_numbered_lead(block)
        or (block.tag == "p" and bool(leads.bold_lead(block)))
    )


def _group(lead: dom.Element) -> str:
    words = leads.bold_lead(lead) if lead.tag == "p" else dom.title_of(lead)
    return emoji.label(words)[1].strip(" :：")


def _first_block(item: dom.Element) -> dom.Element:
    """Return the element with a list item's first words: itself, or a loose list's paragraph."""
    loose = not (item.text or "").strip() and len(item) > 0 and item[0].tag == "p"
    return item[0] if loose else item


def _first_line(item: dom.Element) -> str:
    """Return the words of a list item before any nested element."""
    first = _first_block(item)
    words = [first.text or ""]
    for child in first:
        if child.tag in _NESTED:
            break
        words.append(dom.title_of(child) + (child.tail or ""))
    return " ".join("".join(words).split())


def _first_url(links: Sequence[Link]) -> str:
    return next((link.url for link in links if is_web(link.url)), "")
