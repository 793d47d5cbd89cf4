"""Remove merge tags, which services replace for each recipient of a mailing: a feed has none."""

import re
from urllib.parse import unquote

from publisher import dom
from publisher.feed.entries.entry_body import Body, is_inside

_MERGE_TAG = re.compile(
    r"\*\|[A-Z][A-Z0-9_:,. ]*\|\*"  # Mailchimp: *|UNSUB|*, *|IF:NAME|*
    r"|\{\{[{%#/-]?(?=[\w.\s]*(?:unsubscribe|subscriber|recipient|first_?name|last_?name|email"
    r"|preferences|view_in_browser|web_?version|mailing_address|account_address))[^{}]*+\}{2,3}",
    re.IGNORECASE,
)
"""Other braces stay: weeklies about programming write about templates."""

_MAIL_ALONE = re.compile(
    r"unsub|preferences|view_in_browser|web_?version|archive|update_profile|forward|mailing",
    re.IGNORECASE,
)
"""Tags that link to a page of the mailing; a feed has no such page."""

_SIGN = re.compile(r"%(?:7B|7D|7C|20)", re.IGNORECASE)
"""Characters of a merge tag, percent-encoded."""

_LITERAL = frozenset({"code", "pre", "kbd", "samp", "var", "tt"})
"""Elements whose text is shown as written."""

_EMPTY = frozenset({"p", "div", "li", "figure", "em", "strong", "small"})
"""Elements that are removed if nothing remains in them."""


_SIGNS = ("{{", "*|", "%7B%7B", "*%7C", "&#")
"""Without one of these in the HTML there is no merge tag (an entity can write a brace)."""

_SUSPECTS = "contains({0}, '{{{{') or contains({0}, '*|')"
_TEXTS = f"descendant-or-self::*[text()[{_SUSPECTS.format('.')}]]"
_LINKS = (
    f".//a[{_SUSPECTS.format('@href')} or contains(@href, '%7B%7B') or contains(@href, '*%7C')]"
)


def drop_merge_tags(body: Body) -> None:
    """Remove merge tags, and links to a page of the mailing, such as "unsubscribe".

    Any other link keeps its words, and its URL without the tag.
    """
    if not any(sign in body.html for sign in _SIGNS):
        return  # the usual case: walking a long issue costs 0.3 ms
    for link in body.tree.xpath(_LINKS):
        href = link.get("href", "")
        tags = [tag.group() for tag in _MERGE_TAG.finditer(unquote(href))]
        if any(map(_MAIL_ALONE.search, tags)):
            _remove_with_parents(link)
        elif tags:
            link.set("href", _address_without(href))
    for element in body.tree.xpath(_TEXTS):
        if element.tag in _LITERAL or is_inside(element, _LITERAL):
            continue
        element.text = _without(element.text)
        for child in element:
            child.tail = _without(child.tail)


def _address_without(href: str) -> str:
    bare = _MERGE_TAG.sub("", href)
    if _MERGE_TAG.search(unquote(bare)):
        bare = _MERGE_TAG.sub("", _SIGN.sub(lambda sign: unquote(sign[0]), bare))
    return bare


def _without(text: str | None) -> str | None:
    return _MERGE_TAG.sub("", text) if text else text


def _remove_with_parents(element: dom.Element) -> None:
    parent = element.getparent()
    dom.remove(element)
    while parent is not None and parent.tag in _EMPTY and parent.getparent() is not None:
        if len(parent) or (parent.text or "").strip():
            return
        element, parent = parent, parent.getparent()
        dom.remove(element)
