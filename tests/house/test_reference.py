"""The pages that the program makes of itself are those in the repository."""

from pathlib import Path

from publisher.project.reference.checks_page import checks_page
from publisher.project.reference.settings_page import env_example, settings_page


def test_the_page_of_settings_is_the_programs_own(repository: Path) -> None:
    assert (repository / "docs/settings.md").read_text("utf-8") == settings_page(), (
        "run make reference"
    )


def test_the_example_environment_is_the_programs_own(repository: Path) -> None:
    assert (repository / ".env.example").read_text("utf-8") == env_example(), "run make reference"


def test_the_page_of_checks_is_the_rules_own(repository: Path) -> None:
    assert (repository / "docs/checks.md").read_text("utf-8") == checks_page(), "run make reference"
