"""One feed document, read once for all its checks. Knows no rule, no disk and no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from publisher.diagnostics import Diagnostic, Position, Rule
from tests.feed_validator.json_parts import read_json
from tests.feed_validator.markup import Markup, markup_of
from tests.feed_validator.parts import EMPTY, Form, Part, Role
from tests.feed_validator.xml_parts import read_xml

_SHOWN = 60
"""Characters of a text that a message quotes."""


@dataclass(frozen=True)
class Sheet:
    """What the checks of a feed document look at. ``root`` is empty where ``fault`` says why."""

    path: str
    data: bytes
    now: datetime
    """Aware; tells what is in the future."""
    url: str = ""
    """The address at which the document will be served; '' where nobody knows."""
    form: Form | None = None
    root: Part = EMPTY
    fault: str = ""
    fault_position: Position = Position()
    is_well_formed: bool = True
    """Whether the document could be parsed; its root may still be unknown."""
    has_doctype: bool = False
    encoding: str = "utf-8"
    stylesheets: tuple[str, ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()
    strangers: tuple[str, ...] = ()

    @property
    def head(self) -> Part:
        """What the feed says of itself: RSS's channel, else the root element part."""
        return (self.root.first("channel") or EMPTY) if self.form is Form.RSS else self.root

    @cached_property
    def entries(self) -> tuple[Part, ...]:
        """The entries, in the order of the document."""
        name = {Form.RSS: "item", Form.ATOM: "entry", Form.JSON: "items"}.get(self.form or Form.RSS)
        return tuple(part for part in self.head.all(name or "") if part.role is Role.PARTS)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """How messages name each entry, by its identity."""
        return {
            id(
                entry
            ): f"entry {number} ({shown(entry.words('title') or entry.words('id', 'guid'))})"
            for number, entry in enumerate(self.entries, start=1)
        }

    @cached_property
    def text(self) -> str:
        """The document as text, for what only its spelling tells."""
        return self.data.decode("utf-8", errors="replace")

    @cached_property
    def parts(self) -> tuple[tuple[str, Part, Part], ...]:
        """Whose part it is (an entry's name, or "the feed"), its container, and each part."""
        return tuple(self._walk())

    @cached_property
    def pieces(self) -> tuple[tuple[str, Part, Markup], ...]:
        """Every piece of HTML: whose it is, where it stands, what it holds."""
        return tuple(
            (owner, part, markup_of(part.text))
            for owner, _, part in self.parts
            if part.role is Role.HTML
        )

    def _walk(self) -> Iterator[tuple[str, Part, Part]]:
        entries = {id(entry) for entry in self.entries}
        waiting: list[tuple[str, Part]] = [("the feed", self.root)]
        while waiting:
            owner, container = waiting.pop()
            if id(container) in entries:
                owner = self.names[id(container)]
            for part in container.children:
                yield owner, container, part
            waiting.extend((owner, part) for part in reversed(container.children) if part.children)

    def found(self, rule: Rule, part: Part, message: str) -> Diagnostic:
        """A finding at a part."""
        return rule.at(self.path, part.position, message)


def sheet_of(path: str, data: bytes, now: datetime, url: str = "") -> Sheet:
    """The document, read. ``path`` names it in findings; never raises on any bytes."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}:
        read = read_json(data)
        return Sheet(
            path, data, now, url,
            form=None if read.fault else Form.JSON,
            root=read.root,
            fault=read.fault,
            fault_position=read.fault_position,
            is_well_formed=not read.fault,
            strangers=read.strangers,
        )  # fmt: skip
    xml = read_xml(data)
    return Sheet(
        path, data, now, url,
        form=xml.form,
        root=xml.root,
        fault=xml.fault,
        fault_position=xml.fault_position,
        is_well_formed=xml.is_well_formed,
        has_doctype=xml.has_doctype,
        encoding=xml.encoding,
        stylesheets=xml.stylesheets,
        namespaces=xml.namespaces,
    )  # fmt: skip


def shown(text: str) -> str:
    """A text as messages quote it: on one line, and not all of it."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…")
