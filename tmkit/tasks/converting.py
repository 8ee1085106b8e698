"""Memories and glossaries in other exchange formats, and what the other format cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tmkit import lang, messages
from tmkit.codes import finding
from tmkit.errors import UsageError
from tmkit.formats import files, jsonl, pairs
from tmkit.model import Finding, Glossary, Memory
from tmkit.settings import load
from tmkit.tasks.concepts import EXPORTED
from tmkit.tasks.exports import Export, codes_of, demand_tmx
from tmkit.tasks.glossaries import (
    KNOWN,
    is_glossary,
    languages_in,
    losses_of,
    read_glossary,
    write_glossary,
)
from tmkit.tasks.headers import signature
from tmkit.tasks.losses import Losses
from tmkit.tasks.memories import read_memory
from tmkit.tasks.scaffold import pair_of

__all__ = ["GLOSSARIES", "WRITTEN", "Converted", "convert"]

GLOSSARIES = KNOWN
"""Suffixes of glossaries that are written."""

WRITTEN = (".tmx", *pairs.SUFFIXES, ".jsonl")
"""Suffixes of memories that are written."""


class Converted(NamedTuple):
    """What a conversion wrote, and how much of what its format cannot hold, by kind."""

    units: int
    losses: dict[str, int]


def convert(  # noqa: PLR0913 # what `tmkit convert` offers, all by keyword
    path: Path,
    output: Path,
    *,
    pair: str = "",
    lang_codes: str = "",
    split_size: int = 0,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Converted:
    """Write a memory or a glossary in another format; both are told by their suffixes.

    Glossaries are TBX, workbooks, tables whose headings say so, what can become nothing else, and
    folders of concept files: of these the concepts approved and in review are written.

    pair: source-target, of a table without a heading and of the columns of one that is written; by
    default the settings' and the file's own. Of TMX alone: lang_codes, the tags to write,
    "en-US,vi-VN"; split_size, at most so many units a file, OUT.0001.tmx and so on.
    Each kind of loss is one finding, TG803. Raises FormatError, UsageError, SettingsError,
    OutputError; then nothing is written.
    """
    given = pair_of(pair) if pair else load(Path()).languages
    of_glossary, suffix = _is_glossary(path, output, given), output.suffix.lower()
    demand_tmx(suffix, lang_codes=lang_codes, split_size=split_size)
    if of_glossary:
        return _convert_glossary(path, output, pair, language=language, on_finding=on_finding)
    # Looked through without a word: what there is to tell is told while it is written.
    languages = given if pair else _languages_of(read_memory(path, given), given)
    memory = read_memory(path, given, language=language, on_finding=on_finding)
    losses = Losses(suffix, languages)
    if suffix == ".tmx":
        memory = losses.of_memory(memory)
        export = Export(codes_of(lang_codes), split_size)
        export.save(memory, output, lambda code, place: on_finding(finding(code, place, language)))
        count = losses.kept
    else:
        with files.atomic(output) as file:
            count = _write(memory, losses, file)
    result = Converted(count, dict(losses.counts))
    return _told(path, output, result, languages, language, on_finding)


def _is_glossary(path: Path, output: Path, languages: tuple[str, str]) -> bool:
    """Whether a glossary is converted, or else a memory. Raises UsageError where OUT cannot be."""
    suffix = output.suffix.lower()
    given = is_glossary(path, languages)
    if suffix not in (*GLOSSARIES, *WRITTEN):
        known = GLOSSARIES if given else WRITTEN
        details = {"suffix": output.suffix or output.name, "known": ", ".join(known)}
        raise UsageError("output-type", str(output), details=details)
    if path.exists() and path.resolve() == output.resolve():
        raise UsageError("exists", str(output))
    if path.suffix.lower() in pairs.SUFFIXES and suffix not in WRITTEN:
        return True
    if path.exists() and suffix not in (GLOSSARIES if given else WRITTEN):
        key = "glossary-not-memory" if given else "memory-not-glossary"
        details = {"suffix": suffix, "known": ", ".join(GLOSSARIES if given else WRITTEN)}
        raise UsageError(key, str(path), details=details)
    return given


def _told(
    path: Path,
    output: Path,
    result: Converted,
    languages: tuple[str, str],
    language: str,
    on_finding: Callable[[Finding], None],
) -> Converted:
    """The result, once each kind of loss has been reported."""
    losses = {kind: number for kind, number in result.losses.items() if number}
    for each in Losses(output.suffix, languages, Counter(losses)).findings(path, language):
        on_finding(each)
    return Converted(result.units, losses)


def _convert_glossary(
    path: Path,
    output: Path,
    pair: str,
    *,
    language: str,
    on_finding: Callable[[Finding], None],
) -> Converted:
    settings = load(path if path.is_dir() else Path())
    default = pair_of(pair) if pair else settings.languages
    glossary = read_glossary(path, default, language=language, on_finding=on_finding)
    left: Counter[str] = Counter()
    if path.is_dir():
        # What leaves a project is what has been looked at; a file is in the world already.
        concepts = list(glossary)
        exported = [concept for concept in concepts if concept.status in EXPORTED]
        if not exported:
            raise UsageError("no-concepts", str(path))
        left["concepts"] = len(concepts) - len(exported)
        notes = (messages.message("glossary-filter", "en"),)
        glossary = Glossary(glossary.name, exported, signature(settings), notes)
    languages = default if pair or path.is_dir() else languages_in(glossary, default)
    count = write_glossary(glossary, output, languages)
    result = Converted(count, left + losses_of(glossary, output, languages))
    return _told(path, output, result, languages, language, on_finding)


def _languages_of(memory: Memory, default: tuple[str, str]) -> tuple[str, str]:
    """Source and target of a memory: its header's, and the first other language in it."""
    source = memory.header.source_lang if lang.is_tag(memory.header.source_lang) else ""
    for unit in memory:
        for variant in unit.variants:
            source = source or variant.lang
            if lang.primary(variant.lang) != lang.primary(source):
                return source, variant.lang
    if not source:
        return default
    others = [tag for tag in default if lang.primary(tag) != lang.primary(source)]
    return source, others[0]


def _write(memory: Memory, losses: Losses, file: BinaryIO) -> int:
    if losses.suffix == ".jsonl":
        losses.count_header(memory)
        return jsonl.write(memory, file)
    losses.count_header(memory)
    return pairs.write(losses.of_table(memory), file, losses.languages, losses.suffix)
