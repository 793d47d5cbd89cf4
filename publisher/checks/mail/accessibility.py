"""H2: check that everybody can read the email: language, tables, headings, contrast, sizes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from publisher import dom
from publisher.checks.mail.mailing import Mailing
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from publisher.themes.colors import contrast
from publisher.themes.declarations import declarations_of

_THEME = "=== templates/email/default/styles.css\n"
_SHIPPED = '@import "shipped/default/styles.css";\n'
_PAGE = "=== templates/email/default/issue.html.j2\n"
_REST = "<body><h1>{{ email.subject }}</h1>{{ issue.html|safe }}</body></html>\n"

NO_LANGUAGE = Rule(
    "H201", Severity.WARNING, "email does not declare its language",
    "A screen reader may read it with the wrong voice (WCAG 2.2, 3.1.1).",
    'write `<html lang="{{ email.language }}">` in the theme',
    bad=f"{_PAGE}‸<html><head><title>x</title></head>{_REST}",
    good=f'{_PAGE}<html lang="{{{{ email.language }}}}"><head><title>x</title></head>{_REST}',
)  # fmt: skip
NO_TITLE = Rule(
    "H202", Severity.WARNING, "email has no title",
    "Browser tabs show it, and screen readers announce it first (WCAG 2.2, 2.4.2).",
    "add `<title>{{ email.subject }}</title>` to the theme's `<head>`",
    bad=f'{_PAGE}<html lang="en">‸<head></head>{_REST}',
    good=f'{_PAGE}<html lang="en"><head><title>{{{{ email.subject }}}}</title></head>{_REST}',
)  # fmt: skip
LAYOUT_TABLE = Rule(
    "H203", Severity.WARNING, "layout table without a role",
    "A screen reader announces its rows and columns (WCAG 2.2, 1.3.1).",
    'write `<table role="presentation">` for layout, or add `<th>` header cells to a data table',
    bad="‸<table><tr><td>Hello.</td></tr></table>\n",
    good='<table role="presentation"><tr><td>Hello.</td></tr></table>\n',
)  # fmt: skip
HEADING_ORDER = Rule(
    "H204", Severity.WARNING, "email skips a heading level",
    "Readers who navigate by heading look for the missing level (WCAG 2.2, 1.3.1).",
    "use the next heading level in the theme",
    bad=f'{_PAGE}<html lang="en"><head><title>x</title></head><body><h1>x</h1>‸<h4>y</h4>'
    "{{ issue.html|safe }}</body></html>\n",
    good=f'{_PAGE}<html lang="en"><head><title>x</title></head><body><h1>x</h1><h2>y</h2>'
    "{{ issue.html|safe }}</body></html>\n",
)  # fmt: skip
CONTRAST = Rule(
    "H205", Severity.WARNING, "text has too little contrast",
    "Readers with low vision, or in bright light, need a contrast of at least 4.5, or 3 for large "
    "text (WCAG 2.2, 1.4.3).",
    "darken the text, or lighten its background",
    bad=f"{_THEME}{_SHIPPED}p {{ color: ‸#c8c8c8; }}\n",
    good=f"{_THEME}{_SHIPPED}p {{ color: #333333; }}\n",
)  # fmt: skip
VAGUE_LINK = Rule(
    "H206", Severity.INFO, "link text does not describe its target",
    "Screen readers can list links without the surrounding text (WCAG 2.2, 2.4.9).",
    "use link text that names the target",
    bad="The map is [here](‸https://example.com/map).\n",
    good="There is [a map of the harbour](https://example.com/map).\n",
)  # fmt: skip
SMALL_TEXT = Rule(
    "H207", Severity.WARNING, "text is very small",
    "Text below 12 px cannot be read on a phone without zooming, and iOS enlarges it, which moves "
    "the line breaks.",
    "use 12 px or more",
    bad=f"{_THEME}{_SHIPPED}p {{ ‸font-size: 9px; }}\n",
    good=f"{_THEME}{_SHIPPED}p {{ font-size: 16px; }}\n",
)  # fmt: skip

_VAGUE = frozenset(
    {
        "here", "click here", "this", "link", "this link", "read more", "more", "learn more",
        "hier", "hier klicken", "mehr", "weiterlesen", "mehr lesen", "ici", "cliquez ici",
        "lire la suite", "en savoir plus", "aquí", "haz clic aquí", "leer más", "más",
        "qui", "clicca qui", "leggi tutto", "aqui", "clique aqui", "leia mais", "klik hier",
        "lees meer", "点击这里", "这里", "点这里", "此处", "更多", "阅读更多", "链接", "这个链接",
        "こちら", "ここ", "続きを読む", "здесь", "тут", "читать далее",
    }
)  # fmt: skip
_SMALLEST_PX = 12
_LARGE_PX, _LARGE_BOLD_PX = 24, 18.66
"""Large text is 18 pt, or 14 pt and bold (WCAG 2.2, definitions)."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_PX = re.compile(r"(\d+(?:\.\d+)?)px\b")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Type:
    """The size, weight and colours of a piece of text."""

    color: str = "#000000"
    ground: str = "#ffffff"
    size_px: float = 16
    bold: bool = False
    hidden: bool = False

    @property
    def least_contrast(self) -> float:
        """The contrast ratio that WCAG requires for this size."""
        large = self.size_px >= (_LARGE_BOLD_PX if self.bold else _LARGE_PX)
        return 3 if large else 4.5


def no_language(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report an ``html`` element without ``lang``."""
    if not mailing.tree.get("lang", "").strip():
        place = mailing.place_in_theme("<html")
        yield NO_LANGUAGE.at(*place, "the `<html>` element has no `lang` attribute")


def no_title(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a missing or empty ``title``."""
    title = mailing.tree.find("head/title")
    if title is None or not (title.text or "").strip():
        place = mailing.place_in_theme("<head")
        yield NO_TITLE.at(*place, "the email's `<head>` has no `<title>`")


def layout_tables(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a table with neither a role nor a header cell or caption."""
    for table in mailing.tree.iter("table"):
        if table.get("role") or next(table.iter("th", "caption", "thead"), None) is not None:
            continue
        place = mailing.place_of(r"<table(?![^>]*\brole\b)")
        yield LAYOUT_TABLE.at(*place, "this table has neither a role nor header cells")


def heading_order(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a heading two or more levels below the one before it."""
    for before, heading in pairwise(mailing.tree.iter(*_HEADINGS)):
        if int(dom.name_of(heading)[1]) > int(dom.name_of(before)[1]) + 1:
            above, below = dom.name_of(before), dom.name_of(heading)
            place = mailing.place_in_theme(f"<{below}")
            yield HEADING_ORDER.at(*place, f"<{below}> follows <{above}>")


def poor_contrast(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report text with too little contrast to its background, in the light colour scheme."""
    for seen in _types(mailing):
        ratio = contrast(seen.color, seen.ground)
        if ratio < seen.least_contrast:
            place = mailing.place_of(re.escape(seen.color))
            said = f"{seen.color} on {seen.ground} has a contrast ratio of {ratio:.1f}"
            yield CONTRAST.at(*place, f"{said}; the minimum is {seen.least_contrast}")


def small_text(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report text below 12 px, except text that is hidden on purpose."""
    for size in sorted({seen.size_px for seen in _types(mailing)}):
        if size < _SMALLEST_PX:
            place = mailing.place_of(rf"font-size\s*:\s*{size:g}px")
            yield SMALL_TEXT.at(*place, f"text size is {size:g} px")


def vague_links(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report link texts such as 'here' and 'read more', also in other languages."""
    for link in mailing.issue.links:
        if link.text.strip(" .:!→»>…").casefold() in _VAGUE:
            yield VAGUE_LINK.at(
                mailing.path, link.position, f"link text {link.text!r} is not meaningful on its own"
            )


@lru_cache(maxsize=1)
def _types(mailing: Mailing) -> tuple[Type, ...]:
    """Return every text style in the email, each once."""
    body = mailing.tree.find("body")
    if body is None:
        return ()
    found: dict[Type, None] = {}
    stack: list[tuple[dom.Element, Type]] = [(body, Type())]
    while stack:
        element, above = stack.pop()
        own = _type_of(element, above)
        if own.hidden:
            continue
        if (element.text or "").strip():
            found[own] = None
        for child in element:
            if (child.tail or "").strip():
                found[own] = None
            if dom.is_element(child) and child.tag not in dom.RAW_TEXT:
                stack.append((child, own))
    return tuple(found)


def _type_of(element: dom.Element, above: Type) -> Type:
    """Return the style of an element's text: its own style applied to its parent's."""
    style = declarations_of(element)
    if style.get("display") == "none":
        return replace(above, hidden=True)
    grounds = (style.get("background-color"), style.get("background"), element.get("bgcolor"))
    ground = next(filter(None, grounds), "")
    color, size = style.get("color", ""), _PX.match(style.get("font-size", ""))
    weight = style.get("font-weight", "")
    return Type(
        color=color.lower() if _HEX.fullmatch(color) else above.color,
        ground=ground.lower() if _HEX.fullmatch(ground) else above.ground,
        size_px=float(size[1]) if size else above.size_px,
        bold=weight in {"bold", "600", "700", "800", "900"} or (not weight and above.bold),
    )


CHECKS: tuple[Check[Mailing], ...] = (
    Check(NO_LANGUAGE, no_language),
    Check(NO_TITLE, no_title),
    Check(LAYOUT_TABLE, layout_tables),
    Check(HEADING_ORDER, heading_order),
    Check(CONTRAST, poor_contrast),
    Check(VAGUE_LINK, vague_links),
    Check(SMALL_TEXT, small_text),
)
