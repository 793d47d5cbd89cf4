"""A template's HTML and a stylesheet to what the steps make of them; parts of it for a test."""

from collections.abc import Callable

from publisher import dom
from publisher.dom import document, document_html
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.email_tree import Letter
from publisher.mail.render.steps import STEPS
from publisher.model import Issue, Source
from publisher.themes.applied_style import look_of

ACCENT = "#0b5cad"
Step = Callable[[Letter], None]


def letter_of(body: str, css: str = "", **options: object) -> Letter:
    """A letter with this in its body, styled by this."""
    page = body if "<html" in body else f"<html><head></head><body>{body}</body></html>"
    issue = Issue("One", "001", "https://example.com/issues/001/", Source("issues/001.md"))
    look = look_of(css, ACCENT, "en")
    return Letter(document(page), issue, look, MailOptions(**options))


def done(letter: Letter, *steps: Step) -> Letter:
    """The letter after these steps; after all of them where none is named."""
    for step in steps or STEPS:
        step(letter)
    return letter


def html_of(body: str, css: str = "", *steps: Step) -> str:
    """The document that comes out."""
    return document_html(done(letter_of(body, css), *steps).tree)


def styles_in(letter: Letter) -> list[str]:
    """The text of each ``style`` element."""
    return [style.text or "" for style in letter.tree.iter("style")]


def first(letter: Letter, tag: str) -> dom.Element:
    """The first element with this tag."""
    return next(letter.tree.iter(tag))
