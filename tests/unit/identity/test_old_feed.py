"""Anything may lie in a file that is called a feed: it is read, or refused in a sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import UsageError
from publisher.identity.old_feed import OldFeed, read_old_feed

NAMES = [
    "feed",
    "rss",
    "RDF",
    "channel",
    "item",
    "entry",
    "id",
    "guid",
    "link",
    "title",
    "a:feed",
    "a:b:feed",
    ":",
    "x",
    "ä",
]
TOKENS = st.one_of(
    st.sampled_from(NAMES).map(lambda it: f"<{it}>"),
    st.sampled_from(NAMES).map(lambda it: f"</{it}>"),
    st.sampled_from(NAMES).map(lambda it: f'<{it} href="https://example.com/" rel="alternate"/>'),
    st.sampled_from([
        "<?xml version='1.0'?>", "<?xml version='1.0' encoding='none'?>", "<!DOCTYPE feed [<!ENTITY a 'b'>]>",
        "&a;", "&#0;", "&", "<", ">", "<!--", "-->", "<![CDATA[", "]]>", "<?a", "?>", "\0", "\ufeff",
        "<feed xmlns='http://www.w3.org/2005/Atom'>", "<feed xmlns=''>", "<x xmlns:a='' a:b=''/>", "words",
    ]),
)  # fmt: skip
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec=None))),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["items", "id", "url", "title"]), inner, max_size=4),
)  # fmt: skip


def read(data: bytes) -> OldFeed | None:
    try:
        return read_old_feed(data)
    except UsageError:
        return None


@pytest.mark.parametrize(
    "text",
    ["<a:b:feed></x>", "<a:b:feed/>", "<:/>", "<a:b:c><item/></x>", "<feed><a:b:id>x</a:b:id></feed>",
     "<", "<a", "\0", '{"items": 1}', "[]", "{", "{}", '{"items": [{"id": {}}]}'],
)  # fmt: skip
def test_what_is_malformed_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UsageError):
        read_old_feed(text.encode())


@given(st.lists(TOKENS, max_size=12).map("".join), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_any_markup_is_read_or_refused(text: str, encoding: str) -> None:
    read(text.encode(encoding, "replace"))


@given(st.dictionaries(st.sampled_from(["items", "id", "version"]), VALUES), st.integers(0, 99))
def test_any_json_is_read_or_refused(document: dict[str, object], cut: int) -> None:
    data = json.dumps(document).encode()
    read(data)
    read(data[:cut])


@given(
    st.binary(max_size=99), st.sampled_from([b"", b"{", b"<feed>", b'{"items": [', b"\xff\xfe<\0"])
)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    read(start + data)
