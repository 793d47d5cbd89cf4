"""Copy a cell's alignment from its style to an attribute: readers drop styles."""

from publisher.feed.entries.entry_body import Body

_SIDES = frozenset({"left", "center", "right"})


def align_cells(body: Body) -> None:
    """Keep ``text-align``, which Markdown's tables write, as ``align``."""
    for cell in body.tree.iter("td", "th"):
        name, _, value = (cell.get("style") or "").partition(":")
        side = value.strip().rstrip(";").strip()
        if name.strip() == "text-align" and side in _SIDES:
            cell.set("align", side)
