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

_PHRASING = frozenset(
    "a abbr b br cite code del em i img input ins kbd mark q s samp small span strong sub sup tt u "
    "var".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_FLOW = _PHRASING | _HEADINGS | frozenset("blockquote div hr ol p pre table ul".split())
_CHILDREN = {
    **dict.fromkeys(_PHRASING | _HEADINGS | {"p", "pre"}, _PHRASING),
    **dict.fromkeys(("blockquote", "div", "li", "td", "th"), _FLOW),
    **dict.fromkeys(("ol", "ul"), frozenset({"li"})),
    "table": frozenset({"thead", "tbody", "tfoot"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
}
"""The children of each element in a tree that HTML 5 reads as it is written.

Not complete, but what Markdown and nearly all authors write.
"""

_TABLE_PARTS = frozenset("table thead tbody tfoot tr".split())
_NOTHING: frozenset[str] = frozenset()

_NAME = re.compile(r"[a-zA-Z_:@][\w.:@-]*")
"""An attribute name that is valid for every parser (HTML standard, section 13.1.2.3)."""


def straightened(tree: dom.Element) -> dom.Element:
    """Return the tree itself if HTML 5 reads it unchanged; else a similar one that it does.

    Keeps every word, and every attribute that has a valid name.
    """
    for element in dom.with_attributes(tree):
        for name in element.keys():  # noqa: SIM118 - the attributes, and not the children
            if not _NAME.fullmatch(name):
                del element.attrib[name]
    if is_plain(tree):
        return tree
    return read_until_unchanged(tree)


def is_plain(tree: dom.Element) -> bool:
    """Whether each element has only children with which every parser leaves it as it is.

    The rules for such a tree are few: a block is in no paragraph or heading, an item is in a list,
    a table has a body and no words outside of its cells, a link is in no link. It need not be
    read again, which takes ten times as long.
    """
    for element in tree.iter():
        tag = dom.name_of(element)
        if tag in _TABLE_PARTS and not _is_blank_between(element):
            return False
        if len(element) and not {child.tag for child in element} <= _CHILDREN.get(tag, _NOTHING):
            return False
        if tag == "a" and next(element.iterdescendants("a"), None) is not None:
            return False
    text = "".join(tree.itertext())
    return "\r" not in text and "\ufeff" not in text  # parsers replace or drop these


def _is_blank_between(element: dom.Element) -> bool:
    texts = (element.text, *(child.tail for child in element))
    return not "".join(filter(None, texts)).strip(" \t\n\r")


def read_until_unchanged(tree: dom.Element) -> dom.Element:
    """Return the tree as an HTML 5 parser reads it, which it then reads unchanged."""
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
        if parent is not None and parent.tag in _LISTS:
            continue  # the usual case
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
