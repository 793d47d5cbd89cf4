"""Bytes become text; mojibake is undone exactly, and a clean text is never touched."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.content.source.encoding import Decoded, EncodingError, decode
from publisher.content.source.mojibake import CODECS
from publisher.diagnostics import Position

MANGLED_BY: dict[str, Callable[[bytes], str]] = {
    "mac_roman": lambda data: data.decode("mac_roman"),
    "cp1252": lambda data: "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data
    ),
    "latin_1": lambda data: data.decode("latin-1"),
}


def mangled(text: str, codec: str) -> bytes:
    """What is saved when a program reads UTF-8 in this code."""
    return MANGLED_BY[codec](text.encode()).encode()


# --- encodings ---------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_its_mark_is_read_and_the_mark_is_dropped(codec: str) -> None:
    text = "# Größe, 第 1 期 🔌\n"
    assert decode(text.encode(codec)) == Decoded(text)


def test_big_endian_utf_16_is_read() -> None:
    assert decode(codecs.BOM_UTF16_BE + "Größe".encode("utf-16-be")).text == "Größe"


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == Decoded("")
    assert decode(codecs.BOM_UTF8) == Decoded("")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_legacy_code_is_refused_with_the_place_of_its_first_byte(newline: str) -> None:
    before = f"# Ein Titel{newline}{newline}Größe und "
    with pytest.raises(EncodingError) as caught:
        decode(before.encode() + b"Gr\xf6\xdfe")
    error = caught.value
    assert error.position == Position(3, 13)
    assert error.offset == len(before.encode()) + 2
    assert "0xF6" in str(error)
    assert "“ö”" in str(error)


def test_a_mark_counts_in_the_offset_but_not_in_the_column() -> None:
    with pytest.raises(EncodingError) as caught:
        decode(codecs.BOM_UTF8 + b"ab\xff")
    assert (caught.value.offset, caught.value.position) == (5, Position(1, 3))


def test_utf_16_that_breaks_off_is_refused() -> None:
    with pytest.raises(EncodingError, match="incomplete UTF-16"):
        decode("Größe".encode("utf-16")[:-1])


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        bytes(64),
        "Text".encode("utf-16-le"),
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    ],
    ids=["png", "zeros", "utf-16 without mark", "zip"],
)
def test_binary_file_is_not_text(data: bytes) -> None:
    with pytest.raises(EncodingError):
        decode(data)


def test_a_stray_control_character_makes_no_binary_file() -> None:
    assert decode(b"# A t\x00itle that is read\n").text == "# A t\x00itle that is read\n"


@given(st.binary())
def test_any_bytes_are_decoded_or_refused_with_a_place_in_them(data: bytes) -> None:
    refused = None
    try:
        decode(data)
    except EncodingError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.offset < len(data)
        assert 1 <= refused.position.line <= 1 + data.count(b"\n") + data.count(b"\r")
        assert 1 <= refused.position.column <= len(data) + 1


# --- mojibake that is undone -------------------------------------------------------------

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
# What leaves no doubt once it is damaged.
CLEAR = ("don’t", "“so”", "a — b", "café’s", "naïve", "Größe", "ação", "déjà", "🔌", "€5", "…", "•")
PHRASES = {
    "English": CLEAR,
    "Russian": ("Привет", "мир", "рассылка", "— это"),
    "Greek": ("Καλημέρα", "κόσμε", "«ναι»"),
    "Chinese": ("科技爱好者周刊", "（第 300 期）：", "技术炒作", "Python编程"),
    "Japanese": ("こんにちは", "世界。", "メール"),
    "Korean": ("안녕하세요", "뉴스레터"),
    "Arabic": ("مرحبا", "بالعالم،"),
    "Hebrew": ("שלום", "עולם"),
    "Hindi": ("नमस्ते", "दुनिया।"),
    "Vietnamese": ("Tiếng", "Việt", "được"),
    "Polish": ("zażółć", "gęślą", "jaźń"),
    "Turkish": ("değişiklik", "çağrı"),
}


@pytest.mark.parametrize("codec", CODECS)
@given(data=st.data())
def test_damage_is_undone_exactly(codec: str, data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(PHRASES)))
    clear = data.draw(st.lists(st.sampled_from(PHRASES[language]), min_size=2, max_size=12))
    plain = data.draw(st.lists(WORDS, max_size=12))
    text = " ".join(data.draw(st.permutations([*clear, *plain])))
    assert decode(mangled(text, codec)).text == text


@pytest.mark.parametrize(
    "damaged,text,codec",
    [
        ("don‚Äôt", "don’t", "mac_roman"),
        ("\uf8ffüîå Title", "🔌 Title", "mac_roman"),
        ("It‚Äôs a na√Øve caf√©", "It’s a naïve café", "mac_roman"),
        ("donâ€™t", "don’t", "cp1252"),
        ("â€œsoâ€\x9d", "“so”", "cp1252"),
        ("donâ\x80\x99t", "don’t", "latin_1"),
        ("educaciÃ³n", "educación", "cp1252"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет", "cp1252"),
        ("ï»¿# It is clean, but for its mark", "# It is clean, but for its mark", "cp1252"),
    ],
)
def test_a_little_clear_evidence_is_enough(damaged: str, text: str, codec: str) -> None:
    assert decode(damaged.encode()) == Decoded(text, codec)


@pytest.mark.parametrize("codec", ["mac_roman", "cp1252"])
def test_what_was_damaged_twice_is_undone_twice(codec: str) -> None:
    text = "Don’t “quote” the naïve café — déjà vu 🔌"
    twice = mangled(mangled(text, codec).decode(), codec)
    assert decode(twice) == Decoded(text, codec)


# --- clean text that stays ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Programs that show `Ã©` once took UTF-8 for something else.",
        "Write `â€™` and you know it.",
        "The word cafÃ© was café before; â€™ was ’.",
        "Das macht Spaß…",
        "Spaß… und Gruß…",
        "L’école et l’église.",
        "—État, dit-il. —Écoute.",
        "AMANHÃ… IRMÃ”",
        "CAFÉ’S MENU, CAFÉ’S BAR",
        "FÅ… SMÅ— Å® Å’S Å’S",
        "x√π and y√π, or x≈£5 and x≈£6",
        "e^{i√∞} ≈ 1 ∆± ∆∞",
        "passé——and passé——or",
        "Ã… Ä— Ö… Ü’",
        "naïve",
        "ñandú",
        "ÿ",
    ],
)
def test_a_clean_text_that_could_be_mojibake_stays(text: str) -> None:
    assert decode(text.encode()) == Decoded(text)


LETTERS = {
    "French": "abcdeéèêëàâçîïôùûœæ",
    "German": "abcdeäöüß",
    "Portuguese": "aãõâêôáéíóúàç",
    "Spanish": "aeiouáéíóúñü",
    "Nordic": "aåäöøæð",
    "Romanian": "aăâîșț",
    "Polish": "aąćęłńóśźż",
    "Czech": "aáčďéěíňóřšťúůýž",
    "Turkish": "açğıöşü",
    "Vietnamese": "aăâđêôơưạảấầẩ",
    "Russian": "абвгдежзийклмн",
    "Greek": "αβγδεζηθά",
    "Hebrew": "אבגדה",
    "Arabic": "ابتثج",
    "Hindi": "कखगघािी",
    "Thai": "กขคฆงะาิ",
    "Chinese": "科技爱好者周刊第期",
    "Japanese": "こんにちは世界カタカナ",
    "Korean": "안녕하세요",
    "Georgian": "აბგდე",
}
AROUND = st.sampled_from(
    [("", ""), ("“", "”"), ("„", "“"), ("«", "»"), ("« ", " »"), ("‘", "’"), ("l’", ""),
     ("", "…"), ("", "—"), ("", "’s"), ("", "®"), ("", "™"), ("¿", "?"), ("—", ""), ("", " 😀"), ("", " €")]
)  # fmt: skip


@st.composite
def clean_texts(draw: st.DrawFn) -> str:
    """Words of one language, written as people write them: in quotes, in capitals, cut short."""
    letters = LETTERS[draw(st.sampled_from(sorted(LETTERS)))]
    words = []
    for word in draw(st.lists(st.text(letters, min_size=1, max_size=6), min_size=1, max_size=12)):
        shaped = draw(st.sampled_from((str.lower, str.upper, str.capitalize)))(word)
        before, after = draw(AROUND)
        words.append(f"{before}{shaped}{after}")
    return " ".join(words)


@given(clean_texts())
@example("É…É…")
def test_clean_text_in_any_language_is_not_changed(text: str) -> None:
    assert decode(text.encode()) == Decoded(text)


def test_real_archives_are_restored_where_they_are_damaged_and_only_there(corpus: Path) -> None:
    repaired = {}
    for path in sorted(corpus.glob("*/*.m*")):
        data = path.read_bytes()
        decoded = decode(data)
        if decoded.repaired_from:
            repaired[path.name] = decoded.repaired_from
            assert "‚Äô" not in decoded.text
            assert decoded.text.encode().decode("mac_roman").encode() == data
        else:
            assert decoded.text.encode() == data
    assert repaired == {"012.md": "mac_roman", "040.md": "mac_roman"}


@pytest.mark.parametrize("codec", ["mac_roman", "cp1252"])
@pytest.mark.parametrize(
    "text,is_restored",
    [
        ("café", False),
        ("café, café", True),
        ("cafés", True),
        ("Über", False),
        ("É", False),
        ("so…", True),
    ],
)
def test_one_unclear_sequence_may_be_meant_and_two_are_mojibake(
    text: str, is_restored: bool, codec: str
) -> None:
    damaged = mangled(text, codec)
    assert decode(damaged).text == (text if is_restored else damaged.decode())


@pytest.mark.parametrize(
    "text,is_restored", [("naïve aйb", True), ("naïve café aйb aйb", False), ("aйb", False)]
)
def test_a_lone_letter_of_another_script_outweighs_half_of_a_latin_one(
    text: str, is_restored: bool
) -> None:
    damaged = mangled(text, "cp1252")
    assert decode(damaged).text == (text if is_restored else damaged.decode())
