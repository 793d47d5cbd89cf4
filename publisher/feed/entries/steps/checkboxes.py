"""Replace the checkboxes of tasks with characters: no reader keeps form controls."""

from publisher import dom
from publisher.feed.entries.entry_body import Body


def replace_checkboxes(body: Body) -> None:
    """Write ☑ or ☐ for each box."""
    for box in list(body.tree.iter("input")):
        if box.get("type") == "checkbox":
            sign = "☑" if "checked" in box.attrib else "☐"
            tail = box.tail or ""
            gap = "" if tail[:1].isspace() else " "
            box.tail = f"{sign}{gap}{tail}"
        dom.remove(box)
