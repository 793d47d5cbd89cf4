"""Turn an issue's HTML into that of a feed entry: all content stays, without styles or scripts.

The tree goes through the steps; then the allow-list (``publisher.feed.entries.allowed_html``)
is applied. Does not know any feed format.
"""

from publisher import dom
from publisher.feed.entries.allowed_html import sanitized
from publisher.feed.entries.entry_body import Body
from publisher.feed.entries.steps import run_steps
from publisher.xml_text import fit


def entry_html(html: str, *, permalink: str, prefix: str) -> str:
    """Return the HTML of an entry, in a form that every reader keeps and every parser accepts.

    ``permalink`` is the base of relative URLs and fragments; ``prefix`` is put before every
    ``id``.
    """
    if not html.strip():
        return ""
    html = fit(html)
    tree = dom.parse(html)
    run_steps(Body(tree, html, permalink, prefix))
    # Entities can bring back characters that were removed from the text.
    return fit(sanitized(dom.inner_html(tree))).strip()
