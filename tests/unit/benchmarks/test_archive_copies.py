"""The archive that benchmarks measure: copies of real issues that every contestant can read."""

import re
from datetime import date
from pathlib import Path

from benchmarks.pipeline import archive

TEXTS = ("short", "a [link](https://example.org/a) of middle length", "long " * 100)


def test_copies_have_numbers_dates_and_titles_of_their_own() -> None:
    texts = dict(archive.copies(TEXTS, 100))
    assert list(texts) == sorted(texts)
    for pattern in (r"^title: (.+)$", r"^number: (\d+)$", r"^date: (\S+)$"):
        assert len({re.findall(pattern, text, re.MULTILINE)[0] for text in texts.values()}) == 100


def test_newest_copy_has_the_newest_date_and_the_text_of_median_length() -> None:
    *_, (_, newest) = archive.copies(TEXTS, 8)
    assert f"date: {archive.NEWEST_DAY}" in newest
    assert "of middle length" in newest


def test_dates_of_ten_times_an_archive_stay_in_the_past() -> None:
    _, oldest = next(archive.copies(TEXTS, 6670))
    day = date.fromisoformat(re.findall(r"^date: (\S+)$", oldest, re.MULTILINE)[0])
    assert date(1970, 1, 1) < day < archive.NEWEST_DAY


def test_second_copy_of_an_issue_links_to_a_host_of_its_own() -> None:
    texts = [text for _, text in archive.copies(TEXTS, 6)]
    assert "https://example.org/a" in texts[1]
    assert "https://copy5.example.org/a" in texts[4]


def test_braces_of_shortcodes_are_parted() -> None:
    [(_, text)] = archive.copies(("{{< figure >}} {{% note %}}",), 1)
    assert "{{" not in text


def test_front_matter_of_every_dialect_is_removed(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("---\ntitle: One\n---\nBody one.\n")
    (tmp_path / "2.md").write_text('+++\ntitle = "Two"\n+++\nBody two.\n')
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/3.markdown").write_text("Title: Three\nDate: 2020-01-01\n\nBody three.\n")
    (tmp_path / "README.md").write_text("Not an issue.\n")
    (tmp_path / "issues.toml").write_text("")
    bodies = archive.bodies(tmp_path)
    assert [body.strip() for body in bodies] == ["Body one.", "Body two.", "Body three."]


def test_archive_is_written_with_its_images_and_the_source_is_left_alone(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "images").mkdir(parents=True)
    (source / "1.md").write_text("![x](images/a.png)")
    (source / "images/a.png").write_bytes(b"PNG")
    (source / ".env").write_text("PASSWORD=x")
    before = {path: path.stat() for path in source.rglob("*")}
    newest = archive.write(source, archive.bodies(source), 3, tmp_path / "copy")
    written = sorted(path.relative_to(tmp_path / "copy") for path in newest.parent.rglob("*.*"))
    assert [path.as_posix() for path in written] == [
        "00001.md", "00002.md", "00003.md", "images/a.png",
    ]  # fmt: skip
    assert newest.name == "00003.md"
    assert {path: path.stat().st_mtime_ns for path in source.rglob("*")} == {
        path: stat.st_mtime_ns for path, stat in before.items()
    }


def test_named_archive_is_preferred_to_corpora_and_both_to_the_sample(tmp_path: Path) -> None:
    named, corpora = tmp_path / "named", tmp_path / "corpora"
    corpora.mkdir()
    assert archive.origin(str(named), str(corpora)).folder == named
    assert archive.origin("", str(corpora)).folder == corpora
    assert archive.origin("", str(tmp_path / "missing")).folder == archive.ROOT / "issues"
