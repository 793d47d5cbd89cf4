"""List the characters that XML and feeds cannot carry, and remove them from a text.

The content package removes them from what it reads, and reports where they were. Settings, and
values that are built by hand, come straight here: one vertical tab makes a whole feed unreadable.
"""

import re

from publisher.positions import with_line_feeds

SURROGATES = "\ud800-\udfff"
"""Halves of surrogate pairs, which cannot be written as UTF-8; inside of a character class."""

FORBIDDEN = f"\x00-\x08\x0b\x0c\x0e-\x1f{SURROGATES}\ufffe\uffff"
"""What XML 1.0, section 2.2, forbids; inside of a character class."""

_PLANES = "".join(f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17))

USUAL = (
    "\t\n -~"
    "\xa0-\u2027\u202a-\ud7ff"  # C1 controls and DEL: rubbish to readers and to the W3C validator
    "\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffc"  # noncharacters; U+FFFD replaced a lost character
    f"{_PLANES}"
)
"""Characters that no text has to lose; inside of a character class.

It lists what is usual: ``[^...]`` is a hundred times faster than a class that lists the others
(0.04 ms for 14 KB). Neither the other line ends nor the byte order mark are usual.
"""

_UNFIT = re.compile(f"[^{USUAL}\u2028\u2029\ufeff]")

_BLANKS = re.compile("[ \t\n\u2028\u2029]+")


def fit(text: str) -> str:
    """The text without what a feed cannot carry.

    C1 controls become the Windows-1252 characters that were meant (WHATWG HTML standard,
    section 13.2.5.80), line breaks become LF; what XML 1.0 forbids, surrogates,
    noncharacters and U+FFFD are left out.
    """
    text = with_line_feeds(text)
    return _UNFIT.sub(lambda found: meant(found[0]), text) if _UNFIT.search(text) else text


def fit_line(text: str) -> str:
    """``fit`` on one line: blanks and line breaks in a row are one blank, none is at the ends.

    No-break and ideographic spaces between words are the author's, and stay.
    """
    return _BLANKS.sub(" ", fit(text)).strip()


def meant(character: str) -> str:
    """Return what Windows-1252 means by a C1 control; '' for any other character."""
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1").decode("cp1252", errors="ignore")
    return ""
