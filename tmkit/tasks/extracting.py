"""Term candidates from a memory, a table of segment pairs, or a project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tmkit.errors import UsageError
from tmkit.formats import files
from tmkit.lang import primary
from tmkit.model import BuildResult, Concept, Finding, Memory, TranslationUnit, Variant
from tmkit.tasks.candidates import WRITERS, names_of, unknown
from tmkit.tasks.concepts import load_concepts
from tmkit.tasks.harvest import Harvest, row_of
from tmkit.tasks.matching import match_documents
from tmkit.tasks.memories import read_memory
from tmkit.tasks.parallel import Map, jobs_of, workers
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import Project, discover
from tmkit.tasks.spills import Spill
from tmkit.tasks.stages import align_pairs
from tmkit.tasks.tally import Tally
from tmkit.terms import sightings_of
from tmkit.text import language_of

__all__ = ["extract"]

# Units that are enough to tell a language by.
_LOOKED_AT = 100
# Bytes of a memory that are done before a second process has started.
_WORTH_A_POOL = 1 << 20


def extract(
    path: Path,
    output: Path,
    *,
    jobs: int | None = None,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> BuildResult:
    """Write the term candidates of a memory or a project, best first.

    A memory: whatever `read_memory` reads. What the glossaries hold
    is left out: those of the project, or of the one one is in. output: .tsv, .jsonl or .tbx.
    Raises FormatError, UsageError, SettingsError, OutputError.
    """
    write = WRITERS.get(output.suffix.lower())
    if write is None:
        details = {"suffix": output.suffix or output.name, "known": ", ".join(WRITERS)}
        raise UsageError("output-type", str(output), details=details)
    if not path.exists():
        raise UsageError("no-file", str(path))
    project = Project.at(path if path.is_dir() else Path())
    languages = project.settings.languages
    concepts, broken = load_concepts(project.glossaries, language)
    tally = Tally(on_finding)
    tally.report(broken)
    with (
        workers(_processes(jobs, path)) as pool,
        TemporaryDirectory(prefix="tmkit-") as folder,
        closing(Harvest(languages, pool, Spill(Path(folder)))) as harvest,
    ):
        if path.is_dir():
            units = _of_project(project, pool, language, tally)
        else:
            memory = read_memory(
                path, languages, language=language, on_finding=lambda each: tally.report([each])
            )
            units = _of_memory(memory, languages)
        _fill(harvest, _in_their_languages(units, path, languages), languages, concepts)
        if not harvest.units:
            details = {"languages": "–".join(languages)}
            raise UsageError("no-bilingual-units", str(path), details=details)
        candidates = list(unknown(harvest.candidates(), concepts))
    with files.atomic(output) as file:
        write(candidates, file, languages)
    return tally.result(output, candidates=len(candidates))


def _processes(jobs: int | None, path: Path) -> int:
    return jobs_of(jobs) if jobs or path.is_dir() or path.stat().st_size > _WORTH_A_POOL else 1


def _fill(
    harvest: Harvest,
    units: Iterable[TranslationUnit],
    languages: tuple[str, str],
    concepts: Sequence[Concept],
) -> None:
    names = names_of(concepts, languages)
    for unit in units:
        texts = {variant.lang: variant.text for variant in unit.variants}
        harvest.add([row_of(unit, languages)], sightings_of(unit.id, texts, names=names))


def _in_their_languages(
    units: Iterable[TranslationUnit], path: Path, languages: tuple[str, str]
) -> Iterator[TranslationUnit]:
    """The units, when the first of them are in the languages they are said to be in.

    Raises UsageError for a side that is in the language of the other one.
    """
    rest = iter(units)
    first = [*islice(rest, _LOOKED_AT)]
    for tag, other in (languages, languages[::-1]):
        told = language_of(" ".join(unit.text(tag) for unit in first))
        if told == primary(other):
            details = {"lang": tag, "other": other}
            raise UsageError("side-language", str(path), details=details)
    yield from first
    yield from rest


def _of_project(
    project: Project, pool: Map, language: str, tally: Tally
) -> Iterator[TranslationUnit]:
    pairs, findings = discover(project, language)
    tally.report(findings)
    work = Work(project.settings, language=language, decisions=project.decisions, sightings=False)
    matches = match_documents(pairs, pool, project.settings)
    for result in align_pairs(pool, [match.pair for match in matches], work):
        tally.add(result)
        yield from result.units


def _of_memory(memory: Memory, languages: tuple[str, str]) -> Iterator[TranslationUnit]:
    """The units that have both languages, whatever their region."""
    wanted = {primary(tag): tag for tag in languages}
    for number, unit in enumerate(memory, start=1):
        texts = {wanted.get(primary(variant.lang), ""): variant.text for variant in unit.variants}
        if all(texts.get(tag) for tag in languages):
            yield _unit(unit.id or str(number), {tag: texts[tag] for tag in languages})


def _unit(name: str, texts: dict[str, str]) -> TranslationUnit:
    return TranslationUnit(name, tuple(Variant(tag, (text,)) for tag, text in texts.items()))
