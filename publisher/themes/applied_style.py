"""Combine a theme's CSS and the newsletter's accent colour into the style of issues.

Computed once for all issues: parsing the CSS costs more than an issue does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from publisher.languages import font_stack
from publisher.themes.colors import legible, text_on
from publisher.themes.stylesheet import Palette, Stylesheet, palette_of, stylesheet

GROUNDS = ("--page", "--sheet", "--panel")
"""The colours of a palette that are behind text."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours, and the stylesheet in them."""

    palette: Palette
    stylesheet: Stylesheet


@lru_cache(maxsize=32)
def look_of(css: str, accent: str, language: str) -> Look:
    """Return the look of a theme's CSS with this accent colour, for readers of this language.

    The accent is darkened (lightened in dark mode) until it can be read on every ground of the
    palette, whatever colour the newsletter chose.
    """
    named = palette_of(css)
    fonts = {"--fonts": font_stack(language)}
    palette = Palette(
        light=fonts | dict(named.light) | _accents(named.light, accent),
        dark=fonts | dict(named.dark) | _accents(named.dark, accent),
    )
    return Look(palette, stylesheet(css, palette))


def _accents(colors: Mapping[str, str], accent: str) -> dict[str, str]:
    grounds = [colors[name] for name in GROUNDS if name in colors]
    readable = legible(accent, grounds) if grounds else accent
    return {"--accent": readable, "--on-accent": text_on(readable)}
