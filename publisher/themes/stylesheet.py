"""Turn a theme's CSS into rules to inline, and blocks to keep for clients that read them.

Colours are named once, as custom properties of ``:root`` and of ``:root`` in
``@media (prefers-color-scheme: dark)``. Mail clients do not support ``var()`` (Gmail, Outlook
and Yahoo do not), so the output has values instead; and every rule that uses a name whose
dark value differs gets its counterparts for dark mode. Does not know issues or trees.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import tinycss2
from tinycss2 import ast

from publisher.themes.css_selectors import is_common, needs_client, parts_of
from publisher.themes.declarations import compact

DARK = "(prefers-color-scheme: dark)"
"""The media query under which Apple Mail and Outlook on phones ask for dark colours."""

_BACKGROUNDS = frozenset({"background", "background-color"})


class StylesheetError(ValueError):
    """A stylesheet is invalid or not supported; ``line`` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


_UNDERSTOOD = frozenset(
    "only all screen and min-width max-width min-device-width max-device-width "
    "orientation portrait landscape".split()
)
"""The words of media queries that Gmail understands (caniemail, at-media)."""


class StyleBlock(StrEnum):
    """The ``<style>`` for a kept rule: Gmail drops a whole block for one rule in it."""

    STATES = "states"
    """``:hover`` and media queries, which Gmail understands, and its own hooks."""
    DARK = "dark"
    """Dark mode by media query."""
    OUTLOOK_COM = "outlook.com"
    """Dark mode by the attributes that Outlook.com writes, as attribute selectors."""
    OTHER = "other"
    """Anything else Gmail may not know: other media queries and selectors, ``@font-face`` ..."""


Declaration = tuple[str, str]
"""A property's name and its value, without ``!important``."""


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule that cannot be inlined. ``css`` is the whole text if there is no selector."""

    block: StyleBlock
    selector: str
    declarations: tuple[Declaration, ...] = ()
    media: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """A theme's CSS under one palette."""

    inline: str
    """Plain rules, one a line, for the inliner."""
    kept: tuple[KeptRule, ...]


@dataclass(frozen=True, slots=True)
class Palette:
    """The values of the custom properties, by name, in light and in dark."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _StyleRule:
    selector: str
    declarations: tuple[tuple[str, str, bool], ...]
    """Name, value with its ``var()``, important."""
    media: str
    line: int


def palette_of(css: str) -> Palette:
    """Return the custom properties of ``:root``; the dark values override the light ones."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for rule in _rules(css):
        if rule.selector == ":root":
            values = {name: value for name, value, _ in rule.declarations if name.startswith("--")}
            (dark if rule.media == DARK else light).update(values)
    return Palette(light, light | dark)


def stylesheet(css: str, palette: Palette) -> Stylesheet:
    """Return the rules with every ``var()`` replaced from the palette.

    Raises StylesheetError with the line of what is not understood.
    """
    inline: list[str] = []
    kept: list[KeptRule] = []
    for rule in _rules(css):
        if isinstance(rule, KeptRule):
            kept.append(rule)
            continue
        if rule.selector == ":root":
            continue
        light = _resolved(rule, palette.light)
        parts = parts_of(rule.selector)
        clients = [part for part in parts if rule.media or needs_client(part)]
        if plain := [part for part in parts if part not in clients]:
            body = ";".join(
                f"{name}:{value}{' !important' if important else ''}"
                for (name, value), (_, _, important) in zip(light, rule.declarations, strict=True)
            )
            inline.append(f"{','.join(plain)}{{{body}}}")
        kept.extend(
            KeptRule(block, ",".join(own), light, rule.media)
            for block in StyleBlock
            if (own := [part for part in clients if _block_of(part, rule.media) is block])
        )
        kept.extend(_dark_counterparts(rule, palette))
    return Stylesheet("\n".join(inline), tuple(kept))


def written(rules: Iterable[KeptRule]) -> str:
    """Return kept rules as CSS. Each declaration is important, to override inlined ones.

    A space precedes ``!important``; without it Outlook on Windows drops the declaration.
    """
    pieces: list[str] = []
    media = ""
    for rule in rules:
        if rule.media != media:
            pieces.append(("}" if media else "") + (f"@media {rule.media}{{" if rule.media else ""))
            media = rule.media
        pieces.append(rule.css or _rulecompact(rule))
    return "".join(pieces) + ("}" if media else "")


def _rulecompact(rule: KeptRule) -> str:
    body = ";".join(f"{name}:{value} !important" for name, value in rule.declarations)
    return f"{rule.selector}{{{body}}}"


def _dark_counterparts(rule: _StyleRule, palette: Palette) -> Iterator[KeptRule]:
    """Yield the same rule with the dark values of its names, for each kind of dark mode."""
    if rule.media:
        return
    changed = tuple(
        dark
        for light, dark in zip(
            _resolved(rule, palette.light), _resolved(rule, palette.dark), strict=True
        )
        if light != dark
    )
    if not changed:
        return
    yield KeptRule(StyleBlock.DARK, rule.selector, changed, DARK)
    grounds = tuple(pair for pair in changed if pair[0] in _BACKGROUNDS)
    others = tuple(pair for pair in changed if pair[0] not in _BACKGROUNDS)
    # Outlook.com marks what it recoloured: data-ogsb for a background, else data-ogsc.
    for mark, declarations in (("[data-ogsb]", grounds), ("[data-ogsc]", others)):
        if declarations:
            selector = ",".join(f"{mark} {part}" for part in parts_of(rule.selector))
            yield KeptRule(StyleBlock.OUTLOOK_COM, selector, declarations)


def _block_of(selector: str, media: str) -> StyleBlock:
    """Return the block in which this one selector breaks no rule that a client understands."""
    if media == DARK:
        return StyleBlock.DARK
    if media and not _words_of(media) <= _UNDERSTOOD:
        return StyleBlock.OTHER
    if selector.startswith(("[data-ogsc]", "[data-ogsb]")):
        return StyleBlock.OUTLOOK_COM
    return StyleBlock.STATES if is_common(selector) else StyleBlock.OTHER


def _words_of(media: str) -> set[str]:
    """Return the names in a media query: types, features and the words between them."""
    words: set[str] = set()
    todo = tinycss2.parse_component_value_list(media)
    while todo:
        token = todo.pop()
        if token.type == "ident":
            words.add(token.lower_value)
        elif token.type == "() block":
            todo += token.content
        elif token.type == "function":
            words.add(token.lower_name)
    return words


# --- reading ------------------------------------------------------------------------------


def _rules(css: str) -> Iterator[Any]:
    """Yield each rule flat: a ``_StyleRule`` for a selector list, a ``KeptRule`` for an at-rule."""
    for node in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if isinstance(node, ast.AtRule) and node.lower_at_keyword == "media":
            media = compact(node.prelude)
            for inner in tinycss2.parse_rule_list(
                node.content or [], skip_comments=True, skip_whitespace=True
            ):
                yield _rule(inner, media)
        elif isinstance(node, ast.AtRule):
            yield KeptRule(StyleBlock.OTHER, "", css=" ".join(node.serialize().split()))
        else:
            yield _rule(node, "")


def _rule(node: ast.Node, media: str) -> _StyleRule:
    if not isinstance(node, ast.QualifiedRule):
        reason = getattr(node, "message", "") or "a media query can contain only plain rules"
        raise StylesheetError(reason, node.source_line)
    declarations = []
    for part in tinycss2.parse_blocks_contents(node.content):
        if isinstance(part, ast.Comment | ast.WhitespaceToken):
            continue
        if not isinstance(part, ast.Declaration):
            reason = getattr(part, "message", "") or "nested rules are not supported"
            raise StylesheetError(reason, part.source_line)
        declarations.append((part.name, compact(part.value), part.important))
    return _StyleRule(compact(node.prelude), tuple(declarations), media, node.source_line)


def _resolved(rule: _StyleRule, values: Mapping[str, str]) -> tuple[Declaration, ...]:
    return tuple(
        (name, _without_names(value, values, rule.line)) for name, value, _ in rule.declarations
    )


def _without_names(value: str, values: Mapping[str, str], line: int) -> str:
    """Replace each ``var(--name)`` or ``var(--name,other)`` in the value, at any depth."""
    if "var(" not in value:
        return value
    pieces = []
    for node in tinycss2.parse_component_value_list(value):
        if not isinstance(node, ast.FunctionBlock):
            pieces.append(node.serialize())
        elif node.lower_name == "var":
            pieces.append(_value_of(node, values, line))
        else:
            inside = _without_names(compact(node.arguments), values, line)
            pieces.append(f"{node.name}({inside})")
    return "".join(pieces)


def _value_of(node: ast.FunctionBlock, values: Mapping[str, str], line: int) -> str:
    """Return the value of a ``var()``; a name inside its own value has none."""
    name, *rest = [part for part in node.arguments if part.type != "whitespace"]
    if name.value in values:
        others = {other: said for other, said in values.items() if other != name.value}
        return _without_names(values[name.value], others, line)
    if rest:
        return _without_names(compact(rest[1:]), values, line)
    raise StylesheetError(f"{name.value} is not defined in a :root rule", line)
