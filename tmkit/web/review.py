"""The review app: its pages joined, guarded, with an answer for every error."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from tmkit import messages
from tmkit.errors import TmkitError
from tmkit.web.pages import LANGUAGE_COOKIE, Form, go, language_of, page, static
from tmkit.web.review_guard import ReviewGuard, Session

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Scope

__all__ = ["application"]

_KNOWN = {404: "review-error-page", 405: "review-error-method"}


def application(desk: Any, session: Session) -> Starlette:  # noqa: ANN401 # until the desk stands
    """The ASGI application over a desk.

    Handlers find `desk` in request.app.state; they are plain functions, which run in threads.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Route

    app = Starlette(
        routes=[
            Route("/", _first),
            Route("/language", _language, methods=["POST"]),
            Route("/static/{name}", _static),
        ],
        middleware=[Middleware(ReviewGuard, session=session, refuse=_refuse)],
        exception_handlers={404: _failed, 405: _failed, 500: _failed, TmkitError: _unable},
    )
    app.state.desk, app.state.notices = desk, OrderedDict()
    return app


def _first(request: Request) -> Response:
    return page(request, "base.html.j2")


def _language(request: Request) -> Response:
    form = Form(request)
    answer = go(request, form.get("back", "/"))
    if form.get("language") in messages.LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, form.get("language"), 31_536_000, httponly=True, samesite="strict"
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

    return page(Request(scope), "error.html.j2", status=status, problem=key)


async def _failed(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    key = _KNOWN.get(status, "review-error-internal")
    return page(request, "error.html.j2", status=status, problem=key)


async def _unable(request: Request, error: Exception) -> Response:
    assert isinstance(error, TmkitError)
    said = error.text(language_of(request))
    return page(request, "error.html.j2", status=409, problem="", said=said)
