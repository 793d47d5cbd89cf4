"""Attributes for what Outlook on Windows (which lays out as Word does) reads in no style.

Word takes the width of tables, cells and images from ``width``, the colour of cells from
``bgcolor``, their alignment from ``align`` and ``valign``; a table without ``cellspacing``
and ``border`` gets gaps and none.
"""

from publisher import dom
from publisher.mail.declarations import declarations_of
from publisher.mail.letter import Letter

_ATTRIBUTES = {"background-color": "bgcolor", "text-align": "align", "vertical-align": "valign"}
_ALIGNMENTS = {"left", "right", "center", "justify", "top", "middle", "bottom", "baseline"}


def add_attributes(letter: Letter) -> None:
    """Say in attributes what the inlined styles of tables and cells say."""
    for table in letter.elements("table"):
        for name in ("border", "cellpadding", "cellspacing"):
            if table.get(name) is None:
                table.set(name, "0")
    for element in letter.elements("table", "td", "th"):
        _say(element)


def _say(element: dom.Element) -> None:
    for name, value in declarations_of(element).items():
        attribute = _ATTRIBUTES.get(name, "")
        if attribute == "bgcolor" and value.startswith("#"):
            element.set(attribute, value)
        elif attribute in {"align", "valign"} and value in _ALIGNMENTS:
            element.set(attribute, value)
        elif name == "width" and value.removesuffix("px").rstrip("%").isdecimal():
            element.set("width", value.removesuffix("px"))
