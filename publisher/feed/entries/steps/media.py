"""Replace embedded media with a link, around its poster if it has one.

Miniflux silently drops the iframes of all but 13 hosts, FreshRSS drops ``embed`` and
``object``, the W3C validator warns of all three; no reader plays them offline.
"""

from publisher import dom, urls
from publisher.feed.entries.entry_body import PHRASING, Body, is_inside

_PARTS = frozenset({"source", "track", "param"})


def replace_media(body: Body) -> None:
    """Replace each iframe, video, audio, embed and object with a link."""
    for media in list(body.tree.iter("iframe", "video", "audio", "embed", "object")):
        if media.getparent() is None:
            continue
        link = _link(media, body)
        if link is None:
            dom.unwrap(media)  # its content is for clients that cannot play it: all feed readers
        else:
            _put_in_place(media, link)


def _link(media: dom.Element, body: Body) -> dom.Element | None:
    address = urls.absolute(body.permalink, _address(media))
    if not _address(media) or not urls.is_web(address):
        return None
    title = " ".join((media.get("title") or media.get("aria-label") or address).split())
    link = media.makeelement("a", {"href": address})
    poster = media.get("poster")
    if poster:
        link.append(media.makeelement("img", {"src": poster, "alt": title}))
    else:
        link.text = title
    return link


def _address(media: dom.Element) -> str:
    sources = (source.get("src") for source in media.iter("source"))
    return (media.get("src") or media.get("data") or next(filter(None, sources), "")).strip()


def _put_in_place(media: dom.Element, link: dom.Element) -> None:
    new = link
    if not is_inside(media, PHRASING):
        new = media.makeelement("p")
        new.append(link)
    media.addprevious(new)
    if media.tag == "embed" or any(child.tag not in _PARTS for child in media):
        # More than "your browser cannot play this": an author's words, or all that follows an
        # element that was never closed (``embed`` never is). They come after the link.
        dom.unwrap(media)
    else:
        dom.remove(media)
