"""The terms of a glossary in translation units: used, avoided, and of their time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from tmkit.lang import primary
from tmkit.lexicon import facts_of
from tmkit.lint.terminology import Found, Terminology
from tmkit.lint.units import Pair, UnitCase, UnitContext, UnitHit, UnitRule
from tmkit.model import Concept, Event, Term
from tmkit.text import fold

__all__ = ["RULES"]

_USABLE = ("preferred", "admitted")
_AVOIDED = ("forbidden", "deprecated")
# Of these concepts the terms are agreed upon, or at least proposed.
_BINDING = ("approved", "review")
# What stands before the first word of a sentence or an item.
_BEGINNING = regex.compile(r"[.!?:;\n]\W*$|^\W*\w{1,3}[.)]\s*$|^\W*$")


def forbidden(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """Terms of the target that the glossary forbids for what the source says.

    A term that is right for another concept is forbidden only where the source names its own.
    """
    if context.terms is None:
        return
    meant = _concepts_in(context.terms, pair)
    for found in context.terms.found_in(pair.target, pair.lang("target")):
        avoided = [use for use in found.uses if use[1].status in _AVOIDED]
        is_right = any(use[1].status in _USABLE for use in found.uses)
        for concept, _term in avoided:
            named = concept.id in meant
            if named or not (is_right or _terms_in(concept, pair.lang("source"))):
                better = _usable(concept, pair.lang("target"))
                details = {"term": pair.target[slice(*found.span)], "better": _listed(better)}
                yield UnitHit("target", found.span, details)
                break


def _concepts_in(terms: Terminology, pair: Pair) -> set[str]:
    """The ids of the concepts that the source names."""
    return {concept.id for concept, _ in terms.all_in(pair.source, pair.lang("source"))}


def _terms_in(concept: Concept, language: str) -> list[Term]:
    return [term for term in concept.terms if primary(term.lang) == language]


def _usable(concept: Concept, language: str) -> list[str]:
    return [term.text for term in _terms_in(concept, language) if term.status in _USABLE]


def _listed(terms: list[str]) -> str:
    return ", ".join(terms[:3]) or "–"


def missing(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """Terms of the source whose concept no term of the target stands for."""
    if context.terms is None or not pair.target.strip():
        return
    given = {concept.id for concept, _ in context.terms.all_in(pair.target, pair.lang("target"))}
    told: set[str] = set()
    for found in context.terms.found_in(pair.source, pair.lang("source")):
        uses = [use for use in found.uses if _binds(*use)]
        text = pair.source[slice(*found.span)]
        wanted = [each for use in uses for each in _usable(use[0], pair.lang("target"))]
        if not wanted or text.casefold() in told or not given.isdisjoint(use[0].id for use in uses):
            continue
        told.add(text.casefold())
        if not _in_name(pair.source, found, uses) and not _by_part(pair, wanted):
            yield UnitHit("source", found.span, {"term": text, "wanted": _listed(wanted)})


def _in_name(text: str, found: Found, uses: Iterable[tuple[Concept, Term]]) -> bool:
    """Whether a common noun stands in a name of something else: Institute of Measurement."""
    start = found.span[0]
    begins = not text[:start].strip() or _BEGINNING.search(text[:start])
    is_common = all(term.text[0].islower() for _, term in uses)
    return is_common and text[start].isupper() and not begins


def _by_part(pair: Pair, wanted: Iterable[str]) -> bool:
    """Whether the target has a part of a term that may stand for it.

    The head of a body's name, when it is named again (Trung tâm …), or the verb of a noun (phép
    thử).
    """
    facts = facts_of(pair.languages[1])
    for words in map(str.split, wanted):
        heads = (" ".join(words[:length]) for length in range(1, min(len(words) - 1, 4)))
        named = (head for head in heads if head[0].isupper() and fold(head) in facts.heads)
        if any(_stands_in(head, pair.target) for head in named):
            return True
        verb = " ".join(words[1:]) if fold(words[0]) in facts.nominals else ""
        if verb and _stands_in(fold(verb), fold(pair.target)):
            return True
    return False


def _stands_in(words: str, text: str) -> bool:
    return regex.search(rf"(?<!\p{{L}}){regex.escape(words)}(?!\p{{L}})", text) is not None


def _binds(concept: Concept, term: Term) -> bool:
    return concept.status in _BINDING and term.status in _USABLE


def former(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """Names of the target that were no longer valid when its document was written."""
    if context.terms is None or not pair.date:
        return
    for found in context.terms.found_in(pair.target, pair.lang("target")):
        ends = [_ended(concept, term, pair.date) for concept, term in found.uses]
        if all(ends):
            name = pair.target[slice(*found.span)]
            details = {"name": name, "until": ends[0], "date": pair.date}
            yield UnitHit("target", found.span, details)


def _ended(concept: Concept, term: Term, date: str) -> str:
    """The day on which a name ceased to be valid, where that is before the date; else ""."""
    if term.valid_until and term.valid_until < date:
        return term.valid_until
    event = concept.event
    is_older = event and not (term.valid_from and term.valid_from >= event.date)
    return event.date if event and is_older and event.date <= date else ""


def _concept(status: str = "preferred", event: Event | None = None) -> tuple[Concept, ...]:
    terms = (
        Term("en", "Office of Weights"),
        Term("vi", "Sở Cân đo"),
        Term("vi", "Cục Cân đo", status=status),
    )
    return (Concept("weights", "testing", "approved", terms, event=event),)


RULES = (
    UnitRule(
        "TQ601",
        check=forbidden,
        bad=UnitCase(
            (Pair("The Office of Weights answers.", "Cục Cân đo trả lời."),), _concept("forbidden")
        ),
        good=UnitCase(
            (Pair("The Office of Weights answers.", "Sở Cân đo trả lời."),), _concept("forbidden")
        ),
    ),
    UnitRule(
        "TQ602",
        check=missing,
        bad=UnitCase((Pair("The Office of Weights answers.", "Cơ quan trả lời."),), _concept()),
        good=UnitCase((Pair("The Office of Weights answers.", "Sở Cân đo trả lời."),), _concept()),
    ),
    UnitRule(
        "TQ603",
        check=former,
        bad=UnitCase(
            (Pair("The office", "Sở Cân đo", date="2031-05-01"),),
            _concept(event=Event("abolished", "2030-01-01")),
        ),
        good=UnitCase(
            (Pair("The office", "Sở Cân đo", date="2029-05-01"),),
            _concept(event=Event("abolished", "2030-01-01")),
        ),
    ),
)
