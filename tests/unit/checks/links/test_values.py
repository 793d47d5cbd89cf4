"""What is asked, judged and kept by the link check, without a network."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from publisher.checks.links import CHECKS, Inquiry
from publisher.checks.links.answer import Answer, Question, Reachability
from publisher.checks.links.cache import Cache
from publisher.checks.links.places import is_checkable, places_of, questions_of, without_own
from publisher.checks.links.responses import Response, anchors_of, has_anchor, judged
from publisher.checks.rule import run
from publisher.diagnostics import Position
from publisher.model import Image, Link
from tests.unit.feed.letters import make_issue

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.mark.parametrize("name", ["part", "über", "%C3%BCber", "old", "readme"])
def test_an_anchor_is_found_by_id_or_name_however_it_is_written(name: str) -> None:
    page = '<h2 id="part">a</h2><p id="über">b</p><a name="old"></a><a id="user-content-readme">'
    assert has_anchor(anchors_of(page.encode()), name)


@pytest.mark.parametrize(
    "page", [b"", b" ", b"\x00", b"<!-- id=part -->", b"%PDF-1.4", b"\xff\xfe"]
)
def test_file_that_is_not_html_has_no_anchors(page: bytes) -> None:
    assert not has_anchor(anchors_of(page), "part")


@pytest.mark.parametrize(
    "fragment", ["", "top", "/route", "!/old", ":~:text=word", "L10", "L10-L20", "a=1"]
)
def test_fragment_for_a_script_is_not_checked(fragment: str) -> None:
    assert not is_checkable(fragment)


@pytest.mark.parametrize("fragment", ["part", "Part-2", "L", "Links"])
def test_a_fragment_that_names_an_anchor_is_looked_for(fragment: str) -> None:
    assert is_checkable(fragment)


def test_a_number_of_thousands_of_digits_is_none() -> None:
    endless = httpx.Headers({"retry-after": "9" * 5000, "content-length": "9" * 5000})
    response = Response(200, endless, is_whole=False)
    assert response.wanted_pause_s == 0.0
    assert judged(response, Question("https://example.com/a.png", is_image=True)).size == 0


# --- what is asked -----------------------------------------------------------------------


def test_each_address_is_asked_for_once_with_all_that_is_wanted_of_it() -> None:
    one = make_issue(
        1,
        links=(
            Link("https://example.org/page#a", "a", Position(7, 3)),
            Link("https://example.org/page#b", "b"),
            Link("https://example.org/page", "c"),
            Link("mailto:a@example.org", "mail"),
            Link("https://exa mple.org/", "no address"),
        ),
        images=(
            Image("https://example.org/a.png", "alt"),
            Image("https://example.com/own.png", "alt", file="own.png"),
        ),
    )
    two = make_issue(2, links=(Link("https://example.org/page#a", "a"), Link(one.permalink, "one")))
    places = without_own(places_of([one, two]), [one.permalink, two.permalink])
    assert questions_of(places) == (
        Question("https://example.org/page", ("a", "b")),
        Question("https://example.org/a.png", (), is_image=True),
    )
    assert places[0].path == "issues/001.md"
    assert places[0].position == Position(7, 3)
    assert [place.path for place in places].count("issues/002.md") == 1


# --- what is kept ------------------------------------------------------------------------

OK = Answer(Reachability.OK, 200, found=("a",), missing=("b",), moved_to="https://example.org/é")


def test_answers_come_back_from_the_cache_as_they_were() -> None:
    picture = Answer(Reachability.OK, 200, media_type="image/png", size=9, width=2, height=3)
    cache = Cache({}).with_answers({"https://a.org/": OK, "https://b.org/": picture}, NOW, WEEK)
    again = Cache.from_bytes(cache.to_bytes())
    assert again == cache
    assert again.fresh([Question("https://a.org/", ("b",))], NOW, WEEK) == {"https://a.org/": OK}


def test_an_answer_is_forgotten_with_its_age() -> None:
    cache = Cache({}).with_answers({"https://a.org/": OK}, NOW, WEEK)
    question = [Question("https://a.org/")]
    assert cache.fresh(question, NOW + timedelta(days=7), WEEK)
    assert not cache.fresh(question, NOW + timedelta(days=8), WEEK)
    assert not cache.fresh(question, NOW - timedelta(days=1), WEEK), "a clock that went back"
    assert cache.with_answers({}, NOW + timedelta(days=8), WEEK).kept == {}


def test_what_may_be_otherwise_tomorrow_is_not_kept() -> None:
    passing = {outcome: Answer(outcome) for outcome in Reachability}
    cache = Cache({}).with_answers({str(key): answer for key, answer in passing.items()}, NOW, WEEK)
    assert set(cache.kept) == {"ok", "gone"}


@pytest.mark.parametrize("question", [Question("u", ("a", "z")), Question("u", is_image=True)])
def test_incomplete_cached_answer_is_requested_again(question: Question) -> None:
    cache = Cache({}).with_answers({"u": OK}, NOW, WEEK)
    assert cache.fresh([question], NOW, WEEK) == {}


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"format": 1, "answers": {}}', b'{"u": {}}', b"\xff",
     b'{"u": {"asked": "2026-01-01T00:00:00", "answer": {"outcome": "ok"}}}',
     b'{"u": {"asked": "2026-01-01T00:00:00Z", "answer": {"outcome": "?"}}}',
     b'{"u": {"asked": "2026-01-01T00:00:00Z", "answer": {"outcome": "ok", "status": "200"}}}',
     b'{"u": {"asked": "2026-01-01T00:00:00Z", "answer": {"outcome": "ok", "found": 1}}}',
     b'{"u": {"asked": "2026-01-01T00:00:00Z", "answer": {"outcome": "ok", "missing": [1]}}}',
     b'{"u": ' + b"[" * 100_000],
)  # fmt: skip
def test_a_damaged_cache_is_an_empty_one(data: bytes) -> None:
    assert Cache.from_bytes(data) == Cache({})


# --- what is said ------------------------------------------------------------------------

URL = "https://example.org/page"


@pytest.mark.parametrize(
    "code,answer,words",
    [
        ("L101", Answer(Reachability.GONE, 404), "returns 404"),
        (
            "L102",
            Answer(Reachability.UNKNOWN_HOST, detail="it cannot be resolved"),
            "(it cannot be resolved)",
        ),
        ("L103", Answer(Reachability.SILENT, detail="no response within 15 seconds"), "15 seconds"),
        ("L103", Answer(Reachability.FAULTY, 503), "returns 503"),
        ("L104", Answer(Reachability.CERTIFICATE, detail="certificate has expired"), "expired"),
        ("L105", Answer(Reachability.OK, 200, moved_to="https://example.org/new"), "/new"),
        ("L106", Answer(Reachability.LOST, detail="more than 10 redirects"), "10 redirects"),
        ("L107", Answer(Reachability.OK, 200, missing=("part",)), "#part"),
        ("L108", Answer(Reachability.PRIVATE, detail="localhost is 127.0.0.1"), "127.0.0.1"),
        ("L109", Answer(Reachability.DECLINED, 403), "returns 403"),
        ("L113", Answer(Reachability.OFFLINE), "no network"),
    ],
)
def test_finding_is_at_the_position_of_the_link(code: str, answer: Answer, words: str) -> None:
    issue = make_issue(links=(Link(f"{URL}#part", "words", Position(5, 9)),))
    (finding,) = run(CHECKS, Inquiry(places_of([issue]), {URL: answer}))
    assert finding.code == code
    assert words in finding.message
    assert finding.path == "issues/001.md"
    assert finding.position == (Position(5, 9) if code != "L113" else Position())


@pytest.mark.parametrize(
    "code,answer",
    [
        ("L110", Answer(Reachability.OK, 200, media_type="text/html", size=10)),
        (
            "L111",
            Answer(Reachability.OK, 200, media_type="image/png", size=2_000_000, width=9, height=9),
        ),
        (
            "L112",
            Answer(Reachability.OK, 200, media_type="image/png", size=9, width=6_000, height=9),
        ),
    ],
)
def test_a_fault_of_a_remote_image_is_said(code: str, answer: Answer) -> None:
    issue = make_issue(images=(Image(URL, "alt", position=Position(5, 9)),))
    (finding,) = run(CHECKS, Inquiry(places_of([issue]), {URL: answer}))
    assert (finding.code, finding.position) == (code, Position(5, 9))


def test_nothing_is_said_of_what_is_well() -> None:
    issue = make_issue(
        links=(Link(f"{URL}#a", "words"),), images=(Image("https://example.org/a.png", "alt"),)
    )
    answers = {
        URL: Answer(Reachability.OK, 200, found=("a",)),
        "https://example.org/a.png": Answer(Reachability.OK, 200, media_type="image/png", size=9),
    }
    assert run(CHECKS, Inquiry(places_of([issue]), answers)) == []


def test_being_offline_is_said_once_and_not_for_every_link() -> None:
    links = tuple(Link(f"https://example.org/{number}", "a") for number in range(400))
    places = places_of([make_issue(links=links)])
    answers = {place.url: Answer(Reachability.OFFLINE) for place in places}
    assert len(run(CHECKS, Inquiry(places, answers))) == 1
