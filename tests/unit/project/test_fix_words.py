"""``check --fix`` changes addresses and nothing else, whatever stands around them.

Findings of every fixable rule are assumed for every file, so that more is tried than the rules
would report.
"""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.checks.fixes import FIXABLE
from publisher.content.content_rules import MOJIBAKE
from publisher.content.source import encoding
from publisher.diagnostics import Diagnostic, Severity
from publisher.project.fix.file_fixes import FixedFile, Left, changes
from publisher.project.folder import Project
from publisher.report import Report
from publisher.settings import load_settings

HEAD = "---\ntitle: One\ndate: 2026-01-02\n---\n"
SCHEME = re.compile("https?://", re.IGNORECASE)
REFERS = re.compile(r'( (?:href|src)=")https?://', re.IGNORECASE)
TRACKED = "https://a.org/?utm_source=x"


def project_in(folder: Path, data: bytes, **flags: object) -> Project:
    (folder / "issues").mkdir(exist_ok=True)
    (folder / "issues/001.md").write_bytes(data)
    values = {"title": "A letter", "site_url": "https://example.com"} | flags
    return Project(folder, load_settings(folder, values))


def outcome(project: Project, codes: Iterable[str] = FIXABLE) -> list[FixedFile | Left]:
    """What --fix would do if there were findings of these codes in every file."""
    paths = [text.source.path for text in project.shelf().manuscripts]
    found = tuple(Diagnostic(code, Severity.INFO, path, "") for code in codes for path in paths)
    return list(changes(project, Report(findings=found, issues=1, rules={}, lines={})))


def fixed(data: bytes, codes: Iterable[str] = FIXABLE, **flags: object) -> bytes:
    with TemporaryDirectory() as folder:
        made = outcome(project_in(Path(folder), data, **flags), codes)
    return made[0].after if made and isinstance(made[0], FixedFile) else data


def words_and_links(data: bytes) -> list[object]:
    """What readers get of an issue: the program drops tracking from links that it publishes."""
    with TemporaryDirectory() as folder:
        shelf = project_in(Path(folder), data).shelf()
        return [
            (issue.title, issue.slug, issue.date, issue.text, REFERS.sub(r"\1https://", issue.html))
            for issue in shelf.issues()
        ]


@pytest.mark.parametrize(
    "before,after",
    [
        (f"见 {TRACKED}。后面的字", "见 https://a.org/。后面的字"),
        (f"|place|\n|-|\n|{TRACKED}|harbour|", "|place|\n|-|\n|https://a.org/|harbour|"),
        (f"|{TRACKED}|harbour|", "|https://a.org/|harbour|"),
        (f"**{TRACKED}**", "**https://a.org/**"),
        (f"<a href='{TRACKED}'>the sea</a>", "<a href='https://a.org/'>the sea</a>"),
        (f"<p><a href={TRACKED}>the sea</a>", "<p><a href=https://a.org/>the sea</a>"),
        (f"[{TRACKED}]({TRACKED}) and more", f"[{TRACKED}](https://a.org/) and more"),
        (f"“{TRACKED}” and", "“https://a.org/” and"),
        (f"«{TRACKED}» and", "«https://a.org/» and"),
        (f"{TRACKED}; and", "https://a.org/; and"),
        (f"{TRACKED}: and", "https://a.org/: and"),
        (f"{TRACKED}, and", "https://a.org/, and"),
        (f"{TRACKED}… and", "https://a.org/… and"),
        (f"<{TRACKED}&amp;id=1> and", "<https://a.org/?id=1> and"),
        (f"{TRACKED}&amp;id=1 and", "https://a.org/?id=1 and"),
        (f"[a]({TRACKED}&amp;id=1)", "[a](https://a.org/?id=1)"),
        ("[a](https://a.org/?id=1&amp;utm_source=x#b 't')", "[a](https://a.org/?id=1#b 't')"),
        (f'<a href="{TRACKED}&#38;id=1">a</a>', '<a href="https://a.org/?id=1">a</a>'),
        (f"caf\ufeff by [the sea]({TRACKED}) and", "caf\ufeff by [the sea](https://a.org/) and"),
        (f"a\x07\x85\x9f [the sea]({TRACKED}) and", "a\x07\x85\x9f [the sea](https://a.org/) and"),
        (f"[a][b]\n\n> [b]: <{TRACKED}> 'c'", "[a][b]\n\n> [b]: <https://a.org/> 'c'"),
        (f"a[^1]\n\n[^1]: b\n    {TRACKED}", "a[^1]\n\n[^1]: b\n    https://a.org/"),
        (f"![{TRACKED}](http://github.com/a.png)", f"![{TRACKED}](https://github.com/a.png)"),
        (f"[a]({TRACKED}\\&id=1)", "[a](https://a.org/?id=1)"),
    ],
)  # fmt: skip
def test_edit_covers_only_the_destination(before: str, after: str) -> None:
    assert fixed(f"{HEAD}{before}\n".encode()).decode() == f"{HEAD}{after}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"<a href={TRACKED}>the sea</a>",  # no tag, until there is no equals sign in its value
        f"{TRACKED}**bold**",  # the reader takes the word for a part of the address
        f"{TRACKED}🌊 sea",
        f"{TRACKED},https://b.org/?utm_source=y",
        f"`{TRACKED}`",
        f"<!-- <a href='{TRACKED}'>a</a> -->",
        f"<script>var a = '<a href={TRACKED}>'</script>",
        "[a](http://github.com:80/x)",
        "http://github.com:443/x",
        "http://own.example:8000/x",
        "http://blog.github.io/x and http://user@own.example/x",
        "<div>\n> <a href='https://a.org/?utm_\n> source=x'>a</a>\n</div>",
    ],
)
def test_what_is_doubtful_stays(text: str) -> None:
    flags = {"site_url": "http://own.example", "previous_urls": ["http://blog.github.io"]}
    data = f"{HEAD}{text}\n".encode()
    assert fixed(data, **flags) == data


def test_tracking_stays_where_it_is_wanted() -> None:
    data = f"{HEAD}[a]({TRACKED})\n".encode()
    assert fixed(data, strip_tracking=False) == data


@pytest.mark.parametrize(
    "before,after",
    [
        ('"a &amp; b "', '"a & b"'),
        ('"&#32;a"', '"&#32;a"'),
        ("a &amp;amp; b", "a &amp;amp; b"),
        ('"&lt;em&gt;"', '"<em>"'),
        ('"a &nosuchname; &amp; b"', '"a &nosuchname; & b"'),
        ('"a\\u0301 &amp;\ufeff b"', '"a\\u0301 &\ufeff b"'),
        ('"a &#10; b"', '"a &#10; b"'),
    ],
)
def test_a_title_is_fixed_once_or_not_at_all(before: str, after: str) -> None:
    head, tail = "---\ntitle: ", "\ndate: 2026-01-02\n---\nHello.\n"
    assert fixed(f"{head}{before}{tail}".encode()).decode() == f"{head}{after}{tail}"


# --- any text, in any encoding -----------------------------------------------------------

MARKS = {
    "utf-8": b"", "utf-8-sig": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE, "utf-32-le": codecs.BOM_UTF32_LE,
}  # fmt: skip
ADDRESSES = [
    TRACKED,
    f"{TRACKED}&amp;id=1",
    "https://a.org/?id=1&utm_medium=y#c",
    "https://a.org/?utm_source=x&utm_medium=y&a=&amp;b",
    "http://github.com/a_(b)?utm_source=x",
    "http://github.com:80/?fbclid=1",
    "HTTP://github.com/?gclid=%C3%A9",
    "www.a.org/?utm_source=x.",
    "//github.com/?utm_source=x",
    "/b?utm_source=x",
    "https://a.org/?utm_campaign=été",
    "https://a.org/?q=a&#38;utm_source=\\&amp;z",
    "https://a.org/a\u00adb?utm_\ufeffsource=x",
    "https://a.org/?utm_source=x?utm_source=y&&utm_id=",
]
SHAPES = [
    "{}", "<{}>", "[{}]({})", "[w]({})", "[w](<{}> 't')", '![w]({} "t")', "**{}**", "_{}_", "|{}|w|",
    "|a|b|\n|-|-|\n|{}|w|\n", "<a href='{}'>w</a>", '<a href="{}">w</a>', "<a href={}>w</a>",
    "<A\nHREF = {} >w</A>", "<img src={}>", "“{}”", "«{}»", "「{}」", "{}。後", "{}；", "{},", "{};",
    "{}:", "{}…", "{}🌊", "{}**w**", "{}_w_", "({})", "{}{}", "{},{}", "`{}`", "\n\n    {}\n\n",
    "\n```\n{}\n```\n", "\n\n[w{}]: {}\n\n", "[w][w{}]", "\n> {}\n> - [w]({})\n>   w\n", "\n1. {}\n\n   {}\n",
    "\n\n[^n]: {}\n    w\n\n", "[^n]", "\n\n# {} #\n\n", "\n{}\n---\n", "\n\n<div>\n<p>{}</p> <a title=w href={}>w</a>\n</div>\n\n",
    "<!-- {} -->", "\n\n<script>{}</script>\n\n", "[![w]({})]({})", "\\<{}>", "&lt;{}&gt;", "w {}\\\nw",
    "\n\nw\n: {}\n\n", "\n- [ ] {}\n", "<span title='{}'>w</span>", "{{: href={} }}", "[w]({}){{: .c }}",
]  # fmt: skip
BETWEEN = [
    " ", "\n", "\n\n", "", "w", "é", "字", "’", " — ", "\t", "\ufeff", "\x07", "\x85", "\x9f", "\x0b",
    "\x0c", "\x1c", "\u2028", "\u2029", "\xa0", "&nbsp;", "👩\u200d🚀", "*", "_", "[", "]", "(", ")", "<",
    ">", "|", "~~", "`", "\\", "&", "\u202e", "ß…",
]  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn) -> str:
    pieces: list[str] = []
    for number in range(draw(st.integers(1, 5))):
        shape = draw(st.sampled_from(SHAPES))
        addresses = [draw(st.sampled_from(ADDRESSES)) for _ in range(shape.count("{}"))]
        around = "".join(draw(st.lists(st.sampled_from(BETWEEN), max_size=3)))
        before = "".join(pieces)[-1:]
        # A word that is typed on to the end of an address is a part of it for any reader.
        gap = " " if before.isalnum() or before in set("_.~%+&=?#/-") else ""
        pieces += (f"{gap}kept{number}", around, shape.format(*addresses))
        pieces += draw(st.lists(st.sampled_from(BETWEEN), max_size=3))
    return "".join(pieces)


HEADS = st.sampled_from(
    [
        HEAD,
        '---\ntitle: " The &amp; &#39;sea&#x27; "\ndate: 2026-01-02\n---\n',
        "---\ntitle: 'It&#39;s '\ndate: 2026-01-02\n---\n",
        '+++\ntitle = "a &lt; b "\ndate = 2026-01-02\n+++\n',
        "Title: a &amp; b\nDate: 2026-01-02\n\n",
        f"# The [sea]({TRACKED}) &amp; more\n\n",
        "",
    ]
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    text = draw(HEADS) + draw(bodies())
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    text = draw(st.sampled_from(["", "", "\ufeff"])) + text
    for misread in draw(st.sampled_from([[], [], ["mac_roman"], ["latin-1"], ["mac_roman"] * 2])):
        text = text.encode().decode(misread)
    codec, mark = draw(st.sampled_from(sorted(MARKS.items())))
    return mark + text.encode(codec.removesuffix("-sig"))


def codec_of(data: bytes) -> tuple[bytes, str, tuple[str, ...]]:
    layers = encoding.layers_of(data)
    return layers.mark, layers.codec, layers.damage


def marks(data: bytes) -> int:
    """How many byte order marks a file begins with, once its mojibake is undone."""
    layers = encoding.layers_of(data)
    text = layers.texts[-1]
    return bool(layers.mark) + len(text) - len(text.lstrip("\ufeff"))


@given(files(), st.booleans())
@settings(max_examples=150)
def test_words_and_links_are_kept_and_twice_is_once(data: bytes, restores: bool) -> None:
    codes = FIXABLE if restores else FIXABLE - {MOJIBAKE.code}
    once = fixed(data, codes)
    assert words_and_links(once) == words_and_links(data)
    assert fixed(once, codes) == once
    if not restores:
        assert codec_of(once) == codec_of(data)
    before, after = encoding.layers_of(data), encoding.layers_of(once)
    assert marks(once) == marks(data), "one behind another, or mis-encoded, is kept"
    assert after.codec == before.codec
    kept = [f"kept{number}" for number in range(5) if f"kept{number}" in before.text]
    places = [after.text.find(word) for word in kept]
    assert -1 not in places
    assert places == sorted(places)


@given(bodies())
@settings(max_examples=150)
def test_nothing_but_tracking_and_http_is_taken_out(body: str) -> None:
    before = f"{HEAD}{body}"
    after = fixed(before.encode()).decode()
    at = 0
    for char in SCHEME.sub("https://", after):
        at = SCHEME.sub("https://", before).find(char, at) + 1
        assert at, "every character stood there before, in this order"


@given(files())
@settings(max_examples=50)
def test_a_file_with_nothing_to_fix_in_it_keeps_every_byte(data: bytes) -> None:
    assert fixed(data, codes=()) == data


def test_no_word_of_real_archives_is_changed(corpus: Path) -> None:
    changed = 0
    for source in sorted(corpus.glob("*/*.m*")):
        data = source.read_bytes()
        once = fixed(data)
        changed += once != data
        assert words_and_links(once) == words_and_links(data), source
        assert fixed(once) == once, source
    assert changed
