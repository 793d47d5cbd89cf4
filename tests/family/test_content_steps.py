"""Every step of the content room: words and links stay, and done twice it changes nothing more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher import dom
from publisher.content.archive.issue_links import directory_of
from publisher.content.archive.lookups import Lookups
from publisher.content.body.draft_body import Page
from publisher.content.body.source_tree import SourceTree
from publisher.content.body.steps import STEPS, run_steps
from publisher.content.body.steps.comments import drop_comments
from publisher.content.body.steps.frames import free_from_frames
from publisher.content.body.steps.unsafe import drop_unsafe
from publisher.content.content_options import ContentOptions
from publisher.content.source.reader import Pictures
from publisher.model import Source

Step = Callable[[Page], None]

TAKES_OUT = {drop_unsafe}
"""Steps that take words out on purpose: code is none of the author's words."""
ADDRESSES = {"resolve_links", "resolve_images"}
"""Steps that change addresses, and the words that show one."""
QUIET = [step for step in STEPS if step not in TAKES_OUT]

PIECES = st.sampled_from(
    [
        "Words of the author.", "# One", "## Two", "#### Four", "**Bold.** More.", "* item\n  * nested",
        "[a](https://example.org/?a=1#b)", "<https://example.net/x>", "[file](001.md)", "[here](#there)",
        "![alt](a.png)\n_alt_", "![alt](https://example.org/a.png)\n\n*A caption with [a link](/x)*",
        "[![alt](a.png)](https://example.org)\n_Caption_", "> ![q](q.png)\n> _q_", "* ![l](l.png)\n  _l_",
        "before <!-- gone --> after", "<!-- alone -->", "<div>raw</div>\nafter", "loose <span>inline</span>",
        "<iframe src=x>Loading</iframe>", "<iframe src=x/>", "</body>", "<script>alert(1)</script>",
        "<form><label>Name</label> <input name=x> <button>Go</button></form>", "<p onclick=x()>p</p>",
        "note[^1]\n\n[^1]: The note.", "| a | b |\n|---|---|\n| 1 | 2 |", "```\n<b>code</b>\n```", "- [ ] task",
        "a <b>b", "<table><tr><td>c", "&#x1F; &amp; &lt;", "<details><summary>s</summary>\n\nd\n\n</details>",
        "1、[t](https://example.org)", "<h2 id=two>H</h2>", "<img src=y onerror=z>", "[j](javascript:alert(1))",
    ]
)  # fmt: skip
BODIES = st.lists(PIECES, min_size=1, max_size=10).map("\n\n".join)


FOLDER = Path(__file__).resolve().parent / "pictures"
"""A folder with one picture, ``a.png``."""


def page_of(body: str) -> Page:
    source = SourceTree(Source("issues/001.md", body))
    return Page(
        tree=dom.parse(source.tree.html),
        path="issues/001.md",
        permalink="https://example.com/issues/001/",
        source=source,
        lookups=Lookups(
            directory_of((), "https://example.com/", ()),
            "",
            (),
            Pictures(FOLDER),
            FOLDER / "001.md",
            "issues/001.md",
        ),
        options=ContentOptions(),
    )


def words(page: Page) -> str:
    return "".join(dom.text_of(page.tree).split())


def addresses(page: Page) -> list[str]:
    return [
        element.get(name, "")
        for element in page.tree.iter("a", "img")
        for name in ("href", "src")
        if name in element.attrib
    ]


def before(step: Step, body: str) -> Page:
    """The page as the step finds it: after those before it."""
    page = page_of(body)
    for earlier in STEPS[: STEPS.index(step)]:
        earlier(page)
    return page


@pytest.mark.parametrize("step", QUIET, ids=lambda step: step.__name__)
@given(body=BODIES)
def test_a_step_keeps_every_word_in_its_order(step: Step, body: str) -> None:
    page = before(step, body)
    written = words(page)
    step(page)
    if step is free_from_frames:
        # What stood in a frame was markup to be read, or "Loading": all else is kept.
        assert len(words(page)) <= len(written)
        return
    assert words(page) == written


@pytest.mark.parametrize("step", QUIET, ids=lambda step: step.__name__)
@given(body=BODIES)
def test_a_step_keeps_every_link_and_image(step: Step, body: str) -> None:
    page = before(step, body)
    written = addresses(page)
    step(page)
    if step is free_from_frames:
        assert len(addresses(page)) >= len(written)
    elif step.__name__ in ADDRESSES:
        assert len(addresses(page)) == len(written)
    else:
        assert addresses(page) == written


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
@given(body=BODIES)
def test_a_step_done_twice_changes_nothing_more(step: Step, body: str) -> None:
    page = before(step, body)
    step(page)
    once = dom.inner_html(page.tree)
    step(page)
    assert dom.inner_html(page.tree) == once


@given(body=BODIES)
def test_all_steps_done_twice_change_nothing_more(body: str) -> None:
    page = page_of(body)
    run_steps(page)
    once = dom.inner_html(page.tree)
    run_steps(page)
    assert dom.inner_html(page.tree) == once


@given(body=BODIES)
def test_nothing_that_runs_is_left(body: str) -> None:
    page = page_of(body)
    run_steps(page)
    again = dom.parse(dom.inner_html(page.tree))
    tags = {element.tag for element in again.iter()}
    assert not tags & {"script", "form", "button", "style", "object", "embed", "base"}
    for element in again.iter():
        assert not any(name.startswith("on") for name in element.attrib)
        assert not element.get("href", "").startswith("javascript")


def test_the_list_of_steps_names_every_step_there_is() -> None:
    folder = Path(drop_comments.__code__.co_filename).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {step.__module__.rpartition(".")[2] for step in STEPS} == modules


def test_what_a_frame_has_swallowed_comes_back_behind_it() -> None:
    page = page_of('Before.\n\n<iframe src="https://example.org/p"/>\n\n## Two\n\n[a](/b)\n')
    run_steps(page)
    assert [element.tag for element in page.tree] == ["p", "iframe", "h2", "p"]
    assert addresses(page) == ["https://example.com/b"]


def test_words_that_a_frame_shows_while_it_loads_are_left_out() -> None:
    page = page_of('<iframe src="https://example.org/p">Loading…</iframe>\n\nAfter.\n')
    run_steps(page)
    assert words(page) == "After."


def test_comment_on_its_own_line_leaves_no_empty_paragraph() -> None:
    page = page_of("One.\n\n<!-- for the editors -->\n\nTwo <!-- here --> too.\n")
    drop_comments(page)
    assert dom.inner_html(page.tree).split() == "<p>One.</p> <p>Two too.</p>".split()


def test_an_id_that_is_given_twice_stays_with_the_first() -> None:
    page = page_of('<h2 id="a">One</h2>\n\n<p id="a">Two</p>\n\n<h2 id="">A</h2>\n')
    run_steps(page)
    assert [element.get("id") for element in page.tree] == ["a", None, "a-2"]
