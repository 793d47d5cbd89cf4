"""What can be set about emails: their look, their headers, their signature."""

from pathlib import Path

from pydantic import BaseModel, Field, field_validator

from publisher import urls


class DkimOptions(BaseModel):
    """Signing with DKIM (RFC 6376); off while ``domain`` is empty."""

    domain: str = Field(default="", description="signing domain (d=)")
    selector: str = Field(default="", description="selector (s=): the key's name in DNS")
    key_file: Path | None = Field(default=None, description="file of the private key, PEM")


class MailOptions(BaseModel):
    """How an issue looks as an email, and what its headers say."""

    theme: str = Field(default="default", description="folder under templates/email/")
    templates_dir: Path = Field(
        default=Path("templates/email"), description="the newsletter's own themes"
    )
    emails_dir: Path = Field(default=Path("build/emails"), description="folder of the built emails")
    accent_color: str = Field(
        default="#0b5cad", pattern=r"^#[0-9a-fA-F]{6}$", description="colour of links and rules"
    )
    logo_url: str = Field(default="", description="absolute address of a logo for the header")
    footer_text: str = Field(default="", description="a line at the foot of each email")
    postal_address: str = Field(
        default="", description="the sender's postal address, which some laws ask for"
    )
    web_view: bool = Field(default=True, description="link to the issue on the web")
    unsubscribe_url: str = Field(
        default="", description="address of the unsubscribe page; also sets List-Unsubscribe"
    )
    unsubscribe_mailto: str = Field(default="", description="address that takes unsubscribe mails")
    list_id: str = Field(default="", description="List-Id (RFC 2919), such as letter.example.com")
    reply_to: str = Field(default="", description="address for answers, where it is not the author")
    feedback_id: str = Field(default="", description="Feedback-ID for Gmail's Postmaster Tools")
    embed_images: bool = Field(default=False, description="carry local images inside the message")
    utm: dict[str, str] = Field(
        default={}, description="parameters to add to outgoing links, off by default"
    )
    dkim: DkimOptions = DkimOptions()

    @field_validator("logo_url", "unsubscribe_url")
    @classmethod
    def _is_not_run(cls, url: str) -> str:
        scheme = urls.dangerous_scheme(url)
        if scheme not in {"", "data"}:  # a logo may be data:image/png
            raise ValueError(f"no client opens {scheme}: in an email; start it with https://")
        return url
