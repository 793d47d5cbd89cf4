"""List features that some mail client lacks, by caniemail's name, and how to detect them.

The severity depends on the effect on the content: it disappears, it moves, or it only looks
plainer. Imports no client data and no tree.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Harm(StrEnum):
    """What a reader of a client without the feature sees."""

    GONE = "gone"
    DISARRANGED = "disarranged"
    PLAINER = "plainer"


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature. Exactly one of ``style``, ``tags`` and ``image`` detects it."""

    slug: str
    """Its name at caniemail."""
    name: str
    """Its usual name."""
    harm: Harm
    style: re.Pattern[str] | None = None
    """Matches a declaration, written ``property:value``."""
    tags: tuple[str, ...] = ()
    image: tuple[str, ...] = ()
    """Endings of image URLs."""


def _style(slug: str, name: str, harm: Harm, pattern: str) -> Feature:
    return Feature(slug, name, harm, style=re.compile(rf"(?:{pattern})", re.IGNORECASE))


def _tags(slug: str, name: str, *tags: str, harm: Harm = Harm.GONE) -> Feature:
    return Feature(slug, name, harm, tags=tags)


def _image(slug: str, name: str, *ends: str) -> Feature:
    return Feature(slug, name, Harm.GONE, image=ends)


FEATURES: tuple[Feature, ...] = (
    _tags("html-video", "<video>", "video"),
    _tags("html-audio", "<audio>", "audio"),
    _tags("html-svg", "<svg>", "svg"),
    _tags("html-object", "<object>", "object", "embed"),
    _tags("html-dialog", "<dialog>", "dialog"),
    _tags("html-form", "<form>", "form"),
    _tags("html-input-text", "<input>", "input"),
    _tags("html-select", "<select>", "select"),
    _tags("html-textarea", "<textarea>", "textarea"),
    _tags("html-meter", "<meter>", "meter"),
    _tags("html-progress", "<progress>", "progress"),
    _tags("html-image-maps", "image maps", "map"),
    _tags("html-marquee", "<marquee>", "marquee", harm=Harm.PLAINER),
    _tags("html-ruby", "<ruby>", "ruby", harm=Harm.DISARRANGED),
    _image("image-webp", "WebP images", ".webp"),
    _image("image-avif", "AVIF images", ".avif"),
    _image("image-svg", "SVG images", ".svg"),
    _image("image-apng", "APNG images", ".apng"),
    _image("image-heif", "HEIF images", ".heic", ".heif"),
    _image("image-tiff", "TIFF images", ".tif", ".tiff"),
    _image("image-mp4", "videos as images", ".mp4"),
    _style("css-display-flex", "display: flex", Harm.DISARRANGED, r"display:(?:inline-)?flex"),
    _style("css-display-grid", "display: grid", Harm.DISARRANGED, r"display:(?:inline-)?grid"),
    _style("css-position", "position", Harm.DISARRANGED, r"position:(?:absolute|fixed|sticky)"),
    _style("css-column-count", "columns", Harm.DISARRANGED, r"column(?:s|-count):"),
    _style("css-transform", "transform", Harm.DISARRANGED, r"transform:(?!none)"),
    _style("css-writing-mode", "writing-mode", Harm.DISARRANGED, r"writing-mode:(?!horizontal)"),
    _style("css-object-fit", "object-fit", Harm.DISARRANGED, r"object-fit:"),
    _style("css-aspect-ratio", "aspect-ratio", Harm.DISARRANGED, r"aspect-ratio:"),
    _style("css-clip-path", "clip-path", Harm.DISARRANGED, r"clip-path:"),
    _style("css-variables", "custom properties", Harm.DISARRANGED, r"(?:--[\w-]+:|.*\bvar\()"),
    _style("css-unit-calc", "calc()", Harm.DISARRANGED, r".*\bcalc\("),
    _style("css-function-clamp", "clamp()", Harm.DISARRANGED, r".*\bclamp\("),
    _style("css-unit-vw", "the unit vw", Harm.DISARRANGED, r".*\dvw\b"),
    _style("css-unit-vh", "the unit vh", Harm.DISARRANGED, r".*\dvh\b"),
    _style("css-background-image", "background images", Harm.PLAINER, r"background.*\burl\("),
    _style("css-linear-gradient", "gradients", Harm.PLAINER, r"background.*\bgradient\("),
    _style("css-border-radius", "border-radius", Harm.PLAINER, r"border-radius:"),
    _style("css-box-shadow", "box-shadow", Harm.PLAINER, r"box-shadow:"),
    _style("css-text-shadow", "text-shadow", Harm.PLAINER, r"text-shadow:"),
    _style("css-opacity", "opacity", Harm.PLAINER, r"opacity:"),
    _style("css-filter", "filter", Harm.PLAINER, r"filter:"),
    _style("css-letter-spacing", "letter-spacing", Harm.PLAINER, r"letter-spacing:"),
    _style("css-text-transform", "text-transform", Harm.PLAINER, r"text-transform:"),
)  # fmt: skip
"""Every checked feature; not those that all clients support, or that are harmless to lose."""
