"""Manuscripts that are recalled instead of parsed, and shelves without texts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from publisher.content.archive.content_folder import Folder, NoRecall
from publisher.content.archive.manuscript import Manuscript
from publisher.content.archive.readings import Texts, read_texts
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import Shelf, read_shelf, shelve
from publisher.content.source.reader import Pictures
from publisher.errors import UsageError
from publisher.model import Newsletter
from publisher.project.folder import open_project
from publisher.reading import Roots
from tests.conftest import MakeProject, write_files
from tests.work import work_of

NEWSLETTER = Newsletter(title="The Example Letter", site_url="https://example.com/")
MANUSCRIPT = TypeAdapter(Manuscript)
WORDS = "Some words of an issue.\n"
DATED = "---\ntitle: {}\ndate: 2026-01-02\n---\n" + WORDS


class Kept:
    """A recall as a store is one: manuscripts as JSON."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], bytes] = {}
        self.added: list[str] = []

    def manuscript(self, path: str, digest: str) -> Manuscript | None:
        data = self.rows.get((path, digest))
        return None if data is None else MANUSCRIPT.validate_json(data)

    def keep(self, path: str, digest: str, manuscript: Manuscript) -> None:
        self.rows[path, digest] = encoded(manuscript)
        self.added.append(path)

    def has_room_for(self, _octets: int) -> bool:
        return False

    def since(self) -> list[str]:
        """Return the files that were parsed since the last call."""
        added, self.added = self.added, []
        return added


def encoded(manuscript: Manuscript) -> bytes:
    return MANUSCRIPT.dump_json(manuscript, fallback=dict, warnings=False)


def folder_of(path: Path, dates: Mapping[str, datetime] | None = None, **options: object) -> Folder:
    settings = ContentOptions.model_validate(options)
    return Folder(path, "issues", NEWSLETTER, settings, Roots.of(path), dates or {})


def by_name(texts: Texts) -> Mapping[str, Manuscript]:
    return {path.name: it for path, it in texts.readings.items() if isinstance(it, Manuscript)}


# --- recalling ---------------------------------------------------------------------------


def test_only_files_whose_bytes_changed_are_parsed_again(tmp_path: Path) -> None:
    write_files(tmp_path, {f"{name}.md": DATED.format(name) for name in "abc"})
    kept = Kept()
    first = read_texts(folder_of(tmp_path), recall=kept)
    assert kept.since() == ["issues/a.md", "issues/b.md", "issues/c.md"]
    (tmp_path / "a.md").touch()
    (tmp_path / "b.md").write_text(DATED.format("B"))
    second = read_texts(folder_of(tmp_path), recall=kept)
    assert kept.since() == ["issues/b.md"]
    assert by_name(second)["a.md"] == by_name(first)["a.md"]
    assert by_name(second)["b.md"].title == "B"


def parsing_and_recalling(folder: Path) -> tuple[int, int]:
    """Return the function calls of reading a folder for the first and for the second time."""
    kept = Kept()
    first, second = (work_of(lambda: read_texts(folder_of(folder), recall=kept)) for _ in range(2))
    return first, second


def test_recalled_file_costs_the_same_whatever_is_in_it(tmp_path: Path) -> None:
    """Decoding, cleaning and parsing grow with the head, which is recalled."""
    few, many = tmp_path / "few", tmp_path / "many"
    tags = ", ".join(f"tag{number}" for number in range(2000))
    write_files(few, {"a.md": DATED.format("A")})
    write_files(many, {"a.md": DATED.format(f"A\ntopics: [{tags}]") + "caf\u00e9 \x0c\n" * 1000})
    (few_parsing, few_recalling), (many_parsing, many_recalling) = map(
        parsing_and_recalling, (few, many)
    )
    assert many_parsing > 20 * few_parsing
    assert many_recalling <= few_recalling + 10


def test_changed_sidecar_gives_only_its_issue_another_fingerprint(tmp_path: Path) -> None:
    write_files(tmp_path, {f"{name}.md": DATED.format(name) for name in "ab"})
    kept = Kept()
    before = by_name(read_texts(folder_of(tmp_path), recall=kept))
    kept.since()
    (tmp_path / "issues.toml").write_text('[a]\ntitle = "Another"\n')
    after = by_name(read_texts(folder_of(tmp_path), recall=kept))
    assert kept.since() == ["issues/a.md", "issues/b.md"]
    assert after["a.md"].title == "Another"
    assert after["a.md"].fingerprint != before["a.md"].fingerprint
    assert after["b.md"] == before["b.md"]


def test_date_from_git_is_part_of_the_fingerprint_only_if_it_is_used(tmp_path: Path) -> None:
    write_files(tmp_path, {"dated.md": DATED.format("One"), "undated.md": f"# Two\n\n{WORDS}"})
    kept = Kept()
    days = [datetime(2026, 1, day, 9, tzinfo=timezone(timedelta(hours=1))) for day in (3, 4)]
    dates = [dict.fromkeys(("dated.md", "undated.md"), day) for day in days]
    first, second = (
        by_name(read_texts(folder_of(tmp_path, date), recall=kept)) for date in dates
    )  # fmt: skip
    assert first["dated.md"].fingerprint == second["dated.md"].fingerprint
    assert first["undated.md"].fingerprint != second["undated.md"].fingerprint
    assert [it["undated.md"].metadata.date for it in (first, second)] == days


def test_project_that_was_moved_has_its_manuscripts_at_the_new_place(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        write_files(folder, {"a.md": DATED.format("A")})
    kept = Kept()
    read_texts(folder_of(one), recall=kept)
    kept.since()
    assert by_name(read_texts(folder_of(two), recall=kept))["a.md"].path == two / "a.md"
    assert kept.since() == []


# --- keeping -----------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "title: One", "number: 12", "date: 2026-01-02", "date: 2026-07-02T10:00:00+09:30",
        "date: 2026-07-02 10:00", "updated: 2026-03-04T05:06:07.123456Z", "slug: 'a b'", "slug: é",
        "aliases: ['/p?a=1', '../x', 'https://example.net/x']", "tags: [a, b]", "author: Ann; Bo",
        "draft: yes", "summary: 'a \\u202e b'", "lang: de_CH", "id: 'urn:x:1'", "image: a b.png",
        "mood: {a: [1, 2.5, null, 2026-01-02]}", "tittle: x", "title: [a", 'colour: "\\ud800"',
    ]
)  # fmt: skip
HEADS = st.lists(LINES, max_size=7).map(lambda lines: "\n".join(["---", *lines, "---", ""]))
BODIES = st.sampled_from(["", "# A heading\n", WORDS, "\u2028\x0b", "‚Äô words ‚Äô"])
FILES = st.one_of(
    st.binary(max_size=60), st.builds(lambda head, body: (head + body).encode(), HEADS, BODIES)
)
NAMES = st.sampled_from(["001.md", "a b.md", "é.md", "2026-01-02-x.md", "index.md"])
SIDECARS = st.sampled_from(["", '["001.md"]\ntitle = "T"\ndate = 2026-02-03T04:05:06+01:00\n', "x"])
ZONES = st.sampled_from(["UTC", "Europe/Paris", "America/St_Johns", "Asia/Kathmandu"])


@settings(max_examples=300)
@given(files=st.dictionaries(NAMES, FILES, min_size=1), sidecar=SIDECARS, zone=ZONES)
def test_kept_manuscript_is_equal_to_the_one_that_was_read(
    files: dict[str, bytes], sidecar: str, zone: str
) -> None:
    with TemporaryDirectory() as home:
        write_files(Path(home), {**files, "issues.toml": sidecar})
        texts = read_texts(folder_of(Path(home), timezone=zone))
    for text in by_name(texts).values():
        bare = text.without_text()
        again = MANUSCRIPT.validate_json(encoded(bare))
        assert again == bare
        assert moments(again) == moments(text)
        assert (bare.has_text, bare.body, dict(bare.metadata.extra)) == (False, "", {})
        assert bare == replace(
            text, body="", source=replace(text.source, text=""),
            metadata=replace(text.metadata, extra={}),
        )  # fmt: skip


def moments(text: Manuscript) -> list[tuple[datetime, timedelta | None] | None]:
    dates = (text.metadata.date, text.metadata.updated)
    return [(date, date.utcoffset()) if date else None for date in dates]


def test_file_whose_name_is_not_unicode_is_kept_by_its_escaped_name(tmp_path: Path) -> None:
    name = tmp_path / "a\udcff.md"
    try:
        name.write_text(DATED.format("A"))
    except OSError:
        pytest.skip("this file system requires UTF-8")
    shelf = shelve(read_texts(folder_of(tmp_path), recall=NoRecall()), Pictures(tmp_path))
    (text,) = shelf.manuscripts
    assert text.source.path == "issues/a\\xff.md"
    assert shelf.issue(text).text == WORDS.strip()


# --- rendering without texts -------------------------------------------------------------


def rendered(shelf: Shelf) -> list[object]:
    return [shelf.issue(text) for text in shelf.manuscripts]


def same_without_texts(folder: Folder) -> int:
    """Compare a shelf with texts, one without, and one that was recalled; return its issues."""
    kept = Kept()
    with_texts, *others = (
        shelve(read_texts(folder, recall=recall), Pictures(folder.path, folder.roots))
        for recall in (None, NoRecall(), kept, kept)
    )
    issues = rendered(with_texts)
    for shelf in others:
        assert not any(text.has_text for text in shelf.manuscripts)
        assert rendered(shelf) == issues
        assert shelf.archive().diagnostics == with_texts.archive().diagnostics
        assert shelf.directory_digest == with_texts.directory_digest
        assert (
            rendered(replace(shelf.without_manuscripts(), manuscripts=shelf.manuscripts)) == issues
        )
    return len(issues)


def test_shelf_without_texts_renders_the_sample_issues_equal(repository: Path) -> None:
    assert same_without_texts(open_project(repository, repository).content())


def test_shelf_without_texts_renders_every_archive_equal(corpus: Path) -> None:
    for path in sorted(it for it in corpus.iterdir() if it.is_dir()):
        assert same_without_texts(folder_of(path))


def test_findings_about_conflicts_are_in_an_issue_that_is_read_again(project: MakeProject) -> None:
    files = {f"issues/{name}.md": DATED.format("One\nnumber: 1") for name in "ab"}
    folder = project(files)
    shelf = open_project(folder, folder).shelf()
    assert [[it.code for it in shelf.issue(text).diagnostics] for text in shelf.manuscripts] == [
        [], ["C141"],
    ]  # fmt: skip


@pytest.mark.parametrize("now", [DATED.format("Another"), "", None, b"\xff\xfe\x00"])
def test_file_that_changes_after_it_was_listed_is_an_error(
    now: str | bytes | None, project: MakeProject
) -> None:
    """Links to it, its place in the archive and its files were decided by what was listed."""
    folder = project({"issues/a.md": DATED.format("A")})
    shelf = open_project(folder, folder).shelf()
    file = folder / "issues/a.md"
    file.unlink()
    if now is not None:
        file.write_bytes(now if isinstance(now, bytes) else now.encode())
    with pytest.raises(UsageError, match=r"issues/a\.md was changed"):
        shelf.issue(shelf.manuscripts[0])


def test_preview_renders_the_text_that_it_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": DATED.format("A")})
    shelf = read_shelf(tmp_path, "issues", NEWSLETTER, ContentOptions())
    (tmp_path / "a.md").unlink()
    assert shelf.issue(shelf.manuscripts[0]).text == WORDS.strip()


def test_shelving_costs_the_same_for_each_issue_of_a_large_archive(tmp_path: Path) -> None:
    def shelving(count: int) -> int:
        write_files(
            tmp_path, {f"{it}.md": DATED.format(f"T{it}\naliases: [/{it}x]") for it in range(count)}
        )
        texts = read_texts(folder_of(tmp_path), recall=NoRecall())
        return work_of(lambda: shelve(texts, Pictures(tmp_path)))

    few, many = shelving(50), shelving(400)
    assert many < 9 * few
