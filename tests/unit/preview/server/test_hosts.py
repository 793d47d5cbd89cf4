"""A host is what the grammar says, written anew, or it is none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.preview.server.hosts import authority, authority_of


@pytest.mark.parametrize(
    "text,written",
    [
        ("127.0.0.1:8025", "127.0.0.1:8025"),
        ("LOCALHOST", "localhost:80"),
        ("[::1]:9000", "[::1]:9000"),
        ("[0:0::1]", "[::1]:80"),
        ("desk_1.example.net.:80", "desk_1.example.net.:80"),
    ],
)
def test_host_header_is_normalised(text: str, written: str) -> None:
    assert str(authority(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "", ":80", "[::1%x; img-src *]:1", "[::1%25eth0]:1", "[::1", "[]", "[127.0.0.1]:1", "::1",
        "[::1]8025", "[::1]:", "localhost:", "localhost:0", "localhost:65536", "localhost:٣",
        "localhost:+1", "localhost:80; script-src *", "a b", "a,b", "-a.example", "a..example",
        "127.0.0.1:8025@evil.example", "user@localhost", "localhost/x", "127.1", "2130706433",
        "0x7f.1", "0177.0.0.1", "1.2.3.4.5", "ｌocalhost", "localhost\n", "localhost\r\nX: y",
        "a" * 64 + ".example", "a." * 200 + "example",
    ],
)  # fmt: skip
def test_invalid_hosts_are_rejected(text: str) -> None:
    assert authority(text) is None


_SAFE = re.compile(r"(?:[a-z0-9._-]+|\[[0-9a-f:.]+\]):[0-9]{1,5}", re.ASCII)


@given(st.text() | st.from_regex(r"\[[0-9a-f:.%;* ]*\](:[0-9]*)?|[a-z0-9.:;, *'\[\]%-]*"))
def test_what_is_written_holds_nothing_that_a_header_or_a_policy_could_read(text: str) -> None:
    found = authority(text)
    if found is not None:
        assert _SAFE.fullmatch(str(found))
        assert authority(str(found)) == found


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/a.png", "https://127.0.0.1:8443/a.png", "https://[::1]/", "https://10.1.2.3/",
        "https://192.168.0.1/", "https://169.254.169.254/", "https://100.64.0.1/", "https://0.0.0.0/",
        "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:127.0.0.1]/", "https://localhost/",
        "https://a.localhost/", "https://localhost./", "https://printer.local/", "https://desk/",
        "https:127.0.0.1/", "https:/127.0.0.1/", "https:\\\\127.0.0.1\\a.png", "https:////127.0.0.1/",
        "https://example.org@127.0.0.1/", "https://%31%32%37.0.0.1/", "https://１２７.0.0.1/",
        "https://127。0。0。1/", "ht\ntps://127.0.0.1/", " https://127.0.0.1/", "HTTPS://127.0.0.1/",
        "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/",
        "https://", "https://[::1%x]/", "https://a b/",
    ],
)  # fmt: skip
def test_local_address_is_not_public(url: str) -> None:
    found = authority_of(url)
    assert found is None or not found.is_elsewhere


@pytest.mark.parametrize(
    "url", ["https://example.org/", "http://93.184.215.14:8080/a", "https://bücher.example/a.png",
            "https://[2606:2800:21f::1]/", "https://user:secret@cdn.example.org/a.png"],
)  # fmt: skip
def test_global_address_is_public(url: str) -> None:
    found = authority_of(url)
    assert found
    assert found.is_elsewhere
