"""One input -> everything that the program makes of it, judged. One function for each reader."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from publisher.errors import PublisherError
from publisher.feed.entries.parts import IssueContents
from publisher.project.check.check_project import check
from publisher.project.feed_adoption import adopt_feed
from publisher.project.fix import file_fixes
from publisher.project.folder import Project, open_project
from publisher.project.send.test_send import Wishes, dispatch_of
from publisher.project.workshop.editions import Edition, editions
from publisher.project.workshop.entries import feeds_of
from tests.fuzz import promises
from tests.fuzz.promises import Broken

NOW = datetime(2030, 1, 1, tzinfo=UTC)
TOML = (
    'title = "A letter"\nsite_url = "https://news.example.net"\nauthor_name = "The editors"\n'
    'author_email = "editors@example.net"\ntimezone = "UTC"\n'
)
ISSUE = "---\ntitle: The first\ndate: 2026-01-01\n---\nWords of [another](002.md).\n\n## News\n\n- One\n"


@dataclass(frozen=True)
class Made:
    """What came out of one project, without a file written."""

    editions: tuple[Edition, ...]
    documents: Mapping[str, bytes]


def issue(folder: Path, data: bytes) -> None:
    """An issue: read, rendered, published, checked."""
    project = _project(folder, {"issues/001.md": data})
    _judge(project)
    _judge_places(project, "001.md", data)


def side_file(folder: Path, data: bytes) -> None:
    """The side file beside an issue."""
    files = {"issues/001.md": ISSUE.encode(), "issues/issues.toml": data}
    project = _project(folder, files)
    _judge(project)
    _judge_places(project, "issues.toml", data)


def settings(folder: Path, data: bytes) -> None:
    """The settings, and an issue under them."""
    project = _project(folder, {"issues/001.md": ISSUE.encode(), "publisher.toml": data})
    _make(project)


def old_feed(folder: Path, data: bytes) -> None:
    """An older feed: its ids are adopted, and the archive is published with them."""
    project = _project(folder, {"issues/001.md": ISSUE.encode(), "old.xml": data})
    adopt_feed(project, folder / "old.xml")
    _judge(project)


def ledger(folder: Path, data: bytes) -> None:
    """A ledger of ids that somebody edited."""
    project = _project(folder, {"issues/001.md": ISSUE.encode(), "feeds/ids.json": data})
    _judge(project)


def headers(folder: Path, data: bytes) -> None:
    """A text as title, summary and author of an issue and as name of the newsletter."""
    text = data.decode("utf-8", "replace")[:3_000]
    facts = {"title": text, "summary": text, "date": "2026-01-01", "authors": [text]}
    front = json.dumps(facts, ensure_ascii=False)
    name = json.dumps(" ".join(text.split())[:300])
    toml = TOML.replace('"A letter"', name).replace('"The editors"', name).replace("\\ud", "?")
    files = {
        "issues/001.md": f"---\n{front}\n---\nWords.\n".encode(),
        "publisher.toml": toml.encode(),
    }
    project = _project(folder, files)
    for made in _make(project).editions:
        for prefix in ("", text[:60]):
            sent = dispatch_of(project, made, Wishes(("reader@example.net",), prefix), NOW, ())
            for _, message in sent.messages:
                promises.judge_message(message.data)


def mending(folder: Path, data: bytes) -> None:
    """`check --fix` of an issue: it keeps the words, and there is nothing left to fix."""
    project = _project(folder, {"issues/001.md": data})
    before = _make(project)
    changes = list(file_fixes.changes(project, check(project, (), folder, NOW)))
    if not changes:
        return
    file_fixes.write(project, changes)
    after = _make(project)
    for one, other in zip(before.editions, after.editions, strict=True):
        words, left = (promises.words(it.issue.html, but_addresses=True) for it in (one, other))
        promises.judge_words("what --fix leaves", words, left)
        promises.judge_words("what --fix found", left, words)
    again = file_fixes.changes(project, check(project, (), folder, NOW))
    if any(isinstance(change, file_fixes.FixedFile) for change in again):
        raise Broken("--fix is not done after once")


Target = Callable[[Path, bytes], None]

TARGETS: Mapping[str, tuple[Target, str]] = {
    "issue": (issue, "issues"),
    "check --fix": (mending, "issues"),
    "headers": (headers, "titles"),
    "issues.toml": (side_file, "side files"),
    "settings": (settings, "settings"),
    "adopt-feed": (old_feed, "feeds"),
    "ids.json": (ledger, "ledgers"),
}
"""Each reader, and the kind of seeds that it is given."""


def run(target: Target, folder: Path, data: bytes) -> None:
    """Try one input in an empty folder. Raises what is wrong; a PublisherError is an answer."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        target(folder, data)
    except PublisherError:
        return


def _project(folder: Path, files: Mapping[str, bytes]) -> Project:
    for name, data in {"publisher.toml": TOML.encode(), **files}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return open_project(folder, folder)


def _make(project: Project) -> Made:
    shelf = project.shelf()
    made = tuple(editions(project, shelf, shelf.manuscripts))
    archive = shelf.archive([edition.issue for edition in made])
    published = archive.published(NOW)
    feeds = feeds_of(project, archive, published, IssueContents(published))
    documents = {document.name: document.data for document in feeds.documents}
    documents["ids.json"] = feeds.ledger.to_bytes()
    return Made(made, documents)


def _judge(project: Project) -> None:
    """Make everything twice, and look at it. Raises Broken."""
    made = _make(project)
    again = _make(project)
    if made.documents != again.documents:
        raise Broken("feeds differ from run to run")
    for one, other in zip(made.editions, again.editions, strict=True):
        if (one.email.html, one.email.text) != (other.email.html, other.email.text):
            raise Broken("an email differs from run to run")
        _judge_email(one)
    published = {edition.issue.permalink: edition for edition in made.editions}
    for item in json.loads(made.documents["feed.json"])["items"]:
        html = item.get("content_html", "")
        said = promises.judge_html("an entry", html, is_fragment=True)
        edition = published.get(item.get("url", ""))
        if edition and promises.feed_keeps_words(edition.issue.html):
            promises.judge_words("an entry", _words_of(edition), said)
    for sent in map(_dispatched(project), made.editions):
        promises.judge_message(sent)


def _judge_email(made: Edition) -> None:
    said = promises.judge_html("an email", made.email.html, is_fragment=False)
    promises.judge_words("an email", _words_of(made), said)
    promises.judge_words("a text part", _words_of(made), made.email.text)


def _words_of(made: Edition) -> str:
    """What html5lib reads in the rendered body; it may find errors, which are judged elsewhere."""
    return promises.words(made.issue.html)


def _dispatched(project: Project) -> Callable[[Edition], bytes]:
    wishes = Wishes(("reader@example.net",))
    return lambda made: dispatch_of(project, made, wishes, NOW, ()).messages[0][1].data


def _judge_places(project: Project, name: str, data: bytes) -> None:
    report = check(project, (), project.folder, NOW)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return  # its characters are a matter of guessing
    promises.judge_places(text, f"issues/{name}", report.findings)


def seeds_of(kind: str, folders: Sequence[Path]) -> list[bytes]:
    """The seeds of a kind, out of the folders that hold archives and our own feeds."""
    texts = [path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.md"))]
    feeds = [path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.xml"))]
    own = {
        "issues": [*texts, ISSUE.encode()],
        "titles": [text[:300] for text in texts] or [b"A title"],
        "side files": [b'["001.md"]\ntitle = "A"\ndate = 2026-01-01\nnumber = 3\ntags = ["a"]\n'],
        "settings": [
            TOML.encode(),
            *(it.read_bytes() for f in folders for it in f.rglob("publisher.toml")),
        ],
        "feeds": [*feeds, *(it.read_bytes() for f in folders for it in f.rglob("feed.json"))],
        "ledgers": [it.read_bytes() for f in folders for it in f.rglob("ids.json")] or [b"{}"],
    }
    return [data for data in own[kind] if data] or [b""]
