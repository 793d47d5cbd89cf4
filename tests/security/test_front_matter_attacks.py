"""Front matter that wants to run a program, fill the memory or stop the clock gets a finding."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from publisher.content.head.dialects import read
from publisher.content.head.front_matter import LARGEST
from publisher.content.head.metadata import Metadata, read_metadata
from publisher.content.head.numbering import number_of
from publisher.content.head.sidecar import read_sidecar
from publisher.content.source.cleaning import clean
from publisher.content.source.encoding import decode
from tests.work import bounded_work

LARGEST_TEXT = 20_000
"""Characters for which an attack may cost as much as an honest text of that size."""

MOST_BYTES = 100_000_000


@contextmanager
def small() -> Iterator[None]:
    """Fails where the work inside fills the memory."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_BYTES


def codes(text: str) -> set[str]:
    """The findings of a whole reading, in bounds."""
    front = read(text, "x.md")
    facts = read_metadata(front, "x.md", ZoneInfo("UTC"), clock(9))
    number_of(facts.title or "", "x")
    return {it.code for it in (*front.diagnostics, *facts.diagnostics)}


def test_an_alias_bomb_does_not_go_off() -> None:
    bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [
        f"{c}: &{c} [{', '.join([f'*{p}'] * 10)}]"
        for p, c in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    with bounded_work(LARGEST_TEXT), small():
        assert codes("---\n" + "\n".join([*bomb, "title: *j"]) + "\n---\nBody") == {"C114"}


def test_an_alias_that_holds_itself_is_refused() -> None:
    with bounded_work(LARGEST_TEXT), small():
        assert codes("---\ntitle: A\nx: &x [*x]\ny: &y {z: *y}\n---\nBody") == {"C114"}


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system ['touch {}']",
        "!!python/object/new:subprocess.Popen [['touch', '{}']]",
        "!!python/name:os.system",
        "!!python/module:os",
        "!<tag:yaml.org,2002:python/object/apply:os.system> ['touch {}']",
        "[{{a: !!python/object/apply:os.system ['touch {}']}}]",
    ],
)
def test_a_tag_runs_no_program(value: str, tmp_path: Path) -> None:
    proof = tmp_path / "ran"
    assert codes(f"---\ntitle: A\nx: {value.format(proof)}\n---\nBody") == {"C114"}
    assert not proof.exists()


def test_a_tag_directive_hides_no_tag() -> None:
    text = "---\n%TAG !p! tag:yaml.org,2002:python/\ntitle: !p!name:os.system x\n---\nBody"
    assert codes(text)
    assert read(text, "x.md").diagnostics


@pytest.mark.parametrize(
    "source",
    [
        "a: " + "[" * 60_000,
        "a: " + "[" * 30_000 + "]" * 30_000,
        "a: " + "{a: " * 15_000,
        "\n".join(" " * depth + "a:" for depth in range(300)),
        "- " * 30_000,
        "? " * 30_000,
    ],
    ids=["open lists", "closed lists", "tables", "blocks", "sequences", "keys"],
)
def test_deeply_nested_yaml_causes_no_recursion_error(source: str) -> None:
    with bounded_work(LARGEST_TEXT):
        assert codes(f"---\n{source}\n---\nBody") & {"C111", "C112"}


@pytest.mark.parametrize(
    "source",
    [
        "a = " + "[" * 60_000,
        "a = " + "[" * 30_000 + "]" * 30_000,
        "a = " + "{a = " * 13_000,
        ".".join("a" * 30_000) + " = 1",
        "[" + ".".join("a" * 30_000) + "]",
        "a = {" + ".".join("a" * 30_000) + " = 1}",
        '"a".' * 16_000 + "b = 1",
        "a = 1" + "." * 60_000,
    ],
    ids=["open lists", "closed lists", "tables", "keys", "header", "inline", "quoted", "dots"],
)
def test_deeply_nested_toml_causes_no_recursion_error(source: str) -> None:
    with bounded_work(LARGEST_TEXT):
        assert codes(f"+++\n{source}\n+++\nBody") == {"C111"}
    with bounded_work(LARGEST_TEXT):
        assert read_sidecar(f"{source}\n", "issues.toml").diagnostics


@pytest.mark.parametrize(
    "source",
    [
        "k" * 65_000 + ": 1",
        "\n".join(f"k{number}: {number}" for number in range(6_000)),
        "\n".join(f"k{number}: *a" for number in range(6_000)),
        "title: " + "x" * 65_000,
        "number: " + "9" * 65_000,
        "x: 0b" + "1" * 65_000,
        "date: " + "1" * 65_000,
        "x: " + "1:" * 30_000 + "1",
        'title: "' + "\\\n" * 30_000 + '"',
        "title: " + "&#x27;" * 10_000,
        "title: " + "&amp;" * 12_000,
        "aliases: [" + "/a, " * 15_000 + "]",
        "tags: " + "a," * 30_000,
        "x: '" + "''" * 32_000,
        "title:" + " " * 65_000,
        "\n" * 65_000 + "title: A",
        "#" * 65_000,
        "title: a" + " #" * 30_000,
        "slug: " + "../" * 20_000,
    ],
    ids=lambda source: source[:12].strip(),
)
def test_huge_yaml_takes_no_time(source: str) -> None:
    with bounded_work(LARGEST_TEXT):
        codes(f"---\n{source}\n---\nBody")


@pytest.mark.parametrize(
    "source",
    [
        'a = "' + '\\"' * 32_000,
        'a = """' + '\\"""' * 16_000,
        "a = '''" + "''x" * 20_000,
        '"' * 65_000,
        "a = [" + "1,\n" * 20_000 + "]",
        "\n".join(f"k{number} = 1" for number in range(6_000)),
        "\n".join(f"[k{number}]" for number in range(6_000)),
        "a = " + "9" * 65_000,
        "a = 0x" + "f" * 65_000,
        "# " * 32_000,
    ],
    ids=lambda source: source[:12].strip(),
)
def test_huge_toml_takes_no_time(source: str) -> None:
    with bounded_work(LARGEST_TEXT):
        codes(f"+++\n{source}\n+++\nBody")
    with bounded_work(LARGEST_TEXT):
        read_sidecar(source, "issues.toml")


@pytest.mark.parametrize(
    "make",
    [
        lambda size: "x" * size,
        lambda size: "\n" * size,
        lambda size: " " * size,
        lambda size: "---\n" + "x" * size,
        lambda size: "---\n" + "title: x\n" * (size // 9),
        lambda size: "---\ntitle: " + "x" * size + "\n---\n",
        lambda size: "Title: " + "x" * size,
        lambda size: "Title: x\n" + " y\n" * (size // 3),
        lambda size: "# " + "x" * size,
        lambda size: "# a" + " " * size + "b",
        lambda size: "# a " + "#" * size + " b",
        lambda size: "# " + "`" * size,
        lambda size: "# " + "*a" * (size // 2),
        lambda size: "# " + "[" * size,
        lambda size: "# " + "&amp;" * (size // 5),
        lambda size: "<!--" * (size // 4),
        lambda size: "```\n" * (size // 4),
        lambda size: "# " + "<a" * (size // 2),
    ],
)
def test_a_huge_file_of_any_kind_takes_no_time(make: Callable[[int], str]) -> None:
    text = make(2_000_000)
    with bounded_work(LARGEST_TEXT):
        codes(text)


@pytest.mark.parametrize("size", [100, 300, 999])
@pytest.mark.parametrize(
    "unit", ["`", "``a", "*", "**a", "_a", "_", "[", "[a](", "![", "[a]", "](", "<a ", "\\", "~~a", "&amp;", "[[a](b)", "(", "{#"]
)  # fmt: skip
def test_a_heading_made_to_backtrack_does_not(unit: str, size: int) -> None:
    with bounded_work(LARGEST_TEXT):
        read("# " + unit * (size // len(unit)), "x.md")


def test_damaged_text_of_any_size_is_judged_in_one_pass() -> None:
    damaged = ("don’t 🔌 " * 50_000).encode().decode("mac_roman").encode()
    with bounded_work(LARGEST_TEXT):
        assert decode(damaged).repaired_from == "mac_roman"


def test_forbidden_characters_by_the_million_make_few_findings() -> None:
    with bounded_work(LARGEST_TEXT):
        assert len(clean("a\x01\n" * 500_000, "x.md").diagnostics) == 6


def test_front_matter_beyond_the_limit_is_not_read_at_all() -> None:
    front = read(f"---\ntitle: {'x' * LARGEST}\n---\nBody", "x.md")
    assert [it.code for it in front.diagnostics] == ["C111"]
    assert front.body == "Body"


def test_a_value_cannot_break_out_of_its_line() -> None:
    text = '---\ntitle: "a\\r\\nBcc: x@example.org"\nid: "a\\nb"\nauthor: "a\\nb"\ntags: ["a\\nb"]\n---\n'
    facts: Metadata = read_metadata(read(text, "x.md"), "x.md", ZoneInfo("UTC"), clock(9))
    assert [it.code for it in facts.diagnostics] == ["C116"] * 4
    for word in (facts.title, facts.id, *facts.authors, *facts.tags):
        assert word is not None
        assert word.isprintable()
