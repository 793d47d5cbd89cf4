"""Find emoji at the start or end of a line: the author's label, not part of the words."""

import regex

_EMOJI = (
    r"(?>\p{Regional_Indicator}{2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F?)"
    r"[\p{Emoji_Modifier}\uFE0F\U000E0020-\U000E007F]*"
    r"(?:\u200D\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]*)*)"
)
"""An emoji by Unicode Technical Standard 51: flags, keycaps, modifiers, joined sequences."""

_NOT_ALONE = r"(?![©®™ℹ‼⁉↔-↪])"
"""Signs that are emoji by the standard, but are usually plain text."""

_RUN = regex.compile(rf"(?:{_NOT_ALONE}{_EMOJI})++")
"""Atomic and possessive, without backtracking: some characters match more than one part."""


def leading(text: str) -> tuple[str, str]:
    """Split off the run of emoji at the start of a line; ('', text) if there is none."""
    if text.isascii():
        return ("", text)
    bare = text.lstrip()
    found = _RUN.match(bare)
    return (found[0], bare[found.end() :].lstrip()) if found else ("", text)


def trailing(text: str) -> tuple[str, str]:
    """Return the run of emoji at the end of a line, and the text before it."""
    if text.isascii():
        return ("", text)
    bare = text.rstrip()
    for found in _RUN.finditer(bare):  # each character is read once, wherever a run ends
        if found.end() == len(bare):
            return found[0], bare[: found.start()].rstrip()
    return "", text


def label(text: str) -> tuple[str, str]:
    """Return the emoji at a title's start, or else its end, and the title without them.

    A title of only emoji keeps them as its words.
    """
    emoji, rest = leading(text)
    if not emoji:
        emoji, rest = trailing(text)
    rest = rest.strip()
    return (emoji, rest) if rest else ("", text.strip())
