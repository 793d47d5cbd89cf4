"""Addresses: what is taken off them, what they are resolved to, what is wrong with them."""

from fnmatch import fnmatchcase
from urllib.parse import unquote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher import domains, urls


@pytest.mark.parametrize(
    "url, clean",
    [
        ("https://example.com/watch?utm_source=x&v=r6MB555mXXM#t", "https://example.com/watch?v=r6MB555mXXM#t"),
        ("?utm_source=x&v=r6MB555mXXM#t", "?v=r6MB555mXXM#t"),
        ("https://example.com?utm_source=example.org", "https://example.com"),
        ("https://example.com/?a=1&utm_medium=email&b=%20&c=", "https://example.com/?a=1&b=%20&c="),
        ("https://example.com/?ref=producthunt&x=1", "https://example.com/?x=1"),
        ("https://example.com/?ref=home", "https://example.com/?ref=home"),
        ("https://example.com/?utm%5Fsource=1&q=a+b", "https://example.com/?q=a+b"),
        ("https://example.com/?UTM_SOURCE=1", "https://example.com/"),
        ("https://example.com/?fbclid=1#utm_source=2", "https://example.com/#utm_source=2"),
        ("mailto:a@example.com?subject=utm", "mailto:a@example.com?subject=utm"),
    ],
)  # fmt: skip
def test_tracking_parameters_go_and_nothing_else_moves(url: str, clean: str) -> None:
    assert clean == urls.strip_tracking(url)


def test_the_list_of_tracking_parameters_can_be_changed() -> None:
    assert urls.strip_tracking("https://example.com/?who=me&utm_source=x", ["who"]) == (
        "https://example.com/?utm_source=x"
    )


@given(st.text(alphabet="abc=&?#%/:.+ é", max_size=60))
def test_an_address_without_tracking_comes_back_byte_for_byte(text: str) -> None:
    assert urls.strip_tracking(text) == text


def is_tracking(piece: str, parameters: list[str]) -> bool:
    """Ask each parameter by itself."""
    name, _, value = piece.partition("=")
    for parameter in parameters:
        wanted_name, has_value, wanted_value = parameter.partition("=")
        if fnmatchcase(unquote_plus(name).lower(), wanted_name.lower()) and (
            not has_value or fnmatchcase(unquote_plus(value), wanted_value)
        ):
            return True
    return False


@given(
    st.lists(st.text("abA=*?[]!-|%41+", max_size=6), max_size=4),
    st.lists(
        st.text("abA=%41+[]|\n", max_size=5).map(lambda piece: piece.replace("\n", "%0A")),
        min_size=1,
        max_size=4,
    ),
)
@example([], ["a"])
@example(["a*=b?", "B"], ["a1=bc", "a=b", "b=1", "%42"])
def test_a_parameter_goes_when_one_of_the_list_matches_it(
    parameters: list[str], pieces: list[str]
) -> None:
    kept = [piece for piece in pieces if not is_tracking(piece, parameters)]
    query = f"?{'&'.join(pieces)}"
    if len(kept) < len(pieces):
        query = f"?{'&'.join(kept)}" if "&".join(kept) else ""
    url = f"https://example.com/?{'&'.join(pieces)}"
    assert urls.strip_tracking(url, parameters) == f"https://example.com/{query}"


@given(st.text("htps:/#javascript \t\u200b", max_size=20))
@example("https:javascript:x")
@example("http\u200bs:")
@example("#javascript:x")
def test_a_dangerous_scheme_is_what_is_left_without_invisible_characters(text: str) -> None:
    head, colon, _ = text.partition(":")
    scheme = urls.visible(head).lower()
    assert urls.dangerous_scheme(text) == (
        scheme if colon and scheme in urls.DANGEROUS_SCHEMES else ""
    )


@given(st.lists(st.sampled_from(["a=1", "b=%41", "c", "=x", "", "utm_source=1", "gclid="])))
def test_what_stays_keeps_its_order_and_spelling(pieces: list[str]) -> None:
    cleaned = urls.strip_tracking("https://example.com/?" + "&".join(pieces))
    kept = [piece for piece in pieces if piece not in {"utm_source=1", "gclid="}]
    if len(kept) == len(pieces):
        assert cleaned == "https://example.com/?" + "&".join(pieces)
    else:
        assert cleaned == "https://example.com/" + ("?" + "&".join(kept) if "&".join(kept) else "")


@pytest.mark.parametrize(
    "url",
    ["http://Rajesh%20Jain", "http://", "https://a b/", "https://[::1", "https://x:99999/", "https://a..b/"],
)  # fmt: skip
def test_invalid_url_has_a_reason(url: str) -> None:
    assert urls.fault_of(url)


@pytest.mark.parametrize(
    "url",
    ["https://example.com", "http://例え.example/x", "https://[::1]:8080/", "https://a:b@example.com/"],
)  # fmt: skip
def test_a_sound_address_has_no_fault(url: str) -> None:
    assert urls.fault_of(url) == ""


@pytest.mark.parametrize(
    "written, scheme",
    [
        ("javascript:alert(1)", "javascript"),
        ("  JavaScript:alert(1)", "javascript"),
        ("java\nscript:alert(1)", "javascript"),
        ("\x01javascript:alert(1)", "javascript"),
        ("./a:b", ""),
        ("/path", ""),
        ("//example.com/x", ""),
    ],
)
def test_a_scheme_is_seen_as_a_browser_sees_it(written: str, scheme: str) -> None:
    assert urls.scheme_of(written) == scheme


def test_an_absolute_address_is_not_touched_by_resolving() -> None:
    odd = "https://example.com/a/../b?x={y}#é"
    assert urls.absolute("https://example.org/issues/1/", odd) == odd


def test_a_relative_address_is_resolved_against_the_permalink() -> None:
    base = "https://example.com/issues/1/"
    assert urls.absolute(base, "images/a.png") == "https://example.com/issues/1/images/a.png"
    assert urls.absolute(base, "/about") == "https://example.com/about"
    assert urls.absolute(base, "//cdn.example.org/a.js") == "https://cdn.example.org/a.js"


@pytest.mark.parametrize(
    "home, url, path",
    [
        ("https://example.com/", "https://example.com/a/b/", "a/b"),
        ("https://example.com/letters", "http://www.example.com/letters/3-x", "3-x"),
        ("https://example.com/letters", "https://example.com/lettersmore", None),
        ("https://example.com/letters", "https://example.com/letters", ""),
        ("https://example.com", "https://example.org/a", None),
        ("https://example.com", "mailto:a@example.com", None),
    ],
)
def test_a_home_is_compared_as_people_mean_it(home: str, url: str, path: str | None) -> None:
    assert urls.path_below(home, url) == path


@given(st.text("abcXYZ019-._", min_size=1, max_size=80))
def test_the_name_of_an_ascii_host_stays_or_is_refused_as_it_always_was(host: str) -> None:
    try:
        known = host.encode("idna").decode()  # what ids were made with before
    except UnicodeError:
        with pytest.raises(ValueError, match="label"):
            domains.idna_encoded(host)
    else:
        assert domains.idna_encoded(host) == known == host


@given(st.text(max_size=80))
def test_a_host_in_ascii_has_labels_that_name_servers_take_and_stays_when_encoded_again(
    host: str,
) -> None:
    try:
        name = domains.idna_encoded(host)
    except ValueError:
        return
    assert name.isascii()
    assert all(len(label) <= 63 for label in name.split("."))
    assert domains.idna_encoded(name) == name


@pytest.mark.parametrize("host", ["ü" * 64 + ".example", "ü..example", "ü" * 100_000, "\ud800.de"])
def test_invalid_host_name_is_rejected(host: str) -> None:
    with pytest.raises(ValueError):
        domains.idna_encoded(host)


def test_a_home_is_found_in_every_spelling_of_its_host() -> None:
    home = "https://straße.example/"
    assert urls.path_below(home, "https://xn--strae-oqa.example/a") == "a"
    assert urls.path_below(home, "https://STRAßE.example/a") == "a"
    assert urls.path_below(home, "https://strasse.example/a") is None


@given(st.text(max_size=40))
def test_no_address_makes_a_function_raise(text: str) -> None:
    urls.scheme_of(text)
    urls.fault_of(text)
    urls.absolute("https://example.com/x/", text)
    urls.path_below("https://example.com", text)
    urls.with_suffix("https://example.com/", text)


PARTS = (
    "https:// http:// HTTPS: https: / // a a-b_c . .. example.com é : :80 :99999 :x @ u:p@ [ ] [::1] "
    "? # % \\ | < é。 x"
).split()
ADDRESSES = st.lists(
    st.sampled_from([*PARTS, " ", "\t", "\n", "a" * 63, "a" * 64, "a" * 260]), max_size=8
).map("".join)


@settings(max_examples=500)
@given(ADDRESSES)
@example("https://a:1@b\x00/")
def test_an_address_that_looks_sound_has_no_fault(url: str) -> None:
    if urls._SOUND.match(url):
        assert urls._fault_by_parsing(url) == ""
    assert urls.fault_of(url) == urls._fault_by_parsing(url)


@given(st.sampled_from(["https://", "https:/", "https:", "http://", " https://"]), ADDRESSES)
def test_the_usual_scheme_is_what_the_pattern_finds(start: str, rest: str) -> None:
    url = f"{start}{rest}"
    if url.startswith("https://"):
        found = urls._SCHEME.match(url)
        assert found
        assert urls.scheme_of(url) == found.group(1).lower()
