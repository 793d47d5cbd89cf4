"""An issue keeps the id that it was first published with, whatever is done to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.feed.ids import assign
from publisher.feed.ledger import Ledger
from publisher.feed.options import FeedOptions
from publisher.model import Issue
from tests.unit.feed.letters import make_issue


def first_ids(*issues: Issue, **options: Any) -> dict[str, str]:
    return dict(assign(issues, Ledger(), FeedOptions(**options)).ids)


def ids_after(before: list[Issue], after: list[Issue]) -> list[str]:
    """The ids of a second build, whose ledger the first one left."""
    ledger = assign(before, Ledger(), FeedOptions()).ledger
    again = Ledger.from_bytes(ledger.to_bytes())
    ids = assign(after, again, FeedOptions()).ids
    return [ids[issue.slug] for issue in after]


def at(slug: str) -> dict[str, Any]:
    return {"slug": slug, "permalink": f"https://example.com/issues/{slug}/"}


def test_an_id_is_a_tag_uri_of_the_day_and_the_address() -> None:
    assert first_ids(make_issue(7)) == {"007": "tag:example.com,2024-02-19:/issues/007/"}


@pytest.mark.parametrize(
    "template,expected",
    [
        ("permalink", "https://example.com/issues/007/"),
        ("urn:letter:{number}", "urn:letter:7"),
        ("tag:{host},2019:{slug}", "tag:example.com,2019:007"),
        ("{permalink}#{date}", "https://example.com/issues/007/#2024-02-19"),
    ],
)
def test_a_template_makes_another_id(template: str, expected: str) -> None:
    assert first_ids(make_issue(7), id_template=template) == {"007": expected}


def test_a_host_and_an_address_of_any_script_make_an_id_in_ascii() -> None:
    issue = make_issue(1, slug="家", permalink="https://bücher.example/家/")
    assert first_ids(issue) == {"家": "tag:xn--bcher-kva.example,2024-01-08:/%E5%AE%B6/"}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"intro_html": "<p>Edited.</p>"},
        {"date": datetime(2025, 5, 5, tzinfo=UTC)},
        at("a-new-name"),
        {"permalink": "https://example.org/archive/003/"},
        {"number": 33},
        {"number": None},
        {"title": "Another", "date": datetime(2025, 5, 5, tzinfo=UTC), "number": None},
        {**at("other"), "date": datetime(2025, 5, 5, tzinfo=UTC)},
        {**at("other"), "title": "Another", "date": datetime(2025, 5, 5, tzinfo=UTC)},
        {**at("other"), "number": None},
        {**at("other"), "title": "Another", "number": None},
        {**at("other"), "title": "Another", "number": 33, "aliases": ("/issues/003/",)},
    ],
    ids="+".join,
)
def test_an_issue_is_known_again_after(change: dict[str, Any]) -> None:
    before = [make_issue(number) for number in range(1, 6)]
    after = [replace(issue, **change) if issue.number == 3 else issue for issue in before]
    assert ids_after(before, after) == list(first_ids(*before).values())


def test_an_issue_is_known_again_after_one_change_at_a_time_until_nothing_is_left() -> None:
    issue = make_issue(3)
    first = assign([issue], Ledger(), FeedOptions())
    ledger = first.ledger
    changes: list[dict[str, Any]] = [
        at("b"),
        {"title": "B"},
        {"number": 4},
        {"date": datetime(2025, 1, 1, tzinfo=UTC)},
    ]
    for change in changes:
        issue = replace(issue, **change)
        assignment = assign([issue], ledger, FeedOptions())
        ledger = assignment.ledger
        assert assignment.ids == {issue.slug: first.ids["003"]}
        assert len(ledger.rows) == 1


def test_moving_the_site_or_changing_the_template_changes_no_id() -> None:
    issue = make_issue(3)
    ledger = assign([issue], Ledger(), FeedOptions()).ledger
    moved = replace(issue, permalink="https://letter.example.net/p/003")
    assert assign([moved], ledger, FeedOptions(id_template="permalink")).ids == first_ids(issue)


def test_an_id_in_the_front_matter_wins_and_is_kept() -> None:
    issue = make_issue(3, id="urn:uuid:1234")
    assert first_ids(issue) == {"003": "urn:uuid:1234"}
    assert ids_after([issue], [replace(issue, id="", **at("other"))]) == ["urn:uuid:1234"]
    assert ids_after([replace(issue, id="")], [issue]) == ["urn:uuid:1234"]


def test_two_issues_never_share_an_id_and_the_second_is_named() -> None:
    one, two = make_issue(1, id="same"), make_issue(2, id="same")
    assignment = assign([one, two], Ledger(), FeedOptions())
    assert assignment.ids == {"001": "same", "002": "tag:example.com,2024-01-15:/issues/002/"}
    (found,) = assignment.diagnostics
    assert (found.code, found.path) == ("F101", "issues/002.md")
    assert "issues/001.md" in found.message


def test_a_new_issue_at_the_address_of_a_lost_one_gets_an_id_of_its_own() -> None:
    old = make_issue(1)
    moved = replace(old, **at("moved"), aliases=())
    new = make_issue(9, **at("001"), title="New", date=old.date)
    both = ids_after([old], [moved, new])
    assert len(set(both)) == 2


@pytest.mark.parametrize("again", ["title", "number", "date"])
def test_a_weak_sign_that_many_share_tells_nothing(again: str) -> None:
    shared = {again: getattr(make_issue(5), again)}
    lost = [replace(make_issue(number), **shared) for number in (1, 2)]
    new = replace(make_issue(9), **shared)
    assert not set(ids_after(lost, [new])) & set(first_ids(*lost).values())


def test_a_title_that_comes_every_year_is_no_sign_where_numbers_differ() -> None:
    last_year = make_issue(1, title="Happy holidays")
    this_year = make_issue(53, title="Happy holidays")
    assert ids_after([last_year], [this_year]) == list(first_ids(this_year).values())


def test_the_id_of_an_issue_that_is_gone_waits_for_it() -> None:
    issues = [make_issue(1), make_issue(2)]
    ledger = assign(issues, Ledger(), FeedOptions()).ledger
    without = assign(issues[:1], ledger, FeedOptions())
    assert {row.id for row in without.ledger.rows} == {row.id for row in ledger.rows}
    assert assign(issues, without.ledger, FeedOptions()).ids == first_ids(*issues)


def test_undated_issues_have_no_id() -> None:
    assert first_ids(make_issue(1, date=None)) == {}


LETTERS = st.text("ab/é#家 ", min_size=1, max_size=3)
ISSUES = st.lists(
    st.builds(
        make_issue,
        st.integers(1, 4),
        slug=st.text("abé家-", min_size=1, max_size=3),
        title=LETTERS,
        id=st.sampled_from(["", "", "x", "y"]),
        date=st.integers(0, 3).map(lambda days: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days)),
        aliases=st.lists(LETTERS, max_size=2).map(tuple),
    ),
    max_size=5,
    unique_by=lambda issue: issue.slug,
)


@given(st.lists(ISSUES, min_size=1, max_size=4))
def test_whatever_happens_each_issue_has_one_id_and_a_rebuild_changes_nothing(
    history: list[list[Issue]],
) -> None:
    ledger = Ledger()
    for issues in history:
        assignment = assign(issues, ledger, FeedOptions())
        ledger = assignment.ledger
        assert set(assignment.ids) == {issue.slug for issue in issues}
        assert len(set(assignment.ids.values())) == len(issues)
        assert set(assignment.ids.values()) <= {row.id for row in ledger.rows}
        again = assign(issues, Ledger.from_bytes(ledger.to_bytes()), FeedOptions())
        assert again.ids == assignment.ids
        assert again.ledger.to_bytes() == ledger.to_bytes()
