"""Phrases for readers are in the newsletter's language, or else in English."""

import pytest

from publisher.phrases import email_words, feed_phrases, has_feed_phrases, image_word


@pytest.mark.parametrize(
    "language,unsubscribe,image,subscribe",
    [
        ("en-GB", "Unsubscribe", "Image", "Subscribe"),
        ("de-AT", "Abmelden", "Bild", "Abonnieren"),
        ("zh-CN", "退订", "图", "订阅"),
        ("zh-TW", "取消訂閱", "图", "订阅"),
        ("zh-Hant", "取消訂閱", "图", "订阅"),
        ("no", "Meld deg av", "Bilde", "Subscribe"),
        ("FR", "Se désabonner", "Image", "S’abonner"),
        ("tlh", "Unsubscribe", "Image", "Subscribe"),
        ("", "Unsubscribe", "Image", "Subscribe"),
    ],
)
def test_each_table_is_read_by_language(
    language: str, unsubscribe: str, image: str, subscribe: str
) -> None:
    assert email_words(language)["unsubscribe"] == unsubscribe
    assert image_word(language) == image
    assert feed_phrases(language).subscribe == subscribe


def test_feed_phrases_are_known_in_some_languages() -> None:
    assert has_feed_phrases("de-AT")
    assert has_feed_phrases("zh-TW")
    assert not has_feed_phrases("no")
    assert not has_feed_phrases("")
