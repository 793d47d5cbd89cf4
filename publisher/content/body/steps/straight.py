"""Correct wrongly nested raw HTML, so that every parser reads it in the same way."""

from publisher.content.body.draft_body import Page
from publisher.html5 import straightened


def straighten(page: Page) -> None:
    """Correct the tree as browsers would."""
    if page.has_raw_html:
        page.tree = straightened(page.tree)
