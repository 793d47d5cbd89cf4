"""Links: led home, cleaned, and known with their place in the file."""

from collections.abc import Callable

from publisher.content.archive import Shelf
from publisher.model import Issue

IssueOf = Callable[..., Issue]
ShelfOf = Callable[..., Shelf]

OLD = {"previous_urls": ["https://old.example.net/letters", "https://older.example.org"]}


def test_a_relative_link_is_absolute_against_the_permalink(issue_of: IssueOf) -> None:
    issue = issue_of("[a](more/) [b](/about) [c](#here) [d](//example.org/x)")
    assert [link.url for link in issue.links] == [
        "https://example.com/issues/001/more/",
        "https://example.com/about",
        "https://example.org/x",
    ]
    assert 'href="#here"' in issue.html


def test_tracking_goes_from_links_and_from_the_words_that_show_them(issue_of: IssueOf) -> None:
    issue = issue_of(
        "[x](https://example.org/?utm_source=a&v=1#t) and <https://example.org/?utm_source=b>"
    )
    assert [link.url for link in issue.links] == [
        "https://example.org/?v=1#t",
        "https://example.org/",
    ]
    assert "utm_" not in issue.html


def test_tracking_stays_when_the_setting_says_so(issue_of: IssueOf) -> None:
    issue = issue_of("[x](https://example.org/?utm_source=a)", strip_tracking=False)
    assert issue.links[0].url == "https://example.org/?utm_source=a"


def three(shelf_of: ShelfOf, body: str, **options: object) -> Issue:
    head = "---\ntitle: '#{n}: Number {n}'\ndate: 2026-01-0{n}\naliases: [{a}]\n---\n"
    shelf = shelf_of(
        {
            "001.md": head.format(n=1, a="/issues/1-once-upon-a-time-1234") + "x",
            "002-second.md": head.format(n=2, a="https://older.example.org/p/two") + "x",
            "003.md": head.format(n=3, a="") + body,
        },
        **(OLD | options),
    )
    return shelf.issue(shelf.manuscripts[2])


def test_a_link_to_an_earlier_home_is_led_to_todays_permalink(shelf_of: ShelfOf) -> None:
    issue = three(
        shelf_of,
        "[alias](https://old.example.net/letters/issues/1-once-upon-a-time-1234?utm_source=x) "
        "[number](http://www.old.example.net/letters/issues/2-whatever-99#part) "
        "[path](https://older.example.org/p/two/) "
        "[home](https://old.example.net/letters) "
        "[file](./002-second.md) "
        "[slug](https://older.example.org/archive/002-second)",
    )
    assert [link.url for link in issue.links] == [
        "https://example.com/issues/001/",
        "https://example.com/issues/002-second/#part",
        "https://example.com/issues/002-second/",
        "https://example.com/",
        "https://example.com/issues/002-second/",
        "https://example.com/issues/002-second/",
    ]
    assert issue.diagnostics == ()


def test_an_unknown_link_to_an_earlier_home_stays_and_is_named(shelf_of: ShelfOf) -> None:
    issue = three(shelf_of, "Words.\n\nSee [it](https://old.example.net/letters/issues/77-gone).\n")
    assert issue.links[0].url == "https://old.example.net/letters/issues/77-gone"
    (found,) = issue.diagnostics
    assert (found.code, found.position.line, found.position.column) == ("C302", 8, 10)


def test_a_malformed_address_is_named_with_its_place_and_kept(issue_of: IssueOf) -> None:
    issue = issue_of("See [DT](http://Some%20Body).\n")
    (found,) = issue.diagnostics
    assert (found.code, found.position.line, found.position.column) == ("C301", 5, 10)
    assert "DT" in issue.html


def test_the_same_address_twice_has_two_places(issue_of: IssueOf) -> None:
    issue = issue_of(
        "[a](https://example.org/a) [b](https://example.org/ab)\n[c](https://example.org/a)\n"
    )
    assert [(link.position.line, link.position.column) for link in issue.links] == [
        (5, 5),
        (5, 32),
        (6, 5),
    ]


def test_a_reference_link_stands_where_it_is_defined(issue_of: IssueOf) -> None:
    issue = issue_of("[a][x] and [b][x]\n\n[x]: https://example.org/a\n")
    assert {link.position.line for link in issue.links} == {7}


def test_a_script_address_is_dropped_and_named(issue_of: IssueOf) -> None:
    issue = issue_of(
        "[a](javascript:alert(1)) <img src=x onerror=alert(1)> <script>alert(1)</script>\n"
    )
    assert "alert" not in issue.html
    assert {found.code for found in issue.diagnostics} == {"C303"}
