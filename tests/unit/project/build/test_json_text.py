"""Indented JSON is that of the standard library, character for character."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from publisher.project.build.json_text import indented

TEXTS = st.text(st.characters(codec=None), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
@example({"a": [], "b": {}, "c": [[], {}], 'd"': ["\u2028", "\x1f", "\\"]})
def test_the_text_is_that_of_the_standard_library(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
