"""Build the preview's web application: its routes and their handlers."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from publisher.preview.server.guard import Guard
from publisher.preview.views import archive_views, issue_views, send_views
from publisher.preview.views.audit import Audit
from publisher.preview.views.pages import FOLDER
from publisher.preview.views.studio import Studio
from publisher.preview.views.tabs import TABS
from publisher.project.live.archive_rows import newest_key
from publisher.project.live.watch import changes

_log = logging.getLogger("uvicorn.error")

SLICES = (200, 800, 2_000)
"""Files to read at a time after the first page; the list grows after each slice."""


def create_app(studio: Studio, first: str = "") -> Starlette:
    """Return the application; ``first`` is the key of the issue to open, '' for the newest."""

    def home(_request: Request) -> Response:
        key = first or newest_key(studio.present)
        return RedirectResponse(f"/email/{key}" if key else "/problems", 307)

    async def events(_request: Request) -> Response:
        return StreamingResponse(studio.hub.listen(), media_type="text/event-stream")

    routes = [
        Route("/", home),
        Route("/events", events),
        Route("/list", archive_views.rows),
        Route("/feeds", archive_views.feeds),
        Route("/problems", archive_views.problems),
        Route("/frame/email/{key:path}", issue_views.email_frame),
        Route("/frame/article/{key:path}", issue_views.article_frame),
        Route("/download/{kind}/{key:path}", issue_views.download),
        Route("/images/{file:path}", issue_views.image),
        Route("/problems/check", archive_views.check_all, methods=["POST"]),
        Route("/send/{key:path}", send_views.send, methods=["POST"]),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
        *(Route(f"/{name}/{{key:path}}", issue_views.tab, name=name) for name in TABS),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, door=studio.door)],
        lifespan=lambda _app: _in_the_background(studio),
    )
    app.router.redirect_slashes = False  # a redirect would repeat text of the request
    app.state.studio = studio
    app.state.audit = Audit(studio)
    return app


@asynccontextmanager
async def _in_the_background(studio: Studio) -> AsyncIterator[None]:
    """Run the background tasks: reading the archive, and watching it."""
    tasks = [
        asyncio.create_task(_read_archive(studio)),
        asyncio.create_task(_watch(studio)),
    ]
    for task in tasks:
        task.add_done_callback(partial(_say_why, studio))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _say_why(studio: Studio, task: "asyncio.Task[None]") -> None:
    """Report a failed background task, on the terminal and on every page."""
    if not task.cancelled() and (fault := task.exception()):
        _log.error("saves are not followed any more; start the preview again", exc_info=fault)
        studio.hub.fail()


async def _read_archive(studio: Studio) -> None:
    slices = iter(SLICES)
    is_left = studio.present.texts.unread > 0
    while is_left:
        is_left = await asyncio.to_thread(studio.live.read_on, next(slices, SLICES[-1]))
        studio.hub.tell("change", {"keys": [], "everywhere": not is_left, "list": True})


async def _watch(studio: Studio) -> None:
    async for change in changes(studio.live):
        studio.hub.tell(
            "change",
            {"keys": sorted(change.keys), "everywhere": change.is_everywhere, "list": True},
        )
