"""H1: find what some mail client does not show in the final HTML.

The data are caniemail's (``support``), the features checked are in ``features``, and the
clients are those of ``[check] clients``.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from publisher import dom
from publisher.checks.mail.clients.features import FEATURES, Feature, Harm
from publisher.checks.mail.clients.support import lacks, updated
from publisher.checks.mail.mailing import Mailing, Place
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from publisher.positions import position_at
from publisher.themes.declarations import declarations_of
from publisher.urls import path_of

_STYLES = "=== templates/email/default/styles.css\n"

CONTENT = Rule(
    "H101", Severity.WARNING, "content that some mail clients do not show",
    "Readers see nothing, or an empty box (data from caniemail.com).",
    "use content that every client shows: PNG or JPEG images, and links to videos and forms",
    bad="![A map](‸https://example.com/map.svg)\n", good="![A map](https://example.com/map.png)\n",
)  # fmt: skip
LAYOUT = Rule(
    "H102", Severity.WARNING, "layout that some mail clients do not support",
    "Readers see elements in a different place or size (data from caniemail.com).",
    "use stacked blocks or a table for layout",
    bad=f"{_STYLES}p {{ ‸display: flex; }}\n", good=f"{_STYLES}p {{ color: #333333; }}\n",
)  # fmt: skip
LOOK = Rule(
    "H103", Severity.INFO, "style that some mail clients do not support",
    "Readers see the same content with plainer styling (data from caniemail.com).",
    "check that the email works without the style, then ignore this rule",
    bad=f"{_STYLES}p {{ ‸text-shadow: 1px 1px #333333; }}\n",
    good=f"{_STYLES}p {{ color: #333333; }}\n",
)  # fmt: skip


def _unsupported(rule: Rule, harm: Harm) -> Callable[[Mailing], Iterator[Diagnostic]]:
    """Return the check that reports unsupported features with this effect on readers."""

    def find(mailing: Mailing) -> Iterator[Diagnostic]:
        for feature, place in features_used(mailing):
            without = "; ".join(map(str, lacks(feature.slug, mailing.clients)))
            if feature.harm is harm and without:
                said = f"{feature.name}: not supported by {without} (as of {updated()})"
                yield rule.at(*place, said)

    return find


@lru_cache(maxsize=1)
def features_used(mailing: Mailing) -> tuple[tuple[Feature, Place], ...]:
    """Return the features that the email uses, each with the first place it comes from."""
    tags: set[str] = set()
    styles: set[str] = set()
    declared: dict[str, None] = {}
    images: dict[str, None] = {}
    for element in mailing.tree.iter():
        tags.add(dom.name_of(element))
        style = element.get("style")
        if style and style not in styles:
            styles.add(style)
            declared.update(dict.fromkeys(_declared(element)))
        if element.tag == "img":
            images[element.get("src", "")] = None
    found = ((it, _place(mailing, it, tags, declared, images)) for it in FEATURES)
    return tuple((feature, place) for feature, place in found if place is not None)


def _declared(element: dom.Element) -> Iterator[str]:
    """Yield an element's declarations; none for ``display:none``: it is hidden by several means."""
    declarations = declarations_of(element)
    if declarations.get("display") != "none":
        yield from (f"{name}:{value}" for name, value in declarations.items())


def _place(
    mailing: Mailing,
    feature: Feature,
    tags: set[str],
    declared: dict[str, None],
    images: dict[str, None],
) -> Place | None:
    """Return where a feature of the email comes from; None if the email does not use it."""
    for tag in feature.tags:
        if tag in tags:
            return mailing.place_of(rf"<{tag}\b")
    for src in images if feature.image else ():
        if path_of(src).lower().endswith(feature.image):
            position = next((it.position for it in mailing.issue.images if it.src == src), None)
            return Place(mailing.path, position) if position else mailing.place_of(re.escape(src))
    for declaration in declared if feature.style else ():
        if feature.style and feature.style.match(declaration):
            return _place_of_style(mailing, declaration.partition(":")[0])
    return None


def _place_of_style(mailing: Mailing, name: str) -> Place:
    """Return the place of a declaration: in a ``style`` of the issue, else in the theme."""
    text = mailing.issue.source.text
    written = re.compile(rf"""\bstyle\s*=\s*["'][^"']*?(?P<name>\b{name})\s*:""", re.IGNORECASE)
    if match := written.search(text):
        return Place(mailing.path, position_at(text, match.start("name")))
    return mailing.place_in_theme(rf"(?<![\w-]){name}\s*:")


CHECKS: tuple[Check[Mailing], ...] = (
    Check(CONTENT, _unsupported(CONTENT, Harm.GONE)),
    Check(LAYOUT, _unsupported(LAYOUT, Harm.DISARRANGED)),
    Check(LOOK, _unsupported(LOOK, Harm.PLAINER)),
)
"""Every check of mail client support."""
