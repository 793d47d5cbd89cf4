"""Add attributes for styles that Outlook on Windows (whose layout is Word's) ignores.

Word takes the width of tables, cells and images from ``width``, the colour of cells from
``bgcolor``, their alignment from ``align`` and ``valign``; a table without ``cellspacing``
and ``border`` gets gaps and no border. Only ``align`` makes text flow around an image.
"""

from collections.abc import Iterator

from publisher import dom
from publisher.mail.render.email_tree import Letter
from publisher.themes.declarations import declarations_of

_ALIGNMENTS = {"left", "right", "center", "justify"}
_HEIGHTS = {"top", "middle", "bottom", "baseline"}


def add_attributes(letter: Letter) -> None:
    """Repeat the inlined styles of tables, cells and images as attributes."""
    for table in letter.elements("table"):
        for name in ("border", "cellpadding", "cellspacing"):
            if table.get(name) is None:
                table.set(name, "0")
    for element in letter.elements("body", "table", "td", "th"):
        for name, value in _said(declarations_of(element)):
            element.set(name, value)
    for image in letter.elements("img"):
        _say_of_image(image)


def _said(style: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the attributes that do the same as the declarations of a table or cell."""
    color = _six_digits(style.get("background-color") or style.get("background", ""))
    if color:
        yield "bgcolor", color
    if style.get("text-align") in _ALIGNMENTS:
        yield "align", style["text-align"]
    if style.get("vertical-align") in _HEIGHTS:
        yield "valign", style["vertical-align"]
    if width := _length(style.get("width", "")):
        yield "width", width


def _say_of_image(image: dom.Element) -> None:
    style = declarations_of(image)
    if style.get("float") in {"left", "right"}:
        image.set("align", style["float"])
    if image.get("width") is None and (width := _length(style.get("width", ""))):
        image.set("width", width)


def _length(value: str) -> str:
    """Return pixels without their unit, or per cent; '' for what an attribute cannot express."""
    digits = value.removesuffix("px").removesuffix("%")
    plain = digits.isascii() and digits.isdecimal() and (value != digits or digits == "0")
    return value.removesuffix("px") if plain else ""


def _six_digits(color: str) -> str:
    """Return ``#abc`` as ``#aabbcc``, all that Word and Notes know; '' for other notations."""
    digits = color.removeprefix("#")
    if digits == color or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        return ""
    if len(digits) == 3:
        return "#" + "".join(2 * digit for digit in digits)
    return color if len(digits) == 6 else ""
