"""Messages and envelopes to receipts. Knows no issue, no theme and no feed."""

from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name

from publisher.errors import PublisherError, SenderError, SettingsError
from publisher.senders.protocol import Diagnosable, Finding, Sender
from publisher.senders.sender_options import SenderOptions, declared_senders

SENDERS = declared_senders(SenderOptions)
"""Every sender that is shipped, and where it is opened: loaded when it is asked for."""

ENTRY_POINTS = "publisher.senders"
"""The entry-point group in which an installed package names a sender of its own."""

OpenSender = Callable[[SenderOptions, Path], Sender]
"""Opens a sender: options, and the folder that relative paths in them start from."""


def open_sender(name: str, options: SenderOptions, folder: Path = Path()) -> Sender:
    """The sender of that name, to be used in a ``with`` block.

    ``folder`` is what relative paths in the options are relative to. Raises what ``opener_of``
    raises, and SettingsError for options that the sender cannot work with.
    """
    return opener_of(name)(options, folder)


def diagnose(
    name: str, options: SenderOptions, folder: Path = Path()
) -> tuple[Finding, ...] | None:
    """Return what the sender of that name finds on the way to where it delivers.

    None for a sender that has nothing to check. Settings that it refuses are a finding. Raises
    what ``opener_of`` raises.
    """
    opener = opener_of(name)
    try:
        sender = opener(options, folder)
    except PublisherError as error:
        return (Finding("settings", is_ok=False, words=error.message, hint=error.hint),)
    return tuple(sender.diagnose()) if isinstance(sender, Diagnosable) else None


def sender_names() -> tuple[str, ...]:
    """The shipped senders, then the installed ones; a shipped name cannot be taken over."""
    return tuple(dict.fromkeys((*SENDERS, *sorted(_installed()))))


def opener_of(name: str) -> OpenSender:
    """The function that opens the sender of that name.

    Raises SettingsError for a name that nobody knows, SenderError for an adapter that does
    not load.
    """
    if name in SENDERS:
        opener: OpenSender = resolve_name(SENDERS[name])
        return opener
    installed = _installed()
    if name not in installed:
        raise SettingsError(
            f"unknown sender {name!r}", f"available senders: {', '.join(sender_names())}"
        )
    try:
        opener = resolve_name(installed[name])
    except (ImportError, AttributeError) as error:
        raise SenderError(
            f"cannot load sender {name!r}: {error}",
            f"reinstall the package that provides {installed[name]}",
        ) from error
    return opener


def _installed() -> dict[str, str]:
    # Read when asked for: looking through what is installed takes longer than most commands.
    from importlib.metadata import entry_points  # noqa: PLC0415

    return {point.name: point.value for point in entry_points(group=ENTRY_POINTS)}
