"""Edits of an issue's text land in the bytes of its file, whatever its encoding."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.source.encoding import EncodingError, decode
from publisher.content.source.mojibake import CODECS, MISREADINGS
from publisher.content.source.rewriting import rewritten
from publisher.markup.located import Edit

TEXT = "caf\u00e9 it\u2019s [a](https://x) \u2013 \u201cyes\u201d \U0001f30a\n"
MAC = TEXT.encode().decode("mac_roman")
FILES = {
    "utf-8": TEXT.encode(),
    "mark": codecs.BOM_UTF8 + TEXT.encode(),
    "two marks": codecs.BOM_UTF8 * 2 + TEXT.encode(),
    "utf-16": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-32": codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    "mojibake": MAC.encode(),
    "mojibake of a mark": ("\ufeff" + TEXT).encode().decode("mac_roman").encode(),
    "mojibake in utf-16": codecs.BOM_UTF16_BE + MAC.encode("utf-16-be"),
    "mojibake of mojibake": MAC.encode().decode("latin-1").encode(),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("restore", [False, True])
@pytest.mark.parametrize("new", ["", "http", "\u00e9\u2014"])
def test_edit_changes_only_its_own_characters(name: str, restore: bool, new: str) -> None:
    data = FILES[name]
    before = decode(data).text
    at = before.index("https")
    after = rewritten(data, [Edit(at, at + 5, new)], restore=restore)
    assert decode(after).text == before[:at] + new + before[at + 5 :]
    repaired = None if restore else decode(data).repaired_from
    assert decode(after).repaired_from == repaired


@pytest.mark.parametrize("name", FILES)
def test_without_edits_every_byte_is_kept(name: str) -> None:
    assert rewritten(FILES[name], []) == FILES[name]


@pytest.mark.parametrize("name", ["mojibake", "mojibake of a mark", "mojibake in utf-16"])
def test_a_restored_text_keeps_its_mark_and_its_encoding(name: str) -> None:
    data = rewritten(FILES[name], [], restore=True)
    marks = {"mojibake of a mark": codecs.BOM_UTF8, "mojibake in utf-16": codecs.BOM_UTF16_BE}
    codec = "utf-16-be" if "16" in name else "utf-8"
    assert data == marks.get(name, b"") + TEXT.encode(codec)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=4))
def test_edits_that_overlap_are_refused(places: list[tuple[int, int]]) -> None:
    edits = sorted({Edit(min(place), max(place), "x") for place in places}, key=lambda it: (it.start, it.end))  # fmt: skip
    ends = [place for edit in edits for place in (edit.start, edit.end)]
    if ends == sorted(ends) and ends[-1] <= len(TEXT):
        assert decode(rewritten(TEXT.encode(), edits)).text.count("x") == TEXT.count("x") + len(edits) - sum(TEXT[it.start:it.end].count("x") for it in edits)  # fmt: skip
    else:
        with pytest.raises(ValueError, match="overlap"):
            rewritten(TEXT.encode(), edits)


def test_bytes_that_are_not_text_are_rejected() -> None:
    with pytest.raises(EncodingError):
        rewritten(b"\xff\xff", [])


@pytest.mark.parametrize("codec", CODECS)
def test_a_misreading_is_the_way_back(codec: str) -> None:
    data = bytes(range(256))
    assert CODECS[codec](MISREADINGS[codec](data)) == data
