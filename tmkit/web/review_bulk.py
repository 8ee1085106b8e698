"""One decision on all rows of a selection: a preview first, then the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tmkit.errors import UsageError
from tmkit.model import REASONS, Decision
from tmkit.web.pages import Form, go, language_of, page
from tmkit.web.review_queue import BULK, asked_of, desk_of
from tmkit.web.selection import query_of, selection_in, selection_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

__all__ = ["routes"]

_VERSION = "version:"


def routes() -> list[Route]:
    """The addresses of this module."""
    from starlette.routing import Route

    return [Route("/many", _preview), Route("/many", _decide_all, methods=["POST"])]


def _preview(request: Request) -> Response:
    query = request.query_params
    selection = selection_of(query)
    decision = _decision(query.get("act", ""), query.get("reason", ""), query.get("into", ""))
    preview = desk_of(request).preview(selection, decision, language=language_of(request))
    return page(
        request,
        "many.html.j2",
        view="queue",
        decision=decision,
        preview=preview,
        actions=BULK,
        reasons=range(1, REASONS + 1),
        prefix=_VERSION,
        **asked_of(request, selection),
    )


def _decide_all(request: Request) -> Response:
    form = Form(request)
    decision = _decision(form.get("act"), form.get("reason"), form.get("into"))
    versions = form.starting(_VERSION)
    result = desk_of(request).decide_all(decision, versions, language=language_of(request))
    place = f"/?{query_of(selection_in(form.get('within')))}"
    if not result.refused:
        return go(request, place, "review-done-many", done=len(result.done))
    return page(request, "refused.html.j2", view="queue", result=result, place=place)


def _decision(action: str, reason: str, into: str) -> Decision:
    if action not in BULK:
        raise UsageError("review-refused-form")
    return Decision(action, reason=reason, into=into)
