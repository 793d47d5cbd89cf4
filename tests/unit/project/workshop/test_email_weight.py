"""How much of an email Gmail shows, and where it would cut."""

from pathlib import Path

import pytest

from publisher.mail.render.clipping import CLIP_BYTES
from publisher.project.folder import open_project
from publisher.project.live.live_project import Live
from publisher.project.workshop.editions import Edition
from publisher.project.workshop.email_weight import weigh
from tests.conftest import MakeProject

STORY = "**Story {number} begins.** {words}\n"


def edition_of(folder: Path) -> Edition:
    live = Live(lambda: open_project(folder, folder))
    made = live.sight("001.md").edition
    assert made
    return made


@pytest.fixture
def long_issue(project: MakeProject) -> Edition:
    stories = "\n".join(STORY.format(number=number, words="lead " * 400) for number in range(1, 81))
    text = f"---\ntitle: Long\ndate: 2026-01-01\n---\nHello.\n\n## One 📰\n\n{stories}\n\n## Two\n\nEnd.\n"
    return edition_of(project({"issues/001.md": text}))


def test_the_stretches_add_up_to_the_whole(long_issue: Edition) -> None:
    weight = weigh(long_issue)
    assert sum(it.octets for it in weight.stretches) == weight.octets == long_issue.email.html_bytes
    assert [it.title for it in weight.stretches] == ["Before the first section", "📰 One", "Two"]
    data = long_issue.email.html.encode()
    assert data[weight.stretches[1].start :].startswith(b"<h2")


def test_a_clipped_email_names_the_story_at_the_cut(long_issue: Edition) -> None:
    weight = weigh(long_issue)
    assert weight.is_clipped
    shown = long_issue.email.html.encode()[:CLIP_BYTES].decode(errors="ignore")
    number = int(weight.cut_at.split()[1])
    assert f"Story {number - 1} begins" in shown
    assert f"Story {number + 1} begins" not in shown


def test_a_short_email_is_not_cut(project: MakeProject) -> None:
    folder = project(
        {"issues/001.md": "---\ntitle: Short\ndate: 2026-01-01\n---\n## One\n\nHello.\n"}
    )
    weight = weigh(edition_of(folder))
    assert not weight.is_clipped
    assert weight.cut_at == ""
    assert 0 < weight.share < 100
