"""Emoji at the ends of a line of text: an author's label, not part of the words."""

import regex

_EMOJI = (
    r"(?>\p{Regional_Indicator}{2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F?)"
    r"[\p{Emoji_Modifier}\uFE0F\U000E0020-\U000E007F]*"
    r"(?:\u200D\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]*)*)"
)
"""An emoji as Unicode Technical Standard 51 builds it: flags, keycaps, modifiers, joined ones."""

_NOT_ALONE = r"(?![©®™ℹ‼⁉↔-↪])"
"""Signs that are emoji by the letter of the standard and plain text by custom."""

_RUN = regex.compile(rf"(?:{_NOT_ALONE}{_EMOJI})++")
"""Atomic and possessive: some characters fit more than one part, and no other reading is tried."""


def leading(text: str) -> tuple[str, str]:
    """The run of emoji that a line starts with, and the rest; ('', text) without one."""
    if text.isascii():
        return ("", text)
    bare = text.lstrip()
    found = _RUN.match(bare)
    return (found[0], bare[found.end() :].lstrip()) if found else ("", text)


def trailing(text: str) -> tuple[str, str]:
    """The run of emoji that a line ends with, and what stands before it."""
    if text.isascii():
        return ("", text)
    bare = text.rstrip()
    for found in _RUN.finditer(bare):  # each character is looked at once, wherever a run ends
        if found.end() == len(bare):
            return found[0], bare[: found.start()].rstrip()
    return "", text


def label(text: str) -> tuple[str, str]:
    """The emoji a title is labelled with, at its start or else its end, and the bare title.

    A title that is nothing but emoji keeps them as its words.
    """
    emoji, rest = leading(text)
    if not emoji:
        emoji, rest = trailing(text)
    rest = rest.strip()
    return (emoji, rest) if rest else ("", text.strip())
