"""A check of the connection says in plain words what works, and how to fix what does not."""

from pathlib import Path
from typing import Any

import pytest

from publisher.senders.protocol import Finding
from publisher.senders.smtp.diagnose import check_connection
from publisher.senders.smtp.smtp_options import SmtpOptions
from tests.certificates import CertificateAuthority
from tests.fault_server import OFFERED, Action, Fault, FaultServer

LOGIN = {"user": "letter", "password": "correct-horse-battery"}


def check(server: FaultServer, **options: Any) -> list[Finding]:
    values = {"host": "localhost", "port": server.port, "security": "none"}
    return check_connection(SmtpOptions.model_validate(values | options))


def stages(findings: list[Finding]) -> dict[str, str]:
    assert [finding.stage for finding in findings if not finding.is_ok] == []
    return {finding.stage: finding.words for finding in findings}


def failure(findings: list[Finding]) -> Finding:
    assert [finding.is_ok for finding in findings] == [True] * (len(findings) - 1) + [False]
    return findings[-1]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_good_connection_is_described(tmp_path: Path, security: str) -> None:
    authority = CertificateAuthority(tmp_path)
    with FaultServer(
        tls=authority.server_context(),
        tls_from_start=security == "tls",
        offers=(*OFFERED, "AUTH PLAIN LOGIN"),
    ) as server:
        found = stages(check(server, security=security, ca_file=authority.ca_file, **LOGIN))
    order = ["name", "port", "greeting", "TLS", "server", "login"]
    if security == "tls":
        order[2:4] = ["TLS", "greeting"]
    assert list(found) == order
    assert "127.0.0.1" in found["name"]
    assert found["port"] == f"localhost:{server.port} responds"
    assert found["greeting"] == "fault.example.com ready"
    assert found["TLS"].startswith("TLSv1.3; certificate for localhost, by Example Test Authority")
    assert "40,000,000 bytes" in found["server"]
    assert "PIPELINING, 8BITMIME, SMTPUTF8" in found["server"]
    assert found["login"] == "logged in as letter with PLAIN; offered: LOGIN, PLAIN"
    assert server.accepted == []
    assert "MAIL" not in server.verbs()
    assert server.verbs()[-1] == "QUIT"


def test_without_a_user_no_login_is_tried() -> None:
    with FaultServer(offers=("AUTH LOGIN",)) as server:
        found = stages(check(server))
    assert found["login"] == "skipped, because smtp.user is not set; offered: LOGIN"
    assert found["server"].startswith("accepts messages of any size")


def test_settings_that_cannot_work_are_the_first_finding() -> None:
    (finding,) = check_connection(SmtpOptions())
    assert (finding.stage, finding.is_ok) == ("settings", False)
    assert "smtp.host" in finding.hint


def test_unknown_host_name_is_reported() -> None:
    finding = failure(check_connection(SmtpOptions(host="no-such-host.invalid")))
    assert "no-such-host.invalid" in finding.words
    assert finding.hint


def test_closed_port_is_reported() -> None:
    with FaultServer() as server:
        pass
    finding = failure(check(server, host="127.0.0.1"))
    assert (finding.stage, "cannot connect" in finding.words) == ("port", True)


def test_a_certificate_for_another_name_is_answered_with_its_names(tmp_path: Path) -> None:
    authority = CertificateAuthority(tmp_path)
    with FaultServer(tls=authority.server_context("mail.example.com")) as server:
        finding = failure(check(server, security="starttls", ca_file=authority.ca_file, **LOGIN))
        verbs = server.verbs()
    assert finding.stage == "TLS"
    assert "the certificate is for mail.example.com" in finding.hint
    assert "AUTH" not in verbs


def test_a_refused_login_is_answered_with_the_usual_reason() -> None:
    faults: dict[str, list[Action]] = {"AUTH": ["535 5.7.8 bad credentials"]}
    with FaultServer(faults, offers=("AUTH PLAIN",)) as server:
        finding = failure(check(server, **LOGIN))
    assert finding.stage == "login"
    assert "535 5.7.8 bad credentials" in finding.words
    assert "app password" in finding.hint


def test_a_refused_token_is_answered_with_its_own_reason() -> None:
    faults: dict[str, list[Action]] = {"AUTH": ["334 eyJzdGF0dXMiOiI0MDAifQ=="]}
    with FaultServer(faults, offers=("AUTH XOAUTH2",)) as server:
        finding = failure(check(server, user="letter", token="short-lived"))
    assert "rejected the login" in finding.words
    assert "short-lived" not in finding.words
    assert "get a new one" in finding.hint


@pytest.mark.parametrize("action", [Fault.SILENCE, Fault.HANG_UP])
def test_starttls_on_a_port_that_speaks_tls_from_the_start_is_explained(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer({"connect": [action]}) as server:
        # Only root may listen on 465 itself.
        monkeypatch.setattr(SmtpOptions, "effective_port", 465)
        import socket

        connect = socket.create_connection
        monkeypatch.setattr(
            socket,
            "create_connection",
            lambda address, *rest: connect((address[0], server.port), *rest),
        )
        finding = failure(check(server, security="starttls", connect_timeout_s=0.3))
    assert finding.stage == "greeting"
    assert "smtp.security = tls" in finding.hint
