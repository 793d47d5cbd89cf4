"""Render an issue as an email: subject, inbox line, HTML and text. No headers or recipients.

Pure: the theme was loaded before, and nothing here uses the disk, the clock or the network.
"""

import re
from dataclasses import dataclass

from publisher.dom import document, document_html
from publisher.languages import direction, written_date
from publisher.mail.mail_options import MailOptions
from publisher.mail.plaintext.issue_text import issue_text
from publisher.mail.render.clipping import size_findings
from publisher.mail.render.email_tree import Letter
from publisher.mail.render.steps import run_steps
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue, Newsletter
from publisher.phrases import email_words
from publisher.themes.applied_style import look_of
from publisher.themes.theme_loader import Theme

INBOX_LINE = 150
"""Characters of the longest line that an inbox shows of a message: Gmail on a wide screen."""

PADDING = "\N{FIGURE SPACE}\N{COMBINING GRAPHEME JOINER}"
"""Spaces that no client folds: after a short preheader they keep the body out of the inbox line."""


@dataclass(frozen=True, slots=True)
class EmailFacts:
    """What a template knows about the email besides issue and newsletter; see docs/themes.md."""

    subject: str
    preheader: str
    preheader_padding: str
    language: str
    direction: str
    number: str
    """'No. 59'; '' if there is no number, or the title contains it."""
    date: str
    date_iso: str
    view_url: str
    unsubscribe_url: str
    logo_url: str
    footer_text: str
    postal_address: str


def render(
    issue: Issue, newsletter: Newsletter, options: MailOptions, theme: Theme
) -> RenderedEmail:
    """Return the email of an issue in a theme.

    Raises TemplateFault, with file and line, if a template of the theme cannot be rendered.
    """
    facts = email_facts(issue, newsletter, options)
    variables = {
        "issue": issue,
        "newsletter": newsletter,
        "email": facts,
        "words": email_words(facts.language),
    }
    tree = document(theme.render_html(variables))
    look = look_of(theme.css, options.accent_color, facts.language)
    letter = Letter(tree, issue, look, options)
    run_steps(letter)
    text = theme.render_text({**variables, "body_text": issue_text(issue, facts.language)})
    html = document_html(letter.tree)
    return RenderedEmail(facts.subject, facts.preheader, html, text, size_findings(issue, html))


def email_facts(issue: Issue, newsletter: Newsletter, options: MailOptions) -> EmailFacts:
    """Return what a template needs of the settings and the issue."""
    language = issue.language or newsletter.language
    preheader = " ".join((issue.summary or issue.excerpt).split())
    mailto = f"mailto:{options.unsubscribe_mailto}" if options.unsubscribe_mailto else ""
    return EmailFacts(
        subject=issue.title,
        preheader=preheader,
        preheader_padding=PADDING * max(0, INBOX_LINE - len(preheader)),
        language=language,
        direction=direction(language),
        number=_number(issue, language),
        date=written_date(issue.date.date(), language) if issue.date else "",
        date_iso=issue.date.date().isoformat() if issue.date else "",
        view_url=issue.permalink if options.web_view else "",
        unsubscribe_url=options.unsubscribe_url or mailto,
        logo_url=options.logo_url,
        footer_text=options.footer_text,
        postal_address=options.postal_address,
    )


def _number(issue: Issue, language: str) -> str:
    if issue.number is None or str(issue.number) in re.findall(r"[0-9]+", issue.title):
        return ""
    return email_words(language)["number"].format(number=issue.number)
