"""Write numbers and lines for people: with nouns, without controls, and how wide they are.

Does not import any other module of the program.
"""

from unicodedata import combining, east_asian_width


def plural(number: int, noun: str) -> str:
    """Return a number and a noun: ``1 story``, ``2 stories``, ``1,204 links``."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def printable(text: str) -> str:
    """Return the text on one line, with control characters made visible.

    A title must not be able to clear the terminal of the editor who checks it.
    """
    if text.isprintable():
        return text
    return "".join(
        it if it.isprintable() else " " if it == "\t" else f"\\x{ord(it):02x}" for it in text
    )


def columns(text: str) -> int:
    """Return how many columns a text takes; wide characters (UAX 11) take two, marks none."""
    return sum(map(width, text))


def width(character: str) -> int:
    """Return how many columns a character takes; joiners and variation selectors take none."""
    if combining(character) or character in "\u200d\ufe0e\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
