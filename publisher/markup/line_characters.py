"""The text of an issue as lines of characters that everything after may rely on.

Tabs are spaces, lines end in a newline, and what XML has no character for is gone,
Python-Markdown's own marks (U+0002 and U+0003) among it.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from publisher.markup.located import joined, substituted

_LINE_END = re.compile("\r\n?")
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Characters(Preprocessor):
    """Normalises characters."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, without characters that cannot be published."""
        text = substituted(_LINE_END, lambda _: "\n", joined("\n", lines))
        text = text.replace("\f", " ").replace("\v", " ")
        return [_spaced(line) for line in substituted(_FORBIDDEN, lambda _: "", text).split("\n")]


def _spaced(line: str) -> str:
    """The line with spaces for tabs; a tab at its end is not the two spaces of a line break."""
    if "\t" not in line:
        return line
    return (line.rstrip() if line.endswith(("\t", "\t ")) else line).expandtabs(4)


class CharacterExtension(Extension):
    """Characters that may be published."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Take the place of Python-Markdown's step."""
        md.preprocessors.register(Characters(md), "normalize_whitespace", 30)
