"""Replace elements that mail clients drop or rename with elements that they show.

Gmail writes ``main`` and ``nav`` as ``u``, Outlook on Windows knows no element of HTML 5, no
client plays an ``iframe`` and few a ``video``, and checkboxes are removed, as forms are.
"""

from collections.abc import Callable
from itertools import chain

from publisher import dom, urls
from publisher.mail.render.email_tree import Letter, add_class, new

_DIVISIONS = ("article", "aside", "details", "dialog", "figure", "figcaption", "footer", "header",
              "hgroup", "main", "nav", "search", "section", "summary")  # fmt: skip


def replace_unsupported(letter: Letter) -> None:
    """Replace each element that clients do not know, and keep its words and links."""
    for tag, replace in _REPLACEMENTS.items():
        for element in letter.elements(tag):
            replace(letter, element)
    for element in letter.elements(*_DIVISIONS):
        _make_division(element)


def _make_division(element: dom.Element) -> None:
    tag = dom.name_of(element)
    if tag in {"figure", "figcaption", "summary"}:
        add_class(element, tag)
    if tag == "figure" and element.get("role") is None:
        element.set("role", "figure")
    element.attrib.pop("open", None)
    element.tag = "div"


def _replace_checkbox(letter: Letter, box: dom.Element) -> None:
    mark = "\N{BALLOT BOX WITH CHECK}" if "checked" in box.attrib else "\N{BALLOT BOX}"
    box.tail = f"{mark}{box.tail or ''}"
    dom.remove(box)


def _replace_picture(letter: Letter, picture: dom.Element) -> None:
    # libxml2 does not know that ``source`` is a void element: it nests what follows in it.
    for source in list(picture.iter("source")):
        dom.unwrap(source)
    dom.unwrap(picture)


def _replace_player(letter: Letter, player: dom.Element) -> None:
    """Replace a player with a link, named by its title or URL, with its poster."""
    sources = chain([player.get("src")], (source.get("src") for source in player.iter("source")))
    address = next((source for source in sources if source), "")
    if not urls.is_web(address):
        for child in list(player.iter("source", "track")):
            dom.unwrap(child)
        dom.unwrap(player)
        return
    link = new(letter, "a", href=address)
    if poster := player.get("poster"):
        link.append(new(letter, "img", src=poster, alt=player.get("title", "")))
    else:
        link.text = player.get("title") or address
    outer = next(player.iterancestors("a"), None)
    parent = player.getparent()
    if outer is not None:  # links cannot be nested
        dom.remove(player)
        outer.addnext(link)
        outer.tail = " "
    elif parent is not None:
        link.tail = player.tail
        parent.replace(player, link)


def _replace_drawing(letter: Letter, drawing: dom.Element) -> None:
    """Replace a drawing with its words: clients show no inline SVG and no canvas."""
    words = new(letter, "span", drawing.get("aria-label") or dom.line_of(drawing))
    words.tail = drawing.tail
    parent = drawing.getparent()
    if parent is not None:
        parent.replace(drawing, words)


_REPLACEMENTS: dict[str, Callable[[Letter, dom.Element], None]] = {
    "input": _replace_checkbox,
    "picture": _replace_picture,
    "iframe": _replace_player,
    "video": _replace_player,
    "audio": _replace_player,
    "svg": _replace_drawing,
    "canvas": _replace_drawing,
}
