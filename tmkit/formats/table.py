"""Glossary tables as OmegaT reads them: source, target, comment, with tabs; # begins a comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from tmkit import messages
from tmkit.codes import finding
from tmkit.errors import FormatError
from tmkit.formats import cells
from tmkit.model import Concept, Finding, Glossary, Place, Term

__all__ = ["SUFFIXES", "read", "remarks", "rows", "write"]

SUFFIXES = (".utf8", ".tab", ".txt")
"""What OmegaT calls such files; the first says its encoding."""

# What would end a cell or a row; a no-break space belongs to the term.
_BREAKS = re.compile(r"[ \t\r\n]+")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_USABLE = ("preferred", "admitted")
_AVOIDED = ("deprecated", "superseded", "forbidden")
_SHORT = ("acronym", "abbreviation", "shortForm")


def read(
    path: Path,
    languages: tuple[str, str],
    on_finding: Callable[[Finding], object] = lambda _finding: None,
    *,
    language: str = "en",
) -> Glossary:
    """The glossary in such a table: a concept without an id for each row, its comment a note.

    languages: source and target. on_finding is told of a row without two terms, which is left out.
    What stands behind # are the notes of the glossary. Raises FormatError.
    """
    notes: list[str] = []
    concepts: list[Concept] = []
    for line, text in enumerate(_LINE_ENDS.split(_text_of(path)), start=1):
        if text.startswith("#"):
            notes.append(text[1:].strip())
            continue
        if not text.strip():
            continue
        source, target, comment = (*text.split("\t", 2), "", "")[:3]
        if not (source.strip() and target.strip()):
            on_finding(finding("TG831", Place(str(path), line), language, text=text.strip()))
            continue
        terms = Term(languages[0], source), Term(languages[1], target)
        concepts.append(Concept("", "", "draft", terms, note=comment.replace("\t", " ").strip()))
    return Glossary("", tuple(concepts), notes=tuple(notes))


def _text_of(path: Path) -> str:
    try:
        return cells.decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise FormatError("unreadable", str(path), details={"reason": error.strerror}) from error


def write(glossary: Glossary, file: BinaryIO, *, source: str, target: str) -> int:
    """Write the usable term pairs of a glossary; returns the number of rows.

    A short form is paired with the short forms of the other language, a full form with full forms;
    where one language has none, with what it prefers. Deprecated and forbidden terms are named in
    the comment, in the target language.
    """
    lines = [f"# {line}" for line in (glossary.name, glossary.signature, *glossary.notes) if line]
    file.writelines(f"{_one_line(line)}\n".encode() for line in lines)
    count = 0
    for concept in glossary:
        comment = _comment(concept, target)
        for term, translation in rows(concept, source, target):
            cells = (term.text, translation.text, comment)
            file.write(("\t".join(map(_one_line, cells)) + "\n").encode())
            count += 1
    return count


def rows(concept: Concept, source: str, target: str) -> Iterator[tuple[Term, Term]]:
    """The usable term pairs of a concept, in the order of its terms; `write` says which."""
    targets = [term for term in concept.terms_in(target) if term.status in _USABLE]
    for term in concept.terms_in(source):
        if term.status in _USABLE:
            for translation in _counterparts(term, targets):
                yield term, translation


def _counterparts(term: Term, targets: list[Term]) -> list[Term]:
    is_short = term.kind in _SHORT
    alike = [other for other in targets if (other.kind in _SHORT) == is_short]
    return alike or [other for other in targets if other.status == "preferred"]


def remarks(concept: Concept, target: str) -> str:
    """That a concept is in review or has ended, and what not to write; or "".

    Said in the target language.
    """
    parts = [] if concept.status == "approved" else [_say("table-review", target)]
    if concept.event:
        parts.append(_say("table-ended", target, date=concept.event.date))
    avoided = [term.text for term in concept.terms_in(target) if term.status in _AVOIDED]
    if avoided:
        parts.append(f"{_say('table-avoid', target)}: {', '.join(avoided)}")
    return "; ".join(parts)


def _comment(concept: Concept, target: str) -> str:
    return "; ".join(part for part in (concept.subject, remarks(concept, target)) if part)


def _say(key: str, target: str, **details: object) -> str:
    """In the target language, which the translator reads, where tmkit speaks it."""
    return messages.message(key, target if target in messages.LANGUAGES else "en", **details)


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()
