"""Outputs -> what of the README's promises they break. Asks html5lib, and none of our parsers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from typing import Any
from unicodedata import category

import html5lib

from publisher.diagnostics import Diagnostic


class Broken(Exception):
    """A promise that an output does not keep."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


_HIDING = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]"
)
_SCRIPTS = ("javascript:", "vbscript:", "livescript:", "data:text", "data:application")
_ADDRESS = re.compile(r"\s*(?:https?:|www\.|//)", re.IGNORECASE)
_UNSEEN = frozenset({"head", "style", "script", "title", "template"})
_CHANGED = ("<iframe", "{{", "*|", "<video", "<audio", "<details", 'type="checkbox"')
"""What a feed may not hold and says otherwise; see docs/feeds.md."""


def judge_html(what: str, html: str, *, is_fragment: bool) -> str:
    """The words of some HTML. Raises Broken where html5lib finds an error, or it runs something."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html, "div") if is_fragment else parser.parse(html)
    if parser.errors:
        place, error, facts = parser.errors[0]
        raise Broken(f"html5lib: {error} in {what}", f"at {place}: {facts}")
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.lower() == "script":
            raise Broken(f"<script> in {what}")
        for name, value in element.attrib.items():
            if str(name).lower().startswith("on"):
                raise Broken(f"a handler in {what}", f"{name}={value!r}")
            if any(_runs(part) for part in (value, *re.split(r"[,\s]+", value))) and _loads(name):
                raise Broken(f"a script's address in {what}", f"{name}={value!r}")
    return "".join(_words(tree))


def words(html: str, *, but_addresses: bool = False) -> str:
    """The words that html5lib reads in a fragment, whatever it thinks of it.

    Without the words of links that are addresses themselves, where that is wanted: tracking may
    be taken out of those.
    """
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html, "div")
    for link in list(tree.iter("a")) if but_addresses else ():
        if _ADDRESS.match("".join(_words(link))):
            tail = link.tail
            link.clear()
            link.tail = tail
    return "".join(_words(tree))


def _runs(value: str) -> bool:
    return _HIDING.sub("", value).lower().startswith(_SCRIPTS)


def _loads(name: object) -> bool:
    return str(name).lower() not in {"alt", "title", "content", "class", "id", "lang", "name"}


def _words(tree: Any) -> Iterator[str]:
    yield tree.text or ""
    for node in tree:
        if isinstance(node.tag, str) and node.tag.lower() not in _UNSEEN:
            yield from _words(node)
        yield node.tail or ""


def seen(text: str) -> Counter[str]:
    """The characters that a reader sees."""
    return Counter(it for it in text if category(it) not in {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})


def judge_words(what: str, wanted: str, found: str) -> None:
    """Raise Broken where ``found`` lacks a character of ``wanted`` besides a note's way back."""
    if lost := seen(wanted.replace("↩", "")) - seen(found):
        raise Broken(f"words lost in {what}", "".join(lost.elements())[:80])


def feed_keeps_words(html: str) -> bool:
    """Whether a feed has no reason to say anything else than this HTML."""
    return not any(sign in html for sign in _CHANGED)


def judge_places(text: str, path: str, findings: Iterable[Diagnostic]) -> None:
    """Raise Broken for a finding outside the file that it names."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        line, column = finding.position.line, finding.position.column
        if finding.path == path and not (
            1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1
        ):
            raise Broken(f"{finding.code} outside the file", f"{line}:{column} of {len(lines)}")


def judge_message(data: bytes) -> None:
    """Raise Broken where a message could be read in two ways, or not be carried (RFC 5322)."""
    head, blank, _ = data.partition(b"\r\n\r\n")
    if not blank or re.search(rb"\r(?!\n)|(?<!\r)\n|\x00", data):
        raise Broken("line ends of a message")
    if not data.isascii():
        raise Broken("a message of more than ASCII")
    if any(len(line) > 998 for line in data.split(b"\r\n")):
        raise Broken("a line of a message over 998 octets")
    for line in head.split(b"\r\n"):
        if not re.match(rb"[A-Za-z0-9-]+: |[ \t]", line):
            raise Broken("a line of a message's head", repr(line))
    message = message_from_bytes(data, policy=policy.default)
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        if len(message.get_all(name, [])) != 1:
            raise Broken(f"{name} of a message", repr(message.get_all(name)))
    if message.defects or any(part.defects for part in message.walk()):
        raise Broken("a defect of a message", str(message.defects))
