"""Official names of bodies and titles of office at a date, and what became of their bearers.

The answer comes from the concepts of a project, or from the shipped glossary of state bodies.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import regex

from tmkit import text
from tmkit.errors import UsageError
from tmkit.model import Concept, Event, Finding, Term
from tmkit.tasks.concepts import load_concepts
from tmkit.tasks.project import Project

__all__ = ["Found", "Naming", "look_up", "nearest", "official_names"]

SHIPPED = "vn-government"
_PACKAGE = Path(__file__).parents[1]
# In an installed wheel the glossary lies in the package (hatch_build.py), in a checkout beside it.
_HOMES = (_PACKAGE / "glossaries" / SHIPPED, _PACKAGE.parent / "glossaries" / SHIPPED)

_AVOIDED = ("deprecated", "forbidden")
_RANKS = ("preferred", "admitted", "superseded")
_PUNCTUATION = regex.compile(r"[^\p{L}\p{M}\p{N}&]+")


@dataclass(frozen=True, slots=True)
class Naming:
    """What a body or a title of office is called at a date.

    names, acronyms: of all languages, the preferred ones first; where it has ended by that date,
    those it had last. Empty where the glossary has none for the date.
    event: what ended it, None at a date before that.
    successors: what stands in its place at the date, each with its own fate.
    """

    concept: Concept
    names: tuple[Term, ...]
    acronyms: tuple[Term, ...]
    event: Event | None = None
    successors: tuple[Naming, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer.

    on: the date asked for, YYYY-MM-DD. glossaries: the folder that was searched.
    nearest: like names, where nothing bears the name.
    """

    on: str
    glossaries: Path
    namings: tuple[Naming, ...]
    nearest: tuple[str, ...] = ()


def official_names(
    name: str,
    folder: Path | str = ".",
    *,
    on: str = "",
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _: None,
) -> Found:
    """What bears a name, in any language, at a date, as the glossaries of a project know it.

    name: full, short or an acronym; `look_up` says how it is compared.
    folder: of the project; where nothing there bears the name, the shipped glossary of state bodies
    answers.
    on: YYYY-MM-DD, default today.
    language: of the findings, which tell of broken concept files.
    Raises UsageError for another form of date, SettingsError.
    """
    day = _day(on)
    own = Project.at(Path(folder)).glossaries
    shipped = next(filter(Path.is_dir, _HOMES), own)
    like: list[str] = []
    for glossaries in (own, shipped) if own.is_dir() else (shipped,):
        concepts, findings = load_concepts(glossaries, language)
        for each in findings:
            on_finding(each)
        namings = tuple(look_up(name, concepts, on=day))
        if namings:
            return Found(day, glossaries, namings)
        like += nearest(name, concepts)
    return Found(day, glossaries, (), tuple(dict.fromkeys(like)))


def look_up(name: str, concepts: Iterable[Concept], *, on: str) -> list[Naming]:
    """The concepts that bear a name, in their order, as they are called at a date.

    Case, tone placement and punctuation do not count. Diacritics do not where nothing bears the
    name with them. Names that are to be avoided find their concept too; rejected concepts do not
    answer.
    """
    known = [concept for concept in concepts if concept.status != "rejected"]
    by_id = {concept.id: concept for concept in known}
    for key_of in (_key, _plain_key):
        wanted = key_of(name)
        found = [each for each in known if wanted in {key_of(term.text) for term in each.terms}]
        if wanted and found:
            return [_naming(concept, by_id, on, frozenset()) for concept in found]
    return []


def nearest(name: str, concepts: Iterable[Concept], *, limit: int = 3) -> tuple[str, ...]:
    """The names most like one that nothing bears, best first; compared without diacritics."""
    texts: dict[str, str] = {}
    for concept in concepts:
        if concept.status != "rejected":
            for term in concept.terms:
                if term.status not in _AVOIDED:
                    texts.setdefault(_plain_key(term.text), term.text)
    return tuple(texts[key] for key in difflib.get_close_matches(_plain_key(name), texts, limit))


def _day(on: str) -> str:
    if not on:
        return datetime.now(UTC).astimezone().date().isoformat()
    try:
        day = date.fromisoformat(on).isoformat()
    except ValueError:
        day = ""
    if day != on:  # Python also reads 20250301 and 2025-W09-6
        raise UsageError("date", details={"value": on})
    return day


def _key(name: str) -> str:
    return _PUNCTUATION.sub(" ", text.fold_loosely(name)).strip()


def _plain_key(name: str) -> str:
    return text.unmarked(_key(name))


def _naming(
    concept: Concept, by_id: Mapping[str, Concept], on: str, seen: frozenset[str]
) -> Naming:
    """The naming of a concept. seen: whom it succeeds; a circle of successors is not run twice."""
    event = concept.event if concept.event and concept.event.date <= on else None
    day = _eve(event.date) if event else on
    terms = [term for term in _in_order(concept) if _is_usable(term, day)]
    seen |= {concept.id}
    heirs = [by_id[heir] for heir in concept.replaced_by if heir in by_id and heir not in seen]
    return Naming(
        concept,
        names=tuple(_full_names(terms)),
        acronyms=tuple(term for term in terms if term.kind == "acronym"),
        event=event,
        successors=tuple(_naming(heir, by_id, on, seen) for heir in heirs) if event else (),
    )


def _eve(day: str) -> str:
    # The first day that can be written has none before it.
    second = date.min + timedelta(days=1)
    return (max(date.fromisoformat(day), second) - timedelta(days=1)).isoformat()


def _in_order(concept: Concept) -> list[Term]:
    """The terms not to be avoided, by language as they come, the preferred ones first in each."""
    tags = list(dict.fromkeys(term.lang for term in concept.terms))
    terms = [term for term in concept.terms if term.status in _RANKS]
    return sorted(terms, key=lambda term: (tags.index(term.lang), _RANKS.index(term.status)))


def _is_usable(term: Term, day: str) -> bool:
    """Whether a term is right on a day; one that was superseded must say until when it was."""
    is_dated = bool(term.valid_until) or term.status != "superseded"
    return is_dated and term.valid_from <= day <= (term.valid_until or day)


def _full_names(terms: Sequence[Term]) -> Iterator[Term]:
    """The full forms of each language; where it has none, its other names that are no acronyms."""
    for tag in dict.fromkeys(term.lang for term in terms):
        spoken = [term for term in terms if term.lang == tag and term.kind != "acronym"]
        yield from [term for term in spoken if term.kind == "fullForm"] or spoken
