"""Rewrite links: absolute, to current permalinks, without tracking parameters."""

from publisher import dom, urls
from publisher.content import content_rules as rules
from publisher.content.body.draft_body import Page
from publisher.diagnostics import Position
from publisher.model import Link


def resolve_links(page: Page) -> None:
    """Set each link to the URL that a reader should open, and record it with its position."""
    for element in page.elements("a"):
        written = element.get("href")
        if written is None or written.startswith("#"):
            continue  # a link inside the issue: footnotes, headings
        position = page.source.next_of(written)
        url = resolved(page, written.strip(), position)
        _name_plainly(page, element, written, url)
        if url != written:
            element.set("href", url)
        page.links[element] = Link(url=url, text=dom.line_of(element), position=position)


def resolved(page: Page, written: str, position: Position) -> str:
    """Return the URL to publish for a URL written in the issue."""
    if not urls.scheme_of(written) and not written.startswith("//"):
        local = page.lookups.permalink_of_file(written)
        if local:
            return urls.with_suffix(local, written)
    url = urls.absolute(page.permalink, written)
    if not urls.is_web(url):
        scheme = urls.scheme_of(url)
        if scheme not in urls.USUAL_SCHEMES:
            page.report(
                rules.URL_MALFORMED, position, f"invalid URL {url}: unknown scheme {scheme}:"
            )
        return url
    fault = urls.fault_of(url)
    if fault:
        page.report(rules.URL_MALFORMED, position, f"invalid URL {url}: {fault}")
        return url
    url = _untracked(page, url)
    home = page.lookups.address_of(url)
    if home is not None:
        return home
    once = page.lookups.may_be_home(url) and any(
        urls.path_below(old, url) is not None for old in page.options.previous_urls
    )
    if once and urls.scheme_of(written):
        page.report(
            rules.OLD_HOME_UNKNOWN,
            position,
            f"no issue matches {url}; the link was not changed",
        )
    return url


def _name_plainly(page: Page, element: dom.Element, written: str, url: str) -> None:
    """Update the text of a link that shows its own URL.

    Also if only one of the two has tracking parameters, or if the text starts at ``www.``.
    """
    shown = (element.text or "").strip()
    if not shown or len(element):
        return
    own = {written, _untracked(page, written)}
    if shown in own or _untracked(page, shown) in own:
        element.text = url
    elif f"http://{shown}" == written:
        element.text = url.removeprefix("http://")


def _untracked(page: Page, url: str) -> str:
    if not page.options.strip_tracking:
        return url
    return urls.strip_tracking(url, page.options.tracking_parameters)
