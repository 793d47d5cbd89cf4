"""Mail addresses for headers and envelopes. Does not know header fields or messages."""

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


def parse_address(text: str, what: str = "the address") -> MailAddress:
    """Parse an address that a person typed: strip white space, convert the domain to A-labels.

    Makes no DNS look-up, and allows a local server (``root@localhost``). Raises
    HeaderFault that says what is wrong and ``what`` the address is for.
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
