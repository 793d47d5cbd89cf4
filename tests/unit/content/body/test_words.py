"""The text of an issue is made of the texts of its parts, and each is made once."""

from collections.abc import Callable

from hypothesis import example, given

from publisher import dom, html5
from publisher.content.body.words import Words
from publisher.dom import tree, xml_form
from publisher.feed.entries.entry import body_of
from publisher.model import Issue
from tests.unit.dom.trees import FRAGMENTS
from tests.work import calls_of

IssueOf = Callable[..., Issue]


@given(FRAGMENTS)
@example(
    "<p>a<br>b</p>\n<ul><li>a <b>c</b></li>\n<li><p>b</p></li></ul>&nbsp;<p></p><pre>a\n\n b</pre>"
)
@example("<p>a<a class=footnote-ref>1</a></p><ol><li>b</li></ol>")
@example("a<p>b</p>")
@example("<p>a</p>b")
@example("<p>a</p><!-- c --><svg>d</svg>")
def test_the_text_of_a_tree_is_made_of_the_texts_of_its_blocks(fragment: str) -> None:
    whole = dom.parse(fragment)
    assert Words().text_of_all(whole) == dom.text_of(whole)


@given(FRAGMENTS)
def test_texts_that_were_made_with_html_are_those_of_the_elements(fragment: str) -> None:
    words, whole = Words(), dom.parse(fragment)
    for index, block in enumerate(whole.iterchildren("*")):
        html = words.inner_html if index % 2 else words.outer_html
        assert html(block) == (dom.inner_html(block) if index % 2 else dom.outer_html(block))
        assert words.text_of(block) == dom.text_of(block)
    assert words.text_of_all(whole) == dom.text_of(whole)


def _issue(stories: int) -> str:
    links = "".join(f"* [Link](https://example.com/{number})\n" for number in range(stories))
    leads = "".join(f"\n**Lead {number}.** Words.\n" for number in range(stories))
    return f"## Links\n\n{links}\n## News\n{leads}"


def test_a_body_is_parsed_once_and_its_entry_once(issue_of: IssueOf) -> None:
    made: list[Issue] = []
    assert calls_of(tree.parse, lambda: made.append(issue_of(_issue(5)))) == 1
    assert calls_of(tree.parse, lambda: body_of(made[0])) == 1


def test_each_story_is_serialised_for_its_title_and_for_its_parts_only(issue_of: IssueOf) -> None:
    few = calls_of(xml_form.xml_of, lambda: issue_of(_issue(10)))
    many = calls_of(xml_form.xml_of, lambda: issue_of(_issue(30)))
    quick_links, titles, stories = 20, 20, 20
    assert many - few == quick_links + titles + stories


def test_html_that_every_parser_reads_alike_is_not_read_again(issue_of: IssueOf) -> None:
    body = f"Words, <b>bold</b> and <small>small</small>.\n\n|a|b|\n|-|-|\n|c|d|\n\n{_issue(5)}"
    assert calls_of(tree.parse, lambda: issue_of(body)) == 1
    assert calls_of(html5.read_until_unchanged, lambda: issue_of(body)) == 0
