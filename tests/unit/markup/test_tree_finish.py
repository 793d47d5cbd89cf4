"""The last steps on the tree write what Python-Markdown's own steps would."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor

from publisher.markup import EXTENSIONS, render

TEXTS = st.lists(
    st.sampled_from(
        ["a", "b c", "\n", "\n\n", "* ", "1. ", "> ", "# ", "    ", "```\n", "`c`", "**", "_", "\\{", "\\}", "\\*",
         "{: .x}", "[a](/b)", "[a](/b\\{c)", "![i](i.png)", "  \n", "<br>", "<div>", "</div>", "|a|b|\n|-|-|\n|c|d|\n",
         "[^1]", "\n\n[^1]: n\n", ": d\n", "- [ ] t\n", "中", "文\n字", "&#x4e2d;"]
    ),
    max_size=20,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> Markdown:
    """Markdown as issues have it, with Python-Markdown's own last steps."""
    markdown = Markdown(extensions=[extension() for extension in EXTENSIONS], output_format="html")
    markdown.treeprocessors.register(PrettifyTreeprocessor(markdown), "prettify", 10)
    markdown.treeprocessors.register(UnescapeTreeprocessor(markdown), "unescape", 0)
    return markdown


@given(TEXTS)
@example("```\ncode\n\n\n```\n\na  \nb\n\n* a\n\n  b\n* c")
@example("\\{a\\} `\\{` [b](/c\\{d)")
def test_html_is_that_of_the_steps_they_replace(plain: Markdown, text: str) -> None:
    html = render.to_html(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "_MARKDOWN", plain)
        assert html == render.to_html(text)
