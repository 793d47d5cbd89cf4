"""Documents are read without harm: nothing is loaded, nothing blows up, nothing is raised."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feed_validator import sheet_of
from tests.feed_validator.own_tests.samples import codes, findings, good_feeds
from tests.feed_validator.parts import Form
from tests.feed_validator.xml_parts import LIMIT_BYTES

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def test_a_document_is_known_by_its_content_and_not_by_its_name() -> None:
    forms = {name: sheet_of("x", good_feeds()[name], NOW).form for name in good_feeds()}
    assert forms["feed.xml"] is Form.RSS
    assert forms["atom.xml"] is Form.ATOM
    assert forms["feed.json"] is Form.JSON


def test_a_file_that_an_entity_names_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password")
    document = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<rss version="2.0"><channel><title>&x;</title></channel></rss>'
    ).encode()
    sheet = sheet_of("feed.xml", document, NOW)
    assert not any("password" in part.text for part in sheet.root.walk())
    assert "F204" in codes(document)


@pytest.mark.parametrize("place", ["<title>&e9;</title>", '<title a="&e9;">x</title>'])
def test_entities_that_would_fill_the_memory_do_not(place: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    document = (
        f'<!DOCTYPE rss [<!ENTITY e0 "{"x" * 100}">{entities}]>'
        f'<rss version="2.0"><channel>{place}</channel></rss>'
    ).encode()
    assert codes(document) & {"F201", "F204"}
    sheet = sheet_of("feed.xml", document, NOW)
    assert sum(len(part.text) for part in sheet.root.walk()) < 100_000


def test_a_document_that_is_far_too_large_is_not_parsed() -> None:
    found = findings(b"<rss>" + b" " * LIMIT_BYTES + b"</rss>")
    assert {"F201", "F206"} == {finding.code for finding in found}


@pytest.mark.parametrize("document", [b"<a>" * 5_000, b"[" * 50_000, b'{"items":' * 50_000])
def test_what_is_nested_too_deeply_is_a_finding(document: bytes) -> None:
    assert "F201" in codes(document)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    findings(data)


@given(st.integers(min_value=0, max_value=4_000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_feed_makes_it_fail(place: int, data: bytes) -> None:
    for name in ("feed.xml", "atom.xml", "feed.json"):
        good = good_feeds()[name]
        findings(good[:place] + data + good[place:])
