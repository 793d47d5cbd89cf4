"""Nothing is said to a server that could not prove who it is, and nothing in clear text."""

import ssl
from pathlib import Path
from typing import Any

import pytest

from publisher.errors import SenderError
from publisher.message import Outcome
from tests.certificates import CertificateAuthority
from tests.fault_server import OFFERED, Action, Fault, FaultServer
from tests.smtp_sending import Sending, accepted_by

ANN = "ann@example.com"
LOGIN = {"user": "letter", "password": "correct-horse-battery"}
FROM_START = pytest.mark.parametrize("security", ["starttls", "tls"])


@pytest.fixture
def authority(tmp_path: Path) -> CertificateAuthority:
    return CertificateAuthority(tmp_path)


def server_with(
    context: ssl.SSLContext,
    security: str,
    faults: dict[str, list[Action]] | None = None,
    offers: tuple[str, ...] = OFFERED,
) -> FaultServer:
    return FaultServer(faults, tls=context, tls_from_start=security == "tls", offers=offers)


def sending(
    server: FaultServer, authority: CertificateAuthority, security: str, **options: Any
) -> Sending:
    usual = {"host": "localhost", "security": security, "ca_file": authority.ca_file} | LOGIN
    return Sending(server, **usual | options)


def was_told_nothing(server: FaultServer) -> bool:
    """Whether the server has neither heard a password nor an address."""
    return not {"AUTH", "MAIL", "RCPT", "DATA"} & set(server.verbs()) and not server.accepted


@FROM_START
def test_a_message_goes_over_tls(authority: CertificateAuthority, security: str) -> None:
    offers = (*OFFERED, "AUTH PLAIN LOGIN")
    with (
        server_with(authority.server_context(), security, offers=offers) as server,
        sending(server, authority, security) as send,
    ):
        assert send(ANN)[0].outcome is Outcome.ACCEPTED
        assert send(ANN)[0].outcome is Outcome.ACCEPTED
    assert accepted_by(server) == [ANN, ANN]
    assert server.connections == 1
    hellos = 2 if security == "starttls" else 1  # RFC 3207, section 4.2
    assert server.verbs().count("EHLO") == hellos
    assert server.verbs().index("AUTH") > server.verbs().index("EHLO")


@FROM_START
@pytest.mark.parametrize(
    "certificate,words,hint",
    [
        ({"name": "other.example.com"}, "mismatch|not valid for", "name in the certificate"),
        ({"from_day": -9, "to_day": -2}, "expired", "renew"),
        ({"from_day": 2, "to_day": 9}, "not yet valid", "clock"),
        ({"signed": False}, "self-signed|self signed", "ca_file"),
    ],
)
def test_a_bad_certificate_stops_everything(
    authority: CertificateAuthority,
    security: str,
    certificate: dict[str, Any],
    words: str,
    hint: str,
) -> None:
    with (
        server_with(authority.server_context(**certificate), security) as server,
        sending(server, authority, security, retry_limit=3) as send,
    ):
        with pytest.raises(SenderError, match=rf"is not trusted: .*({words})") as told:
            send(ANN)
        assert hint in told.value.hint
        assert was_told_nothing(server)
        assert send.waits == []


def test_unknown_certificate_authority_is_not_trusted(
    authority: CertificateAuthority,
) -> None:
    with (
        server_with(authority.server_context(), "tls") as server,
        sending(server, authority, "tls", ca_file=None) as send,
        pytest.raises(SenderError, match="is not trusted") as told,
    ):
        send(ANN)
    assert "ca_file" in told.value.hint
    assert was_told_nothing(server)


@pytest.mark.parametrize("offers", [OFFERED, (*OFFERED, "XXXXXXXA"), ("AUTH PLAIN",)])
def test_without_starttls_nothing_is_said(
    authority: CertificateAuthority, offers: tuple[str, ...]
) -> None:
    """XXXXXXXA is what some firewalls make of the word STARTTLS on its way."""
    with (
        FaultServer(offers=offers) as server,
        sending(server, authority, "starttls", retry_limit=3) as send,
    ):
        with pytest.raises(
            SenderError, match="does not offer STARTTLS, so nothing was sent"
        ) as told:
            send(ANN)
        assert was_told_nothing(server)
        assert send.waits == []
    assert "a firewall or proxy may remove it" in told.value.hint


def test_server_without_ehlo_does_not_offer_starttls(authority: CertificateAuthority) -> None:
    with (
        FaultServer({"EHLO": ["502 5.5.1 what?"]}) as server,
        sending(server, authority, "starttls") as send,
        pytest.raises(SenderError, match="does not offer STARTTLS"),
    ):
        send(ANN)
    assert was_told_nothing(server)


def test_starttls_refused_for_good_stops_everything(authority: CertificateAuthority) -> None:
    faults: dict[str, list[Action]] = {"STARTTLS": ["554 5.7.3 no"]}
    with (
        server_with(authority.server_context(), "starttls", faults) as server,
        sending(server, authority, "starttls") as send,
        pytest.raises(SenderError, match="refused to start TLS"),
    ):
        send(ANN)
    assert was_told_nothing(server)


@pytest.mark.parametrize("action", [Fault.HANG_UP, "454 4.7.0 not now", Fault.SILENCE])
def test_starttls_refused_for_now_defers_and_is_tried_again(
    authority: CertificateAuthority, action: Action
) -> None:
    faults: dict[str, list[Action]] = {"STARTTLS": [action, action]}
    with (
        server_with(authority.server_context(), "starttls", faults) as server,
        sending(server, authority, "starttls", user="", password="", command_timeout_s=0.3) as send,
    ):
        assert send(ANN)[0].outcome is Outcome.DEFERRED
        assert was_told_nothing(server)
    with (
        server_with(authority.server_context(), "starttls", {"STARTTLS": [action]}) as server,
        sending(
            server,
            authority,
            "starttls",
            user="",
            password="",
            command_timeout_s=0.5,
            retry_limit=1,
        ) as send,
    ):
        receipt = send(ANN)[0]
    assert (receipt.outcome, receipt.attempts) == (Outcome.ACCEPTED, 2)


@FROM_START
@pytest.mark.parametrize("action", [Fault.HANG_UP, Fault.SILENCE])
def test_a_handshake_that_breaks_off_defers_and_is_tried_again(
    authority: CertificateAuthority, security: str, action: Action
) -> None:
    with (
        server_with(authority.server_context(), security, {"TLS": [action]}) as server,
        sending(server, authority, security, user="", password="", connect_timeout_s=0.4) as send,
    ):
        (receipt,) = send(ANN)
        assert receipt.outcome is Outcome.DEFERRED
        assert "during the TLS handshake" in receipt.detail
        assert was_told_nothing(server)
        assert send(ANN)[0].is_accepted


def test_what_was_said_before_tls_is_forgotten(authority: CertificateAuthority) -> None:
    """A login that was offered in clear text, by whom ever, is not one that is offered."""
    with (
        server_with(authority.server_context(), "starttls", {"STARTTLS": [Fault.INJECT]}) as server,
        sending(server, authority, "starttls") as send,
        pytest.raises(SenderError, match=r"no usable login \(offered: none\)"),
    ):
        send(ANN)
    assert was_told_nothing(server)


def test_tls_where_the_server_speaks_clear_text_is_named(authority: CertificateAuthority) -> None:
    with (
        FaultServer() as server,
        sending(server, authority, "tls") as send,
        pytest.raises(SenderError, match="does not respond with TLS") as told,
    ):
        send(ANN)
    assert "starttls" in told.value.hint


def test_clear_text_where_the_server_speaks_tls_is_deferred(
    authority: CertificateAuthority,
) -> None:
    with (
        server_with(authority.server_context(), "tls") as server,
        sending(server, authority, "starttls", connect_timeout_s=0.3) as send,
    ):
        receipt = send(ANN)[0]
    assert receipt.outcome is Outcome.DEFERRED
    assert "no greeting" in receipt.detail


def test_an_old_tls_is_refused(authority: CertificateAuthority) -> None:
    context = authority.server_context()
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        server_with(context, "tls") as server,
        sending(server, authority, "tls") as send,
        pytest.raises(SenderError, match="TLS with localhost:"),
    ):
        send(ANN)
    assert was_told_nothing(server)


# --- logging in --------------------------------------------------------------------------


@pytest.mark.parametrize("action", [Fault.HANG_UP, "454 4.7.0 not now", "421 4.3.2 closing"])
def test_a_login_that_fails_for_now_defers(authority: CertificateAuthority, action: Action) -> None:
    offers = (*OFFERED, "AUTH PLAIN")
    with (
        server_with(authority.server_context(), "tls", {"AUTH": [action]}, offers) as server,
        sending(server, authority, "tls") as send,
    ):
        receipt = send(ANN)[0]
        assert receipt.outcome is Outcome.DEFERRED
        assert server.accepted == []
        assert send(ANN)[0].outcome is Outcome.ACCEPTED


def test_a_refused_login_stops_everything_with_a_hint(authority: CertificateAuthority) -> None:
    offers = (*OFFERED, "AUTH PLAIN")
    faults: dict[str, list[Action]] = {"AUTH": ["535 5.7.8 no such user"]}
    with (
        server_with(authority.server_context(), "tls", faults, offers) as server,
        sending(server, authority, "tls", retry_limit=3) as send,
    ):
        with pytest.raises(SenderError, match=r"login of letter: 535 5\.7\.8 no such") as told:
            send(ANN)
        assert send.waits == []
    assert "app password" in told.value.hint
    assert server.accepted == []
    assert server.verbs()[-1] == "QUIT"
