"""The text part is format=flowed (RFC 3676): joined again by a client, it is what was wrapped."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.mail.plaintext.flowed import Flowed, flowed
from publisher.mail.plaintext.wrapping import wrap


def joined(body: Flowed) -> list[tuple[int, str]]:
    """What a client makes of a body: quote depth and text of each paragraph (RFC 3676, section 4)."""
    paragraphs: list[tuple[int, str]] = []
    goes_on = False
    for line in body.text.removesuffix("\n").split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        is_soft = bare.endswith(" ") and bare != "-- "
        if is_soft and body.delsp:
            bare = bare[:-1]
        if goes_on and paragraphs[-1][0] == depth:
            paragraphs[-1] = (depth, paragraphs[-1][1] + bare)
        else:
            paragraphs.append((depth, bare))
        goes_on = is_soft
    return paragraphs


def test_a_wrapped_paragraph_is_one_again() -> None:
    text = "one two three four five"

    body = flowed("\n".join(wrap(text, 10)))

    assert body == Flowed("one two \nthree four \nfive\n", delsp=False)
    assert joined(body) == [(0, text)]


def test_ideographs_are_joined_without_a_space() -> None:
    text = "这里记录每周的 Rust 内容"

    body = flowed("\n".join(wrap(text, 10)))

    assert body.delsp
    assert joined(body) == [(0, text)]


def test_a_space_between_ideograph_and_word_is_kept() -> None:
    body = flowed("\n".join(wrap("这里记录每周 Rustaceans 的内容", 12)))

    assert joined(body) == [(0, "这里记录每周 Rustaceans 的内容")]


def test_lines_that_look_special_are_stuffed() -> None:
    assert flowed("From here\n  indented\n > sign").text == " From here\n   indented\n  > sign\n"


def test_a_quotation_keeps_its_depth() -> None:
    body = flowed("> one \n> two\n>\n>> inner")

    assert body.text == "> one \n> two\n>\n>> inner\n"
    assert joined(body) == [(1, "one two"), (1, ""), (2, "inner")]


def test_a_soft_end_at_the_end_of_a_quotation_becomes_fixed() -> None:
    assert flowed("> one \ntwo").text == "> one\ntwo\n"


def test_a_soft_end_before_an_empty_line_becomes_fixed() -> None:
    assert flowed("one \n\ntwo ").text == "one\n\ntwo\n"


def test_the_line_before_a_signature_stays_fixed() -> None:
    assert flowed("Bye \n-- \nThe editors").text == "Bye\n-- \nThe editors\n"


def test_prose_of_a_template_is_broken_softly() -> None:
    text = "word " * 40

    body = flowed(text)

    assert max(map(len, body.text.split("\n"))) <= 78
    assert joined(body) == [(0, text.strip())]


def test_code_and_addresses_are_not_broken() -> None:
    code = "    " + "x = 1; " * 20
    url = "[1] https://example.com/" + "a" * 100

    assert flowed(f"{code.rstrip()}\n{url}").text.split("\n")[0] == " " + code.rstrip()
    assert "https://example.com/" + "a" * 100 in flowed(url).text


_WORDS = st.lists(
    st.one_of(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12
        ),
        st.sampled_from(["漢字", "。", "「", "--", ">", ">>", "From", "word", "*", "Rust"]),
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(_WORDS, st.integers(20, 72))
def test_whatever_was_wrapped_is_joined_to_the_same(text: str, width: int) -> None:
    lines = wrap(text, width)
    lines[0] = f" {lines[0]}" if lines[0].startswith(">") else lines[0]

    assert joined(flowed("\n".join(lines))) == [(0, lines[0][: lines[0][0] == " "] + text)]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=400))
def test_any_text_keeps_its_words_and_gets_no_line_of_the_wrong_kind(text: str) -> None:
    body = flowed(text)

    assert body.text.replace(">", " ").split() == text.replace(">", " ").split()
    for line in body.text.removesuffix("\n").split("\n"):
        assert line.startswith((">", " ")) or not line.startswith("From ")
