"""M1: check the message: its subject, parts, headers and images."""

import unicodedata
from collections.abc import Iterator

from publisher import urls
from publisher.checks.content.metadata import HEADER_LINE
from publisher.checks.mail.mailing import Mailing
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity

NO_SUBJECT = Rule(
    "M101", Severity.ERROR, "subject has no visible characters",
    "Inboxes show an empty line, and filters treat a message without a subject as spam.",
    "write a title that contains letters",
    bad='---\ntitle: ‸"\u2060\u2060"\ndate: 2026-01-02\n---\nHello.\n',
    good="---\ntitle: Salt and pepper\ndate: 2026-01-02\n---\nHello.\n",
)  # fmt: skip
LONG_SUBJECT = Rule(
    "M102", Severity.WARNING, "subject is over 78 characters",
    "A header line should not be longer (RFC 5322, 2.1.1), and no inbox shows that much.",
    "put the most important words first, and move the rest to the summary",
    bad="---\ntitle: ‸A long walk from the harbour through the old town and up the hill to the "
    "castle and back\ndate: 2026-01-02\n---\nHello.\n",
    good="---\ntitle: A long walk up to the castle\ndate: 2026-01-02\n---\nHello.\n",
)  # fmt: skip
SHOUTED = Rule(
    "M103", Severity.WARNING, "subject is all capitals",
    "It reads as shouting, and spam filters count it (SpamAssassin's SUBJ_ALL_CAPS).",
    "use sentence case",
    bad="---\ntitle: ‸THE BEST OF MAY\ndate: 2026-01-02\n---\nHello.\n",
    good="---\ntitle: The best of May\ndate: 2026-01-02\n---\nHello.\n",
)  # fmt: skip
NO_PREHEADER = Rule(
    "M104", Severity.WARNING, "no preview text",
    "Inboxes show a line of text after the subject; without one, they show the first text in the "
    "email, such as 'View in browser'.",
    "add `summary:` to the front matter, or begin the issue with a sentence",
    bad="=== issues/001.md\n‸---\ntitle: Spring\ndate: 2026-01-02\n---\n"
    "![](https://example.com/map.png)\n",
    good="---\ntitle: Spring\nsummary: A map of the harbour\ndate: 2026-01-02\n---\n"
    "![](https://example.com/map.png)\n\nThis is the harbour in spring.\n",
)  # fmt: skip
NO_TEXT_PART = Rule(
    "M105", Severity.WARNING, "text part is empty",
    "Watches, screen readers and text-only clients show only the text part, and spam filters "
    "compare it with the HTML (SpamAssassin's MPART_ALT_DIFF).",
    "print `body_text` in the theme's issue.txt.j2",
    bad="=== templates/email/default/issue.txt.j2\n\n=== issues/001.md\n‸---\ntitle: Spring\n"
    "date: 2026-01-02\n---\nHello.\n",
    good="=== templates/email/default/issue.txt.j2\n{{ body_text }}\n=== issues/001.md\n---\n"
    "title: Spring\ndate: 2026-01-02\n---\nHello.\n",
)  # fmt: skip
NO_ADDRESS = Rule(
    "M110", Severity.WARNING, "missing author address",
    "A message needs a From address with a domain (RFC 5322, 3.6.2), which its Message-ID also "
    "uses; without one, nothing can be sent.",
    "set author_email in publisher.toml, or PUBLISHER_AUTHOR_EMAIL",
    bad='=== publisher.toml\n‸author_email = "editors"\n',
    good='=== publisher.toml\nauthor_email = "editors@example.com"\n',
)  # fmt: skip
NO_ONE_CLICK = Rule(
    "M111", Severity.WARNING, "List-Unsubscribe without one-click support",
    "Since February 2024, Gmail and Yahoo have required RFC 8058 from senders of 5,000 messages a "
    "day; it works only with an https URL.",
    "set unsubscribe_url to an https URL that accepts POST",
    bad='=== publisher.toml\n‸unsubscribe_url = "http://example.com/unsubscribe"\n',
    good='=== publisher.toml\nunsubscribe_url = "https://example.com/unsubscribe"\n',
)  # fmt: skip
NO_UNSUBSCRIBE = Rule(
    "M112", Severity.INFO, "no way to unsubscribe",
    "Readers who cannot unsubscribe report the email as spam. A test email to yourself does not "
    "need a link.",
    "set unsubscribe_url, or let your mailing service add a link",
    bad='=== publisher.toml\n‸unsubscribe_url = ""\n',
    good='=== publisher.toml\nunsubscribe_url = "https://example.com/unsubscribe"\n',
)  # fmt: skip
IMAGES_ONLY = Rule(
    "M113", Severity.WARNING, "content is only images",
    "Outlook blocks images until the reader loads them, and spam filters compare words with images "
    "(SpamAssassin's HTML_IMAGE_ONLY rules).",
    "repeat in the text what the images say",
    bad="---\ntitle: Spring\ndate: 2026-01-02\n---\n![A map](‸https://example.com/map.png)\n",
    good="---\ntitle: Spring\ndate: 2026-01-02\n---\n![A map](https://example.com/map.png)\n\n"
    "This is the harbour in spring, as it is seen from the hill.\n",
)  # fmt: skip
HEAVY_IMAGES = Rule(
    "M114", Severity.WARNING, "images are too large",
    "Two megabytes take four seconds on a 4 Mbit/s phone connection, each time the email is "
    "opened.",
    "resize the images: twice the width at which they are shown is enough",
    bad="Look at this:\n\n![A map](‸large.png)\n", good="Look at this:\n\n![A map](small.png)\n",
)  # fmt: skip

_HEAVY = 2_000_000
"""Bytes; above this size in total, local images are too large."""

_FEWEST_LETTERS, _MANY_CHARACTERS = 20, 500
_SHOUTING = 8
"""Capital letters in all; fewer may be an abbreviation."""


def no_subject(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a subject of only spaces and invisible characters."""
    if not any(unicodedata.category(it)[0] in "LNPS" for it in mailing.email.subject):
        yield mailing.at(NO_SUBJECT, "the subject has no visible characters", "title")


def long_subject(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a subject that is longer than a header line should be."""
    length = len(mailing.email.subject)
    if length > HEADER_LINE:
        yield mailing.at(LONG_SUBJECT, f"the subject has {length} characters", "title")


def shouted(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a subject without lower case letters, if its script has them."""
    letters = [it for it in mailing.email.subject if it.upper() != it.lower()]
    if len(letters) >= _SHOUTING and all(it.isupper() for it in letters):
        yield mailing.at(SHOUTED, "the subject is all capitals", "title")


def no_preheader(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report an issue with neither a summary nor a first sentence."""
    if not mailing.email.preheader.strip():
        yield mailing.at(NO_PREHEADER, "there is no text to show after the subject", "summary")


def no_text_part(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a text part without a word."""
    if not mailing.email.text.strip():
        yield mailing.at(NO_TEXT_PART, "the text part of this email is empty")


def no_address(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a From without an address, or an address without a domain."""
    address = mailing.newsletter.author_email
    if not address.rpartition("@")[2] or "@" not in address:
        place = mailing.sources.setting("author_email")
        said = f"{address!r} has no domain" if address else "author_email is not set"
        yield NO_ADDRESS.at(*place, said)


def no_one_click(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a List-Unsubscribe that does not allow one-click unsubscribing."""
    options = mailing.options
    ways = options.unsubscribe_url or options.unsubscribe_mailto
    if ways and urls.scheme_of(options.unsubscribe_url) != "https":
        place = mailing.sources.setting("unsubscribe_url", "unsubscribe_mailto")
        yield NO_ONE_CLICK.at(*place, "no https URL is set for one-click unsubscribe")


def no_unsubscribe(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report a missing List-Unsubscribe."""
    if not mailing.options.unsubscribe_url and not mailing.options.unsubscribe_mailto:
        place = mailing.sources.setting("unsubscribe_url", "unsubscribe_mailto")
        yield NO_UNSUBSCRIBE.at(*place, "neither unsubscribe_url nor unsubscribe_mailto is set")


def images_only(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report an issue of images with almost no text."""
    text = mailing.issue.text
    if not mailing.issue.images or len(text) > _MANY_CHARACTERS:
        return
    letters = sum(character.isalnum() for character in text)
    if letters < _FEWEST_LETTERS:
        yield IMAGES_ONLY.at(
            mailing.path,
            mailing.issue.images[0].position,
            f"this issue has {len(mailing.issue.images)} image(s) and {letters} letters of text",
        )


def heavy_images(mailing: Mailing) -> Iterator[Diagnostic]:
    """Report local images that are too large in total."""
    local = [image for image in mailing.issue.images if image.file]
    if local and mailing.image_bytes > _HEAVY:
        yield HEAVY_IMAGES.at(
            mailing.path,
            local[0].position,
            f"the images of this issue total {mailing.image_bytes:,} bytes",
        )


CHECKS: tuple[Check[Mailing], ...] = (
    Check(NO_SUBJECT, no_subject),
    Check(LONG_SUBJECT, long_subject),
    Check(SHOUTED, shouted),
    Check(NO_PREHEADER, no_preheader),
    Check(NO_TEXT_PART, no_text_part),
    Check(NO_ADDRESS, no_address),
    Check(NO_ONE_CLICK, no_one_click),
    Check(NO_UNSUBSCRIBE, no_unsubscribe),
    Check(IMAGES_ONLY, images_only),
    Check(HEAVY_IMAGES, heavy_images),
)
