"""The review app: its pages joined, guarded, with an answer for every error."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from tmkit import messages
from tmkit.errors import TmkitError
from tmkit.tasks.dashboard import Dashboards
from tmkit.web import (
    review_acts,
    review_alignment,
    review_bulk,
    review_dashboard,
    review_memory,
    review_queue,
)
from tmkit.web.keys import KEYS, KEYS_COOKIE, is_off, keys_written, letters_in
from tmkit.web.pages import LANGUAGE_COOKIE, Form, go, language_of, page, prepare, static
from tmkit.web.review_guard import ReviewGuard, Session

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Scope

    from tmkit.tasks.desk import Desk

__all__ = ["application"]

_YEAR = 31_536_000
"""Seconds that a choice is kept."""
_KNOWN = {404: "review-error-page", 405: "review-error-method"}


def application(desk: Desk, session: Session) -> Starlette:
    """The ASGI application over a desk.

    Handlers find `desk` and `dashboards` in request.app.state; they are plain functions, which run
    in threads.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Route

    app = Starlette(
        routes=[
            *review_queue.routes(),
            *review_acts.routes(),
            *review_bulk.routes(),
            *review_alignment.routes(),
            *review_memory.routes(),
            *review_dashboard.routes(),
            Route("/help", _help),
            Route("/keys", _keys, methods=["POST"]),
            Route("/language", _language, methods=["POST"]),
            Route("/static/{name}", _static),
        ],
        middleware=[Middleware(ReviewGuard, session=session, refuse=_refuse)],
        exception_handlers={404: _failed, 405: _failed, 500: _failed, TmkitError: _unable},
    )
    # While the browser starts.
    Thread(target=prepare, daemon=True).start()
    app.state.desk, app.state.notices = desk, OrderedDict()
    app.state.dashboards = Dashboards(Path(desk.facts.root))
    return app


def _help(request: Request) -> Response:
    cookie = request.cookies.get(KEYS_COOKIE, "")
    back = request.query_params.get("back", "/")
    place = "/" + back.lstrip("/\\")  # two of them would be another host
    return page(request, "help.html.j2", chosen=letters_in(cookie), off=is_off(cookie), back=place)


def _keys(request: Request) -> Response:
    form = Form(request)
    answer = go(request, form.get("back", "/"), "review-done-keys")
    if form.get("reset"):
        answer.delete_cookie(KEYS_COOKIE)
        return answer
    chosen = {name: form.get(name) for name in KEYS}
    cookie = keys_written(chosen, off=bool(form.get("off")))
    answer.set_cookie(KEYS_COOKIE, cookie, _YEAR, httponly=True, samesite="strict")
    return answer


def _language(request: Request) -> Response:
    form = Form(request)
    answer = go(request, form.get("back", "/"))
    if form.get("language") in messages.LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, form.get("language"), _YEAR, httponly=True, samesite="strict"
        )
    return answer


def _static(request: Request) -> Response:
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    found = static(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found[0], media_type=found[1])


def _refuse(scope: Scope, status: int, key: str) -> ASGIApp:
    from starlette.requests import Request

    answer = page(Request(scope), "error.html.j2", status=status, problem=key, card="")
    if status in (408, 413):
        # The rest of the form is not waited for.
        answer.headers["Connection"] = "close"
    return answer


async def _failed(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    key = _KNOWN.get(status, "review-error-internal")
    return page(request, "error.html.j2", status=status, problem=key, card="")


async def _unable(request: Request, error: Exception) -> Response:
    assert isinstance(error, TmkitError)
    said = error.text(language_of(request))
    card = review_acts.card_of(Form(request))
    return page(request, "error.html.j2", status=409, problem="", said=said, card=card)
