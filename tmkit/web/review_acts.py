"""What is decided: a post, one act of the desk, on to the next card."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tmkit.errors import ConflictError, UsageError
from tmkit.model import ACTIONS, Decision, Outcome, Selection, Term
from tmkit.web.pages import Form, go, language_of, page
from tmkit.web.review_queue import desk_of
from tmkit.web.selection import query_of, selection_in

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

__all__ = ["card_of", "decision_in", "routes"]

_TERM = (
    *("lang", "text", "kind", "status", "part_of_speech", "full", "usage", "authority"),
    *("source", "context", "note", "valid_from", "valid_until"),
)
_TERMS_MOST = 200
# Acts after which one stays on the card.
_STAYING = ("edit", "comment", "fix", "raw", "undo")


def routes() -> list[Route]:
    """The addresses of this module."""
    from starlette.routing import Route

    acts = {"/decide": _decide, "/edit": _edit, "/fix": _fix, "/text": _write, "/undo": _undo}
    return [
        Route(path, _or_conflict(act), methods=["POST"], name=f"post{path}")
        for path, act in acts.items()
    ]


def _decide(request: Request) -> Response:
    form, desk = Form(request), desk_of(request)
    key, selection = form.get("key"), selection_in(form.get("within"))
    after = desk.neighbours(key, selection)
    outcome = desk.decide(
        key, decision_in(form), version=form.get("version"), language=language_of(request)
    )
    return _onward(request, outcome, selection, after[1] or after[0])


def _edit(request: Request) -> Response:
    form = Form(request)
    decision = Decision(
        "edit",
        reason=form.get("reason"),
        into=form.get("into"),
        subject=form.get("subject"),
        terms=tuple(_terms(form)),
        definition={lang: text for lang, text in form.starting("definition.").items() if text},
        note=form.get("note"),
    )
    outcome = desk_of(request).decide(
        form.get("key"), decision, version=form.get("version"), language=language_of(request)
    )
    return _onward(request, outcome, selection_in(form.get("within")), "")


def _fix(request: Request) -> Response:
    form = Form(request)
    number = form.get("number")
    outcome = desk_of(request).fix(
        form.get("key"),
        int(number) if number.isdecimal() and len(number) < 6 else -1,
        version=form.get("version"),
        language=language_of(request),
    )
    return _onward(request, outcome, selection_in(form.get("within")), "")


def _write(request: Request) -> Response:
    form = Form(request)
    outcome = desk_of(request).write_raw(
        form.get("key"),
        form.raw("text"),
        version=form.get("version"),
        language=language_of(request),
    )
    return _onward(request, outcome, selection_in(form.get("within")), "")


def _undo(request: Request) -> Response:
    form = Form(request)
    selection, outcome = selection_in(form.get("within")), desk_of(request).undo()
    if outcome is None:
        return go(request, form.get("back", "/"), "review-nothing-to-undo")
    if outcome.count > 1:
        place = f"/?{query_of(selection)}"
        return go(request, place, "review-done-undo-many", done=outcome.count)
    return _onward(request, outcome, selection, "")


def decision_in(form: Form) -> Decision:
    """The decision of a form: its `act` is an action, or with what it needs: "reject:3"."""
    name, _, more = form.get("act").partition(":")
    if name not in ACTIONS:
        raise UsageError("review-refused-form")
    return Decision(
        name,
        reason=more if name == "reject" and more else form.get("reason"),
        into=form.get("into"),
        subject=form.get("subject"),
        target=_target(more or form.get("target")) if name == "merge" else "",
        lang=more if name == "approve" else "",
    )


def _target(text: str) -> str:
    """The key of a concept that was chosen, or typed as GLOSSARY/ID."""
    return text if not text or text.startswith("concept:") else f"concept:{text}"


def _terms(form: Form) -> list[Term]:
    """The terms of an edit form in its order; one without a text is gone."""
    rows = (
        {name: form.get(f"term.{number}.{name}") for name in _TERM} for number in range(_TERMS_MOST)
    )
    return [Term(**row) for row in rows if row["text"]]


def _onward(request: Request, outcome: Outcome, selection: Selection, after: str) -> Response:
    """To the card after one that was decided, to the same where something is left to decide."""
    form = Form(request)
    stays = outcome.action in _STAYING
    key = outcome.key if stays else after
    details = {"title": outcome.title or outcome.key}
    notice = f"review-done-{outcome.action}"
    if not key or (key == outcome.before and not stays):
        return go(request, f"/?{query_of(selection)}", notice, **details)
    kept = {"into": form.get("into"), "as": form.get("subject")}
    query = urlencode({"key": key} | {name: value for name, value in kept.items() if value})
    place = f"/card?{query}&{query_of(selection)}".rstrip("&")
    return go(request, place, notice, **details)


def _or_conflict(act: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A handler that answers, where a file was changed meanwhile, with a page of both versions."""

    def endpoint(request: Request) -> Response:
        try:
            return act(request)
        except ConflictError as error:
            return _conflict(request, error)

    return endpoint


def _conflict(request: Request, error: ConflictError) -> Response:
    form = Form(request)
    details: dict[str, Any] = {"now": "", "wanted": "", "version": "", **error.details}
    # A candidate that a concept holds by now has another key.
    key = details.get("key", form.get("key"))
    # To take back what has changed since would lose it.
    again = [] if request.url.path == "/undo" else request.state.form
    return page(
        request,
        "conflict.html.j2",
        view="queue",
        status=409,
        said=error.text(language_of(request)),
        key=key,
        here=card_of(form, key),
        within=form.get("within"),
        sides=_compared(details["now"], details["wanted"]),
        now=details["now"],
        wanted=details["wanted"],
        version_now=details["version"],
        query_of=query_of,
        address=request.url.path,
        again=[pair for pair in again if pair[0] not in ("csrf", "version")],
    )


def card_of(form: Form, key: str = "") -> str:
    """The address of the card that a form was about, "" where it was about none."""
    key = key or form.get("key")
    query = query_of(selection_in(form.get("within")))
    return f"/card?{urlencode({'key': key})}&{query}".rstrip("&") if key else ""


def _compared(now: str, wanted: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """The lines of both texts, each with whether the other one has it not."""
    one, other = now.splitlines(), wanted.splitlines()
    blocks = SequenceMatcher(a=one, b=other, autojunk=False).get_matching_blocks()
    same_one = {block.a + step for block in blocks for step in range(block.size)}
    same_other = {block.b + step for block in blocks for step in range(block.size)}
    return (
        [(line, number not in same_one) for number, line in enumerate(one)],
        [(line, number not in same_other) for number, line in enumerate(other)],
    )
