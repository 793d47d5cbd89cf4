"""Mail addresses as headers and envelopes want them. Knows no field and no message."""

from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from publisher.errors import HeaderFault


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A mail address with its domain in A-labels (RFC 5890)."""

    local_part: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local_part}@{self.domain}"

    @property
    def needs_smtputf8(self) -> bool:
        """Whether only servers with SMTPUTF8 (RFC 6531) can carry a message to or from it."""
        return not self.local_part.isascii()


def parse_address(text: str, what: str = "the address") -> MailAddress:
    """An address from a person's hand: white space around it goes, its domain becomes A-labels.

    No look-up is made, and a server of one's own (``root@localhost``) is allowed. Raises
    HeaderFault with what is wrong and ``what`` it was for.
    """
    try:
        valid = validate_email(
            text.strip(" "),
            check_deliverability=False,
            globally_deliverable=False,
            allow_quoted_local=True,
            test_environment=True,
        )
    except EmailNotValidError as error:
        raise HeaderFault(f"{what} is not a valid email address: {text!r}: {error}") from error
    return MailAddress(valid.local_part, valid.ascii_domain)
