"""Send a test from the page, as `publisher send` does, of one issue to a few addresses."""

import json
from email.utils import getaddresses

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from publisher.errors import PublisherError
from publisher.message import Receipt
from publisher.preview.views.studio import Visit
from publisher.project.send.test_limits import UNCONFIRMED, missing_for_inbox
from publisher.project.send.test_send import Wishes, deliver, dispatch_of


async def send(request: Request) -> Response:
    """Send the issue to the addresses in ``to``; return the receipts as JSON."""
    try:
        wish = json.loads(await request.body())
        to, force = str(wish["to"]), wish.get("force") is True
    except (ValueError, TypeError, KeyError, AttributeError):
        return _refused("invalid request", "reload the page")
    return await run_in_threadpool(_send, request, to, force=force)


def _send(request: Request, written: str, *, force: bool) -> Response:
    visit = Visit.of(request)
    studio = visit.studio
    project = studio.present.project
    addresses = tuple(address for _, address in getaddresses([written]) if address)
    if not visit.has_edition or visit.sight.obstacles:
        return _refused(
            "this issue has problems and cannot be sent", "fix the problems shown on the page first"
        )
    if fault := missing_for_inbox(project.settings):
        return _refused(fault.message, fault.hint)
    if len(addresses) > UNCONFIRMED:
        return _refused(
            f"a test email can have at most {UNCONFIRMED} recipients",
            "use `publisher send` for more",
        )
    receipts: list[Receipt] = []
    problem: dict[str, object] = {}
    try:
        wishes = Wishes(addresses, theme=visit.choice.theme)
        dispatch = dispatch_of(project, visit.edition, wishes, studio.clock(), visit.findings)
        if dispatch.errors and not force:
            error = dispatch.errors[0]
            return _refused(f"the checks found an error: {error}", error.hint, may_force=True)
        receipts.extend(deliver(project, dispatch))  # keep those before an error
    except PublisherError as fault:
        if not receipts:
            return _refused(fault.message, fault.hint)
        problem = {"error": fault.message, "hint": fault.hint}
    sent = {"subject": dispatch.subject, "receipts": [_receipt(receipt) for receipt in receipts]}
    return JSONResponse(sent | problem)


def _receipt(receipt: Receipt) -> dict[str, object]:
    return {
        "recipient": receipt.recipient,
        "outcome": receipt.outcome.value,
        "code": receipt.codes,
        "detail": receipt.detail,
    }


def _refused(message: str, hint: str, *, may_force: bool = False) -> Response:
    return JSONResponse({"error": message, "hint": hint, "may_force": may_force}, 409)
