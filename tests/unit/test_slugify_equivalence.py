"""The short way for ASCII gives the slug that the rule for every script gives."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from publisher.slugs import SLUG_LIMIT, slugify

ASCII = st.text(st.characters(codec="ascii"), max_size=300)
TITLES = st.text(alphabet="abXYZ019 -_'`’./\n\t:é文\ufe0f\u0301ﬁ", max_size=260)


def reference(text: str) -> str:
    """Letters, digits and their marks stay, silent signs go, the rest becomes one hyphen."""
    normal = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(
        sign if sign.isalnum() or unicodedata.category(sign) in {"Mn", "Mc"} else "-"
        for sign in normal
        if sign not in "'’‘`´" and not "\ufe00" <= sign <= "\ufe0f"
    )
    slug = "-".join(filter(None, kept.split("-")))
    return slug.encode("utf-8", "ignore")[:SLUG_LIMIT].decode("utf-8", "ignore").strip("-")


@given(ASCII | TITLES)
@example("a" * 199 + " b")
@example("It's `code`: A_b, 1.0!")
def test_a_slug_is_what_the_general_rule_gives(text: str) -> None:
    assert slugify(text) == reference(text)
