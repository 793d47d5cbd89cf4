"""Write an issue as the text of its plain-text part, laid out as a person would.

Does not know themes, headers or transfer encodings. A line that ends in a space continues in
the next one (``wrapping.wrap``); ``flowed`` makes a part of it that clients can fit to a screen.
"""

from publisher import dom
from publisher.mail.plaintext.layout import Layout
from publisher.mail.plaintext.phrasing import ReferenceList
from publisher.model import Issue

WIDTH = 72
"""Columns of a line: fits 80 with a few levels of quotation in replies (RFC 3676, 4.2)."""


def issue_text(issue: Issue, language: str = "") -> str:
    """Return every word and link of the issue, in lines of 72 columns; ends in a line feed.

    URLs are numbered references under the section that contains them, short ones are in
    the sentence. Images become their caption or description. Code is indented, not wrapped.
    ``language`` is the newsletter's, for an issue that sets none.
    """
    references = ReferenceList(base=issue.permalink, language=issue.language or language)
    parts = (
        issue.intro_html,
        *(section.html for section in issue.sections),
        issue.outro_html,
        issue.footnotes_html,
    )
    texts = (_part_text(html, references) for html in parts if html)
    return "\n\n\n".join(text for text in texts if text) + "\n"


def _part_text(html: str, references: ReferenceList) -> str:
    blocks = Layout(references).blocks_in(dom.parse(html), WIDTH)
    if listed := references.take():
        blocks.append(listed)
    return "\n\n".join("\n".join(block) for block in blocks)
