"""The fuzz harness finds what is wrong, makes it small, keeps it, and counts what it tried."""

from pathlib import Path

import pytest

from publisher.errors import UsageError
from tests.fuzz.__main__ import Tally
from tests.fuzz.minimal import minimal
from tests.fuzz.promises import Broken, judge_html, judge_message, judge_places, judge_words
from tests.fuzz.targets import ISSUE, TARGETS, TOML
from tests.fuzz.worker import Tried, attempt

GOOD = {
    "issues": ISSUE,
    "titles": "A title, ünïcode and 家",
    "side files": '["001.md"]\ntitle = "A"\n',
    "settings": TOML,
    "feeds": "<rss><channel><item><guid>a</guid><title>The first</title></item></channel></rss>",
    "ledgers": "{}",
}


@pytest.mark.parametrize("name", TARGETS)
def test_a_good_input_keeps_every_promise(tmp_path: Path, name: str) -> None:
    target, kind = TARGETS[name]
    assert attempt(target, tmp_path / "letter", GOOD[kind].encode()) == ("", "")


def test_a_refusal_is_an_answer_and_any_other_exception_a_failure(tmp_path: Path) -> None:
    def refuse(_folder: Path, data: bytes) -> None:
        raise UsageError("no") if data else KeyError("x")

    assert attempt(refuse, tmp_path / "letter", b"x") == ("", "")
    assert attempt(refuse, tmp_path / "letter", b"")[0] == "KeyError in test_fuzz.py:refuse"


def test_a_failing_input_is_made_as_small_as_its_cause() -> None:
    data = b"first line\nsecond line with <bad> in it\nthird line\n" * 5
    assert minimal(data, lambda it: b"<bad>" in it) == b"<bad>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</b></p>", "<td>a</td>", "<a href='\u2028java&#10;script:x'>a</a>", "<p onclick='x'>a</p>",
        "<script>x</script>", "<img src=x alt='' srcset='a.png 1x, javascript:x 2x'>",
    ],
)  # fmt: skip
def test_broken_html_and_scripts_are_seen(html: str) -> None:
    with pytest.raises(Broken):
        judge_html("a test", html, is_fragment=True)


def test_lost_words_wrong_places_and_split_headers_are_seen() -> None:
    from publisher.diagnostics import Diagnostic, Position, Severity

    judge_words("a test", "two words", "words, two")
    with pytest.raises(Broken, match="lost"):
        judge_words("a test", "aa", "a")
    outside = Diagnostic("C1", Severity.INFO, "a.md", "x", position=Position(2, 9))
    with pytest.raises(Broken, match="outside"):
        judge_places("a\nb", "a.md", [outside])
    with pytest.raises(Broken, match="line ends"):
        judge_message(b"Subject: a\nBcc: b@example.net\r\n\r\nWords\r\n")


def test_failures_are_kept_once_and_counted(tmp_path: Path) -> None:
    tally = Tally(tmp_path / "kept")
    for data in (b"one", b"two"):
        tally.note(Tried("issue", data, "KeyError in x.py:f", "how"))
    tally.note(Tried("issue", b"three", "-"))
    (kept,) = (tmp_path / "kept").glob("*.input")
    assert kept.read_bytes() == b"one"
    assert kept.with_suffix(".txt").read_text(encoding="utf-8").startswith("issue\nKeyError")
    issue = next(line for line in tally.table().splitlines() if line.startswith("issue "))
    assert issue.split() == ["issue", "3", "2", "1"]
