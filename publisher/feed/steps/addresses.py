"""Addresses that lead to the same place from anywhere.

Miniflux reads no ``xml:base`` at all; FreshRSS renames what a bare fragment would lead to; an
empty address leads to the reader's own page.
"""

from publisher import dom, urls
from publisher.feed.body import Body


def make_addresses_absolute(body: Body) -> None:
    """Lead every address from the permalink. A link that nobody can follow keeps its words."""
    for link in list(body.tree.iter("a")):
        href = link.get("href")
        if href is None:
            continue
        url = urls.absolute(body.permalink, href.strip()) if href.strip() else ""
        if _leads_somewhere(url):
            link.set("href", url)
        else:
            del link.attrib["href"]
    for image in body.tree.iter("img"):
        image.set("src", urls.absolute(body.permalink, image.get("src", "").strip()))
        image.set("alt", image.get("alt", ""))  # without one a screen reader reads the address
    for quotation in body.tree.iter("blockquote", "q", "del", "ins"):
        if "cite" in quotation.attrib:
            quotation.set("cite", urls.absolute(body.permalink, quotation.get("cite", "").strip()))
    for link in list(body.tree.iter("a")):
        if "href" not in link.attrib and "id" not in link.attrib:
            dom.unwrap(link)


def _leads_somewhere(url: str) -> bool:
    scheme = urls.scheme_of(url)
    return scheme in urls.USUAL_SCHEMES and not (urls.is_web(url) and urls.fault_of(url))
