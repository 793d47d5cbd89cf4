"""An issue as an email, before it has a recipient. Does not know headers or mail addresses."""

from dataclasses import dataclass

from publisher.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class RenderedEmail:
    """Subject, inbox line, HTML and text of one issue."""

    subject: str
    preheader: str
    html: str
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def html_bytes(self) -> int:
        """Return the bytes of the HTML part in UTF-8; Gmail clips a message above 102,400."""
        return len(self.html.encode())
