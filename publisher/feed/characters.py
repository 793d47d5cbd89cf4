"""Any text to text that stands in every feed: the last line of defence. Knows no markup.

The content room mends these in what it reads, and says where. Settings, and values that
somebody builds by hand, come straight here: one vertical tab makes a whole feed unreadable.
"""

import re

_NONCHARACTERS = "".join(
    chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)
)

_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f"  # XML 1.0, section 2.2
    "\x7f-\x9f"  # controls: no error in XML, rubbish to readers and to the W3C validator
    "\ud800-\udfff"  # halves of surrogate pairs cannot be written as UTF-8
    "\ufdd0-\ufdef\ufffe\uffff" + _NONCHARACTERS + "\ufffd]"  # noncharacters; a lost character
)


def fit(text: str) -> str:
    """The text without what a feed cannot carry.

    C1 controls become the Windows-1252 characters that were meant (WHATWG HTML standard,
    section 13.2.5.80), line breaks become LF; what XML 1.0 forbids, surrogates,
    noncharacters and U+FFFD are left out.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub(_meant, text) if _UNFIT.search(text) else text


def fit_line(text: str) -> str:
    """``fit`` on one line: runs of white space are one blank, none stands at the ends."""
    return " ".join(fit(text).split())


def _meant(found: re.Match[str]) -> str:
    character = found.group()
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1").decode("cp1252", errors="ignore")
    return ""
