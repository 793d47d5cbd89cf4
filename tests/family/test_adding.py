"""ADDING.md on paper: a new member of each family takes part as soon as its list names it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

import pytest
from markdown import Markdown
from markdown.extensions import Extension

import publisher.checks.content
import publisher.content.body.steps
import publisher.content.head.dialects
import publisher.feed.entries.steps
import publisher.mail.render.steps
import publisher.markup.render
from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.explain import explained
from publisher.checks.reporters import REPORTERS, reporter
from publisher.checks.rule import Check
from publisher.content import content_rules
from publisher.content.body.draft_body import Page
from publisher.content.head.front_matter import Field, FrontMatter
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.dom import Element
from publisher.feed.entries.entry_body import Body
from publisher.feed.feed_options import FeedOptions
from publisher.feed.publication import FeedBuild, build
from publisher.identity.ledger import Ledger
from publisher.mail.render.email_tree import Letter
from publisher.markup import EXTENSIONS
from publisher.markup.blocks.containers import Leaf, Line
from publisher.markup.blocks.document import DocumentParser, document_parser
from publisher.markup.element_tree import Element as MarkupElement
from publisher.markup.element_tree import SubElement
from publisher.markup.inline.walk import Walk, inline_walk
from publisher.message import Outcome
from publisher.model import Archive
from publisher.project.check.check_project import check
from publisher.project.check.inspection import all_rules
from publisher.project.folder import Project, open_project
from publisher.project.placeholders import against_sending
from publisher.project.send.test_limits import missing_for_inbox
from publisher.project.send.test_send import Wishes, deliver, prepare, try_connection
from publisher.project.workshop.editions import Edition, editions
from publisher.senders import SENDERS
from publisher.senders.declaration import SenderDeclaration
from publisher.senders.sender_options import SenderOptions, declared_senders
from tests.conftest import MakeProject

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ISSUE = "---\ntitle: One\ndate: 2026-01-02\n---\n\nHello, reader.\n"
TOY_RULE = Rule(
    "C998", Severity.WARNING, "greeting of a toy", "Toys are for tests.", "write another greeting",
    bad="‸Hello.\n", good="Good day.\n",
)  # fmt: skip


@pytest.fixture
def newsletter(project: MakeProject) -> Project:
    folder = project({"issues/001.md": ISSUE})
    return open_project(folder, folder)


def edition_of(opened: Project) -> Edition:
    shelf = opened.shelf()
    (made,) = editions(opened, shelf, shelf.manuscripts)
    return made


def feeds_of(opened: Project, options: FeedOptions) -> FeedBuild:
    issue = edition_of(opened).issue
    archive = Archive(opened.settings.newsletter, (issue,))
    return build(archive, (issue,), options, Ledger())


def paragraph(tree: Element, text: str) -> None:
    """Add a paragraph at the end of a tree."""
    added = tree.makeelement("p", {})
    added.text = text
    tree.append(added)


# --- content -----------------------------------------------------------------------------


def test_a_dialect_is_asked(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(text: str, path: str) -> FrontMatter | None:
        title, mark, body = text.partition("\n~~~~\n")
        if not mark:
            return None
        fields = {"title": Field(title, title, Position())}
        return FrontMatter("toy", MappingProxyType(fields), body, body_line=3)

    family = publisher.content.head.dialects
    monkeypatch.setattr(family, "DIALECTS", (read, *family.DIALECTS))
    folder = project({"issues/001.md": "A toy's title\n~~~~\nHello.\n"})
    made = edition_of(open_project(folder, folder))
    assert made.issue.title == "A toy's title"
    assert "~~~~" not in made.email.html


def test_a_step_over_an_issue_changes_and_reports(
    newsletter: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(page: Page) -> None:
        paragraph(page.tree, "A toy was here.")
        page.report(TOY_RULE, Position(6, 1), "a toy was here")

    family = publisher.content.body.steps
    monkeypatch.setattr(family, "STEPS", (*family.STEPS, step))
    made = edition_of(newsletter)
    assert "A toy was here." in made.email.html
    assert "A toy was here." in made.email.text
    assert [(it.code, it.position.line) for it in made.issue.diagnostics] == [("C998", 6)]


class ToyBlock(Leaf):
    def __init__(self, text: str) -> None:
        self.text = text

    def close(self, parent: MarkupElement) -> None:
        SubElement(parent, "aside").text = self.text


class ToyBlockStart:
    chars = "%"

    def open(self, parser: DocumentParser, line: Line) -> ToyBlock:
        return ToyBlock(line.rest.removeprefix("%").strip())


class ToyMark:
    chars = "^"

    def read(self, walk: Walk, at: int) -> int:
        walk.add(MarkupElement("wbr"), at, at + 1)
        return at + 1


class ToyExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        document_parser(md).starts.register(ToyBlockStart(), "toy", 85)
        inline_walk(md).marks.register(ToyMark(), "toy", 65)


def test_an_extension_of_the_syntax_adds_a_block_and_a_mark(
    newsletter: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    extensions = [extension() for extension in (*EXTENSIONS, ToyExtension)]
    dialect = Markdown(extensions=extensions, output_format="html")
    monkeypatch.setattr(publisher.markup.render, "_MARKDOWN", dialect)
    path = newsletter.folder / "issues/001.md"
    path.write_text(f"{ISSUE}% A *toy* block\nlong^word\n", encoding="utf-8")
    issue = edition_of(newsletter).issue
    assert "<aside>A <em>toy</em> block</aside>" in issue.html
    assert "<p>long<wbr>word</p>" in issue.html


# --- email and feed ----------------------------------------------------------------------


def test_email_step_changes_only_the_email(
    newsletter: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(letter: Letter) -> None:
        for body in letter.elements("body"):
            paragraph(body, "A toy was here.")

    family = publisher.mail.render.steps
    monkeypatch.setattr(family, "STEPS", (*family.STEPS, step))
    assert "A toy was here." in edition_of(newsletter).email.html
    (entry,) = feeds_of(newsletter, FeedOptions()).entries()
    assert "A toy was here." not in entry.content_html


def test_entry_step_changes_only_the_feed(
    newsletter: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(body: Body) -> None:
        paragraph(body.tree, "A toy was here.")

    family = publisher.feed.entries.steps
    monkeypatch.setattr(family, "STEPS", (*family.STEPS, step))
    (entry,) = feeds_of(newsletter, FeedOptions()).entries()
    assert "A toy was here." in entry.content_html
    assert "A toy was here." not in edition_of(newsletter).email.html


TOY_FORMAT = """
MEDIA_TYPE = "text/x-toy"

def write(feed):
    return "\\n".join(entry.title for entry in feed.entries).encode()

def weigh(entry, content):
    return len(entry.title) + 1
"""
BUILD_WITH_TOY_FORMAT = """
import sys
from publisher.feed.formats import FORMATS, Format

FORMATS["toy"] = Format("toy", "Toy feed", "toy feed", "feed.toy", ".toy", "toy_format")
sys.argv = ["publisher", "build"]
from publisher.cli.main import run
run()
"""


def test_a_feed_format_is_written_offered_and_set(project: MakeProject, tmp_path: Path) -> None:
    folder = project({"issues/001.md": ISSUE}, toy_file="letters.toy", stories=True)
    (tmp_path / "toy_format.py").write_text(TOY_FORMAT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", BUILD_WITH_TOY_FORMAT]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    feeds = folder / "feeds"
    assert (feeds / "letters.toy").read_text() == "One"
    assert {"feed.xml", "stories.toy"} <= {path.name for path in feeds.iterdir()}
    page = (feeds / "subscribe.html").read_text("utf-8")
    assert "(Toy feed)" in page
    assert 'type="text/x-toy"' in page


# --- checks ------------------------------------------------------------------------------


def test_a_rule_of_the_checks_is_found_and_explained(
    newsletter: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(checked: CheckedIssue) -> Iterator[Diagnostic]:
        yield TOY_RULE.at(checked.path, Position(6), "a toy would say hello")

    family = publisher.checks.content
    monkeypatch.setattr(family, "CHECKS", (*family.CHECKS, Check(TOY_RULE, find)))
    report = check(newsletter, [], newsletter.folder, NOW)
    assert [it.position.line for it in report.findings if it.code == "C998"] == [6]
    assert report.rules["C998"] == TOY_RULE
    assert "Good day." in explained("c998", all_rules())


def test_a_rule_that_a_package_reports_is_known_by_its_code(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_rules, "GREETING_OF_A_TOY", TOY_RULE, raising=False)
    assert TOY_RULE in all_rules()
    folder = project({"issues/001.md": ISSUE}, check={"ignore": ["C998"]})
    check(open_project(folder, folder), [], folder, NOW)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, source: str) -> None:
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)


def test_a_reporter_writes_a_report(
    newsletter: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "def written(report, *, color=False):\n    return f'{report.issues} toys'\n"
    install(tmp_path, monkeypatch, "toy_reporter", source)
    monkeypatch.setitem(REPORTERS, "toy", "toy_reporter:written")
    report = check(newsletter, [], newsletter.folder, NOW)
    assert reporter("toy")(report) == "1 toys"


# --- senders -----------------------------------------------------------------------------

TOY_SENDER = """
from publisher.markup import EXTENSIONS
from publisher.markup.blocks.containers import Leaf, Line
from publisher.markup.blocks.document import DocumentParser, document_parser
from publisher.markup.element_tree import Element as MarkupElement
from publisher.markup.element_tree import SubElement
from publisher.markup.inline.walk import Walk, inline_walk
from publisher.message import Outcome, Receipt
from publisher.senders.protocol import Finding, distinct_recipients


class ToySender:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        pass

    def send(self, message, envelope):
        return tuple(
            Receipt(recipient, Outcome.ACCEPTED, detail="in the toy box")
            for recipient in distinct_recipients(envelope)
        )

    def diagnose(self):
        yield Finding("box", is_ok=True, words="the toy box is open")
        yield Finding("lid", is_ok=False, words="the lid squeaks", hint="oil it")


def open_toy_sender(options, folder):
    return ToySender()
"""


def test_an_installed_sender_sends_and_diagnoses(
    newsletter: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "toy_sender", TOY_SENDER)
    info = tmp_path / "toy_sender-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy-sender\nVersion: 1.0\n")
    points = "[publisher.senders]\ntoy = toy_sender:open_toy_sender\n"
    (info / "entry_points.txt").write_text(points)

    wishes = Wishes(("reader@example.org",), sender="toy")
    dispatch = prepare(newsletter, "1", wishes, NOW, newsletter.folder)
    (receipt,) = deliver(newsletter, dispatch)
    assert (receipt.outcome, receipt.detail) == (Outcome.ACCEPTED, "in the toy box")
    assert [it.words for it in try_connection(newsletter, "toy")] == [
        "the toy box is open", "the lid squeaks"
    ]  # fmt: skip
    settings = newsletter.settings.model_copy(update={"sender": "toy"})
    assert try_connection(replace(newsletter, settings=settings))[1].hint == "oil it"


class ToyDeclaration(SenderDeclaration):
    sender_name: ClassVar[str] = "toy"
    opened_by: ClassVar[str] = "toy_sender:open_toy_sender"

    toy_box: str = "box"


class OptionsWithToy(ToyDeclaration, SenderOptions):
    pass


def test_one_base_class_adds_a_sender_with_its_settings() -> None:
    shipped = declared_senders(SenderOptions)
    assert declared_senders(OptionsWithToy) == shipped | {"toy": ToyDeclaration}
    options = OptionsWithToy.model_validate({"toy_box": "chest", "maildir": True})
    assert (options.toy_box, options.maildir) == ("chest", True)
    assert set(OptionsWithToy.model_fields) == {*SenderOptions.model_fields, "toy_box"}


@pytest.mark.parametrize("reaches_inboxes", [True, False])
def test_a_declaration_says_whether_placeholders_prevent_sending(
    newsletter: Project, monkeypatch: pytest.MonkeyPatch, reaches_inboxes: bool
) -> None:
    declaration = type("Declaration", (ToyDeclaration,), {"reaches_inboxes": reaches_inboxes})
    monkeypatch.setitem(SENDERS, "toy", declaration)
    settings = newsletter.settings.model_copy(update={"title": "My newsletter", "sender": "toy"})
    errors = against_sending(settings, "toy", ["reader@example.org"])
    assert [error.code for error in errors] == (["P104"] if reaches_inboxes else [])
    assert ("no mail server" in str(missing_for_inbox(settings))) != reaches_inboxes


# --- themes ------------------------------------------------------------------------------


def test_a_theme_is_a_folder_beside_the_settings(project: MakeProject) -> None:
    style = "p { color: #123456; }\n"
    files = {"issues/001.md": ISSUE, "templates/email/toy/styles.css": style}
    folder = project(files, theme="toy")
    assert "#123456" in edition_of(open_project(folder, folder)).email.html
