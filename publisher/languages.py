"""A language tag -> its direction, its fonts and its way to write a date.

Knows no locale of a machine.
"""

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

_LATIN = (
    "-apple-system",
    "BlinkMacSystemFont",
    "'Segoe UI'",
    "Roboto",
    "'Helvetica Neue'",
    "Arial",
)
_FALLBACKS = {
    "zh": ("'PingFang SC'", "'Microsoft YaHei'", "'Noto Sans CJK SC'", "'Noto Sans SC'"),
    "zh_Hant": ("'PingFang TC'", "'Microsoft JhengHei'", "'Noto Sans CJK TC'", "'Noto Sans TC'"),
    "ja": ("'Hiragino Sans'", "'Yu Gothic'", "Meiryo", "'Noto Sans CJK JP'", "'Noto Sans JP'"),
    "ko": ("'Apple SD Gothic Neo'", "'Malgun Gothic'", "'Noto Sans CJK KR'", "'Noto Sans KR'"),
    "ar": ("'Geeza Pro'", "Tahoma", "'Noto Naskh Arabic'", "'Noto Sans Arabic'"),
}
"""Fonts of macOS and iOS, Windows, and Linux and Android, for scripts that need their own."""

_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ckb", "ug", "sd"})
_EMOJI = ("'Apple Color Emoji'", "'Segoe UI Emoji'")
"""Not Noto's: Chromium on a Linux without Arial takes its blanks and digits for the text's, and
finds its emoji unasked. Seen in Chromium 156."""


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale | None:
    """What CLDR knows about a BCP 47 tag, or about its beginning; None for a tag it has not."""
    parts = language.replace("_", "-").split("-")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return None


def script_of(language: str) -> str:
    """Return the language's subtag, ``zh_Hant`` for traditional Chinese; '' if it is unknown."""
    locale = locale_of(language)
    if locale is None:
        return ""
    return "zh_Hant" if locale.language == "zh" and locale.script == "Hant" else locale.language


def direction(language: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``: the value of ``dir``."""
    locale = locale_of(language)
    return locale.text_direction if locale else "ltr"


def written_date(day: date, language: str) -> str:
    """The date as readers of the language write it in a letter; ISO 8601 where that is unknown.

    ``14 février 2021``, ``2021年2月14日``: never a month of another language.
    """
    locale = locale_of(language)
    return str(format_date(day, "long", locale=locale)) if locale else day.isoformat()


def font_stack(language: str) -> str:
    """A ``font-family`` for text in this language, with what other scripts and emoji fall back on.

    The language's own fonts stand first among the fall-backs: Chinese and Japanese share
    characters (Unicode's Han unification), and the first font that has one draws it.
    """
    own = _fonts_of(language)
    order = [own, *(script for script in ("zh", "ar") if script != own)] if own else ["zh", "ar"]
    # The two most common names of each other script are enough: systems fall back by themselves.
    fonts = [
        font
        for script in order
        for font in (_FALLBACKS[script] if script == own else _FALLBACKS[script][:2])
    ]
    # Emoji fonts have digits and blanks of their own, wide ones: they come last of all.
    return ",".join((*_LATIN, *fonts, "sans-serif", *_EMOJI))


def _fonts_of(language: str) -> str:
    locale = locale_of(language)
    name = "ar" if locale and locale.language in _ARABIC_SCRIPT else script_of(language)
    return name if name in _FALLBACKS else ""
