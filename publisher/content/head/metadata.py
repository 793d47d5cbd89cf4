"""Convert front matter, and a sidecar's values that replace it, to an issue's typed metadata.

If a value is invalid, it is a finding, and the others are still read. Does not read files.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from difflib import get_close_matches
from functools import partial
from types import MappingProxyType
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from publisher.content import content_rules as rules
from publisher.content.head import values
from publisher.content.head.front_matter import KEYS, KNOWN_KEYS, Field, FrontMatter
from publisher.content.head.values import ValueFault
from publisher.content.source.cleaning import clean
from publisher.diagnostics import Diagnostic, Position, Rule

T = TypeVar("T")

# Keys of Hugo, Jekyll and Pelican that are not used here, but are not typing errors either.
_ELSEWHERE = frozenset(
    {
        "archetype", "comments", "cover", "expirydate", "hidden",
        "images", "layout", "linktitle", "markup", "menu", "params", "permalink", "save_as",
        "series", "sidebar", "state", "subtitle", "template", "toc", "translation", "translations",
        "type", "uid", "url", "urls", "version", "weight",
    }
)  # fmt: skip

# Typing errors are compared with these: the keys that people write every day.
_NEAR = sorted(KNOWN_KEYS - {"pubdate", "publishdate", "lastmod", "redirect_from", "published"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata in the head of an issue; None or empty if there is no value.

    ``extra`` has the unknown keys, as they were written, for templates; ``positions`` has by
    attribute the position of a value in the issue's own file.
    """

    title: str | None = None
    number: int | None = None
    date: datetime | None = None
    updated: datetime | None = None
    slug: str | None = None
    aliases: tuple[str, ...] = ()
    summary: str = ""
    language: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    draft: bool = False
    id: str | None = None
    image: str | None = None
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    positions: Mapping[str, Position] = field(default_factory=lambda: MappingProxyType({}))
    diagnostics: tuple[Diagnostic, ...] = ()


def read_metadata(
    front: FrontMatter,
    path: str,
    zone: ZoneInfo,
    publish_time: time,
    overrides: Mapping[str, Field] = MappingProxyType({}),
) -> Metadata:
    """Read the metadata from a file's fields; ``overrides`` (a sidecar's) come first.

    Dates without a zone are in ``zone``, those without a time at ``publish_time``. Never
    raises; the findings of the front matter itself are not repeated here.
    """
    reading = _Reading(path, front, overrides)
    when = partial(values.moment, zone=zone, publish_time=publish_time)
    return Metadata(
        title=reading.one("title", values.title) or None,
        number=reading.one("number", values.number),
        date=reading.one("date", when),
        updated=reading.one("updated", when),
        slug=reading.one("slug", values.slug) or None,
        aliases=reading.many("aliases", values.alias, {"aliases": ",", "redirect_from": ","}),
        summary=reading.one("summary", values.one_line) or "",
        language=reading.one("language", values.language),
        # A single author may be "Doe, Jane", and `;` separates several of those.
        authors=reading.many("authors", values.person, {"authors": ";,"}),
        tags=reading.many(
            "tags", values.one_line, {"tags": ",", "keywords": ",", "categories": ","}
        ),
        draft=reading.is_draft(),
        id=reading.one("id", values.entry_id) or None,
        image=reading.one("image", values.one_line) or None,
        extra=reading.extra(),
        positions=MappingProxyType(reading.positions),
        diagnostics=tuple(reading.found),
    )


class _Reading:
    """The state while a file's fields are read: findings, and the positions of values."""

    def __init__(self, path: str, front: FrontMatter, overrides: Mapping[str, Field]) -> None:
        self.path = path
        self.found: list[Diagnostic] = []
        self.positions: dict[str, Position] = {}
        overridden = {name for key in overrides for name in _names(key)}
        own = {key: it for key, it in front.fields.items() if key.casefold() not in overridden}
        self.fields = {key.casefold(): (key, it) for key, it in {**own, **overrides}.items()}

    def one(self, attribute: str, convert: Callable[[Field], T]) -> T | None:
        """Return the value of an attribute, from the first of its keys that is not empty."""
        for key, it in self._given(attribute):
            self._locate(attribute, it)
            return self._convert(key, it, convert)
        return None

    def many(
        self, attribute: str, convert: Callable[[Field], str], separators: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Return an attribute's values from all its keys, each once; ``separators`` by key."""
        found: dict[str, None] = {}
        for key, it in self._given(attribute):
            self._locate(attribute, it)
            split = partial(values.members, separators=separators.get(key.casefold(), ""))
            for member in self._convert(key, it, split) or ():
                value = self._convert(key, member, convert)
                if value:
                    found[value] = None
        return tuple(found)

    def is_draft(self) -> bool:
        """Whether any of the draft keys says that the issue must not be published yet."""
        said: list[bool] = []
        for key, it in self._given("draft"):
            name = key.casefold()
            if name == "published" and not isinstance(it.value, bool):
                continue  # not Jekyll's yes or no, but a date, or a magazine's name
            self._locate("draft", it)
            value = self._convert(key, it, values.status if name == "status" else values.truth)
            said.append(bool(value) != (name == "published"))
        return any(said)

    def extra(self) -> Mapping[str, object]:
        """Return the values of unknown keys; a key similar to a known one is a finding."""
        kept: dict[str, object] = {}
        for name, (key, it) in self.fields.items():
            if name in KNOWN_KEYS:
                continue
            kept[clean(key, "").text] = values.frozen(it.value)
            nearest = get_close_matches(name[:40], _NEAR, n=1, cutoff=0.75)
            if nearest and name not in _ELSEWHERE:
                self._report(
                    rules.KEY_MISSPELT, it, f"unknown key `{key[:40]}`",
                    f"did you mean `{nearest[0]}`?",
                )  # fmt: skip
        return MappingProxyType(kept)

    def _given(self, attribute: str) -> Iterator[tuple[str, Field]]:
        for name in KEYS[attribute]:
            if name in self.fields and not values.is_empty(self.fields[name][1]):
                yield self.fields[name]

    def _locate(self, attribute: str, it: Field) -> None:
        if not it.path:
            self.positions.setdefault(attribute, it.position)

    def _convert(self, key: str, it: Field, convert: Callable[[Field], T]) -> T | None:
        """Convert a value; if it breaks a rule, add a finding and return its usable part."""
        try:
            return convert(it)
        except ValueFault as fault:
            # `date`: 'soon' is not a date, but `title` has 400 characters.
            mark = ":" if fault.message[0] in "'`" else ""
            self._report(fault.rule, it, f"`{key}`{mark} {fault.message}", fault.hint)
            return cast("T | None", fault.value)

    def _report(self, rule: Rule, it: Field, message: str, hint: str | None = None) -> None:
        self.found.append(rule.at(it.path or self.path, it.position, message, hint))


def _names(key: str) -> tuple[str, ...]:
    """Return all keys with the same meaning: a sidecar's ``date`` overrides a ``pubdate``."""
    folded = key.casefold()
    return next((names for names in KEYS.values() if folded in names), (folded,))
