"""A feed document as the checks see it: one tree of named parts, whatever the format.

Made by ``xml_parts`` and ``json_parts``; knows no rule.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from publisher.diagnostics import Position


class Form(StrEnum):
    """The format of a feed document."""

    RSS = "RSS 2.0"
    ATOM = "Atom"
    JSON = "JSON Feed"


class Role(StrEnum):
    """What the text of a part is to a reader."""

    PARTS = "parts"
    TEXT = "text"
    HTML = "HTML"
    URL = "address"
    ID = "id"
    DATE_3339 = "RFC 3339 date"
    DATE_822 = "RFC 822 date"
    LANGUAGE = "language"
    COUNT = "whole number"
    CONTACT = "email address with a name"
    LINK = "link"
    OTHER = "anything"


@dataclass(frozen=True, slots=True)
class Part:
    """An element of an XML feed, or a key of a JSON Feed, with what it holds."""

    name: str
    """As people write it: ``title``, ``atom:link``; ``{namespace}name`` for an unknown one."""
    text: str = ""
    role: Role = Role.OTHER
    position: Position = Position()
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple["Part", ...] = ()

    def all(self, *names: str) -> Iterator["Part"]:
        """The parts directly inside that have one of the names, in their order."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> "Part | None":
        """The first part directly inside that has one of the names."""
        return next(self.all(*names), None)

    def words(self, *names: str) -> str:
        """The text of the first such part; '' where there is none."""
        found = self.first(*names)
        return found.text.strip() if found else ""

    def walk(self) -> Iterator["Part"]:
        """This part and every one inside, in the order of the document."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


EMPTY = Part("")
"""Stands for the root of a document that could not be read."""
