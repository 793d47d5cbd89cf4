"""Respond to requests about the whole archive: its list, its feeds, its problems."""

from itertools import islice

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from publisher.diagnostics import Diagnostic, Severity
from publisher.preview.panels.highlight import highlighted
from publisher.preview.views.audit import Audit
from publisher.preview.views.pages import page
from publisher.preview.views.studio import DisplayChoice, Studio, studio_of
from publisher.preview.views.tabs.findings import grouped
from publisher.project.live.archive_rows import WINDOW, place_of, window
from publisher.project.live.feed_preview import feed_preview

FILES = 200
"""Maximum files whose problems are listed: use `publisher check` for larger archives."""


def sidebar(studio: Studio, key: str, told: int) -> dict[str, object]:
    """Return what surrounds a page's main part; ``told`` was read before that was rendered."""
    present = studio.present
    place = place_of(present, present.folder / key) if key else 0
    start = max(0, place - WINDOW // 3)
    return {
        "newsletter": present.shelf.newsletter,
        "window": window(present, studio.clock(), start=start),
        "token": studio.door.token,
        "instance": studio.hub.instance,
        "told": told,
        "unread": present.texts.unread,
        "problems": len(present.findings),
        "current_key": key,
        "search": "",
    }


def rows(request: Request) -> Response:
    """Return a window of the list: the rows from ``start``, of those that match ``q``."""
    studio = studio_of(request)
    asked = request.query_params
    shown = window(
        studio.present,
        studio.clock(),
        query=asked.get("q", "")[:200],
        start=_number(asked.get("start", "0")),
        size=min(2_000, _number(asked.get("size", str(WINDOW))) or WINDOW),
    )
    values: dict[str, object] = {
        "window": shown,
        "unread": studio.present.texts.unread,
        "current_key": asked.get("current", ""),
        "search": asked.get("q", ""),
        "query": "",
    }
    return page("rows.html.j2", values)


def feeds(request: Request) -> Response:
    """Return the feeds as subscribers get them."""
    studio = studio_of(request)
    told = studio.hub.told
    project = studio.present.project
    shown = feed_preview(studio.live, studio.clock(), drafts=studio.drafts)
    documents = shown.documents
    name = request.query_params.get("of", documents[0].name if documents else "")
    chosen = next((it for it in documents if it.name == name), None)
    values: dict[str, object] = {
        "published": shown.published,
        "entries": shown.entries,
        "keys": shown.keys,
        "documents": documents,
        "chosen": chosen,
        "source": _coloured(chosen.data, chosen.media_type) if chosen else "",
        "feeds_dir": project.shown(project.settings.feeds_dir),
        "archives": project.settings.feed_archives,
    }
    return _whole(request, "feeds.html.j2", values, told)


def _coloured(data: bytes, media_type: str) -> Markup:
    return highlighted(data.decode(), "json" if "json" in media_type else "xml")


def problems(request: Request) -> Response:
    """Show the archive's problems: those in front matter at once, all of them after a check."""
    studio = studio_of(request)
    audit: Audit = request.app.state.audit
    told = studio.hub.told
    found = audit.last.report.findings if audit.last else studio.present.findings
    by_file: dict[str, list[Diagnostic]] = {}
    for finding in found:
        if finding.severity is not Severity.INFO:
            by_file.setdefault(finding.path, []).append(finding)
    total = len(by_file)
    keys = studio.present.keys
    values: dict[str, object] = {
        "files": [
            (path, keys.get(path, ""), grouped(studio, findings))
            for path, findings in islice(by_file.items(), FILES)
        ],
        "more_files": max(0, total - FILES),
        "errors": sum(it.severity is Severity.ERROR for it in found),
        "warnings": sum(it.severity is Severity.WARNING for it in found),
        "audit": audit,
        "unread": studio.present.texts.unread,
        "editor_url": studio.editor_url,
        "settings_fault": studio.present.fault,
        "folder": studio.present.texts.folder.shown,
        "is_empty": not studio.present.texts.readings,
    }
    return _whole(request, "problems.html.j2", values, told)


async def check_all(request: Request) -> Response:
    """Start to check every issue; the page gets progress events."""
    audit: Audit = request.app.state.audit
    audit.start()
    return PlainTextResponse("The check has started.\n", 202)


def _whole(request: Request, template: str, values: dict[str, object], told: int) -> Response:
    studio = studio_of(request)
    choice = DisplayChoice.of(request.query_params, studio.themes())
    values = values | {"query": choice.query}
    if request.headers.get("x-part") == "main":
        return page(template, values | {"layout": "part.html.j2"})
    return page(template, values | {"layout": "page.html.j2"} | sidebar(studio, "", told))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
