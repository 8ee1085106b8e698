"""Candidates: what the glossary knows already is not asked again; and how they are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from tmkit import lang, messages
from tmkit.formats import tbx
from tmkit.model import Candidate, Concept, Glossary
from tmkit.tasks.holdings import Holdings, key_of, wanted_of
from tmkit.terms import KnownNames

__all__ = ["WRITERS", "names_of", "unknown", "write_jsonl"]


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


def write_jsonl(
    candidates: Iterable[Candidate],
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


def _write_tsv(candidates: Iterable[Candidate], file: BinaryIO, languages: tuple[str, str]) -> None:
    """Source, target, score; of several terms of one side the first."""
    for candidate in candidates:
        cells = [_first(candidate, tag) for tag in languages]
        file.write(("\t".join([*cells, f"{candidate.score:.4f}"]) + "\n").encode())


def _first(candidate: Candidate, tag: str) -> str:
    text = next((term.text for term in candidate.terms if term.lang == tag), "")
    return " ".join(text.split())


def _write_tbx(candidates: Iterable[Candidate], file: BinaryIO, languages: tuple[str, str]) -> None:
    concepts = [
        Concept(f"c{number}", "", "draft", candidate.terms)
        for number, candidate in enumerate(candidates, start=1)
    ]
    note = messages.message("candidates-filter", "en")
    tbx.write(Glossary("candidates", concepts, notes=(note,)), file, languages=languages)


Write = Callable[[Iterable[Candidate], BinaryIO, tuple[str, str]], None]
WRITERS: dict[str, Write] = {".jsonl": write_jsonl, ".tbx": _write_tbx, ".tsv": _write_tsv}
"""How candidates are written, by the suffix of the file; languages: source and target."""
