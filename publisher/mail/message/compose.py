"""Compose a message from a rendered email: headers and parts as octets.

Does not know themes or servers. Pure: time and images are arguments, and nothing is random,
so the same email gives the same message.
"""

from collections.abc import Mapping
from types import MappingProxyType

from publisher.mail.mail_options import MailOptions
from publisher.mail.message.embedded_images import EmbeddedImage, with_images_inside
from publisher.mail.message.header_fields import written
from publisher.mail.message.headers import Delivery, header_fields, id_domain, id_of
from publisher.mail.message.mime import MimeEntity, multipart, text_part
from publisher.mail.plaintext.flowed import flowed
from publisher.mail.rendered_email import RenderedEmail
from publisher.message import Message
from publisher.model import Issue, Newsletter

_NO_IMAGES: Mapping[str, EmbeddedImage] = MappingProxyType({})


def compose(
    email: RenderedEmail,
    issue: Issue,
    newsletter: Newsletter,
    options: MailOptions,
    delivery: Delivery,
    *,
    images: Mapping[str, EmbeddedImage] = _NO_IMAGES,
) -> Message:
    """Compose the message for one recipient or a file: RFC 5322 octets that any server carries.

    ``images`` are the local ones by their ``src`` in the HTML; they are embedded if
    ``options.embed_images`` is set. Raises HeaderFault for a value that is not allowed in a
    header, SettingsError if the newsletter has no From address.
    """
    fields = header_fields(email.subject, issue, newsletter, options, delivery)
    inside = images if options.embed_images else _NO_IMAGES
    body = _body(email, inside, id_domain(newsletter))
    data = written((*fields, *body.fields)) + b"\r\n" + body.body
    return Message(message_id=id_of(issue, newsletter, delivery), data=data)


def _body(email: RenderedEmail, images: Mapping[str, EmbeddedImage], domain: str) -> MimeEntity:
    """Return the text first, the HTML last: a client shows the last part that it can (RFC 2046)."""
    plain = flowed(email.text)
    parameters = ("format=flowed", "delsp=yes") if plain.delsp else ("format=flowed",)
    html, image_parts = (
        with_images_inside(email.html, images, domain) if images else (email.html, ())
    )
    rich = text_part("html", html)
    if image_parts:
        rich = multipart("related", (rich, *image_parts), 'type="text/html"')
    return multipart("alternative", (text_part("plain", plain.text, *parameters), rich))
