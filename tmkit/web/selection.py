"""Which rows of the queue an address asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tmkit.model import OPEN, Selection

__all__ = ["CHOICES", "SORTS", "query_of", "selection_in", "selection_of"]

ALL = "all"
"""The status of an address that means any; without one what waits is meant."""
CHOICES = ("status", "kind", "glossary", "subject", "method", "finding", "lang", "reviewer")
"""The fields that are chosen from their values, in the order of the form."""
SORTS = ("", "score", "name", "status", "changed", "findings")
_WORDS = (*CHOICES[1:], "text", "sort")
_LONGEST = 200
_LAST_PAGE = 1_000_000


def selection_of(query: Mapping[str, str]) -> Selection:
    """The selection of an address; what cannot be understood selects all."""
    words: dict[str, Any] = {name: query.get(name, "").strip()[:_LONGEST] for name in _WORDS}
    status = query.get("status", OPEN).strip()[:_LONGEST]
    return Selection(
        **words,
        status="" if status == ALL else status or OPEN,
        score_from=_score(query.get("score_from", "")),
        page=_page(query.get("page", "")),
    )


def selection_in(text: str) -> Selection:
    """The selection in a query string, as `query_of` has written it."""
    return selection_of(dict(parse_qsl(text)))


def query_of(selection: Selection, **changes: object) -> str:
    """The query string of a selection, "" for what waits; changes: fields that are others."""
    asked = replace(selection, **changes)  # type: ignore[arg-type] # the names are its fields
    pairs: list[tuple[str, object]] = [(name, getattr(asked, name)) for name in _WORDS]
    if asked.status != OPEN:
        pairs.append(("status", asked.status or ALL))
    pairs.append(("score_from", asked.score_from))
    pairs.append(("page", asked.page if asked.page > 1 else ""))
    return urlencode([(name, value) for name, value in pairs if value])


def _score(text: str) -> float:
    try:
        score = float(text.replace(",", "."))
    except ValueError:
        return 0.0
    return score if 0 < score <= 1 else 0.0


def _page(text: str) -> int:
    return min(max(int(text), 1), _LAST_PAGE) if text.isdecimal() and len(text) < 9 else 1
