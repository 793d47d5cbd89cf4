"""Parse the head of a file in any dialect into fields, and split off the body.

Does not interpret keys or read files.
"""

from collections.abc import Callable
from types import MappingProxyType

from publisher.content.head import title_heading
from publisher.content.head.dialects import pelican, toml_block, yaml_block
from publisher.content.head.front_matter import FrontMatter

Dialect = Callable[[str, str], FrontMatter | None]
"""Takes a file's text and path; returns None if the text is not in this dialect."""

DIALECTS: tuple[Dialect, ...] = (
    yaml_block.read,  # its fence `---` is the most frequent, and unique to it
    toml_block.read,  # `+++` is unique too; fences are tried before words
    pelican.read,  # no fence, only words: after the certain dialects
)
"""The dialects, in the order in which they are tried; the first match is used."""


def read(text: str, path: str) -> FrontMatter:
    """Parse the front matter and the body of a file's text (clean, with only LF line ends).

    Never raises: errors are in ``diagnostics``, and valid values are still read. Without a
    title in the front matter the first level-1 heading of the body becomes the field
    ``title`` and is removed from the body, whose lines keep their numbers.
    """
    for dialect in DIALECTS:
        front = dialect(text, path)
        if front is not None:
            return title_heading.with_title(front)
    return title_heading.with_title(FrontMatter("none", MappingProxyType({}), text))
