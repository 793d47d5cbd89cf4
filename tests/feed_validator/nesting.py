"""Tags in the order of a document to faults of HTML, as the strict parser of HTML5 finds them.

The rules of the HTML standard, section 13.2.6, as far as flow content needs them. Reads no
text; knows no feed. ``tests/unit/checks/feed/test_nesting.py`` compares it with html5lib.
"""

from publisher.dom import VOID

_IMPLIED = frozenset("dd dt li optgroup option p rb rp rt rtc".split())
"""Elements that end by themselves when what is around them ends."""

_OPEN_AT_THE_END = _IMPLIED | frozenset("tbody td tfoot th thead tr".split())
"""Elements whose end tag may be left out at the end of a document."""

_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())

_CLOSES_P = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li dd dt listing main menu nav ol p plaintext "
    "pre section summary table ul xmp".split()
)

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

_SCOPES = frozenset("applet button caption html marquee object table td template th".split())
"""Elements that an end tag inside does not reach out of."""

_ROWS = frozenset({"tbody", "thead", "tfoot"})
_CELLS = frozenset({"td", "th"})
_TABLE_PARTS = _ROWS | _CELLS | frozenset({"caption", "col", "colgroup", "tr"})
_IN_TABLE = frozenset({"table", "tr"}) | _ROWS


class Nesting:
    """The elements that are open."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def start(self, name: str) -> str:
        """Take a start tag; what is wrong with it, or ''."""
        fault = ""
        if name in _TABLE_PARTS:
            if "table" not in self._open:
                return f"<{name}> outside a table"
            fault = self._start_in_table(name)
        elif self._current in _IN_TABLE and name not in {"script", "style", "template"}:
            fault = f"<{name}> between table cells"
        if name in _CLOSES_P:
            fault = fault or self._end_paragraph(name)
        if name == "a" and "a" in self._since({"td", "th", "caption", "object"}):
            fault = fault or "<a> inside another <a>"
        if name in _HEADINGS and self._current in _HEADINGS:
            fault = fault or f"<{name}> inside <{self._current}>"
            self._open.pop()
        if name in {"li", "dd", "dt"}:
            fault = fault or self._end_item(name)
        if name not in VOID:
            self._open.append(name)
        return fault

    def end(self, name: str) -> str:
        """Take an end tag; what is wrong with it, or ''."""
        if name in VOID:
            return f"</{name}> closes a void element"
        if name not in self._in_scope(name):
            return f"</{name}> has no matching start tag"
        fault = ""
        if name not in _FORMATTING:
            self._drop_implied(name)
        if self._current in _CELLS | {"tr"} | _ROWS and name in {"table", "tr"} | _ROWS:
            while self._current != name:  # the ends of cells and rows may be left out
                if self._current not in _CELLS | {"tr"} | _ROWS:
                    break
                self._open.pop()
        if self._current != name:
            fault = f"</{name}> before the end of <{self._current}>"
        while self._open.pop() != name:
            pass
        return fault

    def finish(self) -> str:
        """What is still open and must not be, or ''."""
        left = [name for name in self._open if name not in _OPEN_AT_THE_END]
        return f"<{left[-1]}> is not closed" if left else ""

    @property
    def is_between_cells(self) -> bool:
        """Whether text here would stand in a table and in none of its cells."""
        return self._current in _IN_TABLE

    def is_within(self, *names: str) -> bool:
        """Whether one of these elements is open."""
        return not set(names).isdisjoint(self._open)

    @property
    def _current(self) -> str:
        return self._open[-1] if self._open else ""

    def _since(self, markers: set[str] | frozenset[str]) -> list[str]:
        """The open elements inside the innermost of the markers."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index] in markers:
                return self._open[index + 1 :]
        return self._open

    def _in_scope(self, name: str) -> list[str]:
        if name in _TABLE_PARTS | {"table"}:
            return self._since({"table"} - {name})
        return self._since(_SCOPES - {name})

    def _drop_implied(self, name: str) -> None:
        while self._current in _IMPLIED and self._current != name:
            self._open.pop()

    def _end_paragraph(self, name: str) -> str:
        if "p" not in self._since(_SCOPES):
            return ""
        self._drop_implied("p")
        fault = "" if self._current == "p" else f"<{name}> inside <{self._current}> inside a <p>"
        while self._open.pop() != "p":
            pass
        return fault

    def _end_item(self, name: str) -> str:
        siblings = {"li"} if name == "li" else {"dd", "dt"}
        around = self._since(
            _SCOPES | {"ul", "ol", "dl", "div", "blockquote", "section", "article"}
        )
        if not siblings & set(around):
            return ""
        while self._current in _IMPLIED and self._current not in siblings:
            self._open.pop()
        fault = "" if self._current in siblings else f"<{name}> inside <{self._current}>"
        while self._open.pop() not in siblings:
            pass
        return fault

    def _start_in_table(self, name: str) -> str:
        if name == "col" and self._current == "colgroup":
            return ""
        ends = {"caption", "colgroup", *_CELLS}
        if name in _ROWS | {"tr"}:
            ends |= {"tr"}
        if name in _ROWS:
            ends |= _ROWS
        self._drop_implied("")
        while self._current in ends:
            self._open.pop()
        if name in _CELLS and self._current != "tr":
            if self._current in _IN_TABLE:
                self._open.append("tr")
            return f"<{name}> inside <{self._current}>, not in a row"
        if self._current not in _IN_TABLE:
            return f"<{name}> inside <{self._current}>"
        return ""
