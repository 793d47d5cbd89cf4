"""Find settings that still have a placeholder, and decide whether that prevents a send."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.diagnostics import Diagnostic, Position, Severity
from publisher.identity.entry_ids import has_reserved_host, is_reserved_host
from publisher.project import project_rules as rules
from publisher.senders import SENDERS, bounce_addresses
from publisher.settings import FILE_NAME, Settings

_TITLES = frozenset({"my newsletter", "newsletter"})
_DESCRIPTION = "what it is about, in a sentence"


def placeholders(settings: Settings) -> Iterator[Diagnostic]:
    """Name the settings of the newsletter that still have a placeholder, in one finding.

    It is a warning, except for a sample newsletter, which uses only example domains.
    """
    texts = {
        "title": settings.title.lower() in _TITLES,
        "description": settings.description.lower() == _DESCRIPTION,
    }
    addresses = {
        "author_email": _is_example(settings.author_email),
        **{name: _is_example(value) for name, value in bounce_addresses(settings).items()},
        "site_url": has_reserved_host(settings.site_url),
        "feed_url": has_reserved_host(settings.feed_url),
    }
    if names := [name for name, is_placeholder in (texts | addresses).items() if is_placeholder]:
        message = f"placeholder in {', '.join(names)}"
        finding = rules.PLACEHOLDER.at(FILE_NAME, Position(), message)
        is_example = not any(texts.values()) and _is_all_of_example(settings)
        yield replace(finding, severity=Severity.INFO) if is_example else finding


def against_sending(
    settings: Settings, sender: str, recipients: Iterable[str]
) -> tuple[Diagnostic, ...]:
    """Return the settings that prevent sending to inboxes: missing ones and placeholders.

    For rehearsals, a newsletter of an example domain may send to addresses of example domains.
    """
    if sender not in SENDERS or not SENDERS[sender].reaches_inboxes:
        return ()
    found = list(placeholders(settings))
    start = Position()
    if not settings.title:
        found.append(rules.NO_TITLE.at(FILE_NAME, start, "title is not set"))
    if not settings.site_url:
        found.append(rules.NO_SITE.at(FILE_NAME, start, "site_url is not set"))
    has_own_title = bool(settings.title) and settings.title.lower() not in _TITLES
    if has_own_title and settings.site_url and all(map(_is_example, recipients)):
        return ()
    return tuple(replace(finding, severity=Severity.ERROR) for finding in found)


def _is_all_of_example(settings: Settings) -> bool:
    addresses = (settings.author_email, settings.site_url)
    return all(_is_example(value) or has_reserved_host(value) for value in addresses if value)


def _is_example(address: str) -> bool:
    return "@" in address and is_reserved_host(address.rpartition("@")[2].strip("> "))
