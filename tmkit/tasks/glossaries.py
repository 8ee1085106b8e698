"""Glossaries by path: folders of concept files, TBX, tables; and what each format leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

from tmkit import lang
from tmkit.errors import UsageError
from tmkit.formats import concept_rows, concept_tables, files, pairs, table, tbx
from tmkit.model import Concept, Finding, Glossary, Term
from tmkit.tasks.concepts import load_concepts
from tmkit.tasks.project import Project

__all__ = ["KNOWN", "is_glossary", "languages_in", "losses_of", "read_glossary", "write_glossary"]

_TBX = ".tbx"
_ARCHIVE = ".v3.tbx"
_DIALECTS = {_TBX: "basic-v2", _ARCHIVE: "basic-v3-dca"}
KNOWN = (_TBX, *concept_tables.SUFFIXES, *table.SUFFIXES)
"""Suffixes of files that are read as glossaries and written; `.v3.tbx` is TBX-Basic v3."""

_ALSO_MEMORIES = (".csv", ".tsv", ".tab")
_KINDS = {"definition": "definitions", "note": "notes", "context": "contexts"}
# How much of a file is looked at where its suffix says nothing.
_BEGINNING = 4096


def read_glossary(
    path: Path,
    languages: tuple[str, str],
    *,
    language: str = "en",
    on_finding: Callable[[Finding], object] = lambda _finding: None,
) -> Glossary:
    """The glossary in a folder of concept files, a project or a file; re-iterable.

    All its concepts, whatever their status. The id of a concept is "" where the file has none.
    languages: source and target, of a table that does not name them; language: of findings.
    on_finding is told of each defect, here or at the first iteration. Raises UsageError for a path
    that is no glossary, FormatError, here or while iterating.
    """
    if path.is_dir():
        return _of_folder(path, language, on_finding)
    if not path.is_file():
        raise UsageError("no-file", str(path))
    kind = _kind_of(path)
    if kind == _TBX:
        glossary = tbx.read(path, on_finding, language=language)
    elif kind not in KNOWN:
        details = {"suffix": path.suffix or path.name, "known": ", ".join(KNOWN)}
        raise UsageError("input-type", str(path), details=details)
    elif kind in (".tsv", *table.SUFFIXES) and not concept_tables.has_heading(path, languages):
        glossary = table.read(path, languages, on_finding, language=language)
    else:
        glossary = concept_tables.read(path, languages, on_finding, language=language)
    return glossary if glossary.name else replace(glossary, name=path.stem)


def is_glossary(path: Path, languages: tuple[str, str]) -> bool:
    """Whether a path is read as a glossary; a table is where its headings or comments say so.

    Raises FormatError for a table that cannot be read.
    """
    if path.is_dir():
        return True
    kind = _kind_of(path)
    if kind not in _ALSO_MEMORIES or not path.is_file():
        return kind in KNOWN
    return _beginning(path).lstrip(b"\xef\xbb\xbf").startswith(b"#") or concept_tables.has_heading(
        path, languages, of_terms=True
    )


def _kind_of(path: Path) -> str:
    """The suffix that a file has, or should have."""
    suffix = path.suffix.lower()
    if suffix in KNOWN or not path.is_file():
        return suffix
    if _TBX in (each.lower() for each in path.suffixes):
        return _TBX  # packed: terms.tbx.gz
    # Names of elements are ASCII: without its zero bytes UTF-16 reads the same.
    text = _beginning(path).replace(b"\0", b"")
    return _TBX if any(mark in text for mark in (b"<martif", b"<tbx ", b"<TBX ")) else suffix


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_BEGINNING)
    except OSError as error:
        raise UsageError("unreadable", str(path), details={"reason": error.strerror}) from error


def _of_folder(path: Path, language: str, on_finding: Callable[[Finding], object]) -> Glossary:
    project = Project.at(path)
    folder = project.glossaries if project.glossaries.is_dir() else path
    concepts, broken = load_concepts(folder, language)
    for each in broken:
        on_finding(each)
    return Glossary(path.resolve().name, tuple(concepts))


def languages_in(glossary: Glossary, default: tuple[str, str]) -> tuple[str, str]:
    """The default pair as a glossary's tags have it; its first languages where it lacks them."""
    tags = list(dict.fromkeys(term.lang for concept in glossary for term in concept.terms))
    known = [_like(tag, tags) for tag in default]
    others = iter([tag for tag in tags if tag not in known])
    source, target = (
        tag or next(others, wanted) for tag, wanted in zip(known, default, strict=True)
    )
    return source, target


def _like(wanted: str, tags: list[str]) -> str:
    """The tag itself, or one of a region of its language; "" where there is none."""
    alike = (tag for tag in tags if lang.primary(tag) == lang.primary(wanted))
    return wanted if wanted in tags else next(alike, "")


def write_glossary(glossary: Glossary, path: Path, languages: tuple[str, str]) -> int:
    """Write a glossary in the format of a suffix of KNOWN; returns the number of concepts.

    Raises FormatError for a text that the format cannot hold, OutputError.
    """
    suffix = _suffix_of(path)
    source, target = languages
    with files.atomic(path) as file:
        if suffix in _DIALECTS:
            return tbx.write(glossary, file, languages=languages, dialect=_DIALECTS[suffix])
        if suffix in concept_tables.SUFFIXES:
            return concept_tables.write(glossary, file, languages, suffix)
        table.write(glossary, file, source=source, target=target)
    return sum(1 for _ in glossary)


def _suffix_of(path: Path) -> str:
    return _ARCHIVE if path.name.lower().endswith(_ARCHIVE) else path.suffix.lower()


def losses_of(glossary: Glossary, path: Path, languages: tuple[str, str]) -> Counter[str]:
    """How much `write_glossary` leaves out, by kind: the keys of messages behind "loss-"."""
    suffix = _suffix_of(path)
    losses: Counter[str] = Counter()
    ids = {concept.id for concept in glossary}
    for concept in glossary:
        if suffix in _DIALECTS:
            losses.update(_of_tbx(concept, _DIALECTS[suffix], languages, ids))
        elif suffix in concept_tables.SUFFIXES:
            losses.update(_of_complete_table(concept))
        else:
            losses.update(_of_pairs(concept, languages))
    return losses


def _of_tbx(
    concept: Concept, dialect: str, languages: tuple[str, str], ids: Collection[str]
) -> Iterator[str]:
    for lost in tbx.loss(concept, dialect, languages=languages, ids=ids):
        name = lost.field.partition("].")[2] if lost.field.startswith("term[") else lost.field
        yield _KINDS.get(name.partition(".")[0], "props")


def _of_complete_table(concept: Concept) -> Iterator[str]:
    # Without an id nothing says that two rows are one concept.
    if not concept.id and len(list(concept_rows.rows_of(concept))) > 1:
        yield "rows"
    same = replace(concept, terms=())
    if concept_rows.kept(same) != same:
        yield "props"


def _of_pairs(concept: Concept, languages: tuple[str, str]) -> Counter[str]:
    """What a table of three columns leaves out of a concept."""
    rows = list(table.rows(concept, *languages))
    shown = [term for row in rows for term in row]
    said = [term for term in concept.terms_in(languages[1]) if term.status in concept_rows.AVOIDED]
    left = [
        term
        for term in concept.terms
        if rows and term.lang in languages and term not in shown and term not in said
    ]
    # A row that begins with the sign of a comment is none to OmegaT.
    comments = sum(term.text.lstrip().startswith("#") for term, _ in rows)
    notes = (concept.note, *(term.note for term in concept.terms))
    relations = (*concept.broader, *concept.related, *concept.replaced_by)
    return Counter(
        {
            "definitions": len(concept.definition),
            "languages": sum(term.lang not in languages for term in concept.terms),
            "unpaired": not rows,
            "terms": len(left) + comments,
            "breaks": sum(bool(pairs.BREAKS.search(term.text)) for term in shown),
            "notes": sum(map(bool, notes)),
            "contexts": sum(bool(term.context) for term in concept.terms),
            "props": sum(map(_properties, concept.terms))
            + len((*relations, *concept.definition_source, *concept.history)),
        }
    )


def _properties(term: Term) -> int:
    """How many fields of a term such a table has no place for."""
    grammar = (term.part_of_speech, term.full, term.usage, term.authority, term.source)
    return sum(map(bool, (*grammar, term.valid_from, term.valid_until)))
