"""Two files, or two folders of files with the same names: aligned, and the units written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tmkit import codes
from tmkit.errors import UsageError
from tmkit.formats import files
from tmkit.model import BuildResult, Finding, Memory, Place, TranslationUnit
from tmkit.settings import Settings
from tmkit.tasks.exports import Export, demand_tmx
from tmkit.tasks.headers import memory_header
from tmkit.tasks.parallel import jobs_of, workers
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import Pair, files_in, pair_of_files, pairs_of, unique
from tmkit.tasks.stages import align_pairs
from tmkit.tasks.tally import Tally

__all__ = ["align_files"]


def align_files(  # noqa: PLR0913 # what `tmkit align` offers, all by keyword
    source: Path,
    target: Path,
    output: Path,
    *,
    settings: Settings,
    segmented: bool = False,
    jobs: int | None = None,
    encoding: str = "",
    lang_codes: str = "",
    split_size: int = 0,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> BuildResult:
    """Align two files, or two folders with the same relative names; write the units to `output`.

    output: .tmx, .tsv (source, target, score) or .jsonl, by its suffix. segmented: a line of the
    files is a segment already. encoding: of text files that are not UTF-8, by default guessed. Of
    TMX alone: lang_codes, the tags to write, "en-US,vi-VN"; split_size, at most so many units a
    file, OUT.0001.tmx and so on. Raises UsageError for what cannot be paired, read or written.
    """
    suffix = _suffix_of(output)
    demand_tmx(suffix, lang_codes=lang_codes, split_size=split_size)
    export = Export.of(lang_codes, split_size, settings.languages)
    tally = Tally(lambda finding: on_finding(_here(finding)))
    pairs, findings = _pairs(source, target, settings, language)
    tally.report(findings)
    work = Work(
        settings, segmented=segmented, encoding=encoding, language=language, sightings=False
    )

    def units() -> Iterator[TranslationUnit]:
        for result in align_pairs(pool, pairs, work):
            tally.add(result)
            yield from result.units
        if not tally.counts["documents"]:
            # An empty memory would look like an answer.
            count = len(findings) + sum(len(pair.files) for pair in pairs)
            raise UsageError("nothing-readable", str(source), details={"count": count})

    def report(code: str, place: Place) -> None:
        tally.report([codes.finding(code, place, language)])

    processes = jobs_of(jobs) if len(pairs) > 1 else 1
    with workers(processes) as pool:
        if suffix == ".tmx":
            export.save(Memory(memory_header(settings), units()), output, report)
        else:
            _write(units(), settings, output)
    return tally.result(output)


def _suffix_of(output: Path) -> str:
    suffix = output.suffix.lower()
    if suffix != ".tmx" and suffix not in _WRITERS:
        details = {"suffix": output.suffix or output.name, "known": ", ".join([".tmx", *_WRITERS])}
        raise UsageError("output-type", str(output), details=details)
    return suffix


def _here(finding: Finding) -> Finding:
    """A finding without its pointer to unaligned.tsv, which only a build writes."""
    return replace(finding, help="") if finding.code == "TD202" else finding


def _pairs(
    source: Path, target: Path, settings: Settings, language: str
) -> tuple[list[Pair], list[Finding]]:
    for path in (source, target):
        if not path.exists():
            raise UsageError("no-file", str(path))
    if source.is_file() and target.is_file():
        return [pair_of_files(source, target, settings.languages)], []
    if source.is_file() or target.is_file():
        raise UsageError("one-folder", str(source))
    found = files_in(list(zip((source, target), settings.languages, strict=True)))
    if not found:
        raise UsageError("no-documents", str(source), details={"folder": source})
    documents, findings = unique(found, language)
    return pairs_of(documents, settings.languages), findings


def _write(units: Iterable[TranslationUnit], settings: Settings, output: Path) -> None:
    with files.atomic(output) as file:
        _WRITERS[output.suffix.lower()](units, settings, file)


def _write_tsv(units: Iterable[TranslationUnit], settings: Settings, file: BinaryIO) -> None:
    for unit in units:
        texts = [" ".join(unit.text(tag).split()) for tag in settings.languages]
        file.write(("\t".join([*texts, f"{_score(unit):.4f}"]) + "\n").encode())


def _write_jsonl(units: Iterable[TranslationUnit], settings: Settings, file: BinaryIO) -> None:
    for unit in units:
        row: dict[str, object] = {tag: unit.text(tag) for tag in settings.languages}
        if unit.origin:
            row |= {"source": unit.origin.source, "target": unit.origin.target}
        row["score"] = _score(unit)
        file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


def _score(unit: TranslationUnit) -> float:
    return unit.origin.score if unit.origin else 1.0


_WRITERS: dict[str, Callable[[Iterable[TranslationUnit], Settings, BinaryIO], None]] = {
    ".tsv": _write_tsv,
    ".jsonl": _write_jsonl,
}
