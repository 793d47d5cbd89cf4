"""Make URLs absolute.

Miniflux does not read ``xml:base``; FreshRSS renames the ids that fragments link to; an
empty URL links to the reader's own page.
"""

from publisher import dom, urls
from publisher.feed.entries.entry_body import Body


def make_addresses_absolute(body: Body) -> None:
    """Resolve every URL against the permalink. A link with an unusable URL keeps its words."""
    for link in list(body.tree.iter("a")):
        href = (link.get("href") or "").strip()
        url = urls.absolute(body.permalink, href) if href else ""
        if _leads_somewhere(url):
            link.set("href", url)
        elif "id" in link.attrib:
            link.attrib.pop("href", None)
        else:
            dom.unwrap(link)
    for image in body.tree.iter("img"):
        image.set("src", urls.absolute(body.permalink, image.get("src", "").strip()))
        image.set("alt", image.get("alt", ""))  # without one a screen reader reads the URL
    for quotation in body.tree.iter("blockquote", "q", "del", "ins"):
        if "cite" in quotation.attrib:
            quotation.set("cite", urls.absolute(body.permalink, quotation.get("cite", "").strip()))


def _leads_somewhere(url: str) -> bool:
    scheme = urls.scheme_of(url)
    if scheme in {"http", "https"}:
        return not urls.fault_of(url)
    return scheme in urls.USUAL_SCHEMES
