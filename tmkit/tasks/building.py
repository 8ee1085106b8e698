"""The main job: documents and concepts in; memory, glossary, candidates and report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from tmkit import codes, messages
from tmkit.errors import UsageError
from tmkit.formats import files, report, table, tbx, xlsx
from tmkit.model import BuildResult, Candidate, Concept, Finding, Glossary, Place, TranslationUnit
from tmkit.settings import Settings
from tmkit.tasks.aligning import PairResult, Row, Work
from tmkit.tasks.candidates import Harvest, names_of, unknown, write_jsonl
from tmkit.tasks.concepts import EXPORTED, load_concepts
from tmkit.tasks.decisions import strays
from tmkit.tasks.exports import Export
from tmkit.tasks.headers import memory_header, signature
from tmkit.tasks.matching import match_documents
from tmkit.tasks.packaging import package
from tmkit.tasks.parallel import Map, jobs_of, workers
from tmkit.tasks.project import DocumentFile, Pair, Project, discover, id_of, pair_of_files
from tmkit.tasks.reporting import ReportDraft
from tmkit.tasks.stages import align_pairs
from tmkit.tasks.tally import Tally

__all__ = ["build"]

Open = Callable[[str], BinaryIO]
"""Opens a result by its name, to be written whole or not at all."""

_MEMORY = "memory.tmx"
# Fewer are done before a second process has started.
_WORTH_A_POOL = 24


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

    @property
    def exported(self) -> list[Concept]:
        """The concepts that leave the project."""
        return [concept for concept in self.concepts if concept.status in EXPORTED]


def build(  # noqa: PLR0913 # what `tmkit build` offers, all by keyword
    *paths: Path | str,
    output: Path | None = None,
    tool: str = "",
    jobs: int | None = None,
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

    paths: by default the folder one is in. output: instead of the settings' folder. tool: one of
    `tmkit.tasks.packaging.TOOLS`. jobs: processes, by default one a core. encoding: of text files
    that are not UTF-8, by default guessed. lang_codes: the tags to write in TMX and TBX,
    "en-US,vi-VN". split_size: at most so many units a file, memory.0001.tmx and so on; an earlier
    build's other files of the memory are removed. language: of findings and report. `progress` gets
    how many pairs are done, of how many. Raises SettingsError, UsageError, OutputError.
    """
    given = _input_of([Path(path) for path in paths], language)
    export = Export.of(lang_codes, split_size, given.project.settings.languages)
    folder = output or given.project.output
    draft = ReportDraft()
    tally = _heard_by(on_finding, draft.find)
    tally.report(given.findings)
    with ExitStack() as stack:
        open_ = partial(_open, stack, folder)
        pool = stack.enter_context(workers(_processes(jobs, len(given.pairs))))
        given = _matched(given, pool, tally, given.work(encoding, language))
        aligned = align_pairs(pool, given.pairs, given.work(encoding, language))
        memory = export.saver(memory_header(given.project.settings), folder / _MEMORY)
        results = _write_memory(aligned, stack.enter_context(memory), open_("unaligned.tsv"))
        harvest = Harvest(given.project.settings.languages)
        for done, result in enumerate(results, start=1):
            _take_in(result, tally, draft, harvest)
            progress(done, len(given.pairs))
        _demand_documents(given, tally)
        candidates = _write_candidates(harvest, given, open_)
        glossary = _write_glossary(given, open_, export)
        more = {"candidates": len(candidates), "concepts": len(given.exported)}
        page = draft.finish(glossary, given.project.settings, tally, candidates, more)
        report.write(page, open_("report.html"), language=language)
    _clear(export, folder, tally, language)
    _package(tool, folder, given, glossary, export)
    return tally.result(folder, **more)


def _heard_by(*listeners: Callable[[Finding], None]) -> Tally:
    def tell(finding: Finding) -> None:
        for listener in listeners:
            listener(finding)

    return Tally(tell)


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


def _take_in(result: PairResult, tally: Tally, draft: ReportDraft, harvest: Harvest) -> None:
    tally.add(result)
    draft.add(result)
    harvest.add(result.units, result.sightings)


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


def _processes(jobs: int | None, pairs: int) -> int:
    return jobs_of(jobs) if jobs or pairs >= _WORTH_A_POOL else 1


def _open(stack: ExitStack, folder: Path, name: str) -> BinaryIO:
    return stack.enter_context(files.atomic(folder / name))


def _write_memory(
    results: Iterable[PairResult], put: Callable[[TranslationUnit], None], left_over: BinaryIO
) -> Iterator[PairResult]:
    """Write the units and what is left over as the results come; yields each when it is written."""
    left_over.write(b"reference\tbead\tscore\tsource\ttarget\n")
    for result in results:
        for unit in result.units:
            put(unit)
        left_over.writelines(_left_over_line(row) for row in result.rows if not row.kept)
        yield result


def _clear(export: Export, folder: Path, tally: Tally, language: str) -> None:
    def report(code: str, place: Place) -> None:
        tally.report([codes.finding(code, place, language)])

    export.clear(folder / _MEMORY, tally.counts["units"], report)


def _write_candidates(harvest: Harvest, given: _Input, open_: Open) -> list[Candidate]:
    candidates = list(unknown(harvest.candidates(), given.concepts))
    write_jsonl(candidates, open_("candidates.jsonl"), given.project.settings.languages)
    return candidates


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


def _left_over_line(row: Row) -> bytes:
    cells = (row.reference, row.kind, f"{row.score:.4f}", *map(_cell, row.text))
    return ("\t".join(cells) + "\n").encode()


def _cell(text: str) -> str:
    return " ".join(text.split())
