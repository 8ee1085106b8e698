"""The alignment view: the document pairs, the beads of one, and what is decided of them."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from tmkit.errors import ConflictError, UsageError
from tmkit.model import BEAD_ACTS, BeadPage
from tmkit.web.pages import Form, go, language_of, page
from tmkit.web.review_queue import desk_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from tmkit.tasks.bead_desk import BeadDesk

__all__ = ["beads_of", "routes"]

_MAKING = Lock()
_LONGEST = 9
"""Digits of a number that can be one of a bead."""


def routes() -> list[Route]:
    """The addresses of this module."""
    from starlette.routing import Route

    return [
        Route("/alignment", _pairs),
        Route("/alignment", _read_again, methods=["POST"], name="alignment-again"),
        Route("/alignment/{name:path}", _beads),
        Route("/alignment/{name:path}", _act, methods=["POST"], name="alignment-act"),
        Route("/alignment-tmx/{name:path}", _export),
    ]


def beads_of(request: Request) -> BeadDesk:
    """The desk of the alignment, made when it is first asked for: other views start sooner."""
    state = request.app.state
    with _MAKING:
        if not hasattr(state, "beads"):
            from tmkit.tasks.bead_desk import BeadDesk

            desk = desk_of(request)
            root = Path(desk.facts.root)
            state.beads = BeadDesk(root, reviewer=desk.reviewer, on_write=desk.note)
        return cast("BeadDesk", state.beads)


def _pairs(request: Request) -> Response:
    table = beads_of(request).pairs(language=language_of(request))
    return page(request, "alignment.html.j2", view="alignment", table=table)


def _read_again(request: Request) -> Response:
    beads_of(request).read_again()
    return go(request, "/alignment", "review-alignment-reading")


def _beads(request: Request) -> Response:
    name, query = request.path_params["name"], request.query_params
    shown = beads_of(request).page(
        name,
        number=_number(query.get("bead", "")),
        page=_number(query.get("page", "")),
        language=language_of(request),
    )
    if shown is None:
        return page(request, "alignment_wait.html.j2", view="alignment", name=name, status=503)
    return page(request, "beads.html.j2", view="alignment", shown=shown, **_places(shown))


def _places(shown: BeadPage) -> dict[str, Any]:
    """The addresses beside a page of beads."""
    last, weak = shown.total - 1, shown.next_weak
    return {
        "address": _address(shown.id),
        "before": _address(shown.id, shown.number - 1) if shown.number > 0 else "",
        "after": _address(shown.id, shown.number + 1) if shown.number < last else "",
        "next_weak": _address(shown.id, weak) if weak is not None else "",
    }


def _address(name: str, number: int | None = None) -> str:
    path = f"/alignment/{quote(name, safe='/')}"
    return path if number is None else f"{path}?bead={number}#bead-{number}"


def _act(request: Request) -> Response:
    name, form, desk = request.path_params["name"], Form(request), beads_of(request)
    act = form.get("act")
    try:
        if act == "undo":
            outcome = desk.undo(name)
            if not outcome:
                return go(request, _address(name), "review-nothing-to-undo")
        elif act == "again":
            desk.draw_again(name)
            return go(request, _address(name), "review-bead-drawn-again")
        elif act in BEAD_ACTS:
            language, place = language_of(request), _place(form)
            outcome = desk.act(name, form.get("key"), act, place=place, language=language)
        else:
            raise UsageError("review-refused-form")
    except ConflictError as error:
        return _conflict(request, name, error)
    return go(request, _address(name, outcome.number), f"review-bead-done-{outcome.act}")


def _place(form: Form) -> tuple[int, int] | None:
    """Where a bead is to be split, "1-1"; None where the form does not say it."""
    one, _, other = form.get("place").partition("-")
    first, second = _number(one), _number(other)
    if form.get("act") != "split" or first is None or second is None:
        return None
    return first, second


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None


def _conflict(request: Request, name: str, error: ConflictError) -> Response:
    said = error.text(language_of(request))
    versions = {which: str(error.details.get(which, "")) for which in ("now", "wanted")}
    return page(
        request,
        "alignment_conflict.html.j2",
        view="alignment",
        status=409,
        said=said,
        place=_address(name, _number(Form(request).get("number"))),
        **versions,
    )


def _export(request: Request) -> Response:
    from starlette.responses import StreamingResponse

    name, content = beads_of(request).export(
        request.path_params["name"], language=language_of(request)
    )
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return StreamingResponse(content, media_type="application/x-tmx+xml", headers=headers)
