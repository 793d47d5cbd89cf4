"""Links: led home, cleaned, and known with their place in the file."""

from collections.abc import Callable

import pytest

from publisher.content.shelf import Shelf
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


def test_reference_link_has_the_position_of_its_definition(issue_of: IssueOf) -> None:
    issue = issue_of("[a][x] and [b][x]\n\n[x]: https://example.org/a\n")
    assert {link.position.line for link in issue.links} == {7}


def test_a_script_address_is_dropped_and_named(issue_of: IssueOf) -> None:
    issue = issue_of(
        "[a](javascript:alert(1)) <img src=x onerror=alert(1)> <script>alert(1)</script>\n"
    )
    assert "alert" not in issue.html
    assert {found.code for found in issue.diagnostics} == {"C303"}


def test_a_link_to_a_file_keeps_its_fragment_and_its_query(shelf_of: ShelfOf) -> None:
    issue = three(shelf_of, "[a](./002-second.md#part) [b](001.md?x=1#y) [c]({filename}001.md)")
    assert [link.url for link in issue.links] == [
        "https://example.com/issues/002-second/#part",
        "https://example.com/issues/001/?x=1#y",
        "https://example.com/issues/001/",
    ]


def test_a_link_to_a_page_bundle_means_the_one_it_names(shelf_of: ShelfOf) -> None:
    head = "---\ntitle: T\ndate: 2026-01-02\n---\n"
    shelf = shelf_of(
        {
            "one/index.md": head + "One.",
            "two/index.md": head
            + "[one](../one/index.md) [itself](index.md) [gone](../x/index.md)",
        },
        content_patterns=["*/index.md"],
    )
    two = next(text for text in shelf.manuscripts if text.slug == "two")
    assert [link.url for link in shelf.issue(two).links] == [
        "https://example.com/issues/one/",
        "https://example.com/issues/two/",
        "https://example.com/issues/x/index.md",
    ]


def aliased(shelf_of: ShelfOf, alias: str, link: str, **options: object) -> str:
    shelf = shelf_of(
        {
            "001.md": f"---\ntitle: One\ndate: 2026-01-01\naliases: ['{alias}']\n---\nx",
            "002.md": f"---\ntitle: Two\ndate: 2026-01-02\n---\n[x]({link})",
        },
        **(OLD | options),
    )
    return shelf.issue(shelf.manuscripts[1]).links[0].url


@pytest.mark.parametrize(
    "alias, link, leads_to",
    [
        # the path alone, with or without slashes, at any home
        ("/p/one", "https://older.example.org/p/one/?a=1#b", "001/?a=1#b"),
        ("p/one/", "https://old.example.net/letters/P/One", "001/"),
        # the whole address, below a home that has a path of its own
        (
            "https://old.example.net/letters/x/one",
            "http://www.old.example.net/letters/x/one",
            "001/",
        ),
        # the whole address at a place that is no home
        (
            "https://blog.example.org/@me/one",
            "https://blog.example.org/@me/one?a=1#b",
            "001/?a=1#b",
        ),
        # a query that names the issue does not come along, another one does
        ("/?p=12", "https://older.example.org/?p=12#b", "001/#b"),
        ("https://blog.example.org/?p=12", "https://blog.example.org/?p=12", "001/"),
    ],
)
def test_an_alias_is_the_issue_however_it_is_written(
    shelf_of: ShelfOf, alias: str, link: str, leads_to: str
) -> None:
    assert aliased(shelf_of, alias, link) == f"https://example.com/issues/{leads_to}"


@pytest.mark.parametrize(
    "alias, link",
    [
        ("/?p=12", "https://example.com/?p=13"),
        ("https://blog.example.org/?p=12", "https://blog.example.org/?p=13"),
        ("https://blog.example.org/one", "https://blog.example.org/one/more"),
        ("http://[no", "https://blog.example.org/"),
    ],
)
def test_another_address_is_not_the_issue(shelf_of: ShelfOf, alias: str, link: str) -> None:
    assert aliased(shelf_of, alias, link) == link


def test_what_an_issue_is_called_today_goes_before_what_another_was_called_once(
    shelf_of: ShelfOf,
) -> None:
    url = "https://example.com/issues/002/"
    assert aliased(shelf_of, url, url) == url


def test_a_link_that_shows_its_old_address_shows_the_one_of_today(shelf_of: ShelfOf) -> None:
    old = "https://old.example.net/letters/issues/1-once-upon-a-time-1234"
    issue = three(shelf_of, f"[{old}]({old}) and <{old}> but [its name]({old})")
    today = "https://example.com/issues/001/"
    assert [(link.url, link.text) for link in issue.links] == [
        (today, today),
        (today, today),
        (today, "its name"),
    ]
    assert "old.example.net" not in issue.html


@pytest.mark.parametrize(
    "text,url,shown",
    [
        ("«https://example.org/?a=1»", "https://example.org/?a=1", "https://example.org/?a=1"),
        ("https://example.org/?utm_source=x&amp;a=1&amp;b=2", "https://example.org/?a=1&b=2",
         "https://example.org/?a=1&b=2"),
        ("<https://example.org/?utm_source=x&#38;a=1>", "https://example.org/?a=1",
         "https://example.org/?a=1"),
        ("www.example.org/?utm_source=x", "http://www.example.org/", "www.example.org/"),
        ("[https://example.org/?utm_source=x](https://example.org/)", "https://example.org/",
         "https://example.org/"),
        ("a[^1]\n\n[^1]: https://example.org/", "https://example.org/", "https://example.org/"),
    ],
    ids=["quotes", "entity", "entity in angle brackets", "www", "shown with tracking", "footnote"],
)  # fmt: skip
def test_bare_url_ends_and_is_shown_as_intended(
    issue_of: IssueOf, text: str, url: str, shown: str
) -> None:
    (link,) = issue_of(text).links
    assert (link.url, link.text) == (url, shown)
