"""A project that is looked at while it is written: read once, then file by file."""

from pathlib import Path

import pytest

from publisher.content.archive.readings import read_texts
from publisher.content.shelf import shelve
from publisher.content.source.reader import Pictures
from publisher.diagnostics import Diagnostic
from publisher.errors import UsageError
from publisher.project.folder import open_project
from publisher.project.live.live_project import Live
from tests.conftest import MakeProject, toml_of

HEAD = "---\ntitle: {title}\ndate: 2026-01-0{number}\n---\n"


def fault_of(live: Live) -> Diagnostic | None:
    return live.present.fault


def issue(number: int, body: str = "Hello.", title: str = "") -> str:
    return HEAD.format(number=number, title=title or f"Letter {number}") + body + "\n"


@pytest.fixture
def folder(project: MakeProject) -> Path:
    return project({f"issues/00{number}.md": issue(number) for number in (1, 2, 3)})


@pytest.fixture
def live(folder: Path) -> Live:
    return Live(lambda: open_project(folder, folder))


def save(live: Live, name: str, text: str) -> frozenset[str]:
    path = live.present.folder / name
    path.write_text(text, encoding="utf-8")
    return live.refresh([path]).keys


def html_of(live: Live, key: str, theme: str = "") -> str:
    edition = live.sight(key, theme).edition
    assert edition
    return edition.email.html


def as_if_read_anew(live: Live) -> bool:
    """Whether what was kept up to date is what a fresh reading would be."""
    folder = live.present.texts.folder
    fresh = shelve(read_texts(folder), Pictures(folder.path))
    shelf = live.present.shelf
    return (fresh.manuscripts, fresh.directory, fresh.diagnostics, fresh.skipped) == (
        shelf.manuscripts, shelf.directory, shelf.diagnostics, shelf.skipped,
    )  # fmt: skip


def test_a_saved_text_is_read_again_and_no_other(live: Live) -> None:
    before = live.present.texts.readings
    assert save(live, "002.md", issue(2, "New words.")) == {"002.md"}
    assert "New words." in html_of(live, "002.md")
    after = live.present.texts.readings
    assert [path.name for path in after if after[path] is not before[path]] == ["002.md"]
    assert as_if_read_anew(live)


def test_an_issue_that_did_not_change_is_not_rendered_again(live: Live) -> None:
    first = live.sight("001.md").edition
    save(live, "002.md", issue(2, "New words."))
    assert live.sight("001.md").edition is first


def test_a_new_address_is_followed_by_the_issues_that_link_to_it(live: Live) -> None:
    save(live, "001.md", issue(1, "See [the second](002.md)."))
    assert "/issues/002/" in html_of(live, "001.md")
    text = issue(2).replace("title:", "slug: second\ntitle:")
    (live.present.folder / "002.md").write_text(text, encoding="utf-8")
    assert live.refresh([live.present.folder / "002.md"]).is_everywhere
    assert "/issues/second/" in html_of(live, "001.md")
    assert as_if_read_anew(live)


def test_a_new_file_and_a_deleted_one_are_noticed(live: Live) -> None:
    assert save(live, "004.md", issue(4)) == {"004.md"}
    (live.present.folder / "001.md").unlink()
    assert live.refresh([live.present.folder / "001.md"]).keys == {"001.md"}
    assert [text.path.name for text in live.present.shelf.manuscripts] == [
        "002.md", "003.md", "004.md",
    ]  # fmt: skip
    assert live.sight("001.md").edition is None
    assert as_if_read_anew(live)


def test_broken_issue_shows_its_last_good_version_until_fixed(live: Live) -> None:
    good = html_of(live, "003.md")
    save(live, "003.md", "---\ntitle: [\n---\nHello.\n")
    sight = live.sight("003.md")
    assert sight.edition
    assert sight.edition.email.html == good
    assert [(it.path, it.position.line) for it in sight.obstacles] == [("issues/003.md", 3)]
    save(live, "003.md", issue(3, "Mended."))
    assert live.sight("003.md").obstacles == ()
    assert "Mended." in html_of(live, "003.md")
    assert as_if_read_anew(live)


def test_an_issue_that_was_never_good_has_no_version_to_show(live: Live) -> None:
    save(live, "005.md", "---\ntitle: [\n---\nHello.\n")
    sight = live.sight("005.md")
    assert sight.edition is None
    assert sight.obstacles


def test_a_conflict_between_two_issues_comes_and_goes(live: Live) -> None:
    save(live, "004.md", issue(4).replace("title:", "slug: '003'\ntitle:"))
    assert live.sight("004.md").obstacles[0].path == "issues/004.md"
    assert as_if_read_anew(live)
    save(live, "004.md", issue(4))
    assert live.sight("004.md").obstacles == ()
    assert as_if_read_anew(live)


def test_the_side_file_speaks_for_all_issues(live: Live) -> None:
    (live.present.folder / "issues.toml").write_text(
        '["001"]\ntitle = "Renamed"\n', encoding="utf-8"
    )
    live.refresh([live.present.folder / "issues.toml"])
    assert "Renamed" in html_of(live, "001.md")
    assert as_if_read_anew(live)


def test_a_stylesheet_of_the_newsletter_s_own_is_followed(live: Live, folder: Path) -> None:
    own = folder / "templates" / "email" / "default" / "styles.css"
    own.parent.mkdir(parents=True)
    shipped = Path(__file__).parents[4] / "templates" / "email" / "default" / "styles.css"
    css = shipped.read_text(encoding="utf-8")
    own.write_text(css.replace("font-size: 30px", "font-size: 31px"), encoding="utf-8")
    assert live.refresh([own]).is_everywhere
    assert "31px" in html_of(live, "001.md")
    assert own.parent.parent in live.watched.deep


def test_a_broken_template_is_named_with_its_line_behind_the_last_good_version(
    live: Live, folder: Path
) -> None:
    good = html_of(live, "001.md")
    own = folder / "templates" / "email" / "default" / "footer.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>fine</p>\n{{ nothing.here }}\n", encoding="utf-8")
    live.refresh([own])
    sight = live.sight("001.md")
    assert sight.edition
    assert sight.edition.email.html == good
    (obstacle,) = sight.obstacles
    assert obstacle.path == "templates/email/default/footer.html.j2"
    assert obstacle.position.line == 2
    own.unlink()
    live.refresh([own])
    assert live.sight("001.md").obstacles == ()


def test_a_setting_is_followed_and_a_wrong_one_named(live: Live, folder: Path) -> None:
    toml = folder / "publisher.toml"
    good = toml.read_text(encoding="utf-8")
    toml.write_text(f'accent_color = "#a61b2c"\n{good}', encoding="utf-8")
    before = live.present.texts.readings
    assert live.refresh([toml]).is_everywhere
    assert "#a61b2c" in html_of(live, "001.md")
    assert live.present.texts.readings is before  # a colour says nothing of how texts are read
    toml.write_text(f"acent = 1\n{good}", encoding="utf-8")
    live.refresh([toml])
    assert "acent" in str(live.present.fault)
    assert "#a61b2c" in html_of(live, "001.md")
    toml.write_text(good, encoding="utf-8")
    live.refresh([toml])
    assert fault_of(live) is None
    assert "#a61b2c" not in html_of(live, "001.md")


def test_changed_url_setting_rereads_the_issues(live: Live, folder: Path) -> None:
    toml = toml_of({"title": "T", "site_url": "https://example.org", "permalink": "/n/{slug}/"})
    (folder / "publisher.toml").write_text(toml, encoding="utf-8")
    live.refresh([folder / "publisher.toml"])
    assert live.present.shelf.manuscripts[0].permalink == "https://example.org/n/001/"
    assert as_if_read_anew(live)


def test_a_new_size_of_an_image_is_measured_again(live: Live) -> None:
    from PIL import Image

    path = live.present.folder / "a.png"
    Image.new("RGB", (40, 30)).save(path)
    save(live, "001.md", issue(1, "![A press](a.png)"))
    assert 'width="40"' in html_of(live, "001.md")
    Image.new("RGB", (90, 30)).save(path)
    assert live.refresh([path]).is_everywhere
    assert 'width="90"' in html_of(live, "001.md")


def test_another_theme_is_another_look_at_the_same_issue(live: Live, folder: Path) -> None:
    own = folder / "templates" / "email" / "mine" / "header.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>Mine: {{ issue.title }}</h1>", encoding="utf-8")
    live.refresh([own])
    assert "Mine: Letter 1" in html_of(live, "001.md", "mine")
    assert "Mine:" not in html_of(live, "001.md")
    assert live.sight("001.md", "no-such-theme").obstacles


def test_findings_are_those_of_a_check(live: Live) -> None:
    from datetime import UTC, datetime

    save(live, "001.md", issue(1, "An __unclosed emphasis."))
    now = datetime(2026, 6, 1, tzinfo=UTC)
    assert "C204" in {it.code for it in live.findings("001.md", "", now)}


def test_without_a_content_folder_there_is_nothing_to_live_on(project: MakeProject) -> None:
    folder = project({})
    with pytest.raises(UsageError, match="content folder not found"):
        Live(lambda: open_project(folder, folder))


def test_a_large_archive_is_read_in_slices_newest_names_first(project: MakeProject) -> None:
    files = {
        f"issues/{number:03}.md": f"---\ntitle: No {number}\ndate: 2025-01-01\n---\nHello.\n"
        for number in range(100)
    }
    folder = project(files)
    live = Live(lambda: open_project(folder, folder))
    assert live.present.texts.unread == 60
    assert live.sight("099.md").edition
    assert live.read_on(50)
    assert not live.read_on(50)
    assert len(live.present.shelf.manuscripts) == 100
    assert as_if_read_anew(live)


def test_a_save_during_the_first_reading_does_not_wait_for_all_of_it(project: MakeProject) -> None:
    files = {
        f"issues/{number:03}.md": f"---\ntitle: No {number}\ndate: 2025-01-01\n---\nHello.\n"
        for number in range(100)
    }
    folder = project(files)
    live = Live(lambda: open_project(folder, folder))
    assert save(live, "new.md", issue(1)) == {"new.md"}
    assert save(live, "000.md", issue(2)) == {"000.md"}
    assert live.present.texts.unread == 59


def test_a_folder_among_the_changes_means_every_file_below_it(live: Live) -> None:
    path = live.present.folder / "002.md"
    path.write_text(issue(2, "New words."), encoding="utf-8")
    before = live.present.texts.readings
    live.refresh([live.present.folder])
    after = live.present.texts.readings
    assert "New words." in html_of(live, "002.md")
    assert [it.name for it in after if after[it] != before[it]] == ["002.md"]


def test_file_with_the_same_content_is_not_a_change(live: Live) -> None:
    first = live.sight("001.md").edition
    assert save(live, "001.md", issue(1)) == frozenset()
    assert live.sight("001.md").edition is first


def test_settings_that_name_a_folder_to_come_are_in_force_when_it_comes(
    live: Live, folder: Path
) -> None:
    toml = toml_of({"title": "T", "site_url": "https://example.org", "content_dir": "posts"})
    (folder / "publisher.toml").write_text(toml, encoding="utf-8")
    live.refresh([folder / "publisher.toml"])
    assert fault_of(live) is not None
    assert folder in live.watched.flat
    assert save(live, "001.md", issue(1, "In the old folder.")) == {"001.md"}
    assert fault_of(live) is not None  # the new one is still missing
    (folder / "posts").mkdir()
    (folder / "posts" / "010.md").write_text(issue(1), encoding="utf-8")
    live.refresh([folder / "posts"])
    assert fault_of(live) is None
    assert live.present.key_of(live.present.shelf.manuscripts[0].path) == "010.md"


def test_a_folder_that_goes_during_the_first_reading_does_not_end_it(project: MakeProject) -> None:
    files = {f"issues/{number:03}.md": f"# No {number}\n\nHello.\n" for number in range(100)}
    folder = project(files)
    live = Live(lambda: open_project(folder, folder))
    (folder / "issues").rename(folder / "away")
    assert not live.read_on(50)
    assert fault_of(live) is not None
    (folder / "away").rename(folder / "issues")
    live.refresh([folder / "issues"])
    assert fault_of(live) is None
    assert len(live.present.texts.readings) == 100
