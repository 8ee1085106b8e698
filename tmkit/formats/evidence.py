"""What a corpus said of concepts, as JSON lines: the corpus first, then a concept a line, by id.

A line has the concept's id, the fingerprint of its terms, the count of each; by language in how
many units the concept had to be translated, in how many it was, and what else stood there; the
references that do not hold; short contexts. What is empty is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from tmkit.errors import FormatError
from tmkit.formats import files
from tmkit.model import Attested, Concept, CorpusSignature, SourceSeen, Translated

__all__ = ["fingerprint", "read", "write"]

Told = TypeVar("Told")


def fingerprint(concept: Concept) -> str:
    """A digest of all that a corpus is asked of a concept: its terms and what they quote."""
    asked = [
        (term.lang, term.text, term.kind, term.status, term.source, term.context)
        for term in concept.terms
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]


def write(path: Path, signature: CorpusSignature, rows: Iterable[tuple[Concept, Attested]]) -> None:
    """Write what a corpus says of concepts, whole or not at all. Raises OutputError."""
    corpus = {
        "corpus": signature.digest,
        "units": signature.units,
        "segments": signature.segments,
    }
    lines = [
        corpus,
        *(_row(concept, told) for concept, told in sorted(rows, key=lambda row: row[0].id)),
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    files.write_text(path, text)


def _row(concept: Concept, told: Attested) -> dict[str, object]:
    parts: dict[str, object] = {
        "translated": {tag: _translated(each) for tag, each in told.translated.items()},
        "sources": {
            str(number): {"there": seen.is_there, "at": list(seen.places)}
            for number, seen in told.sources.items()
        },
        "contexts": [list(each) for each in told.contexts],
        "glossed": list(told.glossed),
    }
    row = {"id": concept.id, "terms": fingerprint(concept), "counts": list(told.counts)}
    return row | {key: value for key, value in parts.items() if value}


def _translated(each: Translated) -> dict[str, object]:
    rivals = {"rivals": dict(each.rivals)} if each.rivals else {}
    return {"units": each.units, "own": each.own, **rivals}


def read(path: Path) -> tuple[CorpusSignature, dict[tuple[str, str], Attested]]:
    """The corpus that was asked, and what it said, by id and fingerprint of the concepts.

    Raises FormatError with the line.
    """
    try:
        first, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        details = {"reason": getattr(error, "strerror", None) or error}
        raise FormatError("unreadable", str(path), details=details) from error
    signature = _line(_signature, first, path, 1)
    rows = (_line(_row_of, line, path, number) for number, line in enumerate(lines, start=2))
    return signature, dict(rows)


def _line(read_row: Callable[[Any], Told], line: str, path: Path, number: int) -> Told:
    try:
        return read_row(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        details = {"reason": " ".join(str(error).split()) or type(error).__name__}
        raise FormatError("evidence-row", str(path), number, details=details) from error


def _signature(row: Mapping[str, Any]) -> CorpusSignature:
    return CorpusSignature(str(row["corpus"]), int(row["units"]), int(row["segments"]))


def _row_of(row: Mapping[str, Any]) -> tuple[tuple[str, str], Attested]:
    return (str(row["id"]), str(row["terms"])), _attested(row)


def _attested(row: Mapping[str, Any]) -> Attested:
    return Attested(
        tuple(map(int, row["counts"])),
        {tag: _read_translated(each) for tag, each in row.get("translated", {}).items()},
        {
            int(number): SourceSeen(bool(each["there"]), tuple(map(str, each["at"])))
            for number, each in row.get("sources", {}).items()
        },
        tuple((int(each[0]), str(each[1]), str(each[2])) for each in row.get("contexts", ())),
        tuple(map(int, row.get("glossed", ()))),
    )


def _read_translated(each: Mapping[str, Any]) -> Translated:
    rivals = tuple((str(text), int(count)) for text, count in each.get("rivals", {}).items())
    return Translated(int(each["units"]), int(each["own"]), rivals)
