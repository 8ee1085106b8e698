"""TG7: whether the status of a concept follows from acts of people who may act so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tmkit.lint.context import Context
from tmkit.lint.people import Person
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.lint.transitions import TRANSITIONS, Review, content_of
from tmkit.model import Concept, ConceptFile, HistoryEntry

__all__ = ["RULES"]


def illegal_transitions(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG701: an act that the status does not allow, or a status that no act led to."""
    review = _review(file, concept, context)
    was = context.base and context.base.concepts.get(concept.id)
    if was and _is_continued(was, concept):
        review = review.after(was)
    number = review.impossible
    before = ", ".join(sorted(review.statuses, key=list(TRANSITIONS).index)) or "–"
    if number is not None:
        done = concept.history[number].action
        said = {"what": f'action = "{done}"', "before": before}
        yield Hit(f"history[{number}].action", said)
    # An approval that is lacking is TG702.
    elif concept.status not in review.statuses and not (
        concept.status == "approved" and review.lacking()
    ):
        yield Hit("status", {"what": f'status = "{concept.status}"', "before": before})


def lacking_reviewers(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG702: approved by fewer people than the glossary asks for."""
    if concept.status == "approved":
        review = _review(file, concept, context)
        lacking = review.lacking()
        if lacking and review.impossible is None:
            yield Hit("status", {"wanted": review.settings.approvals, "lacking": lacking})


def self_approvals(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG703: approved by who proposed or edited it, under whatever name."""
    for number in _review(file, concept, context).self_approvals():
        yield Hit(f"history[{number}].by", {"by": concept.history[number].by})


def unreviewed_changes(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG704: an approved concept that says something else, and nobody has approved that."""
    assert context.base is not None
    # As it was then, and as it was when it was approved since.
    for known in (context.base.concepts, context.base.approved):
        was = known.get(concept.id)
        if not was or (was.status, concept.status) != ("approved", "approved"):
            continue
        field = _changed(was, concept)
        review = _review(file, concept, context)
        if field and not replace(review, history=_since(was, concept)).is_complete():
            yield Hit(field, {"field": field})
            return


def rewritten_histories(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG705: acts that were changed or taken out, that stand out of order, or lie ahead."""
    before = ""
    for number, entry in enumerate(concept.history):
        if entry.date < before or entry.date > context.today:
            is_early = entry.date < before
            what = f"{entry.date} < {before}" if is_early else f"{entry.date} > {context.today}"
            yield Hit(f"history[{number}].date", {"what": what})
        before = max(before, entry.date)
    was = _was(concept, context)
    if was and not _is_continued(was, concept):
        number = _first_difference(was.history, concept.history)
        said, known = concept.history[number : number + 1], was.history[number]
        key = next((key for key in _KEYS if said and _differ(key, said[0], known)), "")
        field = f"history[{min(number, len(concept.history) - 1)}]" + (f".{key}" if key else "")
        yield Hit(field, {"what": f"{_line(known)} → {_line(*said) or '–'}"})


_KEYS = ("date", "by", "action", "note", "lang")


def _differ(key: str, one: HistoryEntry, other: HistoryEntry) -> bool:
    # What was taken out has no place of its own.
    return bool(getattr(one, key)) and getattr(one, key) != getattr(other, key)


def foreign_approvals(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG706: an approval that somebody else brought, as git knows its author."""
    for number in _new_approvals(file, concept, context):
        authors = _authors(number, concept, context)
        by = concept.history[number].by
        if authors and context.people.name_of(by) not in map(context.people.name_of, authors):
            yield Hit(f"history[{number}].by", {"by": by, "authors": ", ".join(sorted(authors))})


def unverified_approvals(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG707: an approval of which nothing says who brought it; the first one."""
    for number in _new_approvals(file, concept, context):
        if not _authors(number, concept, context):
            yield Hit(f"history[{number}].by", {"by": concept.history[number].by})
            return


def unexplained_rejections(
    _file: ConceptFile, concept: Concept, _context: Context
) -> Iterator[Hit]:
    """TG708: rejected, and the next one who proposes it cannot know why."""
    for number, entry in enumerate(concept.history):
        if entry.action == "rejected" and not entry.note:
            yield Hit(f"history[{number}].action", {"by": entry.by})


def _review(file: ConceptFile, concept: Concept, context: Context) -> Review:
    return Review.of(concept, context.settings_of(file), context.people)


def _was(concept: Concept, context: Context) -> Concept | None:
    return context.base.concepts.get(concept.id) if context.base else None


def _is_continued(was: Concept, concept: Concept) -> bool:
    """Whether nothing but new acts was added to a history."""
    return concept.history[: len(was.history)] == was.history


def _since(was: Concept, concept: Concept) -> Sequence[HistoryEntry]:
    if _is_continued(was, concept):
        return concept.history[len(was.history) :]
    return [entry for entry in concept.history if entry not in was.history]


def _first_difference(one: Sequence[HistoryEntry], other: Sequence[HistoryEntry]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _line(entry: HistoryEntry | None = None) -> str:
    return f"{entry.date} {entry.by} {entry.action}" if entry else ""


def _changed(was: Concept, concept: Concept) -> str:
    """The first field with another content than before, "" where the content is the same."""
    if content_of(was) == content_of(concept):
        return ""
    known = {(each.lang, each.text, each.kind, each.status) for each in was.terms}
    for number, each in enumerate(concept.terms):
        if (each.lang, each.text, each.kind, each.status) not in known:
            texts = {(one.lang, one.text) for one in was.terms}
            kinds = {(one.lang, one.text, one.kind) for one in was.terms}
            key = "status" if (each.lang, each.text, each.kind) in kinds else "type"
            return f"term[{number}].{key if (each.lang, each.text) in texts else 'term'}"
    for tag, text in concept.definition.items():
        if was.definition.get(tag) != text:
            return f"definition.{tag}"
    return "status"


def _new_approvals(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[int]:
    was = _was(concept, context)
    new = _since(was, concept) if was else concept.history
    for number, entry in enumerate(concept.history):
        if entry.action == "approved" and any(entry is each for each in new):
            yield number


def _authors(number: int, concept: Concept, context: Context) -> frozenset[str]:
    """Who brought an act; nobody where that, or who the one named in it is, cannot be told."""
    if not context.base or not context.people.knows(concept.history[number].by):
        return frozenset()
    return context.base.authors.get(concept.id, {}).get(number, frozenset())


def _acts(*acts: tuple[str, str]) -> str:
    """The lines of a history for a case: who did what, a day each."""
    return "\n".join(
        f'[[history]]\ndate = "2026-01-{day:02}"\nby = "{by}"\naction = "{action}"\n'
        + ('note = "Not a term."\n' if action == "rejected" else "")
        for day, (by, action) in enumerate(acts, start=5)
    )


_APPROVED = 'status = "approved"\n'
_TERMS = term("en", "level") + term("vi", "mức")
_LAN = ("Lan", "proposed")
_MINH = ("Minh", "approved")
_PROPOSED = Case({"level": _TERMS + _acts(_LAN)})
_SOUND = _APPROVED + _TERMS + _acts(_LAN, _MINH)
_OTHER_TERM = _SOUND.replace("mức", "mực")
_PEOPLE = (Person("Lan", ("lan@example.vn",)), Person("Minh", ("minh@example.vn",)))
_BASE = {"level": _TERMS + _acts(_LAN)}

RULES = (
    Rule(
        "TG701",
        check=illegal_transitions,
        bad=Case({"level": _APPROVED + _TERMS + _acts(_LAN, ("Hoa", "rejected"), _MINH)}),
        good=_PROPOSED,
    ),
    Rule(
        "TG702",
        check=lacking_reviewers,
        bad=Case({"level": _APPROVED + _TERMS + _acts(_LAN)}),
        good=Case({"level": _SOUND}),
    ),
    Rule(
        "TG703",
        check=self_approvals,
        bad=Case({"level": _APPROVED + _TERMS + _acts(_LAN, ("LAN", "approved"))}),
        good=Case({"level": _SOUND}),
    ),
    Rule(
        "TG704",
        check=unreviewed_changes,
        bad=Case({"level": _OTHER_TERM}, base={"level": _SOUND}),
        good=Case(
            {
                "level": _OTHER_TERM.replace(_APPROVED, "")
                + _acts(("Lan", "edited")).replace("-05", "-09")
            },
            base={"level": _SOUND},
        ),
        needs=("base",),
    ),
    Rule(
        "TG705",
        check=rewritten_histories,
        bad=Case({"level": _TERMS + _acts(_LAN).replace("2026", "2999")}),
        good=_PROPOSED,
    ),
    Rule(
        "TG706",
        check=foreign_approvals,
        bad=Case(
            {"level": _SOUND},
            base=_BASE,
            people=_PEOPLE,
            authors={"level": {1: frozenset({"Lan"})}},
        ),
        good=Case(
            {"level": _SOUND},
            base=_BASE,
            people=_PEOPLE,
            authors={"level": {1: frozenset({"Minh"})}},
        ),
        needs=("base",),
    ),
    Rule(
        "TG707",
        check=unverified_approvals,
        bad=Case({"level": _SOUND}, base=_BASE),
        good=Case(_BASE, base=_BASE),
        needs=("base",),
    ),
    Rule(
        "TG708",
        check=unexplained_rejections,
        bad=Case(
            {
                "level": 'status = "rejected"\n'
                + _TERMS
                + _acts(_LAN, ("Minh", "rejected")).replace('note = "Not a term."\n', "")
            }
        ),
        good=Case({"level": 'status = "rejected"\n' + _TERMS + _acts(_LAN, ("Minh", "rejected"))}),
    ),
)
