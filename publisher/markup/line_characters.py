"""Normalise the characters of an issue's lines before they are parsed.

Tabs become spaces, lines end in a newline, and characters that XML forbids are removed, among
them Python-Markdown's own marks (U+0002 and U+0003).
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
        """Return the lines without characters that cannot be published."""
        text = substituted(_LINE_END, lambda _: "\n", joined("\n", lines))
        text = text.replace("\f", " ").replace("\v", " ")
        return [_spaced(line) for line in substituted(_FORBIDDEN, lambda _: "", text).split("\n")]


def _spaced(line: str) -> str:
    """Replace tabs with spaces; a tab at the end of a line does not make a line break."""
    if "\t" not in line:
        return line
    return (line.rstrip() if line.endswith(("\t", "\t ")) else line).expandtabs(4)


class CharacterExtension(Extension):
    """Normalisation of characters."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Replace Python-Markdown's step."""
        md.preprocessors.register(Characters(md), "normalize_whitespace", 30)
