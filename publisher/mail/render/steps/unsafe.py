"""Remove attributes that a client would run, whether from issue, theme or setting."""

from publisher import dom
from publisher.mail.render.email_tree import Letter
from publisher.unsafe import unsafe_attributes


def drop_unsafe(letter: Letter) -> None:
    """Check every attribute as it is written."""
    for element in dom.with_attributes(letter.tree):
        for name, _ in list(unsafe_attributes(element)):
            del element.attrib[name]
