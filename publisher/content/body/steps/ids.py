"""Remove duplicate ids, which raw HTML may contain."""

from publisher import dom
from publisher.content.body.draft_body import Page


def drop_second_ids(page: Page) -> None:
    """Keep each id only on its first element, as browsers do (HTML standard, section 3.2.6)."""
    taken: set[str] = set()
    for element in dom.with_attributes(page.tree):
        name = element.get("id")
        if name is not None and (not name.strip() or name in taken):
            del element.attrib["id"]
        elif name is not None:
            taken.add(name)
