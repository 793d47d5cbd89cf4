"""A tree as parsers of HTML 5 see it: what an author's raw HTML left askew is put straight.

libxml2 reads HTML 4, and keeps what no browser would: a link in a link, a cell without a table.
Every client then makes something else of it. The parser here is html5ever, by way of nh3.
"""

import re
from collections.abc import Iterator

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
    # HTML standard, section 16: obsolete, and alive in newsletters
    "acronym applet basefont bgsound big blink center dir font frame frameset marquee nobr "
    "noembed noframes rb rtc strike tt xmp".split()
)
"""Names of the HTML standard, and of the older HTML that mail still carries."""

_ROUNDS = 5
"""How often a tree is read again; two are enough for nearly everything."""

_GROWTH = 4
"""How much longer HTML may become; malformed emphasis can make it grow with its square."""

_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
"""Elements, but links, that each later block begins again (HTML standard, section 13.2.4.3)."""

_LABEL = "data-n"
_IMPLIED = frozenset({"tbody", "colgroup"})
"""Elements that a document may leave out and a parser adds: such have no label."""

_OPTIONAL = re.compile(r"</?(?:tbody|colgroup)>|\n")
"""What two spellings of one tree may differ in; also the newline that begins a ``pre``."""

_READINGS = ("rb", "rp", "rt", "rtc")
"""Parts of a ``ruby``, which stand in one directly."""

_ITEMS = ("li", "dd", "dt")
_LISTS = ("ul", "ol", "menu", "dir", "dl")
"""An item in an item, without a list between, ends the outer one in a ``div`` and not in a
``section``, which emails do not have."""

_NAME = re.compile(r"[a-zA-Z_:@][\w.:@-]*")
"""A name that no parser finds an error in (HTML standard, section 13.1.2.3)."""


def straightened(tree: dom.Element) -> dom.Element:
    """The tree itself where HTML 5 reads it as it is; else one like it that HTML 5 does.

    No word goes, and no attribute but those whose names are no names.
    """
    for element in tree.iter("*"):
        for name in element.keys():  # noqa: SIM118 - the attributes, and not the children
            if not _NAME.fullmatch(name):
                del element.attrib[name]
    _free_parts(tree)
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


def _free_parts(tree: dom.Element) -> None:
    """Make plain elements of parts that stand where no parser lets them, or only some do."""
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
    """Leave nothing but their words of all elements but these.

    Drawings, formulas and unknown elements are dropped by the sanitiser, words and all, where
    HTML 5 finds them misplaced; emphasis that is never closed is begun again in every block.
    """
    for element in list(_elements(tree)):
        if element.tag not in but:
            dom.unwrap(element)


def _letters(tree: dom.Element) -> list[str]:
    return sorted("".join("".join(tree.itertext()).split()))


class _Labels:
    """The attributes of a tree, set aside: a number in their place that no filter looks into."""

    def __init__(self, tree: dom.Element) -> None:
        self._known: dict[tuple[tuple[str, str], ...], int] = {}
        self._tags = {*_IMPLIED, "tr"}
        for element in _elements(tree):
            self._tags.add(dom.name_of(element))
            attributes = tuple(element.attrib.items())
            if attributes or element.tag in _IMPLIED:
                number = self._known.setdefault(attributes, len(self._known))
                element.attrib.clear()
                element.set(_LABEL, str(number))
        self.html = dom.inner_html(tree)

    def cleaner(self) -> nh3.Cleaner:
        """A sanitiser that lets everything through."""
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
        for element in _elements(tree):
            if number := element.attrib.pop(_LABEL, None):
                element.attrib.update(attributes[int(number)])


def _elements(tree: dom.Element) -> Iterator[dom.Element]:
    return (element for element in tree.iterdescendants() if dom.is_element(element))
