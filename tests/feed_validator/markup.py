"""The HTML of an entry to what is wrong with it, by kind. Read once, whatever the format.

Kinds are the words of ``tests.feed_validator.content``, which says what each does to a
reader. Knows no feed.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.entities import html5
from html.parser import HTMLParser

from publisher import urls
from tests.feed_validator.nesting import Nesting

ACTIVE = frozenset(
    "applet base button embed fieldset form frame frameset iframe input link meta noscript object "
    "script select style svg textarea".split()
)
"""Elements that readers take out, some with all that they hold."""

KNOWN = ACTIVE | frozenset(
    "a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center "
    "cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em figcaption "
    "figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd label legend li main map "
    "mark math menu meter nav ol optgroup option output p picture pre progress q rb rp rt rtc ruby "
    "s samp search section small source span strike strong sub summary sup table tbody td template "
    "tfoot th thead time title tr track tt u ul var video wbr".split()
)
"""Elements of HTML; another name is a piece of text that lost its ``&lt;``."""

_ADDRESSES = frozenset(
    {"href", "src", "cite", "poster", "longdesc", "background", "data", "action"}
)

_ATTRIBUTES = _ADDRESSES | frozenset(
    "abbr align alt border cellpadding cellspacing checked class clear color cols colspan compact "
    "controls coords datetime decoding dir disabled download face for headers height hidden "
    "hreflang hspace id itemid itemprop itemscope itemtype kind label lang loading loop media "
    "muted name nowrap open preload referrerpolicy rel rev reversed rowspan rows rules scope "
    "selected shape size sizes span srclang srcset start style summary tabindex target title "
    "translate type usemap valign value vspace width".split()
)
"""Attributes of HTML's elements for text, old ones included."""

_INVISIBLE = frozenset({"0", "1", "0px", "1px"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a piece of HTML."""

    kind: str
    text: str
    line: int
    """From 1, within the piece."""


@dataclass(slots=True)
class Markup:
    """What a piece of HTML holds."""

    faults: list[Fault] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    has_text: bool = False
    has_image: bool = False
    has_elements: bool = False
    text_has_tags: bool = False


@lru_cache(maxsize=2048)  # an entry has the same HTML in every format and feed that it stands in
def markup_of(html: str) -> Markup:
    """The piece of HTML, looked through. Treat the result as read-only."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """One pass over the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._markup = Markup()
        self._nesting = Nesting()
        self._foreign = 0

    def finished(self) -> Markup:
        """The facts, after the last byte."""
        if fault := self._nesting.finish():
            self._found("html", fault)
        return self._markup

    # --- what html.parser calls ----------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if tag in {"svg", "math"}:
            self._foreign += 1
        if not self._foreign and (fault := self._nesting.start(tag)):
            self._found("html", fault)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if self._foreign or tag in {"svg", "math"}:
            return
        if fault := self._nesting.start(tag):
            self._found("html", fault)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"svg", "math"}:
            self._foreign = max(self._foreign - 1, 0)
        elif not self._foreign and (fault := self._nesting.end(tag)):
            self._found("html", fault)

    def handle_data(self, data: str) -> None:
        if data.isspace():
            return
        self._markup.has_text = True
        if self._nesting.is_between_cells:
            self._found("html", "text between table cells")
        if self.cdata_elem is None and "<" in data:
            self._found("html", "`<` does not start a tag; write `&lt;`")
        name, mark, _ = data.partition("*|")[2].partition("|*")
        if mark and not self._nesting.is_within("pre", "code"):  # there, it is quoted
            self._found("merge tag", f"*|{name}|*")

    def handle_entityref(self, name: str) -> None:
        self._markup.has_text = True
        self._markup.text_has_tags |= name == "lt"
        if f"{name};" not in html5:
            self._found("html", f"&{name} is not a known entity; write &amp;{name}")

    def handle_charref(self, name: str) -> None:
        self._markup.has_text = True
        written = f"&#{name};"
        if unescape(written) in {"\ufffd", ""} or _is_c1(name):
            self._found("html", f"{written} is not a valid character")

    def handle_comment(self, data: str) -> None:
        self._found("comment", " ".join(data.split())[:60])

    def handle_decl(self, decl: str) -> None:
        self._found("html", f"unexpected declaration <!{decl[:20]}>")

    def handle_pi(self, data: str) -> None:
        self._found("html", f"<?{data[:20]} is not HTML")

    def unknown_decl(self, data: str) -> None:
        self._found("html", f"<![{data[:20]} is not HTML")

    # --- elements ------------------------------------------------------------------------

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._markup.has_elements = True
        values = {name: value or "" for name, value in reversed(attrs)}
        if len(values) < len(attrs):
            self._found("html", f"<{tag}> has a duplicate attribute")
        if tag in ACTIVE:
            self._found("active", f"<{tag}>")
        elif tag not in KNOWN and not self._foreign and "-" not in tag:
            self._found("unknown", f"<{tag}>")
        for name, value in values.items():
            self._attribute(tag, name, value)
        if tag == "img":
            self._image(values)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "style":
            self._found("style", f'style="{value[:40]}" on <{tag}>')
        elif name.startswith("on") and len(name) > 2:
            self._found("handler", f"{name} on <{tag}>")
        elif name == "id" and value:
            self._markup.ids.append(value)
        elif name == "srcset":
            for candidate in value.split(","):
                self._address(tag, name, candidate.strip().partition(" ")[0])
        elif name in _ADDRESSES and not (name == "data" and tag != "object"):
            self._address(tag, name, value)
        elif name not in _ATTRIBUTES and not name.startswith("data-") and not self._foreign:
            self._found("attribute", f"{name} on <{tag}>")

    def _address(self, tag: str, name: str, value: str) -> None:
        address = value.strip()
        shown = f'{name}="{address[:80]}" on <{tag}>'
        scheme = urls.scheme_of(address)
        if not address:
            self._found("empty", f"{name} is empty on <{tag}>")
        elif not scheme:
            self._found("relative", shown)
        elif scheme in urls.DANGEROUS_SCHEMES and not _is_image_data(tag, name, address):
            self._found("dangerous", shown)
        elif urls.strip_tracking(address) != address:
            self._found("tracking", shown)

    def _image(self, values: dict[str, str]) -> None:
        self._markup.has_image = True
        if "alt" not in values:
            self._found("no alt", f'<img src="{values.get("src", "")[:80]}">')
        sizes = {values.get("width", "").strip(), values.get("height", "").strip()}
        if sizes <= _INVISIBLE:
            self._found("pixel", f'<img src="{values.get("src", "")[:80]}">')

    def _found(self, kind: str, text: str) -> None:
        self._markup.faults.append(Fault(kind, text, self.getpos()[0]))


def _is_image_data(tag: str, name: str, address: str) -> bool:
    return tag == "img" and name in {"src", "srcset"} and address.lower().startswith("data:image/")


def _is_c1(reference: str) -> bool:
    try:
        number = int(reference[1:], 16) if reference[:1] in "xX" else int(reference)
    except ValueError:
        return True
    return 0x7F <= number <= 0x9F or (number < 0x20 and number not in {9, 10, 12})
