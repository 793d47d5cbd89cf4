"""What somebody else's server reads is what was sent."""

import smtplib
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.errors import SenderError
from publisher.message import Envelope, Message, Outcome, Receipt
from publisher.senders.smtp.sender import SmtpSender
from publisher.senders.smtp.smtp_options import SmtpOptions
from tests.aiosmtpd_server import AiosmtpdServer
from tests.fault_server import OFFERED, FaultServer

# aiosmtpd warns of settings that a public server should not have; on loopback they are meant.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
    pytest.mark.filterwarnings("ignore:Session.login_data is deprecated"),
]

PASSWORD = "pässword \"with' everything"


def sender_to(server: AiosmtpdServer | FaultServer, **options: Any) -> SmtpSender:
    values = {"host": "127.0.0.1", "port": server.port, "security": "none", "retry_limit": 0}
    return SmtpSender(SmtpOptions.model_validate(values | options))


def send(server: AiosmtpdServer, data: bytes, envelope: Envelope) -> tuple[Receipt, ...]:
    with sender_to(server) as sender:
        return sender.send(Message("<1@example.com>", data), envelope)


# --- what was sent is what was received --------------------------------------------------

# Atoms of RFC 5321, and the letters of RFC 6531.
LOCAL_PARTS = st.text("abcXYZ019!#$%&'*+-/=?^_`{|}~äé漢字", min_size=1, max_size=20)
DOMAINS = st.sampled_from(["example.com", "example.org", "letters.example.net"])
ADDRESSES = st.builds("{}@{}".format, LOCAL_PARTS, DOMAINS)
HEADER_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120
).map(lambda text: " ".join(text.split()))
BODY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=400)


@settings(max_examples=60)
@given(subject=HEADER_TEXT, name=HEADER_TEXT, body=BODY_TEXT)
def test_headers_and_text_come_back_as_they_were(subject: str, name: str, body: str) -> None:
    sent = EmailMessage(policy=policy.SMTP)
    sent["Subject"] = subject
    sent["From"] = Address(name, addr_spec="letter@example.com")
    sent.set_content(body or "x", cte="base64")
    with AiosmtpdServer() as server:
        (receipt,) = send(
            server, sent.as_bytes(), Envelope("letter@example.com", ("a@example.com",))
        )
    assert receipt.is_accepted, receipt
    (accepted,) = server.accepted
    assert accepted.data == sent.as_bytes()
    received = message_from_bytes(accepted.data, policy=policy.SMTP)
    assert received.keys() == sent.keys()
    assert str(received["Subject"]).split() == subject.split()


@settings(max_examples=60)
@given(
    mail_from=st.one_of(st.just(""), ADDRESSES),
    rcpt_to=st.lists(ADDRESSES, min_size=1, max_size=6, unique=True),
)
def test_addresses_come_back_as_they_were(mail_from: str, rcpt_to: list[str]) -> None:
    with AiosmtpdServer() as server:
        receipts = send(server, b"Subject: x\r\n\r\n", Envelope(mail_from, tuple(rcpt_to)))
    assert all(receipt.is_accepted for receipt in receipts), receipts
    (accepted,) = server.accepted
    assert (accepted.mail_from, accepted.rcpt_to) == (mail_from, tuple(rcpt_to))


@settings(max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_in_place_of_an_address_becomes_a_command(mail_from: str, recipient: str) -> None:
    try:
        envelope = Envelope(mail_from, (recipient, "ann@example.com"))
    except ValueError:
        return
    with AiosmtpdServer() as server:
        send(server, b"Subject: x\r\n\r\nHello.\r\n", envelope)
    for accepted in server.accepted:
        assert set(accepted.rcpt_to) <= {recipient, "ann@example.com"} | {
            # a domain beyond ASCII arrives in its ASCII form
            address
            for address in accepted.rcpt_to
            if "xn--" in address
        }
        assert accepted.data == b"Subject: x\r\n\r\nHello.\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: x\r\n\r\nend\n.\r\nMAIL FROM:<eve@example.com>\r\n",
        b"Subject: x\r\n\r\nend\r.\r\nMAIL FROM:<eve@example.com>\r\n",
        b"Subject: x\r\n\r\nend\n.\nMAIL FROM:<eve@example.com>\n",
        b"Subject: x\r\n\r\nend\r\n.\nMAIL FROM:<eve@example.com>\r\n",
        b"Subject: x\nBcc: eve@example.com\r\n\r\n",
    ],
)
def test_a_message_that_could_feign_its_end_is_refused_and_not_sent(data: bytes) -> None:
    with AiosmtpdServer() as server:
        (receipt,) = send(server, data, Envelope("", ("ann@example.com",)))
    assert (receipt.outcome, receipt.code) == (Outcome.REFUSED, 0)
    assert "CR or LF" in receipt.detail
    assert server.accepted == []


# --- what the server does not offer is not used ------------------------------------------


class Lacking(AiosmtpdServer):
    """Offers no extension but those that are given."""

    def __init__(self, *keywords: str) -> None:
        super().__init__()
        self.keywords = keywords

    async def handle_EHLO(
        self, _server: Any, session: Any, _envelope: Any, hostname: str, _responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        lines = ["lacking.example.com", *self.keywords]
        return [*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}"]


def test_a_message_over_the_servers_size_is_refused_before_it_is_sent() -> None:
    with Lacking("SIZE 100") as server:
        (small,) = send(server, b"x" * 98 + b"\r\n", Envelope("", ("ann@example.com",)))
        (large,) = send(server, b"x" * 99 + b"\r\n", Envelope("", ("ann@example.com",)))
    assert (small.outcome, large.outcome) == (Outcome.ACCEPTED, Outcome.REFUSED)
    assert "101 bytes" in large.detail
    assert "at most 100" in large.detail
    assert len(server.accepted) == 1


@pytest.mark.parametrize(
    "data,missing",
    [(b"A: b\r\n\r\n\xc3\xbc\r\n", "8BITMIME"), (b"A: \xc3\xbc\r\n\r\n", "SMTPUTF8")],
)
def test_octets_that_the_server_does_not_take_are_refused_before_they_are_sent(
    data: bytes, missing: str
) -> None:
    with Lacking("SIZE") as server:
        (receipt,) = send(server, data, Envelope("", ("ann@example.com",)))
    assert receipt.outcome is Outcome.REFUSED
    assert f"needs {missing}, which the server does not support" in receipt.detail
    assert server.accepted == []


def test_an_address_that_the_server_cannot_take_is_refused_and_the_others_are_sent_to() -> None:
    with Lacking("8BITMIME") as server:
        receipts = send(
            server,
            b"A: b\r\n\r\n",
            Envelope("", ("jörg@example.com", "ann@example.com", "ben@bücher.example")),
        )
    assert [receipt.outcome for receipt in receipts] == [
        Outcome.REFUSED,
        Outcome.ACCEPTED,
        Outcome.ACCEPTED,
    ]
    assert (
        "jörg@example.com needs SMTPUTF8, which the server does not support" in receipts[0].detail
    )
    assert server.accepted[0].rcpt_to == ("ann@example.com", "ben@xn--bcher-kva.example")


def test_bounces_to_an_address_that_the_server_cannot_take_are_refused() -> None:
    with Lacking("8BITMIME") as server:
        (receipt,) = send(server, b"A: b\r\n\r\n", Envelope("jörg@example.com", ("a@example.com",)))
    assert (receipt.outcome, server.accepted) == (Outcome.REFUSED, [])


def said_to(offers: tuple[str, ...], data: bytes, recipient: str = "ann@example.com") -> list[str]:
    """The commands that a server of these extensions hears."""
    message = Message("<1@example.com>", data)
    with (
        FaultServer({} if offers else {"EHLO": ["502 what?"]}, offers=offers) as server,
        sender_to(server) as sender,
    ):
        sender.send(message, Envelope("letter@example.org", (recipient,)))
    return server.said


def test_extensions_are_used_where_they_are_offered_and_needed() -> None:
    plain, eight_bit = b"A: b\r\n\r\n", b"A: b\r\n\r\n\xc3\xbc\r\n"
    mail = "MAIL FROM:<letter@example.org>"
    assert said_to(OFFERED, plain)[1] == f"{mail} SIZE=8"
    assert said_to(OFFERED, eight_bit)[1] == f"{mail} SIZE=12 BODY=8BITMIME"
    assert said_to(OFFERED, plain, "jörg@example.com")[1] == f"{mail} SIZE=8 SMTPUTF8"
    assert said_to(("8BITMIME",), plain)[1] == mail
    assert said_to((), plain)[:3] == ["ehlo [127.0.0.1]", "HELO [127.0.0.1]", mail]


def test_the_greeting_says_the_name_that_is_set() -> None:
    with FaultServer() as server, sender_to(server, local_hostname="letters.example.com") as sender:
        sender.send(Message("<1@example.com>", b"A: b\r\n\r\n"), Envelope("", ("ann@example.com",)))
    assert server.said[0] == "ehlo letters.example.com"


# --- logging in --------------------------------------------------------------------------


@pytest.mark.parametrize("mechanism", ["plain", "login"])
def test_a_right_password_logs_in(mechanism: str) -> None:
    with (
        AiosmtpdServer(PASSWORD, auth_required=True) as server,
        sender_to(server, user="letter", password=PASSWORD, auth=mechanism) as sender,
    ):
        (receipt,) = sender.send(
            Message("<1@example.com>", b"A: b\r\n\r\n"), Envelope("", ("ann@example.com",))
        )
    assert receipt.is_accepted
    assert server.logins == [mechanism.upper()]


@pytest.mark.parametrize("mechanism", ["plain", "login"])
def test_a_wrong_password_does_not(mechanism: str) -> None:
    with (
        AiosmtpdServer(PASSWORD, auth_required=True) as server,
        sender_to(server, user="letter", password="wrong", auth=mechanism) as sender,
        pytest.raises(SenderError, match="rejected the login of letter: 535"),
    ):
        sender.send(Message("<1@example.com>", b"A: b\r\n\r\n"), Envelope("", ("ann@example.com",)))
    assert server.accepted == []


def test_a_server_that_offers_no_login_is_named() -> None:
    with (
        AiosmtpdServer() as server,
        sender_to(server, user="letter", password=PASSWORD) as sender,
        pytest.raises(SenderError, match=r"no usable login \(offered: none\)") as told,
    ):
        sender.send(Message("<1@example.com>", b"A: b\r\n\r\n"), Envelope("", ("ann@example.com",)))
    assert "leave smtp.user empty" in told.value.hint


def test_cram_md5_answers_as_smtplib_does() -> None:
    from publisher.senders.smtp.auth import _answer

    smtp = smtplib.SMTP(local_hostname="localhost")
    smtp.user, smtp.password = "letter", "password"
    challenge = b"<1896.697170952@example.com>"
    ours = _answer("cram-md5", 1, challenge, "letter", SmtpOptions(password="password").password)
    assert (ours or b"").decode() == smtp.auth_cram_md5(challenge)
