"""Respond to requests about one issue: its tabs, frames, downloads and local images."""

from contextlib import suppress
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from publisher.diagnostics import Severity
from publisher.preview.panels.frame import Framing, article, framed
from publisher.preview.server.guard import frame_policy
from publisher.preview.views import archive_views
from publisher.preview.views.pages import page
from publisher.preview.views.studio import Visit, studio_of
from publisher.preview.views.tabs import TABS
from publisher.preview.views.tabs.source import message_of
from publisher.project.live.entry_preview import entry_preview
from publisher.project.send.test_send import IMAGE_LIMIT

IMAGE_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""Types of local images. Not SVG: opened directly, it is a document that may have a script."""


def tab(request: Request) -> Response:
    """Return a tab of an issue, as a page or as the part of one that changes."""
    visit = Visit.of(request)
    told = visit.studio.hub.told
    name = request.url.path.split("/")[1]
    if not visit.is_there:
        return not_there(visit, name, told)
    values = _shared(visit) | {"tab": TABS[name], "tabs": TABS.values()}
    if visit.sight.edition is not None:
        values |= TABS[name].view(visit)
    if request.headers.get("x-part") == "main":
        return page("issue.html.j2", values | {"layout": "part.html.j2"})
    return page("issue.html.j2", values | archive_views.sidebar(visit.studio, visit.key, told))


def not_there(visit: Visit, tab_name: str, told: int) -> Response:
    """Return the page for a file that does not exist, or not any more."""
    values: dict[str, object] = {"key": visit.key, "tab": tab_name}
    if visit.request.headers.get("x-part") == "main":
        return page("gone.html.j2", values | {"layout": "part.html.j2"}, 404)
    values |= {"layout": "page.html.j2"} | archive_views.sidebar(visit.studio, "", told)
    return page("gone.html.j2", values, 404)


def email_frame(request: Request) -> Response:
    """Return the email's HTML for a frame."""
    visit = Visit.of(request)
    if not visit.has_edition:
        return PlainTextResponse("Issue not found.\n", 404)
    html = framed(visit.edition.email.html, visit.framing())
    return _framed_answer(visit, html)


def article_frame(request: Request) -> Response:
    """Return the entry for a frame, as a feed reader's article view shows it."""
    visit = Visit.of(request)
    if not visit.has_edition:
        return PlainTextResponse("Issue not found.\n", 404)
    shown = entry_preview(visit.studio.present, visit.edition.issue, visit.studio.clock())
    entry, newsletter = shown.entry, visit.studio.present.shelf.newsletter
    byline = " · ".join(
        filter(None, (newsletter.title, ", ".join(entry.authors), f"{entry.published:%d %B %Y}"))
    )
    chosen = visit.framing()
    html = framed(
        article(entry.title, byline, entry.content_html),
        Framing(chosen.scheme, chosen.images, chosen.local_images),
    )
    return _framed_answer(visit, html)


def download(request: Request) -> Response:
    """Return the email's HTML, its text or the whole message as a download."""
    visit = Visit.of(request)
    if not visit.has_edition:
        return PlainTextResponse("Issue not found.\n", 404)
    issue, email = visit.edition.issue, visit.edition.email
    kind = request.path_params["kind"]
    if kind == "html":
        return _file(email.html.encode(), "text/html; charset=utf-8", f"{issue.slug}.html")
    if kind == "txt":
        return _file(email.text.encode(), "text/plain; charset=utf-8", f"{issue.slug}.txt")
    if kind == "eml":
        message, fault = message_of(visit)
        if message is None:
            return PlainTextResponse(f"{fault}\n", 409)
        return _file(message.data, "message/rfc822", f"{issue.slug}.eml")
    return PlainTextResponse("File not found.\n", 404)


def image(request: Request) -> Response:
    """Return a local image of the issue named in ``of``; no other file is ever served."""
    visit = Visit(request, studio_of(request), request.query_params.get("of", ""))
    folder = visit.studio.present.folder
    path = folder / request.path_params["file"]
    media_type = IMAGE_TYPES.get(path.suffix.lower())
    if visit.has_edition and path in visit.local_images and media_type is not None:
        with suppress(OSError):
            data = visit.studio.present.project.roots.read(path, IMAGE_LIMIT)
            return Response(data, media_type=media_type)
    return PlainTextResponse("Image not found.\n", 404)


def _shared(visit: Visit) -> dict[str, object]:
    """Return what every tab's page shows above its tabs."""
    studio, sight = visit.studio, visit.sight
    return {
        "layout": "page.html.j2",
        "studio": studio,
        "visit": visit,
        "key": visit.quoted_key,
        "query": visit.choice.query,
        "choice": visit.choice,
        "edition": sight.edition,
        "issue": sight.edition.issue if sight.edition else None,
        "obstacles": sight.obstacles,
        "settings_fault": studio.present.fault,
        "editor_url": studio.editor_url,
        "source_url": studio.editor_url_at(_source_path(visit)),
        "source_path": _source_path(visit),
        "counts": {
            severity.value: sum(found.severity is severity for found in visit.findings)
            for severity in (Severity.ERROR, Severity.WARNING)
        },
    }


def _source_path(visit: Visit) -> str:
    project = visit.studio.present.project
    return f"{project.shown(project.settings.content_dir)}/{visit.key}"


def _framed_answer(visit: Visit, html: str) -> Response:
    logo = visit.studio.present.project.settings.logo_url
    shown = [logo, *(image.src for image in visit.edition.issue.images)]
    host = visit.request.headers["host"]  # as normalised by the guard
    policy = frame_policy(host, shown if visit.choice.images else None)
    return Response(
        html, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy}
    )


def _file(data: bytes, media_type: str, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(data, media_type=media_type, headers={"Content-Disposition": disposition})
