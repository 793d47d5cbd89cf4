"""Define the settings of sending: the chosen sender, and the settings that each declares.

The base classes of SenderOptions are the only list of the shipped senders.
"""

from pydantic import BaseModel, Field

from publisher.senders.declaration import Secret, SenderDeclaration
from publisher.senders.file import FileDeclaration
from publisher.senders.smtp.smtp_options import SmtpDeclaration


class ChosenSender(BaseModel):
    """The setting that names the sender."""

    sender: str = Field(
        default="file", description="file, smtp, or the name of an installed sender"
    )


class InstalledSenderOptions(BaseModel, hide_input_in_errors=True):
    """The settings of a sender from another package."""

    sender_options: dict[str, Secret] = Field(
        default={}, description="options for an installed sender, as key = value"
    )


class SenderOptions(  # pydantic gathers the fields of the last base class first
    InstalledSenderOptions,
    SmtpDeclaration,
    FileDeclaration,  # the default: nothing leaves the machine
    ChosenSender,
):
    """Sending: the sender and its options."""


def declared_senders(options: type[BaseModel]) -> dict[str, type[SenderDeclaration]]:
    """Return the declarations that a class of settings gathers, by the sender's name."""
    bases = [base for base in reversed(options.__mro__) if issubclass(base, SenderDeclaration)]
    return {base.sender_name: base for base in bases if "sender_name" in base.__dict__}
