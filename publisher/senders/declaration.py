"""Declare a sender: its name, its settings, and where it is opened.

Imports no sender and no sender's library, since the settings gather every declaration.
"""

from operator import attrgetter
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, SecretStr


def _as_text(value: object) -> object:
    """Return as text a password of only digits, written without quotes."""
    return str(value) if isinstance(value, int) else value


Secret = Annotated[SecretStr, BeforeValidator(_as_text)]


class SenderDeclaration(BaseModel, hide_input_in_errors=True):
    """Base class of the declaration of each shipped sender.

    The fields are the sender's settings. They are flat among all settings, so a sender with
    more than a few has one field whose value is a table.
    """

    sender_name: ClassVar[str]
    opened_by: ClassVar[str]
    """The function that opens the sender, as ``module:function``; loaded when needed."""
    reaches_inboxes: ClassVar[bool] = True
    """Whether messages leave this machine, so that placeholders in the settings prevent sending."""
    required: ClassVar[tuple[str, ...]] = ()
    """The settings without which nothing can be delivered, such as ``smtp.host``."""
    bounce_setting: ClassVar[str] = ""
    """The setting with the address for bounces, if the sender has one."""


def setting_value(options: BaseModel, name: str) -> object:
    """Return the value of a setting; a dot in its name separates a table from its key."""
    return attrgetter(name)(options)
