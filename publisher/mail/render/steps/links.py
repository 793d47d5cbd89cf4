"""Add the newsletter's own parameters (``utm``) to links to the web."""

from collections.abc import Mapping
from urllib.parse import quote_plus, unquote_plus

from publisher import urls
from publisher.mail.render.email_tree import Letter


def tag_links(letter: Letter) -> None:
    """Add the parameters to each web link except the unsubscribe link, which is the list's."""
    parameters = letter.options.utm
    if not parameters:
        return
    for link in letter.elements("a"):
        url = link.get("href", "")
        if urls.is_web(url) and url != letter.options.unsubscribe_url:
            link.set("href", with_parameters(url, parameters))


def with_parameters(url: str, parameters: Mapping[str, str]) -> str:
    """Return the URL with those parameters that it lacks; the rest of it does not change."""
    head, hash_mark, fragment = url.partition("#")
    path, _, query = head.partition("?")
    present = {unquote_plus(piece.partition("=")[0]) for piece in query.split("&")}
    added = [
        f"{quote_plus(name)}={quote_plus(value)}"
        for name, value in parameters.items()
        if name not in present
    ]
    if not added:
        return url
    pieces = [query, *added] if query else added
    return f"{path}?{'&'.join(pieces)}{hash_mark}{fragment}"
