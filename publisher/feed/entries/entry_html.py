"""An issue's HTML to that of a feed entry: nothing vanishes, nothing needs a style or a script.

The tree goes through the steps; then the allow-list (``publisher.feed.entries.allowed_html``)
has the last word. Knows no feed format.
"""

from publisher import dom
from publisher.feed.entries.allowed_html import sanitized
from publisher.feed.entries.entry_body import Body
from publisher.feed.entries.steps import run_steps
from publisher.xml_text import fit


def entry_html(html: str, *, permalink: str, prefix: str) -> str:
    """The HTML of an entry, in a form that every reader keeps and no parser finds fault with.

    ``permalink`` is where relative addresses and fragments lead from; ``prefix`` is put
    before every ``id``.
    """
    if not html.strip():
        return ""
    html = fit(html)
    tree = dom.parse(html)
    run_steps(Body(tree, html, permalink, prefix))
    # Entities can bring characters back that were taken out of the text.
    return fit(sanitized(dom.inner_html(tree))).strip()
