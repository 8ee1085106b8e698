"""Candidates: what the glossary knows already is not asked again; and how they are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from tmkit import lang, messages
from tmkit.formats import tbx
from tmkit.model import Candidate, Concept, Glossary, TranslationUnit
from tmkit.tasks.holdings import Holdings, TermKey, key_of, wanted_of
from tmkit.terms import AcronymLedger, KnownNames, NameLedger, Sighting, TermCollector

__all__ = [
    "WRITERS",
    "Harvest",
    "names_of",
    "unknown",
    "write_jsonl",
]


class Harvest:
    """What a corpus tells of acronyms, names and terms, unit by unit."""

    def __init__(self, languages: tuple[str, str]) -> None:
        self._ledger = AcronymLedger(*languages)
        self._names = NameLedger(*languages)
        self._terms = TermCollector(languages)

    def add(self, units: Iterable[TranslationUnit], sightings: Iterable[Sighting]) -> None:
        """Take in units, and the acronyms and names seen in them and beside them."""
        for unit in units:
            self._terms.add(unit)
        for sighting in sightings:
            self._ledger.add(sighting)
            self._names.add(sighting)

    def candidates(self) -> list[Candidate]:
        """Acronyms, names and term pairs, best first; what two of these hold, the first one has."""
        found = self._ledger.candidates()
        seen = {key_of(term) for each in found for term in each.terms}
        shorts = {key_of(term) for each in found for term in each.terms if term.kind == "acronym"}
        names = [each for each in self._names.candidates() if not seen.issuperset(_keys(each))]
        seen |= {key for each in names for key in _keys(each)}
        pairs = [
            each
            for each in self._terms.candidates()
            if shorts.isdisjoint(_keys(each)) and not seen.issuperset(_keys(each))
        ]
        return sorted([*found, *names, *pairs], key=lambda each: -each.score)


def names_of(concepts: Iterable[Concept], languages: tuple[str, str]) -> dict[str, KnownNames]:
    """The names that concepts hold, by language: full forms that are proper nouns."""
    known = list(concepts)
    return {
        tag: KnownNames(
            term.text
            for concept in known
            for term in concept.terms
            if lang.primary(term.lang) == lang.primary(tag)
            and (term.kind, term.part_of_speech) == ("fullForm", "properNoun")
        )
        for tag in languages
    }


def unknown(candidates: Iterable[Candidate], concepts: Iterable[Concept]) -> Iterator[Candidate]:
    """The candidates that no concept holds, rejected ones included, in their order.

    One that shares a term with a single concept names it: it would be another term of that.
    """
    held = Holdings()
    names: dict[str, str] = {}
    for number, concept in enumerate(concepts):
        names[str(number)] = concept.id
        held.put(str(number), map(key_of, concept.terms))
    for candidate in candidates:
        is_held, near = held.holding(wanted_of(candidate.terms, [*map(key_of, candidate.terms)]))
        if is_held:
            continue
        only = names[min(near)] if len(near) == 1 else ""
        yield replace(candidate, concept=only) if only else candidate


def _keys(candidate: Candidate) -> set[TermKey]:
    return set(map(key_of, candidate.terms))


def write_jsonl(
    candidates: Sequence[Candidate],
    file: BinaryIO,
    _languages: tuple[str, str],
) -> None:
    """Write candidates as JSON lines: score, method, count, terms, rivals, evidence."""
    file.writelines(map(_line, candidates))


def _line(candidate: Candidate) -> bytes:
    terms = [
        {"lang": term.lang, "term": term.text, "type": term.kind, "status": term.status}
        | ({"full": term.full} if term.full else {})
        for term in candidate.terms
    ]
    evidence = [
        {"reference": each.reference, "spans": dict(each.spans)} for each in candidate.evidence
    ]
    row: dict[str, object] = {"score": candidate.score, "method": candidate.method}
    if candidate.count:
        row["count"] = candidate.count
    if candidate.concept:
        row["concept"] = candidate.concept
    row["terms"] = terms
    if candidate.rivals:
        row["rivals"] = [{"term": text, "share": share} for text, share in candidate.rivals]
    row["evidence"] = evidence
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()


def _write_tsv(candidates: Sequence[Candidate], file: BinaryIO, languages: tuple[str, str]) -> None:
    """Source, target, score; of several terms of one side the first."""
    for candidate in candidates:
        cells = [_first(candidate, tag) for tag in languages]
        file.write(("\t".join([*cells, f"{candidate.score:.4f}"]) + "\n").encode())


def _first(candidate: Candidate, tag: str) -> str:
    text = next((term.text for term in candidate.terms if term.lang == tag), "")
    return " ".join(text.split())


def _write_tbx(candidates: Sequence[Candidate], file: BinaryIO, languages: tuple[str, str]) -> None:
    concepts = [
        Concept(f"c{number}", "", "draft", candidate.terms)
        for number, candidate in enumerate(candidates, start=1)
    ]
    note = messages.message("candidates-filter", "en")
    tbx.write(Glossary("candidates", concepts, notes=(note,)), file, languages=languages)


Write = Callable[[Sequence[Candidate], BinaryIO, tuple[str, str]], None]
WRITERS: dict[str, Write] = {".jsonl": write_jsonl, ".tbx": _write_tbx, ".tsv": _write_tsv}
"""How candidates are written, by the suffix of the file; languages: source and target."""
