"""Open content that a page hides until it is clicked: most readers cannot."""

from publisher import dom
from publisher.feed.entries.entry_body import Body


def open_details(body: Body) -> None:
    """Replace each ``details`` with its whole content, under its summary in bold."""
    for summary in list(body.tree.iter("summary")):
        if any(child.tag in dom.BLOCKS for child in summary):
            dom.unwrap(summary)  # a heading is bold already
            continue
        strong = summary.makeelement("strong")
        strong.text, summary.text = summary.text, None
        strong.extend(list(summary))
        summary.append(strong)
        summary.tag = "p"
    for details in list(body.tree.iter("details")):
        details.tag = "div"
