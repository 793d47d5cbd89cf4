"""Elements that some readers drop, under the name that all of them keep."""

from publisher.feed.entries.entry_body import Body

_NEW_NAMES = {
    "acronym": "abbr",
    "strike": "s",
    "tt": "code",
    "dir": "ul",
    "menu": "ul",
    "mark": "b",
}
"""``mark`` (HTML standard, section 4.5.23) is known to no feed reader that was read."""


def rename_old_elements(body: Body) -> None:
    """Give each the name of its heir."""
    for element in list(body.tree.iter(*_NEW_NAMES)):
        element.tag = _NEW_NAMES[str(element.tag)]
