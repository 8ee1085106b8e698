"""The queue, the card and the pages on which a decision is prepared: all that only shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from tmkit.model import REASONS, Action, Card, DeskFacts, QueuePage, Selection, Term
from tmkit.web.pages import language_of, page
from tmkit.web.selection import CHOICES, SORTS, query_of, selection_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from tmkit.tasks.desk import Desk

__all__ = ["BULK", "asked_of", "desk_of", "routes"]

BULK: tuple[Action, ...] = ("approve", "reject", "propose", "skip", "deprecate", "reopen")
"""What can be decided of many at once."""

BLANK = Term("", "", "fullForm", "preferred")
"""The row of an edit form in which a term is added."""


def routes() -> list[Route]:
    """The addresses of this module."""
    from starlette.routing import Route

    return [
        Route("/", _queue),
        Route("/card", _card),
        Route("/edit", _edit),
        Route("/text", _text),
    ]


def desk_of(request: Request) -> Desk:
    """The desk of the application."""
    return cast("Desk", request.app.state.desk)


def _queue(request: Request) -> Response:
    selection = selection_of(request.query_params)
    queue = desk_of(request).queue(selection, language=language_of(request))
    return page(
        request,
        "queue.html.j2",
        view="queue",
        queue=queue,
        facets={facet.name: facet.values for facet in queue.facets},
        bulk=BULK,
        **asked_of(request, replace(selection, page=queue.page)),
    )


def _card(request: Request) -> Response:
    return _card_page(request, request.query_params.get("key", ""))


def _edit(request: Request) -> Response:
    return _card_page(request, request.query_params.get("key", ""), template="edit.html.j2")


def _card_page(request: Request, key: str, *, template: str = "card.html.j2") -> Response:
    """The page of a card, with the list that it stands in."""
    desk = desk_of(request)
    card = desk.card(key, language=language_of(request))
    before, after, queue, selection = _surroundings(desk, key, selection_of(request.query_params))
    around = {"before": before, "after": after, "queue": queue, **asked_of(request, selection)}
    return page(request, template, view="queue", card=card, **_of_card(card, desk.facts), **around)


def _of_card(card: Card, facts: DeskFacts) -> dict[str, Any]:
    """What the templates of a card need to know beside it."""
    return {
        "sides": _sides(card, facts.languages),
        "acts": {act.action: act for act in card.acts},
        "targets": [each for each in card.near if each.key.startswith("concept:")],
        "reasons": range(1, REASONS + 1),
        "subjects": sorted({name for each in facts.glossaries for name in each.subjects}),
        "blank": BLANK,
    }


def _text(request: Request) -> Response:
    key = request.query_params.get("key", "")
    raw = desk_of(request).raw(key, language=language_of(request))
    asked = asked_of(request, selection_of(request.query_params))
    return page(request, "text.html.j2", view="queue", raw=raw, **asked)


def asked_of(request: Request, selection: Selection) -> dict[str, Any]:
    """What every page of the queue tells its templates of the selection it was reached by."""
    query = request.query_params
    return {
        "selection": selection,
        "within": query_of(selection),
        "query_of": query_of,
        "choices": CHOICES,
        "sorts": SORTS,
        "facts": desk_of(request).facts,
        "reviewer": desk_of(request).reviewer,
        "into": query.get("into", ""),
        "subject": query.get("as", ""),
    }


def _surroundings(
    desk: Desk, key: str, selection: Selection
) -> tuple[str, str, QueuePage, Selection]:
    """The keys before and after a card, and the page of the list that has it."""
    before, after = desk.neighbours(key, selection)
    queue = desk.queue(selection)
    if all(row.key != key for row in queue.rows):
        # One went on over the edge of a page.
        for number in (queue.page + 1, queue.page - 1):
            beside = desk.queue(replace(selection, page=number))
            if any(row.key == key for row in beside.rows):
                queue = beside
                break
    return before, after, queue, replace(selection, page=queue.page)


def _sides(card: Card, languages: tuple[str, ...]) -> dict[str, list[Term]]:
    """The terms of a card by language, those of the project first."""
    sides: dict[str, list[Term]] = {lang: [] for lang in languages}
    for term in card.terms:
        sides.setdefault(term.lang, []).append(term)
    return sides
