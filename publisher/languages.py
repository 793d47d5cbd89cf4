"""Choose the text direction, fonts and date format for a language tag.

Does not use the machine's locale.
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
"""Without Noto's: on Linux without Arial, Chromium uses its spaces and digits for text, and
finds its emoji by itself. Seen in Chromium 156."""


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale | None:
    """Return CLDR's locale for a BCP 47 tag, or for its beginning; None if there is none."""
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
    """Return the value of ``dir``: ``rtl`` for languages written from right to left, or ``ltr``."""
    locale = locale_of(language)
    return locale.text_direction if locale else "ltr"


def written_date(day: date, language: str) -> str:
    """Format a date in the language's long form; ISO 8601 if that is unknown.

    ``14 février 2021``, ``2021年2月14日``: never with a month name of another language.
    """
    locale = locale_of(language)
    return str(format_date(day, "long", locale=locale)) if locale else day.isoformat()


def font_stack(language: str) -> str:
    """Return a ``font-family`` for this language, with fallbacks for other scripts and emoji.

    The language's own fonts are the first fallbacks: Chinese and Japanese share characters
    (Unicode's Han unification), and the first font that has a character draws it.
    """
    own = _fonts_of(language)
    order = [own, *(script for script in ("zh", "ar") if script != own)] if own else ["zh", "ar"]
    # The two most common fonts of each other script are enough: systems have own fallbacks.
    fonts = [
        font
        for script in order
        for font in (_FALLBACKS[script] if script == own else _FALLBACKS[script][:2])
    ]
    # Emoji fonts come last, because they have wide digits and spaces of their own.
    return ",".join((*_LATIN, *fonts, "sans-serif", *_EMOJI))


def _fonts_of(language: str) -> str:
    locale = locale_of(language)
    name = "ar" if locale and locale.language in _ARABIC_SCRIPT else script_of(language)
    return name if name in _FALLBACKS else ""
