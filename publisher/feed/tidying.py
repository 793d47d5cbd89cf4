"""The steps between an issue's HTML and its feed's: each changes the tree for one reason.

A step is ``step(tree, permalink, prefix)``. Done twice it changes nothing more. Knows no feed.
"""

import re
from urllib.parse import unquote

from publisher import dom, urls
from publisher.feed.allowed import ELEMENTS, IDENTIFIED

_MERGE_TAG = re.compile(
    r"\*\|[A-Z][A-Z0-9_:,. ]*\|\*"  # Mailchimp: *|UNSUB|*, *|IF:NAME|*
    r"|\{\{[{%#/-]?\s*[\w.]*(?:unsubscribe|subscriber|recipient|first_?name|last_?name|email"
    r"|preferences|view_in_browser|web_?version|mailing_address|account_address)[^{}]*\}\}\}?",
    re.IGNORECASE,
)
"""What mailing services fill in for each recipient, and a feed has none of.

Other braces stay: weeklies about programming write about templates.
"""

_LITERAL = frozenset({"code", "pre", "kbd", "samp", "var", "tt"})
"""Elements whose text is shown as written."""

_WRAPPERS = frozenset(
    "div section article aside main header footer nav hgroup address center fieldset dialog "
    "search form".split()
)
"""Blocks that mean nothing without a style sheet; every reader drops them in its own way."""

_PHRASES = frozenset(
    "p h1 h2 h3 h4 h5 h6 a abbr b cite code del dfn em font i ins kbd label mark pre q s samp "
    "small span strong sub summary sup u var caption dt".split()
)
"""Elements that can hold no block (HTML standard, phrasing content)."""

_EMPTY_BLOCKS = frozenset({"p", "div", "li", "figure"})


def drop_merge_tags(tree: dom.Element, permalink: str, prefix: str) -> None:
    """Take out what a mailing service would fill in, and links that lead to such a place."""
    if (
        "*|" not in (text := tree.text_content())
        and "{{" not in text
        and "{{" not in "".join(unquote(a.get("href", "")) for a in tree.iter("a"))
    ):
        pass
    for link in list(tree.iter("a")):
        if _MERGE_TAG.search(unquote(link.get("href", ""))):
            _remove_with_empty_parents(link)
    for element in tree.iter():
        if not dom.is_element(element):
            continue
        if element.text and _MERGE_TAG.search(element.text) and not _is_literal(element):
            element.text = _MERGE_TAG.sub("", element.text)
        parent = element.getparent()
        if element.tail and parent is not None and _MERGE_TAG.search(element.tail):
            if not _is_literal(parent):
                element.tail = _MERGE_TAG.sub("", element.tail)


def _is_literal(element: dom.Element) -> bool:
    return element.tag in _LITERAL or any(
        above.tag in _LITERAL for above in element.iterancestors()
    )


def _remove_with_empty_parents(element: dom.Element) -> None:
    parent = element.getparent()
    dom.remove(element)
    while parent is not None and parent.tag in _EMPTY_BLOCKS and parent.getparent() is not None:
        if len(parent) or (parent.text or "").strip():
            return
        element, parent = parent, parent.getparent()
        dom.remove(element)


def drop_open_pixels(tree: dom.Element, permalink: str, prefix: str) -> None:
    """Take out images of no size: they count who opened, and Miniflux drops them too."""
    for image in list(tree.iter("img")):
        sizes = [image.get(name, "").removesuffix("px").strip() for name in ("width", "height")]
        if not image.get("src") or all(size in {"0", "1"} for size in sizes):
            _remove_with_empty_parents(image)


def replace_media(tree: dom.Element, permalink: str, prefix: str) -> None:
    """Make a link of what plays elsewhere, around its poster where it has one.

    Miniflux drops iframes of unknown hosts without a trace; the W3C validator warns of all.
    """
    for media in list(tree.iter("iframe", "video", "audio", "embed", "object")):
        if media.getparent() is None:
            continue
        address = _media_address(media)
        if not address:
            dom.unwrap(media)
            continue
        link = tree.makeelement("a", {"href": address})
        if poster := media.get("poster"):
            alt = " ".join((media.get("title") or media.get("aria-label") or address).split())
            link.append(tree.makeelement("img", {"src": poster, "alt": alt}))
        else:
            link.text = " ".join((media.get("title") or address).split())
        _put_in_place(media, link)


def _media_address(media: dom.Element) -> str:
    written = media.get("src") or media.get("data")
    if not written:
        written = next((source.get("src") or "" for source in media.iter("source")), "")
    return written.strip()


def _put_in_place(old: dom.Element, link: dom.Element) -> None:
    parent = old.getparent()
    if parent is None:
        return
    new = link
    if not any(above.tag in _PHRASES for above in old.iterancestors()):
        new = old.makeelement("p")
        new.append(link)
    new.tail, old.tail = old.tail, None
    parent.replace(old, new)


def open_details(tree: dom.Element, permalink: str, prefix: str) -> None:
    """Show what ``details`` would hide, under its summary in bold: readers cannot open it."""
    for summary in list(tree.iter("summary")):
        if any(child.tag in dom.BLOCKS for child in summary):
            dom.unwrap(summary)
            continue
        strong = summary.makeelement("strong")
        strong.text = summary.text
        strong.extend(list(summary))
        summary.text = None
        summary.append(strong)
        summary.tag = "p"
    for details in list(tree.iter("details")):
        details.tag = "div"


def replace_checkboxes(tree: dom.Element, permalink: str, prefix: str) -> None:
    """Write a task's box as a character: no reader keeps form controls."""
    for box in list(tree.iter("input")):
        if box.get("type") == "checkbox":
            sign = "☑" if "checked" in box.attrib else "☐"
            tail = box.tail or ""
            box.tail = f"{sign}{tail}" if tail.startswith((" ", "\n")) else f"{sign} {tail}"
        dom.remove(box)


def make_addresses_absolute(tree: dom.Element, permalink: str, prefix: str) -> None:
    """Lead every address from the permalink; a link that nobody could follow keeps its words.

    Readers ignore ``xml:base`` (Miniflux), and rename what a bare fragment would lead to
    (FreshRSS). An empty address would lead to the reader's own page.
    """
    for link in list(tree.iter("a")):
        href = link.get("href")
        if href is None:
            continue
        url = urls.absolute(permalink, href.strip()) if href.strip() else ""
        if not url or (urls.is_web(url) and urls.fault_of(url)):
            del link.attrib["href"]
        else:
            link.set("href", url)
    for element in list(tree.iter("img", "blockquote", "q", "del", "ins")):
        for name in ("src", "cite"):
            if value := element.get(name):
                element.set(name, urls.absolute(permalink, value.strip()))
        if element.tag == "img":
            element.set("alt", element.get("alt", ""))


def name_anchors(tree: dom.Element, permalink: str, prefix: str) -> None:
    """Make each ``id`` the feed's own; keep the class that NetNewsWire shows footnotes by."""
    for element in tree.iter():
        if not dom.is_element(element):
            continue
        if "class" in element.attrib:
            is_reference = element.tag == "a" and "footnote-ref" in element.get("class", "").split()
            if is_reference:
                element.set("class", "footnote")
            elif element.get("class") != "footnote" or element.tag != "a":
                del element.attrib["class"]
        anchor = element.attrib.pop("id", None)
        if anchor and element.tag in IDENTIFIED:
            element.set("id", f"{prefix}-{anchor}")


def take_apart_wrappers(tree: dom.Element, permalink: str, prefix: str) -> None:
    """Make paragraphs of blocks that hold only words, and take the other wrappers away."""
    for wrapper in list(tree.iter(*_WRAPPERS)):
        if wrapper is tree or wrapper.getparent() is None:
            continue
        holds_blocks = any(child.tag in dom.BLOCKS for child in wrapper.iterdescendants())
        in_phrase = any(above.tag in _PHRASES for above in wrapper.iterancestors())
        if holds_blocks or in_phrase:
            wrapper.text = f"\n{wrapper.text or ''}"
            wrapper.tail = f"\n{wrapper.tail or ''}"
            dom.unwrap(wrapper)
        else:
            wrapper.tag = "p"
            wrapper.attrib.clear()
    for cell in list(tree.iter("td", "th")):
        alignment = (
            (cell.get("style") or "").replace(" ", "").removeprefix("text-align:").rstrip(";")
        )
        if alignment in {"left", "center", "right"}:
            cell.set("align", alignment)
    for link in list(tree.iter("a")):
        if "href" not in link.attrib and "id" not in link.attrib:
            dom.unwrap(link)
