"""The names of the feeds' files, and the URLs at which they are served."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from publisher.feed.feed_options import FeedOptions
from publisher.feed.formats import Format


@dataclass(frozen=True, slots=True)
class Addresses:
    """The URL and path of each file of the feeds."""

    options: FeedOptions
    site_url: str

    def url(self, name: str) -> str:
        """Return the URL of a file, by its path below ``feeds_dir``; '' for no file."""
        base = self.options.feed_url or self.site_url
        return f"{base.rstrip('/')}/{quote(name)}" if name else ""

    def main(self, form: Format) -> str:
        """Return the file of a format's subscription document."""
        return self.options.file_of(form.name)

    def archive(self, form: Format, number: int, part: int = 1) -> str:
        """Return the file of an archive document: ``archive/feed-001.xml`` of ``feed.xml``.

        An archive that is larger than a document has more parts: ``archive/feed-001-2.xml``.
        """
        path = PurePosixPath(self.main(form))
        more = f"-{part}" if part > 1 else ""
        return f"archive/{path.stem}-{number:03d}{more}{path.suffix}"
