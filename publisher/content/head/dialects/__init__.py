"""The head of a file, in whichever dialect it is written -> fields, and the body after it.

Knows no key's meaning and no disk.
"""

from collections.abc import Callable
from types import MappingProxyType

from publisher.content.head import title_heading
from publisher.content.head.dialects import pelican, toml_block, yaml_block
from publisher.content.head.front_matter import FrontMatter

Dialect = Callable[[str, str], FrontMatter | None]
"""Takes a file's text and path; None where the text is not written in this dialect."""

DIALECTS: tuple[Dialect, ...] = (
    yaml_block.read,  # its fence `---` is the most frequent, and no other dialect begins so
    toml_block.read,  # `+++` likewise; the two cannot meet, so a fence is asked before words
    pelican.read,  # no fence, only words: after those that are certain
)
"""The dialects, in the order in which they are asked; the first that answers is it."""


def read(text: str, path: str) -> FrontMatter:
    """The front matter and the body of a file's text (clean, with line feeds alone).

    Never raises: what is wrong is in ``diagnostics``, and what is sound is still read. Without
    a title in the front matter the first level-1 heading of the body becomes the field
    ``title`` and is taken out of the body, whose lines keep their numbers.
    """
    for dialect in DIALECTS:
        front = dialect(text, path)
        if front is not None:
            return title_heading.with_title(front)
    return title_heading.with_title(FrontMatter("none", MappingProxyType({}), text))
