"""Normalise the characters of an issue before it is parsed.

Tabs become spaces, lines end in a newline, and characters that XML forbids are removed, among
them Python-Markdown's own marks (U+0002 and U+0003).
"""

import re

from publisher.markup.located import Located, substituted

_LINE_END = re.compile("\r\n?")
_BLANK = re.compile("[\f\v]")
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LAST_TAB = re.compile(r"(?<![^\S\n])[^\S\n]*\t ?$", re.MULTILINE)


def normalised(text: Located) -> Located:
    """Return the text without tabs and characters that cannot be published."""
    text = substituted(_LINE_END, lambda _: "\n", text)
    text = substituted(_BLANK, lambda _: " ", text)
    text = substituted(_FORBIDDEN, lambda _: "", text)
    if "\t" not in text:
        return text
    # A tab at the end of a line does not make a line break.
    return substituted(_LAST_TAB, lambda _: "", text).expandtabs(4)
