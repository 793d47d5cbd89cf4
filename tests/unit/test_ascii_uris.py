"""Ids and addresses in the form that XML feeds want."""

import pytest

from publisher.ascii_uris import ascii_host, ascii_uri, id_as_uri


@pytest.mark.parametrize(
    "entry_id,uri",
    [
        ("tag:example.com,2024:x", "tag:example.com,2024:x"),
        ("https://example.com/家?a=b#c", "https://example.com/%E5%AE%B6?a=b#c"),
        ("https://example.com/%E5%AE%B6", "https://example.com/%E5%AE%B6"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://[2001:db8::1]/[x]", "https://[2001:db8::1]/%5Bx%5D"),
        ("HTTPS://Example.com:443/x", "HTTPS://Example.com:443/x"),
        ("tag:example.com,2024:ä", "tag:example.com,2024:%C3%A4"),
        ("149573", "tag:example.com,2000-01-01:149573"),
        ("two words", "tag:example.com,2000-01-01:two%20words"),
    ],
)
def test_atom_gets_a_uri_of_any_id(entry_id: str, uri: str) -> None:
    assert id_as_uri(entry_id, "example.com") == uri


@pytest.mark.parametrize(
    "url,uri",
    [
        ("https://example.com/a?b=c&d=%20#e", "https://example.com/a?b=c&d=%20#e"),
        ("https://example.com/家?q={x}|[y]", "https://example.com/%E5%AE%B6?q=%7Bx%7D%7C%5By%5D"),
        ("https://MÜNCHEN.de/", "https://xn--mnchen-3ya.de/"),
        ("https://straße.de/straße", "https://xn--strae-oqa.de/stra%C3%9Fe"),
        ("https://i❤.example/", "https://xn--i-7iq.example/"),
        ("https://日本語。example:81/", "https://xn--wgv71a119e.example:81/"),
        ("https://me:ü@BÜCHER.example:8080/", "https://me:%C3%BC@xn--bcher-kva.example:8080/"),
        ("https://me@bücher.example:8080/", "https://me@xn--bcher-kva.example:8080/"),
        ("https://[2001:db8::1]:8080/a[1]", "https://[2001:db8::1]:8080/a%5B1%5D"),
        ("https://ex ample.com/a b", "https://ex%20ample.com/a%20b"),
        ("http://[broken", "http://%5Bbroken"),
        ("https://" + "é" * 80 + ".example/", "https://" + "%C3%A9" * 80 + ".example/"),
        ("", ""),
    ],
)
def test_an_address_becomes_ascii_and_stays_the_same_address(url: str, uri: str) -> None:
    assert ascii_uri(url) == uri


@pytest.mark.parametrize(
    "url,host",
    [
        ("https://Example.com:80/", "example.com"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("https://STRASSE.de", "strasse.de"),
        ("https://STRAßE.de", "xn--strae-oqa.de"),
        ("https://xn--zz.example", "xn--zz.example"),
        ("https://a_b.example", "a_b.example"),
        ("https://a_b.ü.example", "a_b.xn--tda.example"),
        ("https://[2001:DB8::1]:80/", "2001-db8--1"),
        ("mailto:x", "localhost"),
        ("http://[x", "localhost"),
    ],
)
def test_a_host_is_in_lower_case_and_ascii(url: str, host: str) -> None:
    assert ascii_host(url) == host
