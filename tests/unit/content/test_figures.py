"""Images and their captions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from publisher import dom
from publisher.model import Issue

IssueOf = Callable[..., Issue]


@pytest.mark.parametrize(
    "body",
    [
        "![A press](https://example.org/a.png)\n_A hand press_\n",
        "![A press](https://example.org/a.png)\n\n_A hand press_\n",
        "![A press](https://example.org/a.png)\n*A hand press*\n",
        "![A press](https://example.org/a.png)  \n_A hand press_\n",
    ],
)
def test_an_image_with_a_line_in_italics_is_a_figure(issue_of: IssueOf, body: str) -> None:
    issue = issue_of(body)
    assert issue.html == (
        '<figure><img alt="A press" src="https://example.org/a.png">'
        "<figcaption>A hand press</figcaption></figure>"
    )
    assert issue.images[0].caption == "A hand press"


def test_alt_text_that_repeats_the_caption_is_not_read_twice(issue_of: IssueOf) -> None:
    issue = issue_of(
        "![A hand press. (Ours)](https://example.org/a.png)\n\n_A hand press (Ours)_\n"
    )
    assert 'alt=""' in issue.html
    assert "A hand press (Ours)" in issue.text


def test_a_caption_keeps_its_links(issue_of: IssueOf) -> None:
    issue = issue_of("![x](https://example.org/a.png)\n\n_By [us](https://example.org/us)_\n")
    assert '<figcaption>By <a href="https://example.org/us">us</a></figcaption>' in issue.html


def test_a_caption_whose_emphasis_a_blank_broke_is_still_one(issue_of: IssueOf) -> None:
    issue = issue_of("![ A trap. (Photo)](https://example.org/a.png)\n\n_ A trap. (Photo)_\n")
    assert "<figcaption>A trap. (Photo)</figcaption>" in issue.html


def test_a_linked_image_keeps_its_link(issue_of: IssueOf) -> None:
    issue = issue_of("[![x](https://example.org/a.png)](https://example.org/)\n_Caption_\n")
    assert issue.html.startswith('<figure><a href="https://example.org/"><img')


@pytest.mark.parametrize(
    "body",
    [
        "![x](https://example.org/a.png)\n\n_Emphasis_ that goes on.\n",
        "![x](https://example.org/a.png) _inline_\n",
        "Words ![x](https://example.org/a.png)\n_Emphasis_\n",
        "![x](https://example.org/a.png)\n\nWords.\n\n_Not a caption_\n",
    ],
)
def test_other_emphasis_is_not_a_caption(issue_of: IssueOf, body: str) -> None:
    assert "<figure" not in issue_of(body).html


def test_an_image_without_alt_text_gets_an_empty_one(issue_of: IssueOf) -> None:
    assert 'alt=""' in issue_of('<img src="https://example.org/a.png">\n').html


def test_local_image_has_its_file_and_size(issue_of: IssueOf, tmp_path: Path) -> None:
    picture = tmp_path / "issues" / "images" / "dot.gif"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"GIF89a\x20\x03\x90\x01\x00\x00\x00;")
    issue = issue_of("![x](images/dot.gif)\n")
    image = issue.images[0]
    assert (image.width, image.height, image.file) == (800, 400, "images/dot.gif")
    assert image.src == "https://example.com/issues/001/images/dot.gif"


def test_no_file_outside_the_content_folder_is_looked_at(issue_of: IssueOf, tmp_path: Path) -> None:
    (tmp_path / "secret.gif").write_bytes(b"GIF89a\x20\x03\x90\x01\x00\x00\x00;")
    issue = issue_of("![x](../secret.gif) ![y](file:///etc/passwd)\n")
    assert [(image.file, image.width) for image in issue.images] == [("", 0), ("", 0)]
    assert "file:" not in issue.html


@pytest.mark.parametrize(
    "markdown",
    [
        "![Alt][p]\n_A caption_\n\n[p]: https://example.org/a.png\n",
        "[![Alt](https://example.org/a.png)](https://example.org)\n_A caption_\n",
        "[![Alt](https://example.org/a.png)](https://example.org)\n\n_A caption_\n",
        "![Alt](https://example.org/a.png)\n<!-- for the editors -->\n_A caption_\n",
        "![Alt](https://example.org/a.png)\n\n<!-- for the editors -->\n\n_A caption_\n",
        "> ![Alt](https://example.org/a.png)\n> _A caption_\n",
        "* item\n\n  ![Alt](https://example.org/a.png)\n  _A caption_\n",
        '<img src="https://example.org/a.png" alt="Alt">\n\n*A caption*\n',
        "![Alt](https://example.org/a.png)  \n*A caption*\n",
    ],
)
def test_an_image_has_its_caption_however_and_wherever_it_is_written(
    issue_of: IssueOf, markdown: str
) -> None:
    issue = issue_of(markdown)
    (figure,) = dom.parse(issue.html).iter("figure")
    assert [(image.src, image.caption) for image in issue.images] == [
        ("https://example.org/a.png", "A caption")
    ]
    assert dom.line_of(figure) == "A caption"


def test_impossible_size_is_ignored(issue_of: IssueOf) -> None:
    issue = issue_of(f'<img src="a.png" width="{"9" * 5_000}" height="12px">\n')
    assert (issue.images[0].width, issue.images[0].height) == (0, 12)
