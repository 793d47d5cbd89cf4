"""Compute contrast ratios, and find readable colours, as clients show them.

Contrast is that of WCAG 2.2, section 1.4.3: 1 (none) to 21 (black on white).
"""

import re
from collections.abc import Iterable

Rgb = tuple[int, int, int]

LEGIBLE = 4.5
"""The least contrast of body text (WCAG 2.2, level AA)."""

_STEPS = 100


def rgb(color: str) -> Rgb:
    """Parse ``#rgb`` or ``#rrggbb`` into numbers from 0 to 255. Raises ValueError for others."""
    digits = color.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if not re.fullmatch(r"#[0-9a-fA-F]{3,6}", color.strip()) or len(digits) != 6:
        raise ValueError(f"{color!r} is not a colour such as #0b5cad")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours; their order does not matter."""
    lighter, darker = sorted((_luminance(rgb(one)), _luminance(rgb(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def legible(color: str, backgrounds: Iterable[str], least: float = LEGIBLE) -> str:
    """Return ``color`` with the least black or white that makes it readable on each background.

    Black if the backgrounds are light, white if they are dark. Returned unchanged if it is
    readable already; pure black or white if no mixture is enough.
    """
    grounds = tuple(backgrounds)
    if all(contrast(color, ground) >= least for ground in grounds):
        return color
    dark = sum(_luminance(rgb(ground)) for ground in grounds) < 0.18 * len(grounds)
    goal = 255 if dark else 0
    mixtures = (_mixed(rgb(color), goal, step / _STEPS) for step in range(1, _STEPS + 1))
    return next(
        (
            mixture
            for mixture in mixtures
            if all(contrast(mixture, ground) >= least for ground in grounds)
        ),
        "#ffffff" if dark else "#000000",
    )


def text_on(background: str) -> str:
    """Return white if it can be read on the background, else black, which then can."""
    return "#ffffff" if contrast("#ffffff", background) >= LEGIBLE else "#000000"


def _mixed(color: Rgb, goal: int, share: float) -> str:
    return "#" + "".join(f"{round(part + (goal - part) * share):02x}" for part in color)


def _luminance(color: Rgb) -> float:
    """Return the relative luminance (WCAG 2.2, definitions), 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
