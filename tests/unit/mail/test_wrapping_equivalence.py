"""Lines filled word by word are those of a filler that asks at every character."""

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from publisher.mail.plaintext import wrapping
from publisher.mail.plaintext.wrapping import (
    GLUE,
    JOINER,
    KEEP_END,
    KEEP_START,
    may_part,
    unmarked,
)

TEXTS = st.lists(
    st.sampled_from(
        [" ", "  ", "\n", "a", "bc", "word-", "-", "--", "-- ", ">", "> ", "文", "字", "。", "（", "한국", "é",
         "e\u0301", "🗞️", "\xa0", "\u2060", "\t", "“", "”", "…", "—", "\ufdd4", "\U00020000", KEEP_START,
         KEEP_END, GLUE, JOINER, wrapping.keep("<https://example.com> 文")]
    ),
    max_size=24,
).map("".join)  # fmt: skip

NARROW = st.lists(
    st.sampled_from(
        [" ", " ", "a", "word", "of", "-", "--", ">", "é", "слово", "…", "“", "\xad", "\t", "\x7f", "  ",
         KEEP_START, KEEP_END, GLUE, JOINER, wrapping.keep("[12]"), f"{GLUE}{wrapping.keep('<a b>')}"]
    ),
    max_size=40,
).map("".join)  # fmt: skip

EVEN = st.lists(
    st.sampled_from(
        [" ", "文", "字", "かな", "。", "（", "「", "）", "“", "”", "…", "—", "、", "word", "a", ".", "-", "--", ">", "\xa0",
         "\u3000", "é", GLUE, JOINER, KEEP_START, KEEP_END, wrapping.keep("[12]"), f"{JOINER}{wrapping.keep('[3]')}"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def reference(text: str, width: int) -> list[str]:
    return [line for paragraph in text.split("\n") for line in filled(paragraph.strip(" "), width)]


def columns(text: str) -> int:
    width = wcswidth(unmarked(text))
    return width if width >= 0 else len(unmarked(text))


def filled(paragraph: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for unit, spaced in units(paragraph):
        gap = 1 if spaced and line else 0
        size = columns(unit)
        if line and used + gap + size > width and line != "--" and not unit.startswith(">"):
            ends = may_part(unmarked(line)[-1:], unmarked(unit)[:1])
            yield unmarked(line) + ("  " if spaced and ends else " ")
            line, used = unit, size
        else:
            line, used = f"{line}{' ' * gap}{unit}", used + gap + size
    yield unmarked(line)


def units(paragraph: str) -> Iterator[tuple[str, bool]]:
    for word in filter(None, paragraph.split(" ")):
        spaced, start, kept = True, 0, False
        for place in range(1, len(word)):
            kept = (kept or word[place - 1] == KEEP_START) and word[place - 1] != KEEP_END
            if not kept and may_part(*wrapping._neighbours(word, place)):
                yield word[start:place], spaced
                spaced, start = False, place
        yield word[start:], spaced


@settings(max_examples=500)
@given(TEXTS | NARROW | EVEN, st.integers(1, 40))
@example("-- --\n--", 3)
@example("> a 文。> b", 2)
def test_lines_are_those_of_a_filler_that_asks_everywhere(text: str, width: int) -> None:
    assert wrapping.wrap(text, width) == reference(text, width)


@given(st.characters())
def test_a_word_with_an_ideograph_is_asked_where_it_may_part(character: str) -> None:
    if wrapping.is_ideograph(character):
        assert wrapping._MAY_PART.search(character) or character in wrapping.keep(" ") + JOINER


@given(st.characters().filter(lambda character: character not in wrapping.keep("") + JOINER))
def test_characters_of_even_texts_take_one_or_two_columns(character: str) -> None:
    if wrapping._NARROW.fullmatch(character):
        assert columns(f"a{character}b") == 3
    elif wrapping._EVEN.fullmatch(character):
        assert columns(f"a{character}b文{character}文") == 10


@settings(max_examples=300)
@given(TEXTS | NARROW | EVEN)
def test_columns_are_those_of_a_terminal(text: str) -> None:
    assert wrapping.width_of(text) == columns(text)
