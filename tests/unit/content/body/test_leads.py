"""How a story announces itself, and which line announces a list."""

import pytest

from publisher import dom
from publisher.content.body import leads
from publisher.markup.render import to_html


def block(markdown: str) -> dom.Element:
    return dom.parse(to_html(markdown))[0]


@pytest.mark.parametrize(
    "markdown, lead",
    [
        ("**Bold.** Then text.", "Bold."),
        ("**Bold** _and_ text.", "Bold"),
        ("**Two** **runs** and text.", "Two runs"),
        ("**[A link](/x)** and text.", "A link"),
        ("[**A link**](/x) and text.", "A link"),
        ("✨ **After an emoji.** Text.", "After an emoji."),
        ("Text with **bold.**", ""),
        ("_Italics._ Text.", ""),
        ("**🔌** Text.", ""),
        ("[A **part** of it](/x)", ""),
    ],
)
def test_a_bold_lead_is_the_bold_words_at_the_start(markdown: str, lead: str) -> None:
    assert leads.bold_lead(block(markdown)) == lead


@pytest.mark.parametrize(
    "markdown, announces",
    [
        ("### Events", True),
        ("**Quick links ⚡️**", True),
        ("**Quick links:** 🌍", True),
        ("**Quick links** ([see all](/x))", True),
        ("**Summary**:", True),
        ("**Quick, before it ends!**", True),
        ("**The press stopped.**", False),
        ("**The press** stopped:", False),
        ("**The press** **in town** **has** _stopped_ _now_", False),
        ("More:", False),
        ("> **Quoted**", False),
    ],
)
def test_line_that_announces_a_list_is_recognised(markdown: str, announces: bool) -> None:
    assert leads.leads_list(block(markdown)) is announces


@pytest.mark.parametrize(
    "markdown, number_only",
    [("1、", True), ("12． ", True), ("1、[题](/x)", False), ("1. x", False)],
)
def test_a_number_may_stand_alone(markdown: str, number_only: bool) -> None:
    assert leads.is_number(block(markdown)) is number_only


@pytest.mark.parametrize(
    "markdown, figure",
    [
        ("![x](a.png)", True),
        ("[![x](a.png)](/y)", True),
        ("<figure><img src=a></figure>", True),
        ("![x](a.png) and words", False),
        ("words", False),
    ],
)
def test_block_of_only_images_is_a_figure(markdown: str, figure: bool) -> None:
    assert leads.is_figure(block(markdown)) is figure


@pytest.mark.parametrize("bold", range(1, 9))
@pytest.mark.parametrize("others", range(1, 4))
def test_words_after_the_bold_ones_are_seen_however_many_there_are(bold: int, others: int) -> None:
    paragraph = dom.parse("<p>" + "<b>x</b>" * bold + " <i>y</i>" * others + "</p>")[0]
    assert not leads.leads_list(paragraph)
