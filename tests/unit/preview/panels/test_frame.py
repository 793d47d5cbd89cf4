"""What stands in a frame: the email as it is, but for what the author who looks has chosen."""

from publisher.dom import document
from publisher.preview.panels.color_scheme import Scheme
from publisher.preview.panels.frame import Framing, article, framed

EMAIL = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"></head><body>'
    '<p><a href="https://example.org/">out</a> <a href="#there">in</a></p>'
    '<p id="there"><img src="https://example.com/issues/1/a.png" alt="A press" width="40"></p>'
    "</body></html>"
)


def test_links_open_in_a_new_tab_that_cannot_reach_back() -> None:
    out, inside = document(framed(EMAIL, Framing())).iter("a")
    assert (out.get("target"), out.get("rel")) == ("_blank", "noopener noreferrer")
    assert inside.get("target") is None


def test_a_local_image_is_shown_from_here() -> None:
    framing = Framing(local_images={"https://example.com/issues/1/a.png": "/images/a.png?of=1.md"})
    (image,) = document(framed(EMAIL, framing)).iter("img")
    assert image.get("src") == "/images/a.png?of=1.md"


def test_without_images_the_words_for_them_stay() -> None:
    (image,) = document(framed(EMAIL, Framing(images=False))).iter("img")
    assert image.get("src") is None
    assert (image.get("alt"), image.get("width")) == ("A press", "40")


def test_inversion_is_the_client_s_and_not_the_theme_s() -> None:
    assert "invert(1)" in framed(EMAIL, Framing(scheme=Scheme.INVERTED))
    assert "invert(1)" not in framed(EMAIL, Framing(scheme=Scheme.DARK))


def test_an_article_escapes_what_is_text() -> None:
    html = article("1 < 2 & <script>", "By </p><b>me", "<p>Words.</p>")
    tree = document(html)
    assert not list(tree.iter("script", "b"))
    assert next(tree.iter("h1")).text == "1 < 2 & <script>"
