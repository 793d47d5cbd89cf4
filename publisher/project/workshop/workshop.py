"""Hand out what is made of each issue: from the store if its inputs are the same, else rendered."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, TypeVar

from publisher.content.archive.lookups import Asked, Lookups
from publisher.content.archive.manuscript import Manuscript
from publisher.content.body.source_tree import SourceTree
from publisher.content.shelf import Shelf
from publisher.errors import OutputError
from publisher.project.folder import Project
from publisher.project.run_options import PLAIN, RunOptions
from publisher.project.store.database import Store
from publisher.project.store.fingerprints import fingerprint, of_rendering
from publisher.project.store.records import Records
from publisher.project.workshop.editions import (
    Desk,
    Edition,
    desk_of,
    edition_of,
    theme_of,
)
from publisher.project.workshop.processes import Team

Record = TypeVar("Record")
Value = TypeVar("Value")

Parts = Mapping[str, bytes]

_COMMIT = 32
"""Issues whose results are lost, and made again, if this process is killed."""

_FACTS = Records(Manuscript)
_ASKED = Records(Asked)


@dataclass(frozen=True, slots=True)
class Rendering:
    """What is known of a rendering besides its result."""

    lookups: Lookups
    """What the issue asked of other files; further questions are recorded too."""
    source: SourceTree
    """What the issue was read from."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Record]):
    """Something to make of each edition: a small record, and parts too large for memory."""

    kind: str
    """The name of its rows in the store."""
    records: Records[Record]
    make: Callable[[Desk, Edition, Rendering], tuple[Record, Parts]]
    """A module-level function, or a partial of one: it is passed to other processes."""
    facts: str = ""
    """A fingerprint of what it depends on besides the rendering."""
    facts_of: Callable[[Manuscript], object] = lambda _: ""
    """The same of one issue."""


@dataclass(frozen=True, slots=True)
class Result(Generic[Record]):
    """What was made of one issue."""

    manuscript: Manuscript
    record: Record
    is_new: bool
    """Whether it was rendered now."""
    part: Callable[[str], bytes]
    """Returns a part by its name."""


@dataclass(frozen=True, slots=True)
class _Rendered(Generic[Record]):
    """What a process hands back."""

    record: Record
    parts: Parts
    asked: Asked


class Workshop:
    """Renders the issues of one shelf, each at most once for all runs."""

    def __init__(
        self, project: Project, shelf: Shelf, store: Store, options: RunOptions = PLAIN
    ) -> None:
        self.project = project
        self.shelf = shelf
        self._store = store
        self._options = options
        self._shared = of_rendering(project)

    def results(
        self, work: Work[Record], manuscripts: Sequence[Manuscript]
    ) -> Iterator[Result[Record]]:
        """Yield the result of each manuscript, in order, rendering those that are not kept."""
        kept = {text.path: self._kept(work, text) for text in manuscripts}
        missing = [text for text in manuscripts if kept[text.path] is None]
        rendered = self._rendered(work, missing)
        for place, text in enumerate(manuscripts):
            record = kept.pop(text.path)
            if record is not None:
                yield Result(text, record, False, partial(self.part, work, text))
                continue
            made = next(rendered)
            self._keep(work, text, made)
            if place % _COMMIT == 0:
                self._store.commit()
            yield Result(text, made.record, True, made.parts.__getitem__)
        next(rendered, None)  # its processes end
        self._store.commit()

    def part(self, work: Work[Record], manuscript: Manuscript, name: str) -> bytes:
        """Return a part of an issue, from the store or, if it is lost, made again."""
        key = self.key(work, manuscript)
        data = self._store.get(f"{work.kind}.{name}", manuscript.source.path, key)
        return next(self._rendered(work, [manuscript])).parts[name] if data is None else data

    def decoded(
        self, work: Work[Record], manuscript: Manuscript, name: str, records: Records[Value]
    ) -> Value:
        """Return a part that is a record."""
        value = records.decode(self.part(work, manuscript, name))
        if value is None:
            raise OutputError(f"{manuscript.source.path} has characters that cannot be stored")
        return value

    def forget_others(self, work: Work[Record], parts: Iterable[str]) -> None:
        """Remove what is kept of files that are not on the shelf."""
        here = {text.source.path for text in self.shelf.manuscripts}
        for kind in (work.kind, *(f"{work.kind}.{part}" for part in parts)):
            self._store.forget(kind, self._store.names(kind) - here)

    # --- the store -----------------------------------------------------------------------

    def key(self, work: Work[Record], text: Manuscript) -> str:
        """Return the fingerprint of all that a result depends on, but for other files."""
        # names are for the side file, whose fields are in the fingerprint; a set has no order
        facts = _FACTS.encode(replace(text.without_text(), names=frozenset())) or text.fingerprint
        return fingerprint(self._shared, work.facts, work.facts_of(text), text.fingerprint, facts)

    def _kept(self, work: Work[Record], text: Manuscript) -> Record | None:
        data = self._store.get(work.kind, text.source.path, self.key(work, text))
        if data is None:
            return None
        first, _, second = data.partition(b"\n")  # JSON on one line each
        asked = _ASKED.decode(first)
        if asked is None or not self.shelf.lookups(text).still_hold(asked):
            return None
        return work.records.decode(second)

    def _keep(self, work: Work[Record], text: Manuscript, made: _Rendered[Record]) -> None:
        asked, record = _ASKED.encode(made.asked), work.records.encode(made.record)
        if asked is None or record is None:
            return
        key, name = self.key(work, text), text.source.path
        for part, data in made.parts.items():
            self._store.put(f"{work.kind}.{part}", name, key, data)
        self._store.put(work.kind, name, key, asked + b"\n" + record)  # last: its parts are there

    # --- rendering -----------------------------------------------------------------------

    def _rendered(
        self, work: Work[Record], manuscripts: Sequence[Manuscript]
    ) -> Iterator[_Rendered[Record]]:
        if manuscripts:
            theme_of(self.project)  # a broken theme is an error here; it would end a process
        begin = partial(desk_of, self.project, self.shelf)
        team = Team(begin, partial(_rendered, work.make), may_fork=self._options.owns_process)
        return team.results(manuscripts, self._options.jobs)


def _rendered(
    make: Callable[[Desk, Edition, Rendering], tuple[Record, Parts]], desk: Desk, text: Manuscript
) -> _Rendered[Record]:
    lookups = desk.shelf.lookups(text)
    read = desk.shelf.read(text, lookups)
    record, parts = make(desk, edition_of(desk, read.issue), Rendering(lookups, read.source))
    return _Rendered(record, parts, lookups.asked)
