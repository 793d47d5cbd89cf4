"""Normalise the characters of an issue and split it into lines, before it is parsed.

Tabs become spaces, lines end in a newline, and characters that XML forbids are removed, among
them Python-Markdown's own marks (U+0002 and U+0003).
"""

import re

from publisher.markup.located import Located, substituted

_LINE_END = re.compile("\r\n?")
_BLANK = re.compile("[\f\v]")
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def lines_of(text: Located) -> list[Located]:
    """Return the lines without characters that cannot be published."""
    text = substituted(_LINE_END, lambda _: "\n", text)
    text = substituted(_BLANK, lambda _: " ", text)
    return [_spaced(line) for line in substituted(_FORBIDDEN, lambda _: "", text).pieces("\n")]


def _spaced(line: Located) -> Located:
    """Replace tabs with spaces; a tab at the end of a line does not make a line break."""
    if "\t" not in line:
        return line
    return (line.rstrip() if line.endswith(("\t", "\t ")) else line).expandtabs(4)
