"""Write the inline content of a paragraph as one string, and its links as numbered references.

Does not know blocks or line widths: text that must stay on one line is marked for ``wrapping``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from publisher import dom, urls
from publisher.mail.plaintext.wrapping import (
    GLUE,
    JOINER,
    is_ideograph,
    keep,
    unmarked,
    width_of,
    without_marks,
)
from publisher.phrases import image_word

INLINE_URL = 32
"""Columns up to which a URL stays in the sentence; a longer one becomes a reference."""

_MARKS = {"strong": "*", "b": "*", "em": "_", "i": "_", "cite": "_", "code": "`", "tt": "`",
          "samp": "`", "del": "~~", "s": "~~", "strike": "~~"}  # fmt: skip
"""The marks of plain-text mail, some of which clients show as bold and italics."""

_TAGS_OF_MARK = {
    mark: tuple(tag for tag in _MARKS if _MARKS[tag] == mark) for mark in _MARKS.values()
}

_UNSEEN = frozenset({"script", "style", "template", "rp", "track", "source", "head"})

_BLANKS = frozenset(" \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029")
"""White space that folds (HTML standard, section 2.4), and characters that end lines in Python."""

_BLANK = re.compile(f"[{''.join(sorted(_BLANKS))}]")


@dataclass(slots=True)
class ReferenceList:
    """URLs to list under the text; numbers run on, and each URL is listed once a section."""

    base: str
    language: str = ""
    count: int = 0
    _waiting: dict[str, int] = field(default_factory=dict)

    def number_of(self, url: str) -> int:
        """Return the number of a URL in the current section."""
        if url not in self._waiting:
            self.count += 1
            self._waiting[url] = self.count
        return self._waiting[url]

    def take(self) -> list[str]:
        """Return the lines for the references since the last call, and forget them."""
        lines = [f"[{number}] {url}" for url, number in self._waiting.items()]
        self._waiting = {}
        return lines

    def add_links_of(self, element: dom.Element) -> None:
        """List the URLs of links whose words cannot be marked."""
        for link in element.iter("a"):
            if href := link.get("href"):
                self.number_of(self.absolute(href))

    @property
    def image_word(self) -> str:
        """Return the word for an image in the language of the issue."""
        return image_word(self.language)

    def absolute(self, url: str) -> str:
        """Return the URL in a form that works outside a page, without a space in it."""
        if url.startswith("https://") and url.isascii() and url.isprintable() and " " not in url:
            return url
        whole = urls.absolute(self.base, _BLANK.sub(" ", url).strip())
        return without_marks(whole).replace(" ", "%20")


def mark_of(number: int, before: str = "") -> str:
    """Return a reference, kept on the line of the word before it; no space after ideographs."""
    return f"{JOINER if is_ideograph(before) else GLUE}{keep(f'[{number}]')}"


def phrase(nodes: Iterable[str | dom.Element], references: ReferenceList) -> str:
    """Return text and elements in a row as one string; a line feed in it is the author's ``br``.

    Tails of the elements are ignored: the caller passes them as text.
    """
    writer = _Writer(references)
    for node in nodes:
        if isinstance(node, str):
            writer.text(node)
        else:
            writer.element(node)
    return writer.written()


def image_text(image: dom.Element, caption: str, references: ReferenceList) -> str:
    """Return an image's description, with a reference to its URL."""
    words = without_marks(" ".join((caption or image.get("alt") or "").split()))
    if words and not any(character.isalnum() for character in words):
        return words  # an emoji as an image
    label = f"[{references.image_word}: {words}]" if words else f"[{references.image_word}]"
    url = references.absolute(image.get("src") or "")
    return label + (mark_of(references.number_of(url)) if urls.is_web(url) else "")


class _Writer:
    """Folds white space and sets marks next to their words."""

    def __init__(self, references: ReferenceList) -> None:
        self.references = references
        self.pieces: list[str] = []
        self.openers: list[str] = []
        self.has_gap = False

    def written(self) -> str:
        return "".join(self.pieces).strip(" \n\xa0")

    def text(self, text: str | None) -> None:
        text = without_marks(text or "")
        if not text:
            return
        is_ascii = text.isascii()  # then ``split`` knows the same blanks
        words = text.split() if is_ascii else list(filter(None, _BLANK.split(text)))
        self.has_gap = self.has_gap or text[0] in _BLANKS
        if words:
            self.put(" ".join(words))
            self.has_gap = text[-1] in _BLANKS

    def put(self, text: str) -> None:
        if self.has_gap and self.pieces and self.pieces[-1] != "\n":
            self.pieces.append(" ")
        self.has_gap = False
        if self.openers:
            self.pieces.extend(f"{mark}{JOINER}" for mark in self.openers)
            self.openers.clear()
        self.pieces.append(text)

    def new_line(self) -> None:
        self.pieces.append("\n")
        self.has_gap = False

    def close(self, mark: str) -> None:
        """Set a mark after the last word, or remove its opening one if nothing followed."""
        if self.openers:
            self.openers.pop()
        else:
            self.pieces.append(f"{JOINER}{mark}")

    def element(self, root: dom.Element) -> None:
        """Write an element; without recursion, since the author decides the depth."""
        if len(root) == 0:  # most of them: no need to set up a walk
            if not self.is_whole(root):
                self.start(root)
                self.text(root.text)
                self.end(root)
            return
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: dom.Element | None = None
        for event, node in walk:
            if event == "start":
                if self.is_whole(node):
                    walk.skip_subtree()
                    skipped = node
                else:
                    self.start(node)
                    self.text(node.text)
                continue
            if event == "end" and node is not skipped:
                self.end(node)
            if node is not root:
                self.text(node.tail)

    def is_whole(self, node: dom.Element) -> bool:
        """Write an element without inner text to walk, and return whether it was one."""
        tag, references = node.tag, self.references
        if tag in _UNSEEN or dom.has_class(node, "footnote-backref"):
            return True
        if tag == "br":
            self.new_line()
        elif tag == "img":
            self.put(image_text(node, "", references))
        elif tag == "input":
            if node.get("type") == "checkbox":
                self.put(keep("[x]" if node.get("checked") is not None else "[ ]"))
        elif tag == "a" and dom.has_class(node, "footnote-ref"):
            self.put(keep(f"[^{dom.line_of(node)}]"))
        elif tag == "a" and _shows_itself(node, references):
            self.put(_as_itself(node, references))
        else:
            return False
        return True

    def start(self, node: dom.Element) -> None:
        tag = node.tag
        if tag in _MARKS and _is_marked(node):
            self.openers.append(_MARKS[tag])
        elif tag == "q":
            self.openers.append("“")
        elif tag == "rt":
            self.put("(")
        elif tag in {"sup", "sub"} and (mark := _shift_mark(node)):
            self.put(mark)
        elif tag in {"iframe", "video", "audio", "embed"} and (src := node.get("src")):
            self.put(keep(f"<{self.references.absolute(src)}>"))

    def end(self, node: dom.Element) -> None:
        tag = node.tag
        if tag in _MARKS and _is_marked(node):
            self.close(_MARKS[tag])
        elif tag == "q":
            self.close("”")
        elif tag == "rt":
            self.pieces.append(")")
        elif tag == "a" and node.get("href") and not self.openers:
            before = unmarked(self.pieces[-1])[-1:] if self.pieces else ""
            self.pieces.append(link_end(node, self.references, before))
        elif tag == "abbr" and (title := node.get("title")):
            self.pieces.append(f" ({without_marks(' '.join(title.split()))})")


def link_end(link: dom.Element, references: ReferenceList, before: str = "") -> str:
    """Return what follows the words of a link, and the character before: its address or number."""
    url = references.absolute(link.get("href") or "")
    address = _address_of(url) or url
    if width_of(address) <= INLINE_URL and next(link.iterancestors("table"), None) is None:
        return f"{GLUE if width_of(address) < 20 else ' '}{keep(f'<{address}>')}"
    return mark_of(references.number_of(url), before)


def _shows_itself(link: dom.Element, references: ReferenceList) -> bool:
    """Return whether the words of a link are its URL, apart from what browsers add to one."""
    href = link.get("href")
    if not href or (len(link) and link.find(".//img") is not None):
        return False
    words = dom.line_of(link)
    if not words:
        return False
    url = references.absolute(href)
    if " " in words and "%" not in url:  # most links, whose words are words
        return False
    bare = _bare(words)
    return bare == _bare(url) or ("%" in url and bare == _bare(unquote(url)))


def _bare(address: str) -> str:
    if ":" not in address:
        return address.removesuffix("/")
    for scheme in ("mailto:", "https://", "http://"):
        address = address.removeprefix(scheme)
    return address.removesuffix("/")


def _as_itself(link: dom.Element, references: ReferenceList) -> str:
    url = references.absolute(link.get("href") or "")
    return keep(_address_of(url) or f"<{url}>")


def _address_of(url: str) -> str:
    """Return the address of a mailto without header fields (RFC 6068); else ''."""
    scheme, _, rest = url.partition(":")
    return unquote(rest) if scheme.lower() == "mailto" and "?" not in rest else ""


def _is_marked(node: dom.Element) -> bool:
    """Return whether marks are useful: there are letters, and the same mark is not set outside."""
    mark = _MARKS[str(node.tag)]
    if next(node.iterancestors(*_TAGS_OF_MARK[mark]), None) is not None:
        return False
    return mark == "`" or any(character.isalnum() for character in dom.line_of(node))


def _shift_mark(node: dom.Element) -> str:
    """Return ``^`` or ``_`` if omitting it would change the meaning: ``10^6``, not ``1st``."""
    words = dom.line_of(node)
    if node.find(".//a") is not None or not words:
        return ""
    if node.tag == "sup":
        return "" if words.isalpha() or not words.isascii() else "^"
    return "" if words.isdigit() else "_"
