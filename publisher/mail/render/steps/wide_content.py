"""Put an issue's tables into a box that scrolls, so that none widens the column on a phone."""

from publisher import dom
from publisher.mail.render.email_tree import Letter, add_class, new


def hold_width(letter: Letter) -> None:
    """Put each data table into a scrolling box."""
    for table in letter.elements("table"):
        parent = table.getparent()
        if table.get("role") == "presentation" or parent is None:
            continue
        if dom.has_class(parent, "scroller"):
            continue
        add_class(table, "data")
        for name in ("width", "height"):
            table.attrib.pop(name, None)
        box = new(letter, "div", class_="scroller")
        box.tail, table.tail = table.tail, None
        parent.replace(table, box)
        box.append(table)
        _drop_empty_head(table)


def _drop_empty_head(table: dom.Element) -> None:
    """Remove an empty head, which shows as an empty row: a Markdown table always has a head."""
    head = table.find("thead")
    if head is not None and not dom.line_of(head) and head.find(".//img") is None:
        dom.remove(head)
