"""Outlook on Windows reads widths, colours and alignments in attributes: they say what the styles say."""

import pytest

from publisher import dom
from publisher.mail.render.steps.images import TEXT_PX, fit_images
from publisher.mail.render.steps.outlook import add_attributes
from tests.unit.mail.letters import done, first, letter_of


def attributes_of(body: str, tag: str) -> dict[str, str]:
    element: dom.Element = first(done(letter_of(body), add_attributes), tag)
    return {str(name): str(value) for name, value in element.attrib.items() if name != "style"}


@pytest.mark.parametrize(
    "style,attributes",
    [
        ("width:50%", {"width": "50%"}),
        ("width:120px", {"width": "120"}),
        ("width:0", {"width": "0"}),
        ("width:10em", {}),
        ("width:auto", {}),
        ("width:calc(1px + 2%)", {}),
        ("background-color:#abcdef", {"bgcolor": "#abcdef"}),
        ("background-color:#abc", {"bgcolor": "#aabbcc"}),
        ("background:#ABC", {"bgcolor": "#AABBCC"}),
        ("background:url(https://example.com/a.png)", {}),
        ("background-color:transparent", {}),
        ("background-color:#abcd", {}),
        ("text-align:center;vertical-align:middle", {"align": "center", "valign": "middle"}),
        ("text-align:start;vertical-align:3px", {}),
    ],
)
def test_a_cells_style_is_said_in_attributes(style: str, attributes: dict[str, str]) -> None:
    body = f'<table><tr><td style="{style}">x</td></tr></table>'
    assert attributes_of(body, "td") == attributes


def test_a_table_has_no_gaps_and_no_border_unless_it_says_so() -> None:
    plain = {"border": "0", "cellpadding": "0", "cellspacing": "0"}
    assert attributes_of("<table><tr><td>x</td></tr></table>", "table") == plain
    framed = attributes_of('<table border="1"><tr><td>x</td></tr></table>', "table")
    assert framed == plain | {"border": "1"}


def test_text_flows_around_an_image_that_floats() -> None:
    assert attributes_of('<img src="a.png" alt="" style="float:left">', "img")["align"] == "left"
    assert "align" not in attributes_of('<img src="a.png" alt="">', "img")


def test_the_width_of_an_image_in_its_style_is_said_in_an_attribute() -> None:
    styled = attributes_of('<img src="a.png" alt="" style="width:120px">', "img")
    assert styled["width"] == "120"
    both = attributes_of('<img src="a.png" alt="" width="99" style="width:120px">', "img")
    assert both["width"] == "99"


def test_nothing_but_tables_cells_images_and_the_page_gets_attributes() -> None:
    assert (
        attributes_of('<p style="width:50%;text-align:center;background-color:#abc">x</p>', "p")
        == {}
    )


def test_image_wider_than_the_column_is_resized() -> None:
    letter = done(letter_of('<p><img src="a.png" width="1072" height="400"></p>'), fit_images)
    image = first(letter, "img")
    assert (image.get("width"), image.get("height")) == (str(TEXT_PX), "200")
    assert image.get("alt") == ""
