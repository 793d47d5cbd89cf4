"""What a test send may be: to how many recipients, and with which settings."""

from publisher.errors import SettingsError
from publisher.settings import Settings

UNCONFIRMED = 5
"""Recipients that a test is sent to without a question."""

_HOW = 'set sender = "smtp" and [smtp] host in publisher.toml, or PUBLISHER_SMTP__HOST'


def missing_for_inbox(settings: Settings) -> SettingsError | None:
    """Return the error in the settings that keeps a test from every inbox; None for none."""
    if settings.sender == "file":
        return SettingsError("no mail server is set, so a test would reach nobody", _HOW)
    if settings.sender == "smtp" and not settings.smtp.host:
        return SettingsError("the mail server has no name", _HOW)
    if not settings.author_email:
        return SettingsError(
            "a message needs an address to come from", "set author_email in publisher.toml"
        )
    return None
