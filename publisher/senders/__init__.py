"""Send messages and return receipts. Imports no issue, theme or feed."""

from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name

from publisher.errors import PublisherError, SenderError, SettingsError
from publisher.senders.declaration import setting_value
from publisher.senders.protocol import Diagnosable, Finding, Sender
from publisher.senders.sender_options import SenderOptions, declared_senders

SENDERS = declared_senders(SenderOptions)
"""The declaration of every shipped sender, by name."""

ENTRY_POINTS = "publisher.senders"
"""The entry-point group in which installed packages register their senders."""

OpenSender = Callable[[SenderOptions, Path], Sender]
"""Opens a sender from options and the folder that relative paths in them refer to."""


def open_sender(name: str, options: SenderOptions, folder: Path = Path()) -> Sender:
    """Return the sender with this name, for use in a ``with`` block.

    Relative paths in the options are relative to ``folder``. Raises what ``opener_of`` raises,
    and SettingsError for options that the sender cannot work with.
    """
    return opener_of(name)(options, folder)


def diagnose(
    name: str, options: SenderOptions, folder: Path = Path()
) -> tuple[Finding, ...] | None:
    """Return the findings of the connection check of the sender with this name.

    None for a sender that has nothing to check. Settings that it rejects are a finding. Raises
    what ``opener_of`` raises.
    """
    opener = opener_of(name)
    try:
        sender = opener(options, folder)
    except PublisherError as error:
        return (Finding("settings", is_ok=False, words=error.message, hint=error.hint),)
    return tuple(sender.diagnose()) if isinstance(sender, Diagnosable) else None


def bounce_addresses(options: SenderOptions) -> dict[str, str]:
    """Return the addresses for bounces that are set, by the name of the setting."""
    names = filter(None, (declaration.bounce_setting for declaration in SENDERS.values()))
    values = {name: str(setting_value(options, name)) for name in names}
    return {name: address for name, address in values.items() if address}


def sender_names() -> tuple[str, ...]:
    """Return the shipped senders, then the installed ones, which cannot replace shipped names."""
    return tuple(dict.fromkeys((*SENDERS, *sorted(_installed()))))


def opener_of(name: str) -> OpenSender:
    """Return the function that opens the sender with this name.

    Raises SettingsError for an unknown name, SenderError for an adapter that does not load.
    """
    if name in SENDERS:
        opener: OpenSender = resolve_name(SENDERS[name].opened_by)
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
    # Imported only here: searching the installed packages takes longer than most commands.
    from importlib.metadata import entry_points  # noqa: PLC0415

    return {point.name: point.value for point in entry_points(group=ENTRY_POINTS)}
