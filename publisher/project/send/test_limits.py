"""Limit test sends: the number of recipients, and the required settings."""

from publisher.errors import SettingsError
from publisher.senders import SENDERS
from publisher.senders.declaration import setting_value
from publisher.settings import Settings

UNCONFIRMED = 5
"""Maximum recipients of a test that is sent without confirmation."""

_HOW = 'set sender = "smtp" and [smtp] host in publisher.toml, or PUBLISHER_SMTP__HOST'


def missing_for_inbox(settings: Settings) -> SettingsError | None:
    """Return the error in the settings that keeps a test out of every inbox, or None."""
    if sender := SENDERS.get(settings.sender):
        if not sender.reaches_inboxes:
            return SettingsError("no mail server is set, so a test email cannot be delivered", _HOW)
        for name in sender.required:
            if not setting_value(settings, name):
                return SettingsError(f"{name} is not set", _HOW)
    if not settings.author_email:
        return SettingsError(
            "author_email is not set, and a message needs a From address",
            "set author_email in publisher.toml",
        )
    return None
