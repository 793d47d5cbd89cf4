"""A signature is verified by dkimpy against the key that DNS would hold."""

import base64
import subprocess
import sys
from typing import Any

import pytest

from publisher.errors import SettingsError
from publisher.mail.message.dkim import sign
from publisher.message import Message
from tests.unit.mail.samples import Compose, Read

dkim: Any = pytest.importorskip("dkim")
TIMESTAMP = 1_772_353_800


def openssl(*arguments: str, key: bytes = b"") -> bytes:
    return subprocess.run(
        ["openssl", *arguments], input=key, capture_output=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def rsa_key(requires: Any) -> bytes:
    requires("openssl")
    return openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")


@pytest.fixture(scope="module")
def ed25519_key(requires: Any) -> bytes:
    requires("openssl")
    pytest.importorskip("nacl")
    return openssl("genpkey", "-algorithm", "ED25519")


def record(key: bytes) -> bytes:
    """The TXT record of the key (RFC 6376, section 3.6.1; RFC 8463, section 4)."""
    public = openssl("pkey", "-pubout", "-outform", "DER", key=key)
    if len(public) < 100:
        return b"v=DKIM1; k=ed25519; p=" + base64.b64encode(public[-32:])
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def is_verified(message: Message, key: bytes) -> bool:
    def in_dns(name: bytes, timeout: int = 5) -> bytes:
        return record(key) if name == b"one._domainkey.example.com." else b""

    return bool(dkim.verify(message.data, dnsfunc=in_dns))


def signed(message: Message, key: bytes) -> Message:
    return sign(message, domain="example.com", selector="one", key=key, timestamp=TIMESTAMP)


def test_the_signing_domain_is_the_one_that_is_set_in_every_script(
    rsa_key: bytes, composed: Compose
) -> None:
    message = sign(
        composed(), domain="straße.example", selector="one", key=rsa_key, timestamp=TIMESTAMP
    )
    assert b"d=xn--strae-oqa.example" in message.data


@pytest.mark.parametrize("kind", ["rsa_key", "ed25519_key"])
def test_a_signature_is_verified(
    kind: str, composed: Compose, request: pytest.FixtureRequest
) -> None:
    key: bytes = request.getfixturevalue(kind)

    message = signed(composed(recipient="jörg@example.org"), key)

    assert is_verified(message, key)
    assert message.message_id == composed(recipient="jörg@example.org").message_id


def test_an_rsa_key_of_the_older_form_signs_too(rsa_key: bytes, composed: Compose) -> None:
    older = openssl("rsa", "-traditional", key=rsa_key)

    assert older.startswith(b"-----BEGIN RSA PRIVATE KEY-----")
    assert is_verified(signed(composed(), older), rsa_key)


def test_an_ed25519_seed_as_dknewkey_writes_it_signs_too(
    ed25519_key: bytes, composed: Compose
) -> None:
    seed = base64.b64encode(openssl("pkey", "-outform", "DER", key=ed25519_key)[-32:])

    assert is_verified(signed(composed(), seed + b"\n"), ed25519_key)


@pytest.mark.parametrize(
    "name, value",
    [
        (b"List-Unsubscribe:", b"List-Unsubscribe: <https://example.org/>\r\nX:"),
        (b"List-Unsubscribe-Post:", b"X:"),
        (b"Subject:", b"Subject: Other\r\nX:"),
        (b"From:", b"From: <other@example.org>\r\nX:"),
        (b"MIME-Version:", b"Subject: A second subject\r\nMIME-Version:"),
        (b"\r\nHello, *reader*", b"\r\nHello, *stranger*"),
    ],
)
def test_what_is_signed_cannot_be_changed(
    name: bytes, value: bytes, rsa_key: bytes, composed: Compose
) -> None:
    message = signed(composed(), rsa_key)
    changed = message.data.replace(name, value, 1)

    assert changed != message.data
    assert not is_verified(Message(message.message_id, changed), rsa_key)


def test_one_click_unsubscription_is_signed(rsa_key: bytes, composed: Compose, read: Read) -> None:
    tags = {
        tag.partition("=")[0].strip(): tag.partition("=")[2]
        for tag in str(read(signed(composed(), rsa_key))["DKIM-Signature"]).split(";")
    }

    covered = [name.strip() for name in tags["h"].split(":")]
    assert {"from", "subject", "message-id", "content-type"} <= set(covered)
    assert covered.count("list-unsubscribe") == covered.count("list-unsubscribe-post") == 2
    assert tags["t"].strip() == str(TIMESTAMP)
    assert tags["c"].strip() == "relaxed/relaxed"


def test_the_same_arguments_give_the_same_signature(rsa_key: bytes, composed: Compose) -> None:
    assert signed(composed(), rsa_key) == signed(composed(), rsa_key)


def test_a_signed_message_is_still_transportable(rsa_key: bytes, composed: Compose) -> None:
    data = signed(composed(), rsa_key).data

    assert data.startswith(b"DKIM-Signature: v=1;")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    "key",
    [
        b"",
        b"no key",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        b"\xff\xfe",
    ],
)
def test_invalid_key_is_a_settings_error(key: bytes, composed: Compose) -> None:
    with pytest.raises(SettingsError, match="cannot sign the message") as caught:
        signed(composed(), key)

    assert "key_file" in caught.value.hint


def test_the_key_is_in_no_error(rsa_key: bytes, composed: Compose) -> None:
    with pytest.raises(SettingsError) as caught:
        signed(composed(), rsa_key[: len(rsa_key) // 2])

    assert rsa_key.split(b"\n")[1].decode() not in str(caught.value)


def test_without_dkimpy_the_error_names_the_extra(
    composed: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dkim", None)  # what an import of it then says

    with pytest.raises(SettingsError, match="dkimpy") as caught:
        signed(composed(), b"")
    assert "publisher[dkim]" in caught.value.hint
