"""An issue keeps the id that it was first published with, whatever is done to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.feed.feed_options import FeedOptions
from publisher.identity.assignment import assign
from publisher.identity.ledger import Ledger
from publisher.model import Issue
from tests.unit.feed.letters import make_issue


def first_ids(*issues: Issue, **options: Any) -> dict[str, str]:
    return dict(assign(issues, Ledger(), FeedOptions(**options).id_template).ids)


def ids_after(before: list[Issue], after: list[Issue]) -> list[str]:
    """The ids of a second build, whose ledger the first one left."""
    ledger = assign(before, Ledger(), FeedOptions().id_template).ledger
    again = Ledger.from_bytes(ledger.to_bytes())
    ids = assign(after, again, FeedOptions().id_template).ids
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
        {**at("other"), "number": None},
        {**at("other"), "title": "Another", "number": 33, "aliases": ("/issues/003/",)},
    ],
    ids="+".join,
)
def test_an_issue_is_known_again_after(change: dict[str, Any]) -> None:
    before = [make_issue(number) for number in range(1, 6)]
    after = [replace(issue, **change) if issue.number == 3 else issue for issue in before]
    assert ids_after(before, after) == list(first_ids(*before).values())


@pytest.mark.parametrize(
    "change",
    [
        {"date": datetime(2025, 5, 5, tzinfo=UTC)},
        {"title": "Another", "date": datetime(2025, 5, 5, tzinfo=UTC)},
        {"title": "Another", "number": None},
        {"number": 33},
    ],
    ids="+".join,
)
def test_a_renamed_issue_inherits_nothing_if_a_sign_speaks_against_it(
    change: dict[str, Any],
) -> None:
    before = [make_issue(number) for number in range(1, 6)]
    ledger = assign(before, Ledger(), FeedOptions().id_template).ledger
    after = replace(before[2], **at("other"), **change)
    assignment = assign([after], ledger, FeedOptions().id_template)
    assert assignment.ids["other"] not in first_ids(*before).values()
    assert [finding.code for finding in assignment.diagnostics] in (["F103"], [])


def test_an_inherited_id_is_reported() -> None:
    ledger = assign([make_issue(3)], Ledger(), FeedOptions().id_template).ledger
    (finding,) = assign(
        [make_issue(3, **at("other"))], ledger, FeedOptions().id_template
    ).diagnostics
    assert (finding.code, finding.path) == ("F102", "issues/other.md")
    assert "tag:example.com,2024-01-22:/issues/003/" in finding.message


@pytest.mark.parametrize("fate", ["draft", "deleted", "undated", "future"])
@pytest.mark.parametrize("number", [1, 2, None])
def test_issues_of_the_same_day_have_different_ids(fate: str, number: int | None) -> None:
    first = make_issue(1, title="Alpha")
    ledger = assign([first], Ledger(), FeedOptions().id_template).ledger
    other = replace(make_issue(2), title="Beta", number=number, date=first.date)
    hidden = {
        "draft": [replace(first, draft=True)], "deleted": [],
        "undated": [replace(first, date=None)], "future": [first],
    }[fate]  # fmt: skip
    second = assign([other], ledger, FeedOptions().id_template, hidden)
    assert second.ids["002"] not in first_ids(first).values()
    third = assign([first, other], second.ledger, FeedOptions().id_template)
    assert third.ids == {**first_ids(first), **second.ids}


def test_a_draft_keeps_its_id_from_an_issue_that_takes_its_name_title_and_day() -> None:
    first = make_issue(1)
    ledger = assign([first], Ledger(), FeedOptions().id_template).ledger
    draft = replace(first, draft=True)
    twin = replace(make_issue(2), title=first.title, number=1, date=first.date)
    assert (
        assign([twin], ledger, FeedOptions().id_template, [draft]).ids["002"]
        != first_ids(first)["001"]
    )
    claimed = replace(twin, id=first_ids(first)["001"])
    assignment = assign([claimed], ledger, FeedOptions().id_template, [draft])
    assert assignment.ids["002"] != claimed.id
    assert [finding.code for finding in assignment.diagnostics if finding.code == "F101"]


def test_an_id_that_was_replaced_is_not_given_to_another_issue() -> None:
    first = make_issue(1, permalink="https://letters.press/issues/001/")
    minted = assign([first], Ledger(), FeedOptions().id_template)
    declared = replace(first, id="urn:mine")
    ledger = assign([declared], minted.ledger, FeedOptions().id_template).ledger
    moved = replace(declared, slug="moved", permalink="https://letters.press/issues/moved/")
    other = replace(first, title="Other", number=9)
    assignment = assign([moved, other], ledger, FeedOptions().id_template)
    assert assignment.ids["moved"] == "urn:mine"
    assert assignment.ids["001"] != minted.ids["001"]
    back = assign([replace(declared, id=minted.ids["001"])], ledger, FeedOptions().id_template)
    assert back.ids == minted.ids


def test_ids_of_an_example_domain_do_not_outlive_it() -> None:
    example = make_issue(1)
    ledger = assign([example], Ledger(), FeedOptions().id_template).ledger
    real = replace(example, permalink="https://letters.press/issues/001/")
    assignment = assign([real], ledger, FeedOptions().id_template)
    assert assignment.ids == {"001": "tag:letters.press,2024-01-08:/issues/001/"}
    assert len(assignment.ledger.rows) == 1
    # One that was published at a real site stays: readers know it.
    published = replace(ledger, rows=(replace(ledger.rows[0], permalink=real.permalink),))
    assert assign([real], published, FeedOptions().id_template).ids == first_ids(example)


def test_an_issue_is_known_again_after_one_change_at_a_time_until_nothing_is_left() -> None:
    issue = make_issue(3)
    first = assign([issue], Ledger(), FeedOptions().id_template)
    ledger = first.ledger
    changes: list[dict[str, Any]] = [
        at("b"),
        {"title": "B"},
        {"number": 4},
        {"date": datetime(2025, 1, 1, tzinfo=UTC)},
    ]
    for change in changes:
        issue = replace(issue, **change)
        assignment = assign([issue], ledger, FeedOptions().id_template)
        ledger = assignment.ledger
        assert assignment.ids == {issue.slug: first.ids["003"]}
        assert len(ledger.rows) == 1


def test_moving_the_site_or_changing_the_template_changes_no_id() -> None:
    issue = make_issue(3)
    ledger = assign([issue], Ledger(), FeedOptions().id_template).ledger
    moved = replace(issue, permalink="https://letter.example.net/p/003")
    assert assign(
        [moved], ledger, FeedOptions(id_template="permalink").id_template
    ).ids == first_ids(issue)


def test_an_id_in_the_front_matter_wins_and_is_kept() -> None:
    issue = make_issue(3, id="urn:uuid:1234")
    assert first_ids(issue) == {"003": "urn:uuid:1234"}
    assert ids_after([issue], [replace(issue, id="", **at("other"))]) == ["urn:uuid:1234"]
    assert ids_after([replace(issue, id="")], [issue]) == ["urn:uuid:1234"]


def test_two_issues_never_share_an_id_and_the_second_is_named() -> None:
    one, two = make_issue(1, id="same"), make_issue(2, id="same")
    assignment = assign([one, two], Ledger(), FeedOptions().id_template)
    assert assignment.ids == {"001": "same", "002": "tag:example.com,2024-01-15:/issues/002/"}
    (found,) = assignment.diagnostics
    assert (found.code, found.path) == ("F101", "issues/002.md")
    assert "issues/001.md" in found.message


def test_new_issue_at_the_url_of_a_deleted_one_gets_a_new_id() -> None:
    old = make_issue(1)
    moved = replace(old, **at("moved"), aliases=())
    new = make_issue(9, **at("001"), title="New", date=old.date)
    both = ids_after([old], [moved, new])
    assert len(set(both)) == 2


@pytest.mark.parametrize("again", ["title", "number", "date"])
def test_fact_shared_by_several_issues_is_ignored(again: str) -> None:
    shared = {again: getattr(make_issue(5), again)}
    lost = [replace(make_issue(number), **shared) for number in (1, 2)]
    new = replace(make_issue(9), **shared)
    assert not set(ids_after(lost, [new])) & set(first_ids(*lost).values())


def test_repeated_title_does_not_match_if_numbers_differ() -> None:
    last_year = make_issue(1, title="Happy holidays")
    this_year = make_issue(53, title="Happy holidays")
    assert ids_after([last_year], [this_year]) == list(first_ids(this_year).values())


def test_the_id_of_an_issue_that_is_gone_waits_for_it() -> None:
    issues = [make_issue(1), make_issue(2)]
    ledger = assign(issues, Ledger(), FeedOptions().id_template).ledger
    without = assign(issues[:1], ledger, FeedOptions().id_template)
    assert {row.id for row in without.ledger.rows} == {row.id for row in ledger.rows}
    assert assign(issues, without.ledger, FeedOptions().id_template).ids == first_ids(*issues)


def test_undated_issues_have_no_id() -> None:
    assert first_ids(make_issue(1, date=None)) == {}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=30))
def test_no_id_ever_moves_to_another_issue(moves: list[tuple[int, int]]) -> None:
    """Whatever an author does, an id stays with its issue, and an issue keeps its id."""
    archive: dict[str, Issue] = {}
    hidden: set[str] = set()
    ledger = Ledger()
    owner: dict[str, str] = {}
    id_of: dict[str, str] = {}
    for count, (action, which) in enumerate(moves):
        names = sorted(archive)
        key = names[which % len(names)] if names else ""
        if action <= 2 or not key:
            key, fresh = f"issue-{count}", f"n{count}"
            day = datetime(2024, 1, 1 + which, tzinfo=UTC)
            title = ["Happy holidays", f"Title {count}"][action % 2]
            if any((row.title, row.date) == (title, f"{day:%Y-%m-%d}") for row in ledger.rows):
                title = f"Title {count}"  # one of this title and day would be a renamed one
            archive[key] = replace(
                make_issue(which), **at(fresh), title=title, number=None, date=day
            )
        elif action == 3:
            archive[key] = replace(archive[key], title=f"Retitled {count}")
        elif action == 4:
            archive[key] = replace(archive[key], date=datetime(2025, 1, 1 + which, tzinfo=UTC))
        elif action == 5:
            archive[key] = replace(archive[key], number=count)
        elif action == 6:
            issue = archive[key]
            archive[key] = replace(issue, **at(f"r{count}"), aliases=(issue.permalink,))
        elif action == 7:
            hidden ^= {key}
        elif action == 8:
            del archive[key]
        elif action == 9:  # a rename without an alias is known by title and day, if they are single
            issue = archive[key]
            twins = [one for one in ledger.rows if one.title == issue.title]
            new = replace(issue, **at(f"r{count}"))
            archive[key] = new if len(twins) == 1 else replace(new, id=id_of.get(key, ""))
        shown = [issue for key, issue in archive.items() if key not in hidden]
        assignment = assign(shown, ledger, FeedOptions().id_template, list(archive.values()))
        ledger = Ledger.from_bytes(assignment.ledger.to_bytes())
        for key, issue in archive.items():
            if key not in hidden:
                entry_id = assignment.ids[issue.slug]
                assert owner.setdefault(entry_id, key) == key, "an id moved"
                assert id_of.setdefault(key, entry_id) == entry_id, "an issue lost its id"


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
        assignment = assign(issues, ledger, FeedOptions().id_template)
        ledger = assignment.ledger
        assert set(assignment.ids) == {issue.slug for issue in issues}
        assert len(set(assignment.ids.values())) == len(issues)
        assert set(assignment.ids.values()) <= {row.id for row in ledger.rows}
        again = assign(issues, Ledger.from_bytes(ledger.to_bytes()), FeedOptions().id_template)
        assert again.ids == assignment.ids
        assert again.ledger.to_bytes() == ledger.to_bytes()
