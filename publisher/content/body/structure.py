"""Split an issue's tree into intro, sections, outro and footnotes, without losing anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from publisher import dom
from publisher.content.body import emoji, leads
from publisher.content.body.anchors import Anchors
from publisher.content.body.draft_body import Page
from publisher.content.body.sentences import excerpt, run_on
from publisher.content.body.stories import cut_stories
from publisher.content.body.words import Words
from publisher.model import Section

Blocks = list[dom.Element]


@dataclass(frozen=True, slots=True)
class Structure:
    """The parts of an issue, in order."""

    intro_html: str
    sections: tuple[Section, ...]
    outro_html: str
    footnotes_html: str
    excerpt: str
    text: str


def cut(page: Page) -> Structure:
    """Cut the tree at its level-2 headings, its sign-off and its footnotes."""
    blocks = [block for block in page.tree if dom.is_element(block)]
    blocks, footnotes = _without_footnotes(blocks)
    intro, groups = _at_headings(blocks)
    last = groups[-1] if groups else intro
    words = Words()
    outro = _take_outro(last, page.options.sign_offs, words)
    if groups and not groups[-1]:
        groups.pop()
    anchors = Anchors.of(page.tree)
    sections = tuple(_section(page, group, anchors, words) for group in groups)
    return Structure(
        intro_html=_html(intro, words),
        sections=sections,
        outro_html=_html(outro, words),
        footnotes_html=_html(footnotes, words),
        excerpt=_excerpt(intro, groups, page.tree, words),
        text=words.text_of_all(page.tree),
    )


def _html(blocks: Sequence[dom.Element], words: Words) -> str:
    return "\n".join(map(words.outer_html, blocks))


def _without_footnotes(blocks: Blocks) -> tuple[Blocks, Blocks]:
    """Split off the footnotes; Python-Markdown puts them all into one ``div`` at the end."""
    if blocks and blocks[-1].tag == "div" and dom.has_class(blocks[-1], "footnote"):
        return blocks[:-1], blocks[-1:]
    return blocks, []


def _at_headings(blocks: Blocks) -> tuple[Blocks, list[Blocks]]:
    intro: Blocks = []
    groups: list[Blocks] = []
    for block in blocks:
        if block.tag == "h2":
            groups.append([block])
        else:
            (groups[-1] if groups else intro).append(block)
    return intro, groups


def _take_outro(blocks: Blocks, sign_offs: Sequence[str], words: Words) -> Blocks:
    """Remove the sign-off and what follows from the last blocks, and return it."""
    # Every text starts with an empty sign-off.
    openings = tuple(filter(None, map(_plain, sign_offs)))
    for index, block in enumerate(blocks):
        if block.tag not in {"p", "h2", "h3"}:
            continue
        line = _plain(emoji.leading(words.title_of(block))[1])
        if line.startswith(openings):
            start = index - 1 if index and blocks[index - 1].tag == "hr" else index
            outro = blocks[start:]
            del blocks[start:]
            return outro
    return []


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").strip(" *_")


def _section(page: Page, blocks: Blocks, anchors: Anchors, words: Words) -> Section:
    heading, *rest = blocks
    symbol, title = emoji.label(dom.title_of(heading))
    return Section(
        title=title,
        emoji=symbol,
        anchor=heading.get("id", ""),
        heading_html=dom.inner_html(heading),
        heading_attributes=dom.attributes_of(heading, but={"id"}),
        parts=cut_stories(page, rest, anchors, words),
    )


def _excerpt(intro: Blocks, groups: list[Blocks], tree: dom.Element, words: Words) -> str:
    """Return the first sentences of the intro, or of the whole issue if it has none."""
    has_words = partial(_has_words, words)
    blocks = intro if any(map(has_words, intro)) else [block for group in groups for block in group]
    start = next((index for index, block in enumerate(blocks) if has_words(block)), 0)
    return excerpt(run_on(_first_lines(blocks[start:], words)) or dom.title_of(tree))


def _first_lines(blocks: Sequence[dom.Element], words: Words) -> Iterator[str]:
    """Yield the paragraphs at the start, and the items of a list that one introduces."""
    announced = False
    for block in blocks:
        line = words.title_of(block)
        if _has_words(words, block):
            yield line
        elif announced and leads.is_list(block):
            yield from map(dom.title_of, block)
        else:
            return
        announced = line.endswith((":", "："))


def _has_words(words: Words, block: dom.Element) -> bool:
    return block.tag == "p" and bool(words.text_of(block))
