"""Rename elements that some readers drop to ones that all readers keep."""

from publisher.feed.entries.entry_body import Body

_NEW_NAMES = {
    "acronym": "abbr",
    "strike": "s",
    "tt": "code",
    "dir": "ul",
    "menu": "ul",
    "mark": "b",
}
"""``mark`` (HTML standard, section 4.5.23) is unknown to every feed reader that was examined."""


def rename_old_elements(body: Body) -> None:
    """Give each element the name of its replacement."""
    for element in list(body.tree.iter(*_NEW_NAMES)):
        element.tag = _NEW_NAMES[str(element.tag)]
