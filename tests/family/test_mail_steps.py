"""Every step of the mail room: words and links stay, and done twice it changes nothing more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher import dom
from publisher.dom import document, document_html
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.email_tree import Letter
from publisher.mail.render.steps import STEPS
from publisher.model import Issue, Source
from publisher.themes.applied_style import look_of
from publisher.themes.theme_loader import load_theme, shipped_themes

Step = Callable[[Letter], None]

CSS = {name: load_theme(name, Path("nowhere")).css for name in shipped_themes()}
ISSUE = Issue("One", "001", "https://example.com/issues/001/", Source("issues/001.md"))
OPTIONS = MailOptions(utm={"utm_source": "letter"})

PIECES = st.sampled_from(
    [
        "<p>Words of the author.</p>", "<h2 id='a'>One</h2>", '<h3 id="b">Two</h3>\n<p>x</p>',
        "<ul>\n<li>one</li>\n<li><p>two</p>\n<ul><li>three</li></ul></li>\n</ul>",
        '<p>a <a href="https://example.org/?a=1#b">link</a>, <a href="#a">here</a> <a href="#gone">gone</a></p>',
        '<p><a href="mailto:a@example.org">mail</a> and\u00a0<a href="{{ unsubscribe }}">that</a></p>',
        '<img src="https://example.org/a.png" width="1200" height="600">', '<p><img src="b.png" alt="B"></p>',
        '<figure><img src="c.png" alt="C"><figcaption>A <em>caption</em></figcaption></figure>',
        "<table><thead><tr><th></th></tr></thead><tbody><tr><td>cell</td></tr></tbody></table>",
        '<table role="presentation"><tr><td style="background:#abc;width:50%">laid out</td></tr></table>',
        "<pre><code>  two\n    lines\n</code></pre>", "<blockquote>\n<p>said</p>\n</blockquote>",
        "<details open><summary>More</summary><p>inside</p></details>", "<hr>", "loose  text\n with\tblanks",
        '<video src="https://example.org/v.mp4" title="A film" poster="p.png"></video>',
        '<iframe src="https://example.org/frame"></iframe>', "<p>before <!-- gone --> after</p>",
        '<picture><source srcset="d.webp"><img src="d.png" alt="D"></picture>', "<p>\u3000中文 文字\u2009x</p>",
        '<p><input type="checkbox" checked> done <input type="checkbox"> to do</p>',
        '<svg aria-label="A drawing"><path d="M0 0"/></svg>', '<p style="color:red; ;margin:0 !important">red</p>',
        "<!--[if mso]><table><tr><td><![endif]--><p>ghost</p><!--[if mso]></td></tr></table><![endif]-->",
        '<section><nav><a name="n" href="https://example.net/">n</a></nav></section>', "<style>p{color:red}</style>",
    ]
)  # fmt: skip
BODIES = st.lists(PIECES, max_size=6).map("\n".join)
LOOKS = st.sampled_from(sorted(CSS))


def letter_of(body: str, theme: str = "default") -> Letter:
    page = f"<html lang='en'><head><title>t</title></head><body><div class='page'><div class='sheet'>{body}</div></div></body></html>"
    return Letter(document(page), ISSUE, look_of(CSS[theme], "#0b5cad", "en"), OPTIONS)


def words(letter: Letter) -> str:
    return "".join(dom.text_of(letter.tree).split())


def addresses(letter: Letter) -> list[str]:
    """Where links lead and images come from."""
    found = [(it.get("href") or it.get("src") or "") for it in letter.tree.iter("a", "img")]
    return [
        url.replace("?utm_source=letter", "").replace("&utm_source=letter", "") for url in found
    ]


def before(step: Step, body: str, theme: str = "default") -> Letter:
    """The letter as the step finds it: after those before it."""
    letter = letter_of(body, theme)
    for earlier in STEPS[: STEPS.index(step)]:
        earlier(letter)
    return letter


def named(step: Step) -> str:
    return step.__name__


@pytest.mark.parametrize("step", STEPS, ids=named)
@given(body=BODIES, theme=LOOKS)
def test_a_step_keeps_every_word_in_its_order(step: Step, body: str, theme: str) -> None:
    letter = before(step, body, theme)
    # Replacing what clients cannot play adds words: the player's name, a box for a checkbox.
    adds = step.__name__ == "replace_unsupported"
    written = words(letter)
    step(letter)
    if adds:
        left = iter(words(letter))
        assert all(letter_of_word in left for letter_of_word in written)
    else:
        assert words(letter) == written


@pytest.mark.parametrize("step", STEPS, ids=named)
@given(body=BODIES, theme=LOOKS)
def test_a_step_keeps_every_link_and_image(step: Step, body: str, theme: str) -> None:
    letter = before(step, body, theme)
    written = addresses(letter)
    step(letter)
    after = addresses(letter)
    if step.__name__ == "keep_used_anchors":  # a place that is not there leads to the web view
        after = [url.removeprefix(ISSUE.permalink) if "/#" in url else url for url in after]
    if step.__name__ == "replace_unsupported":  # players become links
        left = iter(after)
        assert all(url in left for url in written)
    else:
        assert after == written


@pytest.mark.parametrize("step", STEPS, ids=named)
@given(body=BODIES, theme=LOOKS)
def test_a_step_done_twice_changes_nothing_more(step: Step, body: str, theme: str) -> None:
    letter = before(step, body, theme)
    step(letter)
    once = document_html(letter.tree)
    step(letter)
    assert document_html(letter.tree) == once


@given(body=BODIES, theme=LOOKS)
def test_what_comes_out_reads_as_the_same_tree(body: str, theme: str) -> None:
    letter = letter_of(body, theme)
    for step in STEPS:
        step(letter)
    out = document_html(letter.tree)
    assert document_html(document(out)) == out


def test_the_list_of_steps_names_every_step_there_is() -> None:
    folder = Path(STEPS[0].__code__.co_filename).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {step.__module__.rpartition(".")[2] for step in STEPS} == modules
