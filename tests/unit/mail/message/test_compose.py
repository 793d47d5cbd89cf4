"""What goes into a message comes out of it, whoever carries it."""

import email
from dataclasses import replace
from email import policy
from email.message import EmailMessage, MIMEPart

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import HeaderFault
from publisher.mail.mail_options import MailOptions
from publisher.mail.message.compose import compose
from publisher.mail.message.embedded_images import EmbeddedImage
from publisher.mail.message.headers import Delivery
from publisher.mail.message.mime import multipart, text_part
from publisher.message import Message
from tests.unit.mail.samples import DATE, EMAIL, ISSUE, NEWSLETTER, OPTIONS, Compose, Read

PIXEL = EmbeddedImage(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png")
OTHER = EmbeddedImage(b"GIF89a" + bytes(256), "image/gif")


def text_of(part: MIMEPart) -> str:
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def assert_is_transportable(message: Message) -> None:
    """RFC 5322, sections 2.1.1 and 2.3: CRLF everywhere, no other CR or LF, no long line."""
    assert message.data.endswith(b"\r\n")
    lines = message.data.split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    assert max(map(len, lines)) <= 998
    body = message.data.partition(b"\r\n\r\n")[2]
    assert body.isascii()
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert b"\0" not in message.data


def test_the_text_comes_first_and_the_html_last(composed: Compose, read: Read) -> None:
    message = read(composed())

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert [text_of(part) for part in message.iter_parts()] == [EMAIL.text, EMAIL.html]


def test_the_same_email_is_the_same_message(composed: Compose) -> None:
    assert composed() == composed()


def test_the_text_part_can_be_flowed(composed: Compose, read: Read) -> None:
    text = replace(EMAIL, text="One line \nthat goes on.\n")

    part = read(composed(email=text)).get_body(("plain",))

    assert part is not None
    assert part["Content-Type"].params == {"charset": "utf-8", "format": "flowed"}
    assert text_of(part) == text.text


def test_ideographs_ask_for_delsp(composed: Compose, read: Read) -> None:
    part = read(composed(email=replace(EMAIL, text="漢字 \n漢字\n"))).get_body(("plain",))

    assert part is not None
    assert part["Content-Type"].params["delsp"] == "yes"


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("Short lines of ASCII.\n", "7bit"),
        ("a" * 77 + "\n", "quoted-printable"),
        ("A line of prose, grüßend, mostly of ASCII.\n", "quoted-printable"),
        ("每周分享第一期" * 20 + "\n", "base64"),
        ("a space at the end \n", "quoted-printable"),
        ("From the start\n", "quoted-printable"),
        (".\n", "base64"),
        ("a control \x0c character\n", "quoted-printable"),
    ],
)
def test_a_text_gets_the_smallest_encoding_that_is_safe(text: str, encoding: str) -> None:
    octets = text_part("html", text).octets()

    assert f"Content-Transfer-Encoding: {encoding}\r\n".encode() in octets


def test_no_line_looks_like_the_start_of_a_message_in_a_mail_box(
    composed: Compose, read: Read
) -> None:
    html = "é\nFrom me " + "é" * 40 + "\nFrom you\n"

    message = composed(email=replace(EMAIL, html=html, text=html))

    assert not any(line.startswith(b"From ") for line in message.data.split(b"\r\n"))
    assert text_of(list(read(message).iter_parts())[1]) == html


def test_a_boundary_occurs_in_no_part() -> None:
    inner = text_part("plain", "one")
    boundary = multipart("mixed", (inner,)).body.split(b"\r\n")[0]
    evil = text_part("plain", boundary.decode())

    made = multipart("mixed", (evil,))

    marker = made.body.split(b"\r\n")[0]
    assert marker not in evil.body


# --- images inside -----------------------------------------------------------------------

WITH_IMAGES = replace(
    EMAIL,
    html=(
        "<!doctype html>\n<html><body><!--[if mso]><img src='https://example.com/a.png'><![endif]-->\n"
        '<IMG alt="&quot;A&quot; &amp; B" src="https://example.com/a.png?x=1&amp;y=2" width="10">\n'
        '<p title="<img src=\'x\'>"><img src="https://example.com/a.png?x=1&amp;y=2"/></p>\n'
        '<img src="https://example.com/remote.png"></body></html>\n'
    ),
)
SRC = "https://example.com/a.png?x=1&y=2"
EMBED = OPTIONS.model_copy(update={"embed_images": True})


def test_images_travel_beside_the_html_that_shows_them(composed: Compose, read: Read) -> None:
    images = {SRC: PIXEL, "https://example.com/not-shown.png": OTHER}

    message = read(composed(email=WITH_IMAGES, options=EMBED, images=images))

    types = [part.get_content_type() for part in message.walk()]
    assert types == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    html, image = list(message.walk())[3:]
    assert image.get_content() == PIXEL.data
    assert image["Content-Disposition"].params == {"filename": "image-1.png"}
    content_id = image["Content-ID"].strip("<>")
    assert content_id.endswith("@example.com")
    assert text_of(html) == WITH_IMAGES.html.replace(
        '<IMG alt="&quot;A&quot; &amp; B" src="https://example.com/a.png?x=1&amp;y=2" width="10">',
        f'<img alt="&quot;A&quot; &amp; B" src="cid:{content_id}" width="10">',
    ).replace('<img src="https://example.com/a.png?x=1&amp;y=2"/>', f'<img src="cid:{content_id}">')


def test_images_stay_outside_unless_asked_for(composed: Compose) -> None:
    assert composed(email=WITH_IMAGES, images={SRC: PIXEL}) == composed(email=WITH_IMAGES)


def test_without_an_image_at_hand_nothing_is_related(composed: Compose) -> None:
    assert composed(email=WITH_IMAGES, options=EMBED, images={"other": PIXEL}) == composed(
        email=WITH_IMAGES
    )


@pytest.mark.parametrize(
    "mime_type", ["text/html", "image/png\r\nX: y", "image/", "png", 'image/png; x="']
)
def test_file_that_is_not_an_image_is_not_embedded(mime_type: str, composed: Compose) -> None:
    with pytest.raises(HeaderFault):
        composed(email=WITH_IMAGES, options=EMBED, images={SRC: EmbeddedImage(b"x", mime_type)})


# --- anything ----------------------------------------------------------------------------

_TEXT = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\r\n\t .=_-<>&\0 漢🎉é"),
    ),
    max_size=2000,
)
_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=200)


@given(subject=_LINE, name=_LINE, title=_LINE, html=_TEXT, text=_TEXT)
def test_any_message_is_read_back(
    subject: str, name: str, title: str, html: str, text: str
) -> None:
    message = compose(
        replace(EMAIL, subject=subject, html=html, text=text),
        ISSUE,
        replace(NEWSLETTER, author_name=name, title=title),
        OPTIONS,
        Delivery(DATE, recipient="reader@example.org"),
    )

    assert_is_transportable(message)
    read = email.message_from_bytes(message.data, policy=policy.SMTP.clone(raise_on_defect=True))
    assert isinstance(read, EmailMessage)
    assert read["Subject"] == subject.strip(" ") or read["Subject"] == subject
    assert read["From"].addresses[0].addr_spec == "editors@example.com"
    assert read["Message-ID"] == message.message_id
    plain, rich = read.iter_parts()
    assert text_of(rich) == html.replace("\r\n", "\n").replace("\r", "\n")
    assert text_of(plain).replace(">", " ").split() == text.replace(">", " ").split()
    assert not any(part.defects for part in read.walk())


_LOCAL = st.from_regex(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,60}", fullmatch=True)
_DOMAIN = st.lists(
    st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True).filter(
        lambda label: label[2:4] != "--"
    ),
    min_size=1,
    max_size=6,
).map(lambda labels: ".".join([*labels, "example"]))


@given(_LOCAL, _DOMAIN)
def test_any_address_is_read_back(local_part: str, domain: str) -> None:
    address = f"{local_part}@{domain}"
    message = compose(EMAIL, ISSUE, NEWSLETTER, MailOptions(), Delivery(DATE, recipient=address))

    read = email.message_from_bytes(message.data, policy=policy.SMTP.clone(raise_on_defect=True))
    assert read["To"] == address
    assert_is_transportable(message)
