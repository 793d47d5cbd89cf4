"""A title to the name of a file: letters and digits of any script, with hyphens between."""

import unicodedata

_LIMIT = 60
"""Characters; file systems end a name at 255 octets, a CJK letter takes three."""


def slug_of(title: str) -> str:
    """The name; '' where the title has neither letter nor digit."""
    normal = unicodedata.normalize("NFKC", title).casefold()
    kept = "".join(letter if letter.isalnum() else "-" for letter in normal)
    return "-".join(filter(None, kept.split("-")))[:_LIMIT].strip("-")
