"""The main job: corpus and glossaries in, a translation memory and a glossary for CAT tools out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO

import tmkit
from tmkit import lang, messages
from tmkit.errors import UsageError
from tmkit.formats import files, table, tbx, tmx
from tmkit.model import BuildResult, Candidate, Concept, Finding, Glossary
from tmkit.settings import Settings
from tmkit.tasks.aligning import LeftOver, PairResult, Tally, align_pair
from tmkit.tasks.concepts import EXPORTED, load_concepts
from tmkit.tasks.headers import memory_header, signature
from tmkit.tasks.parallel import in_order, jobs_of
from tmkit.tasks.project import Project, discover, pairs_of
from tmkit.terms import AcronymLedger

__all__ = ["build"]

Open = Callable[[str], BinaryIO]
"""Opens a result by its name, to be written whole or not at all."""

# Fewer pairs than this are done before a second process has started.
_WORTH_A_POOL = 12


def build(
    root: Path | str,
    *,
    output: Path | None = None,
    jobs: int | None = None,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> BuildResult:
    """Build the project in a folder.

    Writes memory.tmx, glossary.tbx, glossary.tsv, candidates.jsonl and unaligned.tsv, each whole or
    not at all.
    output: instead of the settings' folder. jobs: processes, by default one for each core.
    language: of the findings, which `on_finding` is given as they arise. progress: is called with
    the number of pairs done and of all.
    Raises SettingsError, UsageError (nothing to read), OutputError (nowhere to write).
    """
    project = Project.at(Path(root))
    documents, findings = discover(project, language)
    pairs = pairs_of(documents, project.settings.languages)
    concepts, broken = load_concepts(project.glossaries, language)
    tally = Tally(on_finding)
    tally.report([*findings, *broken])
    workers = jobs_of(jobs) if jobs or len(pairs) >= _WORTH_A_POOL else 1
    align_one = partial(align_pair, settings=project.settings, language=language)
    results = in_order(align_one, pairs, workers)
    folder = output or project.output
    with ExitStack() as stack:
        open_ = partial(_open, stack, folder)
        ledger = AcronymLedger(*project.settings.languages)
        for done, _ in enumerate(_write_memory(results, project, open_, tally, ledger), start=1):
            progress(done, len(pairs))
        if not tally.counts["documents"]:
            raise UsageError("nothing-readable", str(root), details={"count": len(documents)})
        candidates = _unknown(ledger.candidates(), concepts)
        open_("candidates.jsonl").writelines(map(_candidate_line, candidates))
        exported = [concept for concept in concepts if concept.status in EXPORTED]
        _write_glossary(_glossary(project, exported), project.settings, open_)
    return tally.result(folder, candidates=len(candidates), concepts=len(exported))


def _write_memory(
    results: Iterable[PairResult],
    project: Project,
    open_: Open,
    tally: Tally,
    ledger: AcronymLedger,
) -> Iterator[PairResult]:
    """Write memory.tmx and unaligned.tsv as the results come; yields each when it is written."""
    left_over = open_("unaligned.tsv")
    left_over.write(b"reference\tbead\tscore\tsource\ttarget\n")
    header = memory_header(project.settings)
    with tmx.writer(header, open_("memory.tmx"), version=tmkit.__version__) as put:
        for result in results:
            tally.add(result)
            for unit in result.units:
                put(unit)
            left_over.writelines(map(_left_over_line, result.left_over))
            for sighting in result.sightings:
                ledger.add(sighting)
            yield result


def _write_glossary(glossary: Glossary, settings: Settings, open_: Open) -> None:
    tbx.write(glossary, open_("glossary.tbx"), languages=settings.languages)
    table.write(glossary, open_("glossary.tsv"), source=settings.source, target=settings.target)


def _open(stack: ExitStack, folder: Path, name: str) -> BinaryIO:
    return stack.enter_context(files.atomic(folder / name))


def _glossary(project: Project, concepts: Iterable[Concept]) -> Glossary:
    note = messages.message("glossary-filter", "en")
    name = project.root.resolve().name
    folders = sorted(each.name for each in project.glossaries.glob("*/") if each.is_dir())
    return Glossary(
        " + ".join(folders) or name, tuple(concepts), signature(project.settings), (note,)
    )


def _unknown(candidates: Iterable[Candidate], concepts: Iterable[Concept]) -> list[Candidate]:
    """The candidates that no concept holds yet: one that has all their acronyms does."""
    known = [
        {(lang.primary(term.lang), term.text) for term in concept.terms} for concept in concepts
    ]

    def is_known(candidate: Candidate) -> bool:
        shorts = {
            (lang.primary(term.lang), term.text)
            for term in candidate.terms
            if term.kind == "acronym"
        }
        return any(shorts <= terms for terms in known)

    return [candidate for candidate in candidates if not is_known(candidate)]


def _left_over_line(row: LeftOver) -> bytes:
    bead = f"{len(row.source)}-{len(row.target)}"
    first = (row.source or row.target)[0] + 1
    cells = (f"{row.document}#{first}", bead, f"{row.score:.4f}", *map(_cell, row.texts))
    return ("\t".join(cells) + "\n").encode()


def _cell(text: str) -> str:
    return " ".join(text.split())


def _candidate_line(candidate: Candidate) -> bytes:
    terms = [
        {"lang": term.lang, "term": term.text, "type": term.kind, "status": term.status}
        | ({"full": term.full} if term.full else {})
        for term in candidate.terms
    ]
    evidence = [
        {"reference": each.reference, "spans": dict(each.spans)} for each in candidate.evidence
    ]
    row = {
        "score": candidate.score,
        "method": candidate.method,
        "terms": terms,
        "evidence": evidence,
    }
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()
