"""Write ``manifest.json``, which tells programs what was published (see docs/commands.md)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.dates import rfc3339
from publisher.diagnostics import Diagnostic
from publisher.model import Issue, Link, Newsletter, Section, Story
from publisher.project.build.json_text import indented

FORMAT = 1
"""Increased when a key changes its meaning or is removed, not when one is added."""


@dataclass(frozen=True, slots=True)
class EmailFiles:
    """The path of an issue's email, relative to the project folder, and its size in octets."""

    html: str
    text: str
    html_bytes: int


def manifest_pieces(
    newsletter: Newsletter,
    feeds: Sequence[str],
    issues: Iterable[bytes],
    diagnostics: Iterable[Diagnostic],
) -> Iterator[bytes]:
    """Yield the manifest's bytes. ``feeds`` are relative to the project folder.

    ``issues`` come from ``issue_object``, so that memory holds one of them at a time.
    """
    head = {
        "format": FORMAT,
        "newsletter": {
            "title": newsletter.title,
            "description": newsletter.description,
            "language": newsletter.language,
            "author_name": newsletter.author_name,
            "site_url": newsletter.site_url,
        },
        "feeds": list(feeds),
    }
    yield indented(head).removesuffix("\n}").encode()
    yield b',\n  "issues": ['
    comma = b""
    for issue in issues:
        yield comma + b"\n    " + issue
        comma = b","
    yield b"\n  ]" if comma else b"]"
    found = indented([_diagnostic(it) for it in diagnostics], level=1)
    yield f',\n  "diagnostics": {found}\n}}\n'.encode()


def issue_object(issue: Issue, files: EmailFiles) -> bytes:
    """Return an issue as the manifest describes it: an object in its list ``issues``."""
    return indented(_issue(issue, files), level=2).encode()


def _issue(issue: Issue, files: EmailFiles) -> dict[str, object]:
    return {
        "slug": issue.slug,
        "number": issue.number,
        "title": issue.title,
        "date": rfc3339(issue.date) if issue.date else None,
        "updated": rfc3339(issue.updated) if issue.updated else None,
        "draft": issue.is_draft,
        "url": issue.permalink,
        "aliases": list(issue.aliases),
        "language": issue.language,
        "authors": list(issue.authors),
        "tags": list(issue.tags),
        "source": issue.source.path,
        "email_html": files.html,
        "email_text": files.text,
        "html_bytes": files.html_bytes,
        "summary": issue.summary or issue.excerpt,
        "sections": [_section(section) for section in issue.sections],
        "diagnostics": [_diagnostic(found) for found in issue.diagnostics],
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "emoji": section.emoji,
        "anchor": section.anchor,
        "stories": [_story(story) for story in section.stories],
    }


def _story(story: Story) -> dict[str, object]:
    return {
        "kind": story.kind.value,
        "title": story.title,
        "emoji": story.emoji,
        "group": story.group,
        "anchor": story.anchor,
        "text": story.text,
        "url": story.url,
        "links": [_link(link) for link in story.links],
        "images": [{"src": image.src, "caption": image.caption} for image in story.images],
    }


def _link(link: Link) -> dict[str, object]:
    return {"url": link.url, "text": link.text}


def _diagnostic(found: Diagnostic) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "path": found.path,
        "line": found.position.line,
        "column": found.position.column,
        "message": found.message,
        "hint": found.hint,
    }
