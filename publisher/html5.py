"""Correct malformed raw HTML: return the tree that an HTML 5 parser makes of it.

libxml2 reads HTML 4, and keeps what no browser would: a link in a link, a cell without a table.
Clients then show it differently. The parser here is html5ever, called through nh3.
"""

import re

import nh3

from publisher import dom

NAMES = frozenset(
    # HTML standard, section 4
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas "
    "caption cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe "
    "img input ins kbd label legend li link main map mark menu meta meter nav noscript object ol "
    "optgroup option output p param picture pre progress q rp rt ruby s samp script search section "
    "select slot small source span strong style sub summary sup table tbody td template textarea "
    "tfoot th thead time title tr track u ul var video wbr "
    # HTML standard, section 16: obsolete, but used in newsletters
    "acronym applet basefont bgsound big blink center dir font frame frameset marquee nobr "
    "noembed noframes rb rtc strike tt xmp".split()
)
"""Element names of the HTML standard, and of older HTML that emails still use."""

_ROUNDS = 5
"""How often a tree is read again; two are enough for nearly everything."""

_GROWTH = 4
"""How many times longer HTML may become; malformed emphasis can make it grow quadratically."""

_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
"""Elements that each later block reopens, except links (HTML standard, section 13.2.4.3)."""

_LABEL = "data-n"
_IMPLIED = frozenset({"tbody", "colgroup"})
"""Elements that a document may omit and a parser adds: those have no label."""

_OPTIONAL = re.compile(r"</?(?:tbody|colgroup)>|\n")
"""Allowed differences between two spellings of one tree; also the first newline of a ``pre``."""

_READINGS = ("rb", "rp", "rt", "rtc")
"""Parts of a ``ruby``, which must be its direct children."""

_ITEMS = ("li", "dd", "dt")
_LISTS = ("ul", "ol", "menu", "dir", "dl")
"""An item in an item, without a list between them, ends the outer one in a ``div`` but not in
a ``section``, which emails do not have."""

_NAME = re.compile(r"[a-zA-Z_:@][\w.:@-]*")
"""An attribute name that is valid for every parser (HTML standard, section 13.1.2.3)."""


def straightened(tree: dom.Element) -> dom.Element:
    """Return the tree itself if HTML 5 reads it unchanged; else a similar one that it does.

    Keeps every word, and every attribute that has a valid name.
    """
    for element in tree.iter("*"):
        for name in element.keys():  # noqa: SIM118 - the attributes, and not the children
            if not _NAME.fullmatch(name):
                del element.attrib[name]
    free_parts(tree)
    bound = 0
    for _ in range(_ROUNDS):
        labels = _Labels(tree)
        written = labels.html
        bound = bound or _GROWTH * len(written) + 10_000
        read = labels.cleaner().clean(written)
        if _OPTIONAL.sub("", read) == _OPTIONAL.sub("", written):
            labels.restore(tree)
            return tree
        if len(read) > bound:
            labels.restore(tree)
            _unwrap(tree, but=NAMES - _FORMATTING)
        elif _letters(straight := dom.parse(read)) == _letters(tree):
            tree = straight
            labels.restore(tree)
        else:
            labels.restore(tree)
            _unwrap(tree, but=NAMES)
    return tree


def free_parts(tree: dom.Element) -> None:
    """Unwrap or rename parts of rubies and lists in places that not every parser allows."""
    for reading in list(tree.iter(*_READINGS)):
        parent = reading.getparent()
        if parent is not None and parent.tag not in {"ruby", "rtc"}:
            dom.unwrap(reading)
    for item in list(tree.iter(*_ITEMS)):
        parent = item.getparent()
        around = next(item.iterancestors(*_LISTS, *_ITEMS), None)
        if around is not None and around.tag in _ITEMS and parent is not None:
            item.tag = "div"


def _unwrap(tree: dom.Element, *, but: frozenset[str]) -> None:
    """Unwrap all elements except these, keeping their words.

    The sanitiser removes misplaced drawings, formulas and unknown elements with their words;
    HTML 5 reopens emphasis that is never closed in every block.
    """
    for element in list(tree.iterdescendants("*")):
        if element.tag not in but:
            dom.unwrap(element)


def _letters(tree: dom.Element) -> list[str]:
    return sorted("".join("".join(tree.itertext()).split()))


class _Labels:
    """The attributes of a tree, replaced by numbers that no filter changes."""

    def __init__(self, tree: dom.Element) -> None:
        self._known: dict[tuple[tuple[str, str], ...], int] = {}
        self._tags = {*_IMPLIED, "tr"}
        for element in tree.iterdescendants("*"):
            self._tags.add(dom.name_of(element))
            attributes = tuple(element.attrib.items())
            if attributes or element.tag in _IMPLIED:
                number = self._known.setdefault(attributes, len(self._known))
                element.attrib.clear()
                element.set(_LABEL, str(number))
        self.html = dom.inner_html(tree)

    def cleaner(self) -> nh3.Cleaner:
        """Return a sanitiser that allows everything."""
        return nh3.Cleaner(
            tags=self._tags,
            clean_content_tags=set(),
            attributes={"*": {_LABEL}},
            strip_comments=False,
            link_rel=None,
        )

    def restore(self, tree: dom.Element) -> None:
        """Give the elements their attributes back."""
        attributes = list(self._known)
        for element in tree.iterdescendants("*"):
            if number := element.attrib.pop(_LABEL, None):
                element.attrib.update(attributes[int(number)])
