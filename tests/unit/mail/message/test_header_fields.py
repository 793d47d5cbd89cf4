"""Header fields are folded so that every reader gets back what went in."""

import email
import re
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import HeaderFault, PublisherError
from publisher.mail.message.header_fields import (
    HeaderField,
    phrase_tokens,
    structured,
    unstructured,
)

STRICT = policy.SMTP.clone(raise_on_defect=True)
READABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=300
)


def parsed(field: HeaderField) -> EmailMessage:
    data = field.octets() + b"\r\n"
    message = email.message_from_bytes(data, policy=STRICT)
    assert isinstance(message, EmailMessage)
    assert not message[field.name].defects
    return message


def lines_of(field: HeaderField) -> list[str]:
    return field.octets().decode().removesuffix("\r\n").split("\r\n")


def test_plain_words_stand_as_they_are() -> None:
    assert unstructured("Subject", "Hello, world").octets() == b"Subject: Hello, world\r\n"


def test_an_empty_text_is_an_empty_field() -> None:
    assert unstructured("Subject", "").octets() == b"Subject:\r\n"


def test_a_long_line_is_folded_between_words() -> None:
    lines = lines_of(unstructured("Subject", "seven " * 20 + "end"))

    assert max(map(len, lines)) <= 76
    assert all(line.startswith(" ") for line in lines[1:])


def test_an_encoded_word_is_never_part_of_a_word() -> None:
    for line in lines_of(unstructured("Subject", "Größe " * 30)):
        for word in line.removeprefix("Subject:").split():
            assert re.fullmatch(r"=\?utf-8\?[qb]\?[^? ]+\?=", word)


def test_an_encoded_word_cuts_no_character() -> None:
    for line in lines_of(unstructured("Subject", "每周分享第一期" * 20)):
        for word in line.removeprefix("Subject:").split():
            (part,) = decode_header(word)
            assert isinstance(part[0], bytes)
            assert "每" in part[0].decode("utf-8") or part[0].decode("utf-8")


def test_a_family_of_emoji_stays_together() -> None:
    family = "👩‍👩‍👧‍👦"

    words = [line.split()[-1] for line in lines_of(unstructured("Subject", f"{family}x" * 9))]

    assert all(str(make_header(decode_header(word))).count(family) for word in words)


@pytest.mark.parametrize(
    "text", ["=?utf-8?q?not_a_word?=", "two  spaces", " at the start", "x" * 300]
)
def test_what_would_be_read_as_something_else_is_encoded(text: str) -> None:
    field = unstructured("Subject", text)

    assert parsed(field)["Subject"] == text
    assert max(map(len, lines_of(field))) <= 76


@pytest.mark.parametrize(
    "name, written",
    [
        ("The editors", "The editors"),
        ("Doe, Jane", '"Doe, Jane"'),
        ('The "Letter"', r'"The \"Letter\""'),
        ("back\\slash", r'"back\\slash"'),
        ("a.b", '"a.b"'),
        ("A Letter from Lübeck", "=?utf-8?q?A_Letter_from_L=C3=BCbeck?="),
        ("Müller, Jane", "=?utf-8?q?M=C3=BCller=2C_Jane?="),
        ("Grüße", "=?utf-8?b?R3LDvMOfZQ==?="),
        ("编辑部", "=?utf-8?b?57yW6L6R6YOo?="),
    ],
)
def test_a_name_is_written_as_its_characters_ask(name: str, written: str) -> None:
    assert " ".join(phrase_tokens("From", name)) == written


@pytest.mark.parametrize(
    "character", ["\n", "\r", "\r\n", "\0", "\t", "\x1b", "\x7f", "\x85", "\u2028", "\ud800"]
)
def test_a_control_character_is_an_error_and_no_header(character: str) -> None:
    for write in (unstructured, structured, lambda *given: list(phrase_tokens(*given))):
        with pytest.raises(HeaderFault, match="Subject"):
            write("Subject", f"Hello{character}Bcc: everybody@example.com")


def test_the_error_is_one_for_users() -> None:
    assert issubclass(HeaderFault, PublisherError)
    assert issubclass(HeaderFault, ValueError)


def test_a_long_id_stays_whole_on_its_line() -> None:
    long_id = f"<{'a' * 32}@{'sub-domain.' * 12}example.com>"

    assert structured("Message-ID", long_id).octets() == f"Message-ID: {long_id}\r\n".encode()


def test_a_long_web_address_stays_whole_on_its_line() -> None:
    url = f"<https://example.com/{'u' * 100}>"

    field = structured("List-Unsubscribe", f"{url},", "<mailto:off@example.com>")

    assert lines_of(field) == [f"List-Unsubscribe: {url},", " <mailto:off@example.com>"]


def test_the_standard_library_still_folds_web_addresses_into_encoded_words() -> None:
    # Where this fails, read again what fields.py says about why it is there.
    message = EmailMessage(policy=policy.SMTP)
    message["List-Unsubscribe"] = f"<https://example.com/{'u' * 100}>"

    assert b"=?utf-8?q?" in message.as_bytes()


def test_a_token_too_long_for_any_line_is_an_error() -> None:
    with pytest.raises(HeaderFault, match="too long"):
        structured("Archived-At", f"<https://example.com/{'a' * 1000}>").octets()


@given(READABLE)
def test_any_text_is_read_back(text: str) -> None:
    field = unstructured("Subject", text)

    assert all(len(line) <= 76 for line in lines_of(field))
    assert parsed(field)["Subject"] == text


@given(READABLE)
def test_any_name_is_read_back(name: str) -> None:
    field = HeaderField("From", (*phrase_tokens("From", name), "<letter@example.com>"))

    assert all(len(line) <= 76 for line in lines_of(field))
    (address,) = parsed(field)["From"].addresses
    assert address.addr_spec == "letter@example.com"
    # `addresses` puts a space between encoded words, which RFC 2047, section 6.2, forbids; the
    # older functions of the same library do not.
    value = field.octets().decode().removeprefix("From:").replace("\r\n", "").strip()
    ((shown, _),) = getaddresses([value])
    assert str(make_header(decode_header(shown))) == name
