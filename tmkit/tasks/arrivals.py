"""Which of our concepts the entries of another file are, and what of them can stand in ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from tmkit import lang
from tmkit.codes import finding
from tmkit.formats import concept as concepts
from tmkit.model import Concept, Finding, HistoryEntry, Place, Term
from tmkit.tasks.threeway import held_of, merge
from tmkit.text import clean, fold, unmarked

__all__ = ["Arrival", "Arrivals", "cleaned", "some"]

# Of an id: a file name, and a line that can be read.
_LONGEST = 80
_SHOWN = 20
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_ROW = re.compile(r"(term|history)\[(\d+)\](?:\.(\w+))?")
_NEEDED = (None, "lang", "term", "type", "status")
_RELATIONS = ("broader", "related", "replaced_by")
# What an entry may be without when ours has it, so that the rest can be checked.
_STAND_IN = Concept("x", "x", "draft", (Term("und", "x"),))
_ACT = HistoryEntry("2000-01-01", "x", "proposed")


class Arrival(NamedTuple):
    """An entry of their file. id: ours, or the one it will get.

    named: whether the file gives it an id; unsaid: fields that cannot be used, as in `merge`.
    """

    id: str
    concept: Concept
    named: bool
    unsaid: frozenset[str]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The entries of a file on their way in.

    ours: our concepts by id, None for a broken file; taken: ids that no new concept may have;
    unread: their ids of entries with a word that is in no pick list; languages: of the project;
    language: of findings.
    """

    path: Path
    ours: Mapping[str, Concept | None]
    taken: frozenset[str]
    unread: frozenset[str]
    languages: tuple[str, str]
    language: str
    on_finding: Callable[[Finding], object]

    def of(self, entries: Iterable[Concept]) -> list[Arrival]:
        """The entries that can come in, one for each concept, in their order.

        An entry without an id is the concept that shares a term with it in each of its languages;
        otherwise it gets an id made of a term.
        """
        known = _Known(filter(None, self.ours.values()))
        ids: set[str] = set()
        named: list[tuple[str, Concept]] = []
        for entry in self._in_our_languages([cleaned(entry) for entry in entries]):
            id_ = self._id_of(entry, known, ids)
            if id_:
                named.append((id_, entry))
                ids.add(id_)
                known.add(replace(entry, id=id_))
        self._tell_renamed(named)
        names = {entry.id: id_ for id_, entry in reversed(named) if entry.id}
        found: dict[str, Arrival] = {}
        for id_, entry in named:
            arrival = self._checked(_related(entry, names), id_)
            if arrival and id_ not in found:
                found[id_] = arrival
            elif arrival and entry.id:
                self._tell("TG851", id_, id=entry.id)
            elif arrival:
                found[id_] = self._joined(found[id_], arrival)
        return list(found.values())

    def _tell(self, code: str, id_: str = "", /, **details: object) -> None:
        self.on_finding(finding(code, Place(str(self.path), id=id_), self.language, **details))

    def _id_of(self, entry: Concept, known: _Known, found: set[str]) -> str:
        """The id of the concept that an entry is, or a free one; "" where that cannot be told."""
        named = entry.id if concepts.is_id(entry.id) and len(entry.id) <= _LONGEST else ""
        slug = named or _slug_of(entry.id)
        if slug and (slug in self.ours or slug in found):
            id_ = slug
        elif named and named not in self.taken:
            id_ = named
        else:
            same = known.same(entry)
            if len(same) > 1:
                self._tell("TG855", entry.id, term=_name_of(entry), ids=", ".join(same))
                return ""
            proposed = slug or _slug_of(_name_of(entry)) or "concept"
            id_ = same[0] if same else _free(proposed, self.taken | found)
        return id_

    def _tell_renamed(self, named: Iterable[tuple[str, Concept]]) -> None:
        renamed = [
            f"{entry.id or _name_of(entry)} → {id_}" for id_, entry in named if entry.id != id_
        ]
        if renamed:
            self._tell("TG843", count=len(renamed), names=some(renamed))

    def _checked(self, entry: Concept, id_: str) -> Arrival | None:
        """The entry without what no concept file can hold; None where it cannot come in."""
        terms = entry.terms or (_STAND_IN.terms if self.ours.get(id_) else ())
        probe = replace(
            entry,
            id=id_,
            subject=entry.subject or _STAND_IN.subject,
            status=entry.status or _STAND_IN.status,
            terms=terms,
            history=entry.history or (_ACT,),
        )
        broken = concepts.defects(probe, self.path, self.language)
        for each in broken:
            self.on_finding(each)
        fields = [each.place.field for each in broken]
        rows = [row for name in fields if (row := _ROW.fullmatch(name))]
        if not terms or any(row[1] == "term" and row[3] in _NEEDED for row in rows):
            self._tell("TG852", id_, id=id_)
            return None
        without = replace(_without(entry, fields), id=id_)
        unsaid = {*_unsaid(entry, fields), *(_picked(entry) if entry.id in self.unread else ())}
        return Arrival(id_, without, bool(entry.id), frozenset(unsaid))

    def _joined(self, one: Arrival, other: Arrival) -> Arrival:
        """Two entries without an id that are the same concept, a row of a table each."""
        held = held_of([one.concept, other.concept])
        merged = merge(one.concept, other.concept, None, held=held)
        for each in merged.conflicts:
            details = {"ours": each.ours, "theirs": each.theirs, "base": each.base or "–"}
            self._tell("TG841", one.id, field=each.label, **details)
        return one._replace(concept=merged.concept)

    def _in_our_languages(self, entries: list[Concept]) -> list[Concept]:
        """The entries with en for en-US, say, where we write only en."""
        theirs = _tags_of(entries)
        ours = dict.fromkeys([*self.languages, *_tags_of(filter(None, self.ours.values()))])
        by_language = {lang.primary(tag): tag for tag in reversed(ours)}
        read = {}
        for tag in theirs:
            to = by_language.get(lang.primary(tag), tag)
            if tag not in ours and to not in theirs and len(tag.partition("-")[2]) <= 3:
                read[tag] = to
                self._tell("TG853", tag=tag, read=to)
        return [_in_languages(entry, read) for entry in entries] if read else entries


class _Known:
    """Concepts by their terms."""

    def __init__(self, concepts_: Iterable[Concept]) -> None:
        self._ids: dict[tuple[str, str], list[str]] = {}
        for each in concepts_:
            self.add(each)

    def add(self, concept: Concept) -> None:
        for term in concept.terms:
            ids = self._ids.setdefault((term.lang, fold(term.text)), [])
            ids += [] if concept.id in ids else [concept.id]

    def same(self, entry: Concept) -> list[str]:
        """The concepts that share a term with an entry in each of its languages.

        Those that share the most; more than one where they share as many.
        """
        shared: Counter[str] = Counter()
        languages: dict[str, set[str]] = {}
        for term in entry.terms:
            for each in self._ids.get((term.lang, fold(term.text)), ()):
                shared[each] += 1
                languages.setdefault(each, set()).add(term.lang)
        wanted = {term.lang for term in entry.terms}
        whole = {each: shared[each] for each, tags in languages.items() if tags == wanted}
        return [each for each, count in whole.items() if count == max(whole.values())]


def cleaned(entry: Concept) -> Concept:
    """The entry with clean texts (`text.clean`), no blanks at their edges, no empty ones."""

    def texts(by_language: Mapping[str, str]) -> dict[str, str]:
        kept = {tag: clean(text).strip() for tag, text in by_language.items()}
        return {lang.canonical(tag): text for tag, text in kept.items() if text}

    terms = (
        replace(_stripped(term), lang=lang.canonical(term.lang))
        for term in entry.terms
        if term.text.strip()
    )
    entry = _stripped(entry)
    return replace(
        entry,
        terms=tuple(terms),
        definition=texts(entry.definition),
        definition_source=texts(entry.definition_source),
        history=tuple(map(_stripped, entry.history)),
        event=entry.event and _stripped(entry.event),
    )


def _stripped(row: Any) -> Any:  # noqa: ANN401 # any noun of the model
    said = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return replace(
        row, **{n: clean(text).strip() for n, text in said.items() if isinstance(text, str)}
    )


def _tags_of(entries: Iterable[Concept]) -> dict[str, None]:
    return dict.fromkeys(
        tag
        for each in entries
        for tag in (*(term.lang for term in each.terms), *each.definition, *each.definition_source)
    )


def _in_languages(entry: Concept, read: Mapping[str, str]) -> Concept:
    terms = tuple(replace(term, lang=read.get(term.lang, term.lang)) for term in entry.terms)
    maps = (
        {read.get(tag, tag): text for tag, text in texts.items()}
        for texts in (entry.definition, entry.definition_source)
    )
    definition, source = maps
    return replace(entry, terms=terms, definition=definition, definition_source=source)


def _without(entry: Concept, fields: Iterable[str]) -> Concept:
    """The entry without the values of fields."""
    terms = list(entry.terms)
    acts = set()
    changed: dict[str, Any] = {}
    for name in fields:
        row = _ROW.fullmatch(name)
        if row and row[1] == "term":
            number, key = int(row[2]), concepts.RENAMED.get(row[3], row[3])
            terms[number] = replace(terms[number], **{key: ""})
        elif row:
            acts.add(int(row[2]))
        else:
            top = name.partition(".")[0]
            changed[top] = getattr(replace(_STAND_IN, subject="", status=""), top)
    history = (act for number, act in enumerate(entry.history) if number not in acts)
    return replace(entry, **{**changed, "terms": tuple(terms), "history": tuple(history)})


def _unsaid(entry: Concept, fields: Iterable[str]) -> Iterable[str]:
    for name in fields:
        top = name.partition(".")[0]
        yield name if _ROW.fullmatch(name) else top
        if top in ("definition", "definition_source"):
            yield from (f"{top}.{tag}" for tag in getattr(entry, top))


def _picked(entry: Concept) -> Iterable[str]:
    """The fields of its terms that have pick lists."""
    for number in range(len(entry.terms)):
        yield from (f"term[{number}].{key}" for key in ("type", "status", "pos", "authority"))


def _related(entry: Concept, names: Mapping[str, str]) -> Concept:
    """The entry with the ids that the concepts it refers to have got."""
    changed: dict[str, Any] = {
        name: tuple(dict.fromkeys(names.get(each, each) for each in getattr(entry, name)))
        for name in _RELATIONS
    }
    return replace(entry, **changed)


def some(names: list[str]) -> str:
    """The first names of a list, as a line can hold them."""
    return ", ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])


def _name_of(entry: Concept) -> str:
    """The term that an id can be made of: the first one in plain letters, else the first one."""
    texts = [term.text for term in entry.terms]
    return next((text for text in texts if text.isascii()), texts[0] if texts else "")


def _slug_of(text: str) -> str:
    slug = _NOT_SLUG.sub("-", unmarked(text).lower()).strip("-")
    return slug[:_LONGEST].rpartition("-")[0] or slug[:_LONGEST] if slug[_LONGEST:] else slug


def _free(slug: str, taken: Iterable[str]) -> str:
    number, name, there = 2, slug, set(taken)
    while name in there:
        name, number = f"{slug}-{number}", number + 1
    return name
