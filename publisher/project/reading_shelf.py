"""Read a project's content folder, parsing only the files that changed since an earlier run."""

from datetime import datetime

from publisher.content.archive.manuscript import Manuscript
from publisher.content.archive.readings import read_texts
from publisher.content.shelf import Shelf, shelve
from publisher.content.source.reader import Pictures
from publisher.project.caches import store_path
from publisher.project.folder import Project
from publisher.project.store.database import Store
from publisher.project.store.fingerprints import fingerprint, of_reading
from publisher.project.store.records import Records

_MANUSCRIPTS = Records(Manuscript)
_KIND = "manuscript"

_ROOM = 4_000_000
"""Octets of files whose texts stay in memory from their reading to their rendering: those of two
hundred issues. To read a file again takes 2 ms, which is 5 % of the rendering."""


class Readings:
    """Manuscripts without their texts, kept by the digests of their files."""

    def __init__(self, project: Project, store: Store) -> None:
        self._store = store
        self._shared = of_reading(project)
        self._room = _ROOM

    def manuscript(self, path: str, digest: str) -> Manuscript | None:
        """Return the manuscript of a file that had the same digest; None if it was not kept."""
        return _MANUSCRIPTS.decode(self._store.get(_KIND, path, self._key(digest)))

    def keep(self, path: str, digest: str, manuscript: Manuscript) -> None:
        """Keep a manuscript for the next run."""
        data = _MANUSCRIPTS.encode(manuscript)
        if data is not None:
            self._store.put(_KIND, path, self._key(digest), data)

    def has_room_for(self, octets: int) -> bool:
        """Whether the text of a file that was not kept may stay in memory."""
        self._room -= octets
        return self._room >= 0

    def _key(self, digest: str) -> str:
        return fingerprint(self._shared, digest)


def shelf_from(project: Project, store: Store) -> Shelf:
    """Return every manuscript of the content folder; few of them have their texts."""
    folder = project.content()
    texts = read_texts(folder, recall=Readings(project, store))
    return shelve(texts, Pictures(folder.path, folder.roots))


def kept_shelf(project: Project) -> Shelf:
    """Return the same with the store in the user's cache folder, which it leaves open to others."""
    with Store.open(store_path(project.folder)) as store:
        return shelf_from(project, store)


def next_due(shelf: Shelf, now: datetime) -> datetime | None:
    """Return the first time after ``now`` at which an issue, or an update of one, becomes due."""
    facts = [text.metadata for text in shelf.manuscripts]
    times = [time for fact in facts for time in (fact.date, fact.updated) if time is not None]
    return min((time for time in times if time > now), default=None)
