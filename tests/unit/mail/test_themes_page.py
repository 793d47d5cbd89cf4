"""docs/themes.md names every variable that a template sees, and no other."""

import re
from dataclasses import fields
from pathlib import Path

from publisher.mail.mail_options import MailOptions
from publisher.mail.render.issue_email import EmailFacts, render
from publisher.model import Issue, Newsletter, Source
from publisher.phrases import email_words
from publisher.themes.theme_loader import load_theme

NEWSLETTER = Newsletter(title="The Example Letter", site_url="https://example.com/")
ISSUE = Issue(
    title="One", slug="one", permalink="https://example.com/one/", source=Source("one.md"),
    intro_html="<p>Hello.</p>", text="Hello.",
)  # fmt: skip


def documented(repository: Path, prefix: str) -> set[str]:
    page = (repository / "docs/themes.md").read_text("utf-8")
    return set(re.findall(rf"`{prefix}\.([a-z_]+)`", page))


def test_every_fact_of_an_email_is_documented(repository: Path) -> None:
    assert documented(repository, "email") == {field.name for field in fields(EmailFacts)}


def test_every_documented_variable_can_be_printed(repository: Path, tmp_path: Path) -> None:
    page = (repository / "docs/themes.md").read_text("utf-8")
    issue_row = re.search(r"\| `issue` \| (.*?)\|\n", page)
    newsletter_row = re.search(r"\| `newsletter` \| (.*?)\|\n", page)
    assert issue_row
    assert newsletter_row
    names = [f"email.{name}" for name in sorted(documented(repository, "email"))]
    names += [f"issue.{name}" for name in re.findall(r"`([a-z_]+)`", issue_row[1])]
    names += [f"newsletter.{name}" for name in re.findall(r"`([a-z_]+)`", newsletter_row[1])]
    names += [f"words.{name}" for name in email_words("en")]
    folder = tmp_path / "shown"
    folder.mkdir()
    (folder / "issue.html.j2").write_text(
        "<html><body>"
        + "".join(f"<p>{name}={{{{ {name} }}}}</p>" for name in names)
        + "</body></html>"
    )
    (folder / "styles.css").write_text('@import "shipped/default/styles.css";\np { margin: 0 }')
    html = render(ISSUE, NEWSLETTER, MailOptions(theme="shown"), load_theme("shown", tmp_path)).html
    assert len(names) > 30
    assert all(f"{name}=" in html for name in names)


def test_the_words_of_a_theme_are_documented(repository: Path) -> None:
    page = (repository / "docs/themes.md").read_text("utf-8")
    assert all(f"`{name}`" in page for name in email_words("en"))
