"""The short ways of reading a link's URL find what the rules for every URL find."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from publisher.markup.blocks.references import attribute_text
from publisher.markup.inline.link_syntax import _bare_end

URLS = st.text("ab/:?=()<>\\ \n\"'&;é", max_size=16)


def end_by_rules(text: str) -> int | None:
    """Count parentheses character by character (CommonMark 6.3)."""
    if text.startswith("<"):
        return None
    depth = at = 0
    while at < len(text) and text[at] not in " \n":
        if text[at] == ")":
            if not depth:
                break
            depth -= 1
        depth += text[at] == "("
        at += 2 if re.match(r"\\[!-/:-@\[-`{-~]", text[at:]) else 1
    return None if depth else at


@given(URLS)
@example("a)")
@example("a(b)c)")
@example("a\\)b)")
@example('a "b")')
@example(")")
def test_a_url_ends_where_its_parentheses_match(text: str) -> None:
    assert _bare_end(text, 0) == end_by_rules(text)


@given(
    st.lists(st.sampled_from(["a", "&amp;", "&", "\\&", "\\", "&eacute;", "é", ")"])).map("".join)
)
def test_escapes_and_references_in_a_url_are_decoded(text: str) -> None:
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    plain = re.sub(r"&[a-z]+;", lambda found: unescape(found[0]), plain)
    assert attribute_text(text) == plain.replace("&", "&amp;")
