"""Raw HTML that every parser reads alike: an author's may nest what cannot be nested."""

from publisher.content.page import Page
from publisher.html5 import straightened


def straighten(page: Page) -> None:
    """Put the tree straight, as browsers would."""
    if page.has_raw_html:
        page.tree = straightened(page.tree)
