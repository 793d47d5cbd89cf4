"""The sample issues as emails in both themes, to be read as a diff whenever a look or a wording changes."""

from pathlib import Path

import pytest

from publisher.mail.render.issue_email import render
from publisher.mail.rendered_email import RenderedEmail
from publisher.project.folder import open_project
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.conftest import REPOSITORY, Golden
from tests.sample_letter import letter_in

ISSUES = sorted(path.stem for path in (REPOSITORY / "issues").glob("*.md"))


@pytest.fixture(scope="module", params=shipped_themes())
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def emails(theme: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, RenderedEmail]:
    """Each sample issue's email by the name of its file, with all that a footer can say."""
    folder = letter_in(REPOSITORY, tmp_path_factory.mktemp("sample"))
    project = open_project(
        folder,
        folder,
        {
            "unsubscribe_url": "https://example.com/unsubscribe?id={{id}}",
            "postal_address": "1 Example Street, Example Town",
        },
    )
    shelf = project.shelf()
    loaded = load_theme(theme, folder / "no themes of its own")
    issues = [shelf.issue(manuscript) for manuscript in shelf.manuscripts]
    newsletter = project.settings.newsletter
    return {
        Path(issue.source.path).stem: render(issue, newsletter, project.settings, loaded)
        for issue in issues
    }


def test_every_sample_issue_has_an_email(emails: dict[str, RenderedEmail]) -> None:
    assert sorted(emails) == ISSUES


@pytest.mark.parametrize("name", ISSUES)
@pytest.mark.parametrize("part", ["html", "text"])
def test_sample_email_equals_its_golden_file(
    name: str, part: str, theme: str, emails: dict[str, RenderedEmail], golden: Golden
) -> None:
    suffix = {"html": "html", "text": "txt"}[part]
    golden(f"emails/{theme}/{name}.{suffix}", getattr(emails[name], part))
