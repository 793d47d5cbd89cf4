"""Unsafe settings are refused before a server is asked, and secrets do not print."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from publisher.errors import SettingsError
from publisher.senders.sender_options import SenderOptions
from publisher.senders.smtp.auth import choose_mechanism
from publisher.senders.smtp.safety import check_options, is_loopback
from publisher.senders.smtp.smtp_options import SmtpOptions
from publisher.senders.smtp.tls import make_context

SECRET = "correct-horse-battery"


@pytest.mark.parametrize("security,port", [("starttls", 587), ("tls", 465), ("none", 25)])
def test_each_security_has_its_port(security: str, port: int) -> None:
    assert SmtpOptions.model_validate({"security": security}).effective_port == port


def test_starttls_is_the_default() -> None:
    assert SmtpOptions().security == "starttls"


@pytest.mark.parametrize(
    "host,written",
    [
        ("smtp.example.com", "smtp.example.com"),
        (" smtp.example.com ", "smtp.example.com"),
        ("[::1]", "::1"),
    ],
)
def test_host_must_be_only_a_name(host: str, written: str) -> None:
    assert SmtpOptions(host=host).host == written


@pytest.mark.parametrize(
    "setting",
    [
        {"host": "smtp://smtp.example.com"},
        {"host": "smtp.example.com\r\nQUIT"},
        {"port": 0},
        {"port": 65536},
        {"local_hostname": "a b"},
        {"local_hostname": "a\r\nQUIT"},
        {"envelope_from": "ann@example.com>\r\n"},
        {"envelope_from": "Ann <ann@example.com>"},
        {"security": "ssl"},
        {"auth": "ntlm"},
        {"retry_limit": -1},
        {"connect_timeout_s": 0},
        {"no_such_setting": 1},
    ],
)
def test_a_malformed_setting_is_refused(setting: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SmtpOptions.model_validate(setting)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "::1"])
def test_clear_text_may_reach_this_machine(host: str) -> None:
    check_options(SmtpOptions(host=host, security="none"))


@pytest.mark.parametrize(
    "host",
    ["smtp.example.com", "192.0.2.1", "10.0.0.1", "localhost.example.com", "127.0.0.1.example.com"],
)
def test_clear_text_to_another_machine_needs_an_explicit_setting(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(SettingsError, match="another machine") as told:
        check_options(SmtpOptions(host=host, security="none"))
    assert "allow_clear_text_to_other_hosts" in told.value.hint
    check_options(SmtpOptions(host=host, security="none", allow_clear_text_to_other_hosts=True))


@pytest.mark.parametrize(
    "setting",
    [
        {"host": ""},
        {"user": "ann"},
        {"password": SECRET},
        {"token": SECRET},
        {"user": "ann", "password": SECRET, "auth": "xoauth2"},
        {"user": "ann", "token": SECRET, "auth": "plain"},
    ],
)
def test_settings_that_cannot_work_are_refused_with_a_hint(setting: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as told:
        check_options(SmtpOptions.model_validate({"host": "smtp.example.com"} | setting))
    assert told.value.hint
    assert SECRET not in f"{told.value!r} {told.value} {told.value.hint}"


def test_a_secret_does_not_print() -> None:
    options = SmtpOptions.model_validate({"user": "ann", "password": SECRET, "token": SECRET})
    gathered = SenderOptions(smtp=options, sender_options={"key": SECRET})
    assert SECRET not in f"{options!r} {options} {gathered!r} {gathered} {gathered.model_dump()}"


def test_a_secret_of_digits_may_lack_its_quotes() -> None:
    assert SmtpOptions.model_validate({"password": 1234}).password.get_secret_value() == "1234"


@pytest.mark.parametrize(
    "setting",
    [{"password": [SECRET]}, {"password": SECRET, "port": "x"}, {"password": SECRET, "nothing": 1}],
)
def test_a_refused_setting_does_not_print_a_secret(setting: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as alone:
        SmtpOptions.model_validate(setting)
    with pytest.raises(ValidationError) as nested:
        SenderOptions.model_validate({"smtp": setting})
    assert SECRET not in f"{alone.value} {alone.value!r} {nested.value} {nested.value!r}"


@pytest.mark.parametrize(
    "setting,offered,is_encrypted,chosen",
    [
        ({}, {"plain", "login", "cram-md5"}, True, "plain"),
        ({}, {"plain", "login", "cram-md5"}, False, "cram-md5"),
        ({}, {"login"}, True, "login"),
        ({}, {"xoauth2", "gssapi"}, True, None),
        ({}, set(), True, None),
        ({"auth": "login"}, {"plain", "login"}, True, "login"),
        ({"auth": "login"}, {"plain"}, True, None),
        ({"token": SECRET}, {"plain", "xoauth2"}, True, "xoauth2"),
        ({"token": SECRET}, {"plain"}, True, None),
    ],
)
def test_the_login_is_the_best_that_both_know(
    setting: dict[str, str], offered: set[str], is_encrypted: bool, chosen: str | None
) -> None:
    options = SmtpOptions.model_validate(setting)
    assert choose_mechanism(options, frozenset(offered), is_encrypted=is_encrypted) == chosen


def test_a_ca_file_that_cannot_be_read_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for path in (tmp_path / "missing.pem", empty):
        with pytest.raises(SettingsError, match=r"smtp\.ca_file"):
            make_context(SmtpOptions(host="smtp.example.com", ca_file=path))


def test_a_ca_file_is_relative_to_the_project(tmp_path: Path) -> None:
    assert SmtpOptions(ca_file=Path("ca.pem")).below(tmp_path).ca_file == tmp_path / "ca.pem"
    assert SmtpOptions().below(tmp_path).ca_file is None


def test_the_server_is_the_one_that_is_named_in_every_script() -> None:
    assert SmtpOptions(host="SMTP.straße.example").host == "smtp.xn--strae-oqa.example"
    with pytest.raises(ValidationError, match="label"):
        SmtpOptions(host="ü..example")
