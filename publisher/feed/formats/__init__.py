"""The feed formats: each writes one ``Feed`` as the bytes of a document.

A format's module has ``MEDIA_TYPE``, ``write(feed) -> bytes`` and ``weigh(entry, content) -> int``,
the bytes that an entry will take, so that a document can be filled before it is written. It is
loaded when needed: the settings list the formats, and loading feedgen takes as long as a small
build.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publisher.feed.document import Feed
    from publisher.feed.entries.content import ContentFacts
    from publisher.feed.entries.entry import Entry


@dataclass(frozen=True, slots=True)
class Format:
    """One feed format. Its file name is the setting ``NAME_file``."""

    name: str
    """As in the setting ``feed_formats``."""
    title: str
    """The format's name on the page that says how to subscribe."""
    document: str
    """What the settings call a document of the format."""
    file_name: str
    """The default of the setting ``NAME_file``."""
    extension: str
    """Extension of story feeds, whose file names are not settings: no two formats share it."""
    module: str

    @property
    def media_type(self) -> str:
        """The media type of a document."""
        return str(self._module.MEDIA_TYPE)

    def write(self, feed: "Feed") -> bytes:
        """Return the feed as a document."""
        return bytes(self._module.write(feed))

    def weigh(self, entry: "Entry", content: "ContentFacts") -> int:
        """Return the bytes that the entry takes in a document with its content."""
        return int(self._module.weigh(entry, content))

    @property
    def _module(self) -> Any:  # noqa: ANN401 - a module
        return import_module(self.module)


_FORMATS = (
    # first what most readers ask for
    Format("rss", "RSS", "RSS 2.0 feed", "feed.xml", ".xml", "publisher.feed.formats.rss"),
    Format("atom", "Atom", "Atom feed", "atom.xml", ".atom", "publisher.feed.formats.atom"),
    Format(
        "json", "JSON Feed", "JSON Feed", "feed.json", ".json", "publisher.feed.formats.json_feed"
    ),
)

FORMATS = {form.name: form for form in _FORMATS}
"""Every format, in the order in which they are offered to subscribers."""
