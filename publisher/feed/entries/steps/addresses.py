"""Addresses that lead to the same place from anywhere.

Miniflux reads no ``xml:base`` at all; FreshRSS renames what a bare fragment would lead to; an
empty address leads to the reader's own page.
"""

from publisher import dom, urls
from publisher.feed.entries.entry_body import Body


def make_addresses_absolute(body: Body) -> None:
    """Lead every address from the permalink. A link that nobody can follow keeps its words."""
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
        image.set("alt", image.get("alt", ""))  # without one a screen reader reads the address
    for quotation in body.tree.iter("blockquote", "q", "del", "ins"):
        if "cite" in quotation.attrib:
            quotation.set("cite", urls.absolute(body.permalink, quotation.get("cite", "").strip()))


def _leads_somewhere(url: str) -> bool:
    scheme = urls.scheme_of(url)
    if scheme in {"http", "https"}:
        return not urls.fault_of(url)
    return scheme in urls.USUAL_SCHEMES
