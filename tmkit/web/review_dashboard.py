"""The dashboard: how far the review is, in pictures with their numbers in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from tmkit.model import Selection
from tmkit.web.pages import language_of, page
from tmkit.web.review_alignment import beads_of
from tmkit.web.review_queue import desk_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from tmkit.tasks.dashboard import Dashboards

__all__ = ["Column", "columns", "routes"]

_WIDTH, _HEIGHT, _GAP = 10.0, 100.0, 1.0
_LEAST = 1.5
"""Of a column that stands for anything: few beside many must not look like none."""


class Column(NamedTuple):
    """A column of a picture that is 100 high and 10 a column wide; parts lie on one another."""

    x: float
    width: float
    parts: tuple[tuple[str, float, float], ...]
    """The class of each, where it begins from above, and its height."""


def routes() -> list[Route]:
    """The addresses of this module."""
    from starlette.routing import Route

    return [Route("/dashboard", _dashboard)]


def _dashboard(request: Request) -> Response:
    language = language_of(request)
    dashboards = cast("Dashboards", request.app.state.dashboards)
    board = dashboards.now(
        beads_of(request).pairs(language=language),
        desk_of(request).queue(Selection(size=1), language=language),
    )
    return page(request, "dashboard.html.j2", view="dashboard", board=board, columns=columns)


def columns(rows: Sequence[Sequence[int]], names: Sequence[str]) -> list[Column]:
    """The columns of a picture, one for each row of counts; names: the classes of their parts."""
    most = max((sum(row) for row in rows), default=0) or 1
    return [
        Column(
            round(number * _WIDTH + _GAP, 2),
            _WIDTH - 2 * _GAP,
            tuple(_parts([count and max(count * _HEIGHT / most, _LEAST) for count in row], names)),
        )
        for number, row in enumerate(rows)
    ]


def _parts(heights: Sequence[float], names: Sequence[str]) -> Iterator[tuple[str, float, float]]:
    top = _HEIGHT
    for height, name in zip(heights, names, strict=True):
        top -= height
        if height:
            yield name, round(top, 2), round(height, 2)
