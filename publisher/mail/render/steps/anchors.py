"""Keep only the ids that a link of the email targets: unused ones waste bytes."""

from urllib.parse import unquote

from publisher.mail.render.email_tree import Letter


def keep_used_anchors(letter: Letter) -> None:
    """Remove ids without a link to them; point links without a target to the web view."""
    wanted = {
        unquote(link.get("href", "")[1:])
        for link in letter.elements("a")
        if link.get("href", "").startswith("#")
    }
    there = set()
    for element in letter.elements("*"):
        for name in ("id", "name"):
            value = element.get(name)
            if value is None or (name == "name" and element.tag != "a"):
                continue
            if value in wanted:
                there.add(value)
            else:
                del element.attrib[name]
    for link in letter.elements("a"):
        fragment = link.get("href", "")
        if fragment.startswith("#") and unquote(fragment[1:]) not in there:
            link.set("href", f"{letter.issue.permalink}{fragment}")
