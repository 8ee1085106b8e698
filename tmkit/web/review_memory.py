"""The memory view: what is like a text, and where its words stand in a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tmkit.model import Occurrence, Piece, Span
from tmkit.tasks.remembering import concordance, search
from tmkit.web.pages import page
from tmkit.web.review_queue import desk_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

__all__ = ["routes"]

_LONGEST = 5_000
"""Characters of a text that is looked up."""
_LEVELS = (50, 70, 85, 95, 100)
"""Percent from which on a text counts as like another."""
_USUAL = 70
_MATCHES, _OCCURRENCES = 10, 30


def routes() -> list[Route]:
    """The addresses of this module."""
    from starlette.routing import Route

    return [Route("/memory", _memory)]


def _memory(request: Request) -> Response:
    query, desk = request.query_params, desk_of(request)
    text, store = query.get("text", "").strip()[:_LONGEST], desk.store()
    level = query.get("at_least", "")
    at_least = int(level) if level in map(str, _LEVELS) else _USUAL
    is_asked = bool(text and store)
    return page(
        request,
        "memory.html.j2",
        view="memory",
        text=text,
        store=store,
        preparing=desk.is_preparing(),
        levels=_LEVELS,
        most=_OCCURRENCES,
        at_least=at_least,
        asked=is_asked,
        matches=search(text, store, at_least=at_least, limit=_MATCHES) if is_asked else [],
        occurrences=concordance(text, store, limit=_OCCURRENCES) if is_asked else [],
        marked=_marked,
    )


def _marked(found: Occurrence, lang: str, text: str) -> list[Piece]:
    """A text of a unit in pieces, what was looked for marked."""
    return list(_pieces(text, found.spans if lang == found.lang else ()))


def _pieces(text: str, spans: tuple[Span, ...]) -> Iterator[Piece]:
    place = 0
    for start, end in spans:
        yield Piece(text[place:start])
        yield Piece(text[start:end], mark=True)
        place = end
    yield Piece(text[place:])
