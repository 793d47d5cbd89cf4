"""Slugs: names of titles in any script, and what titles are compared by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.slugs import letters_of, name_of, slugify


@pytest.mark.parametrize(
    "text, slug",
    [
        ("What's new?", "whats-new"),
        ("What’s  new — today", "whats-new-today"),
        ("A/B: ../etc", "a-b-etc"),
        ("Ünïcode ﬁt", "ünïcode-fit"),
        ("cafe\u0301", "café"),
        ("三十年，解决人生三大问题", "三十年-解决人生三大问题"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("🌍", ""),
        ("❤️ Heart", "heart"),
        ("", ""),
    ],
)
def test_a_slug_is_letters_and_digits_of_any_script(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_a_name_that_every_file_system_takes(text: str) -> None:
    slug = slugify(text)
    assert len(f"{slug}.html".encode()) <= 255
    assert not set(slug) & set('/\\:*?"<>|.\0 \n')
    assert slug == slug.strip("-")


@given(st.text(max_size=60))
def test_a_slug_made_of_a_slug_is_the_same(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_ascii_text_has_the_same_slug_beside_text_of_another_script(text: str) -> None:
    assert slugify(f"{text}-é") == f"{slugify(text)}-é".removeprefix("-")


@pytest.mark.parametrize(
    "titles",
    [
        ("का", "की", "के", "क"),
        ("cafe\u0301", "cafe"),
        ("פֶּרֶק", "פרק"),
    ],
    ids=ascii,
)
def test_titles_that_differ_in_a_mark_have_different_names(
    titles: tuple[str, ...],
) -> None:
    assert len({name_of(title) for title in titles}) == len(titles)


@pytest.mark.parametrize(
    "titles",
    [
        ("News", "NEWS", "news!", " 📰 News"),
        ("Straße", "STRASSE"),
        ("caf\u00e9", "cafe\u0301"),
        ("❤ Heart", "❤\ufe0f Heart"),
        ("What's new", "What’s new"),
    ],
    ids=ascii,
)
def test_titles_that_differ_only_in_case_or_form_have_one_name(titles: tuple[str, ...]) -> None:
    assert len({name_of(title) for title in titles}) == 1


def test_a_title_without_letters_has_no_name_to_share_with_another() -> None:
    assert [name_of(title) for title in ("", "🎉", "❤\ufe0f", "…")] == [""] * 4


@given(st.text(max_size=300))
def test_a_name_is_safe_for_file_systems_and_does_not_depend_on_case(text: str) -> None:
    name = name_of(text)
    assert len(f"{name}.atom".encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|.\0 \n')
    assert name == name_of(text.casefold())


@given(st.text(max_size=40))
def test_titles_are_compared_without_punctuation_case_and_form(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", f"“{text}” —")
    assert letters_of(decomposed) == letters_of(text)
