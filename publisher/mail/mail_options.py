"""The settings of emails: their appearance, their headers, their signature."""

from pathlib import Path

from pydantic import BaseModel, Field, field_validator

from publisher import urls


class DkimOptions(BaseModel):
    """Signing with DKIM (RFC 6376); off while ``domain`` is empty."""

    domain: str = Field(default="", description="signing domain (d=)")
    selector: str = Field(default="", description="selector (s=): the key's name in DNS")
    key_file: Path | None = Field(default=None, description="private key file (PEM)")


class MailOptions(BaseModel):
    """Emails: appearance, headers and signature."""

    theme: str = Field(default="default", description="name of a folder in templates_dir")
    templates_dir: Path = Field(
        default=Path("templates/email"), description="folder for custom themes"
    )
    emails_dir: Path = Field(
        default=Path("build/emails"), description="folder for the built emails"
    )
    accent_color: str = Field(
        default="#0b5cad", pattern=r"^#[0-9a-fA-F]{6}$", description="colour of links and rules"
    )
    logo_url: str = Field(default="", description="absolute URL of a logo for the header")
    footer_text: str = Field(default="", description="a line in the footer of each email")
    postal_address: str = Field(
        default="", description="the sender's postal address, which some countries require"
    )
    web_view: bool = Field(default=True, description="add a link to the issue on the web")
    unsubscribe_url: str = Field(
        default="", description="URL of the unsubscribe page; also sets List-Unsubscribe"
    )
    unsubscribe_mailto: str = Field(
        default="", description="email address for unsubscribe requests"
    )
    list_id: str = Field(default="", description="List-Id (RFC 2919), such as letter.example.com")
    reply_to: str = Field(default="", description="email address for replies, if not the author's")
    feedback_id: str = Field(default="", description="Feedback-ID for Gmail's Postmaster Tools")
    embed_images: bool = Field(default=False, description="embed local images in the message")
    utm: dict[str, str] = Field(
        default={}, description="query parameters to add to outgoing links; none by default"
    )
    dkim: DkimOptions = DkimOptions()

    @field_validator("logo_url", "unsubscribe_url")
    @classmethod
    def _is_not_run(cls, url: str) -> str:
        scheme = urls.dangerous_scheme(url)
        if scheme not in {"", "data"}:  # a logo may be data:image/png
            raise ValueError(f"no client opens {scheme}: in an email; start it with https://")
        return url
