"""The main job: documents and concepts in; memory, glossary, candidates and report out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

import tmkit
from tmkit import codes, messages
from tmkit.errors import UsageError
from tmkit.formats import files, report, table, tbx, tmx, xlsx
from tmkit.model import BuildResult, Candidate, Concept, Finding, Glossary, Place
from tmkit.settings import Settings
from tmkit.tasks.candidates import names_of, unknown, write_jsonl
from tmkit.tasks.cluster import cluster_workers
from tmkit.tasks.concepts import EXPORTED, load_concepts
from tmkit.tasks.decisions import strays
from tmkit.tasks.drafting import PieceDraft, draft_of, draft_piece, units_of
from tmkit.tasks.exports import Export
from tmkit.tasks.harvest import Harvest
from tmkit.tasks.headers import memory_header, signature
from tmkit.tasks.matching import match_documents
from tmkit.tasks.packaging import package
from tmkit.tasks.parallel import Map, jobs_of, workers
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import DocumentFile, Pair, Project, discover, id_of, pair_of_files
from tmkit.tasks.reporting import ReportDraft
from tmkit.tasks.spills import Spill
from tmkit.tasks.stages import Piece, each_piece, prepared
from tmkit.tasks.tally import Tally
from tmkit.tasks.workplace import workplace

__all__ = ["build"]

Open = Callable[[str], BinaryIO]
"""Opens a result by its name, to be written whole or not at all."""

_MEMORY = "memory.tmx"
# Candidates that are held for the report, which shows no more.
_BEST = 200
# Fewer are done before a second process has started.
_WORTH_A_POOL = 24


class _Taken(NamedTuple):
    """What has been taken in of all pairs so far."""

    tally: Tally
    draft: ReportDraft
    harvest: Harvest

    def take_in(self, part: PieceDraft) -> None:
        """Put what comes of some pairs behind the others."""
        self.tally.report(part.findings)
        self.tally.merge(part.counts)
        self.draft.merge(part.report)
        self.harvest.add(part.texts, part.sightings)


@dataclass(frozen=True, slots=True)
class _Input:
    """What is built: document pairs and concepts, with the findings of their search."""

    project: Project
    pairs: Sequence[Pair]
    concepts: Sequence[Concept]
    findings: Sequence[Finding]
    refused: int = 0
    """How many files were found beside the pairs that are no documents."""

    def work(self, encoding: str, language: str) -> Work:
        """How its pairs are aligned."""
        project = self.project
        return Work(
            project.settings,
            encoding=encoding,
            language=language,
            decisions=project.decisions,
            names=names_of(self.concepts, project.settings.languages),
        )

    def key(self, work: Work, lang_codes: str) -> str:
        """By what it is known that nothing has changed since a run was broken off."""
        decisions = sorted(work.decisions.glob("*")) if work.decisions else []
        rules = [Path(work.settings.srx)] if work.settings.srx else []
        files = (file.path for pair in self.pairs for file in pair.files)
        said = chain(
            (tmkit.__version__, work.settings, work.encoding, work.language, lang_codes),
            ((concept.id, concept.terms) for concept in self.concepts),
            self.pairs,
            ((str(path), _stamp(path)) for path in chain(files, decisions, rules)),
        )
        digest = hashlib.sha256()
        for each in said:
            digest.update(f"{each!r}\n".encode())
        return digest.hexdigest()[:16]

    @property
    def exported(self) -> list[Concept]:
        """The concepts that leave the project."""
        return [concept for concept in self.concepts if concept.status in EXPORTED]


def build(  # noqa: PLR0913 # what `tmkit build` offers, all by keyword
    *paths: Path | str,
    output: Path | None = None,
    tool: str = "",
    jobs: int | None = None,
    cluster: str = "",
    resume: bool = False,
    encoding: str = "",
    lang_codes: str = "",
    split_size: int = 0,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> BuildResult:
    """Build a project folder; or one bilingual document; or a document and its translation.

    Writes memory.tmx, glossary.tbx, glossary.v3.tbx, glossary.tsv, glossary.xlsx, candidates.jsonl,
    unaligned.tsv and report.html, each whole or not at all, and the package of a tool.

    output: instead of the settings' folder. tool: one of `tmkit.tasks.packaging.TOOLS`. jobs:
    processes, by default one a core. cluster: a scheduler of dask, or "local:N". resume: go on
    where a run of the same input was broken off. encoding: of files that are not UTF-8. lang_codes:
    the tags to write in TMX and TBX, "en-US,vi-VN". split_size: at most so many units a file, by
    default 500,000; an earlier build's other files of the memory are removed. `progress` gets how
    many pairs are done, of how many. Raises SettingsError, UsageError, OutputError.
    """
    given = _input_of([Path(path) for path in paths], language)
    export = Export.of(lang_codes, split_size, given.project.settings.languages)
    folder = output or given.project.output
    tally = _heard_by([on_finding, (draft := ReportDraft()).find], given.findings)
    with workplace(folder, resume=resume) as place, ExitStack() as stack:
        open_ = partial(_open, stack, folder)
        pool = stack.enter_context(_workers(jobs, cluster, given, folder))
        given = _matched(given, pool, tally, given.work(encoding, language))
        work = given.work(encoding, language)
        spill = place.spill(given.key(work, lang_codes))
        spill.write("lang_codes", export.lang_codes)
        harvest = stack.enter_context(closing(Harvest(work.settings.languages, pool, spill)))
        taken = _Taken(tally, draft, harvest)
        drafts = _drafts(pool, given.pairs, work, spill, open_("unaligned.tsv"))
        pieces = _gathered(drafts, taken, lambda done: progress(done, len(given.pairs)))
        _demand_documents(given, tally)
        export = export.sized(tally.counts["units"])
        memory = export.saver(memory_header(work.settings), folder / _MEMORY)
        _write_memory(pieces, spill, stack.enter_context(memory))
        glossary = _write_glossary(given, open_, export)
        more = _write_findings(given, taken, glossary, open_, language)
    _clear(export, folder, tally, language)
    _package(tool, folder, given, glossary, export)
    return tally.result(folder, **more)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        # Whoever reads it says so.
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _heard_by(listeners: Sequence[Callable[[Finding], None]], first: Iterable[Finding]) -> Tally:
    def tell(finding: Finding) -> None:
        for listener in listeners:
            listener(finding)

    tally = Tally(tell)
    tally.report(first)
    return tally


def _matched(given: _Input, pool: Map, tally: Tally, work: Work) -> _Input:
    """The same with documents paired by what they say, where their names do not tell."""
    matches = match_documents(given.pairs, pool, work.settings, encoding=work.encoding)
    for match in matches:
        one, *others = match.pair.files
        if match.score is not None:
            place = Place(str(one.path), id=one.id)
            details = {"other": others[0].path, "share": round(100 * match.score)}
            tally.report([codes.finding("TD207", place, work.language, **details)])
    for path in strays(given.project.decisions, {match.pair.id for match in matches}):
        tally.report([codes.finding("TD211", Place(str(path)), work.language)])
    return replace(given, pairs=[match.pair for match in matches])


def _demand_documents(given: _Input, tally: Tally) -> None:
    if not tally.counts["documents"]:
        count = given.refused + sum(len(pair.files) for pair in given.pairs)
        raise UsageError("nothing-readable", str(given.project.root), details={"count": count})


def _input_of(paths: Sequence[Path], language: str) -> _Input:
    """What the paths of the command name: a project, or documents in the project one is in."""
    if len(paths) > 2 or (len(paths) == 2 and any(path.is_dir() for path in paths)):
        raise UsageError("too-many")
    missing = next((path for path in paths if not path.exists()), None)
    if missing:
        raise UsageError("no-file" if len(paths) == 2 else "no-folder", str(missing))
    if paths and paths[0].is_file():
        project = Project.at(Path())
        pairs = [_pair_of(paths, project.settings)]
        findings: list[Finding] = []
    else:
        project = Project.at(paths[0] if paths else Path())
        pairs, findings = discover(project, language)
    concepts, broken = load_concepts(project.glossaries, language)
    return _Input(project, pairs, concepts, [*findings, *broken], len(findings))


def _pair_of(paths: Sequence[Path], settings: Settings) -> Pair:
    if len(paths) == 2:
        return pair_of_files(paths[0], paths[1], settings.languages)
    file = DocumentFile(paths[0], id_of(paths[0].stem), "")
    return Pair(file, file)


def _workers(
    jobs: int | None, cluster: str, given: _Input, folder: Path
) -> AbstractContextManager[Map]:
    if cluster:
        return cluster_workers(cluster, folder.resolve())
    return workers(jobs_of(jobs) if jobs or len(given.pairs) >= _WORTH_A_POOL else 1)


def _open(stack: ExitStack, folder: Path, name: str) -> BinaryIO:
    return stack.enter_context(files.atomic(folder / name))


def _drafts(
    pool: Map, pairs: Sequence[Pair], work: Work, spill: Spill, left_over: BinaryIO
) -> Iterator[tuple[Piece, PieceDraft]]:
    """What comes of the pairs, some at a time, in their order; what is left over is written."""
    left_over.write(b"reference\tbead\tscore\tsource\ttarget\n")
    pieces = prepared(pool, pairs, work, spill)
    for piece, _ in each_piece(pool, partial(draft_piece, spill=spill), pieces, spill):
        part = draft_of(piece, spill)
        left_over.write(part.left_over)
        yield piece, part


def _gathered(
    drafts: Iterable[tuple[Piece, PieceDraft]], taken: _Taken, progress: Callable[[int], None]
) -> list[Piece]:
    """The pieces, of which all has been taken in. progress gets how many pairs that were."""
    pieces: list[Piece] = []
    done = 0
    for piece, part in drafts:
        taken.take_in(part)
        pieces.append(piece)
        done += len(piece.pairs)
        progress(done)
    return pieces


def _write_memory(pieces: Iterable[Piece], spill: Spill, put: tmx.Put) -> None:
    for piece in pieces:
        for unit in units_of(piece, spill):
            put(unit)


def _clear(export: Export, folder: Path, tally: Tally, language: str) -> None:
    def report(code: str, place: Place) -> None:
        tally.report([codes.finding(code, place, language)])

    export.clear(folder / _MEMORY, tally.counts["units"], report)


def _write_candidates(harvest: Harvest, given: _Input, open_: Open) -> tuple[list[Candidate], int]:
    """Write the candidates; returns the best of them, and how many there are."""
    best: list[Candidate] = []
    count = 0

    def counted() -> Iterator[Candidate]:
        nonlocal count
        for candidate in unknown(harvest.candidates(), given.concepts):
            count += 1
            if len(best) < _BEST:
                best.append(candidate)
            yield candidate

    write_jsonl(counted(), open_("candidates.jsonl"), given.project.settings.languages)
    return best, count


def _write_findings(
    given: _Input, taken: _Taken, glossary: Glossary, open_: Open, language: str
) -> dict[str, int]:
    """Write the candidates and the report; returns the counts of what does not come from pairs."""
    best, count = _write_candidates(taken.harvest, given, open_)
    more = {"candidates": count, "concepts": len(given.exported)}
    page = taken.draft.finish(glossary, given.project.settings, taken.tally, best, more)
    report.write(page, open_("report.html"), language=language)
    return more


def _write_glossary(given: _Input, open_: Open, export: Export) -> Glossary:
    glossary = _glossary(given)
    source, target = given.project.settings.languages
    tagged, tags = export.of_glossary(glossary), (export.code(source), export.code(target))
    tbx.write(tagged, open_("glossary.tbx"), languages=tags)
    tbx.write(tagged, open_("glossary.v3.tbx"), languages=tags, dialect="basic-v3-dca")
    table.write(glossary, open_("glossary.tsv"), source=source, target=target)
    xlsx.write(glossary, open_("glossary.xlsx"), source=source, target=target)
    return glossary


def _package(tool: str, folder: Path, given: _Input, glossary: Glossary, export: Export) -> None:
    if not tool:
        return
    package(
        tool,
        folder / tool,
        memory=export.read(folder / _MEMORY),
        glossary=glossary,
        sources=[
            pair.source.path
            for pair in given.pairs
            if pair.source and not pair.is_bilingual and not pair.declared.confidential
        ],
        settings=given.project.settings,
        export=export,
    )


def _glossary(given: _Input) -> Glossary:
    project = given.project
    note = messages.message("glossary-filter", "en")
    folders = sorted(each.name for each in project.glossaries.glob("*/") if each.is_dir())
    name = " + ".join(folders) or project.root.resolve().name
    return Glossary(name, tuple(given.exported), signature(project.settings), (note,))
