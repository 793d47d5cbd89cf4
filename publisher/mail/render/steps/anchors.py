"""Keep only the ids that a link of the email targets: unused ones waste bytes."""

from urllib.parse import unquote

from lxml import etree

from publisher.mail.render.email_tree import Letter

_named = etree.XPath("descendant-or-self::*[@id or @name]")


def keep_used_anchors(letter: Letter) -> None:
    """Remove ids without a link to them; point links without a target to the web view."""
    links = [link for link in letter.elements("a") if link.get("href", "").startswith("#")]
    wanted = {unquote(link.get("href", "")[1:]) for link in links}
    there = set()
    for element in _named(letter.tree):
        for name in ("id", "name"):
            value = element.get(name)
            if value is None or (name == "name" and element.tag != "a"):
                continue
            if value in wanted:
                there.add(value)
            else:
                del element.attrib[name]
    for link in links:
        fragment = link.get("href", "")
        if unquote(fragment[1:]) not in there:
            link.set("href", f"{letter.issue.permalink}{fragment}")
