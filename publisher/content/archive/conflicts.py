"""Find issues with the same permalink, slug, number or alias. Does not read bodies."""

from dataclasses import replace
from pathlib import Path

from publisher.content import content_rules as rules
from publisher.content.archive.manuscript import Manuscript
from publisher.diagnostics import Diagnostic, Position, Rule


def without_conflicts(manuscripts: list[Manuscript]) -> list[Manuscript]:
    """Return the manuscripts, with findings for those that conflict with another.

    The first by file name keeps a shared permalink; the other has an error and is skipped.
    Slugs are compared without case, as some file systems do.
    """
    owners: dict[str, Manuscript] = {}
    found: dict[Path, list[Diagnostic]] = {text.path: [] for text in manuscripts}
    kept: list[Manuscript] = []
    for text in filter(lambda text: text.is_publishable, manuscripts):
        rivals = {owners[key].path: owners[key] for key in _claims(text) if key in owners}
        for rival in rivals.values():
            found[text.path].append(_same_address(text, rival))
            found[rival.path].append(_also_claimed(rival, text))
        if not rivals:
            owners.update(dict.fromkeys(_claims(text), text))
            kept.append(text)
    for path, finding in [*_same_numbers(kept), *_same_aliases(kept)]:
        found[path].append(finding)
    return [
        replace(text, diagnostics=(*text.diagnostics, *more))
        if (more := found[text.path])
        else text
        for text in manuscripts
    ]


def _same_numbers(manuscripts: list[Manuscript]) -> list[tuple[Path, Diagnostic]]:
    first: dict[int, Manuscript] = {}
    found = []
    for text in manuscripts:
        number = text.metadata.number
        if number is not None and (other := first.setdefault(number, text)) is not text:
            message = f"number {number} is also used by {other.source.path}"
            found.append((text.path, _at(text, "number", rules.SAME_NUMBER, message)))
    return found


def _same_aliases(manuscripts: list[Manuscript]) -> list[tuple[Path, Diagnostic]]:
    first: dict[str, Manuscript] = {}
    found = []
    for text in manuscripts:
        for alias in text.metadata.aliases:
            if (other := first.setdefault(alias, text)) is not text:
                message = f"alias {alias} is also used by {other.source.path}"
                found.append((text.path, _at(text, "aliases", rules.SAME_ALIAS, message)))
    return found


def _claims(text: Manuscript) -> tuple[str, str]:
    return f"address {text.permalink}", f"slug {text.slug.casefold()}"


def _at(text: Manuscript, key: str, rule: Rule, message: str) -> Diagnostic:
    return rule.at(text.source.path, text.source.positions.get(key, Position()), message)


def _same_address(text: Manuscript, rival: Manuscript) -> Diagnostic:
    message = f"{text.permalink} is already the URL of {rival.source.path}; this issue was skipped"
    return _at(text, "slug", rules.SAME_PERMALINK, message)


def _also_claimed(rival: Manuscript, text: Manuscript) -> Diagnostic:
    return _at(rival, "slug", rules.ALSO_CLAIMED, f"{text.source.path} has the same URL")
