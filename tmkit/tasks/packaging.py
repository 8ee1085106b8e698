"""Packages for CAT tools: a folder that the tool opens, or imports from, as it is.

Units stream through: a memory is read again for each file, and never held.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tmkit import lang, messages
from tmkit.errors import FormatError, OutputError, UsageError
from tmkit.formats import files, omegat, table, tbx, tmx, xlsx
from tmkit.model import Glossary, Memory, Origin, TranslationUnit
from tmkit.settings import Settings
from tmkit.tasks.exports import Export, Units, remove, with_languages
from tmkit.tasks.segmenting import rules_of

__all__ = ["LONGEST", "PENALTY", "TOOLS", "package"]

PENALTY = 5
"""Per cent by which OmegaT counts the match of a unit lower that no person has read."""
LONGEST = 2000
"""Characters on a side of a unit that Trados takes."""

# What an Origin becomes in a TMX.
_ORIGIN_PROPS = tuple(
    f"x-tmkit-{name}" for name in ("document", "segments", "bead", "score", "reviewed")
)


@dataclass(frozen=True, slots=True)
class _Package:
    """What goes in, and where; each method writes one file and returns its path."""

    folder: Path
    memory: Memory
    glossary: Glossary
    sources: Sequence[Path]
    settings: Settings
    export: Export

    def tmx(self, name: str, memory: Memory) -> list[Path]:
        """A memory as TMX, in the place of what an earlier run left there."""
        written = self.export.save(memory, self.folder / name)
        remove(sorted({self.folder / name, *tmx.shards(self.folder / name)} - {*written}))
        return written

    def tmx_of_any(self, name: str, memory: Memory) -> list[Path]:
        """The file, written only where it would hold a unit; one of an earlier run is removed."""
        if next(iter(memory), None) is None:
            remove([self.folder / name, *tmx.shards(self.folder / name)])
            return []
        return self.tmx(name, memory)

    def xlsx(self, name: str, *, pairs: bool) -> Path:
        """The glossary as a workbook, whole or as pairs of terms."""
        source, target = self.settings.languages
        write = xlsx.write_pairs if pairs else xlsx.write
        with files.atomic(self.folder / name) as file:
            write(self.glossary, file, source=source, target=target)
        return self.folder / name

    def tbx(self, name: str) -> Path:
        """The glossary as TBX-Basic v2."""
        with files.atomic(self.folder / name) as file:
            source, target = map(self.export.code, self.settings.languages)
            tbx.write(self.export.of_glossary(self.glossary), file, languages=(source, target))
        return self.folder / name

    def table(self, name: str) -> Path:
        """The glossary as a table of three columns."""
        source, target = self.settings.languages
        with files.atomic(self.folder / name) as file:
            table.write(self.glossary, file, source=source, target=target)
        return self.folder / name


def package(  # noqa: PLR0913 # one parameter for each thing that goes in
    tool: str,
    folder: Path,
    *,
    memory: Memory,
    glossary: Glossary,
    sources: Sequence[Path],
    settings: Settings,
    export: Export,
) -> list[Path]:
    """Write the package of a tool, one of TOOLS, into a folder; returns the files written.

    sources: documents to translate, copied into a project of OmegaT. export: the language codes in
    the files, and how many units each has. Each file is written whole or not at all; other files in
    the folder are left alone. Raises KeyError for an unknown tool, OutputError (nowhere to write),
    FormatError (a source that cannot be read).
    """
    write = TOOLS[tool]
    written = write(_Package(folder, _marked(memory), glossary, sources, settings, export))
    readme = folder / "README.txt"
    files.write_text(readme, "\n".join(_readme(tool)))
    return [*written, readme]


def _omegat(parts: _Package) -> list[Path]:
    """A project: nothing lies in tm/auto, which would fill segments in without a person's look."""
    folder, settings = parts.folder, parts.settings
    for name in omegat.FOLDERS:
        _make_folder(folder / name)
    with files.atomic(folder / omegat.PROJECT) as file:
        omegat.write(file, source=settings.source, target=settings.target)
    reviewed = _select(parts.memory, _is_reviewed)
    others = _select(parts.memory, lambda unit: not _is_reviewed(unit))
    penalised = f"{omegat.MEMORY}/{omegat.penalised(PENALTY)}/memory.tmx"
    return [
        folder / omegat.PROJECT,
        *_segmentation(parts),
        *_copy(parts.sources, folder / omegat.SOURCE, settings),
        parts.table(f"{omegat.GLOSSARY}/glossary.utf8"),
        *parts.tmx_of_any(f"{omegat.MEMORY}/memory-reviewed.tmx", reviewed),
        *parts.tmx_of_any(penalised, others),
    ]


def _segmentation(parts: _Package) -> list[Path]:
    """Rules for the source language, so that segments are those of the memory."""
    try:
        rules = rules_of(parts.settings, parts.settings.source)
    except UsageError:
        # A memory in a language without rules came with its segments; OmegaT has its own.
        return []
    with files.atomic(parts.folder / omegat.SEGMENTATION) as file:
        omegat.write_segmentation(file, rules)
    return [parts.folder / omegat.SEGMENTATION]


def _trados(parts: _Package) -> list[Path]:
    """Tags with regions, which Trados asks for, and no unit that is longer than it takes."""
    regions = {**_regions(parts.settings.languages), **parts.export.lang_codes}
    short = _select(parts.memory, lambda unit: not _is_long(unit))
    return [
        *parts.tmx("memory.tmx", with_languages(short, regions)),
        *_write_left_out(parts),
        parts.xlsx("glossary.xlsx", pairs=True),
    ]


def _memoq(parts: _Package) -> list[Path]:
    return [*parts.tmx("memory.tmx", parts.memory), _write_csv(parts)]


def _phrase(parts: _Package) -> list[Path]:
    return [
        *parts.tmx("memory.tmx", parts.memory),
        parts.tbx("glossary.tbx"),
        parts.xlsx("glossary.xlsx", pairs=False),
    ]


TOOLS: Mapping[str, Callable[[_Package], list[Path]]] = {
    "omegat": _omegat,
    "trados": _trados,
    "memoq": _memoq,
    "phrase": _phrase,
}
"""The tools there is a package for, by the names that people give on the command line."""


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("output", str(folder), details={"reason": error.strerror}) from error


def _select(memory: Memory, keep: Callable[[TranslationUnit], bool]) -> Memory:
    return Memory(memory.header, Units(lambda: filter(keep, memory)))


def _is_reviewed(unit: TranslationUnit) -> bool:
    return unit.origin is not None and unit.origin.reviewed


def _is_long(unit: TranslationUnit) -> bool:
    return any(len(variant.text) > LONGEST for variant in unit.variants)


def _marked(memory: Memory) -> Memory:
    """The memory with the origin of its units, also of those read from a TMX of tmkit.

    The origin says whether a person has looked, and makes the writer mark the unit.
    """

    def units() -> Iterator[TranslationUnit]:
        for unit in memory:
            origin = unit.origin or _origin_of(dict(unit.props))
            if origin and not unit.origin:
                rest = tuple(prop for prop in unit.props if prop[0] not in _ORIGIN_PROPS)
                yield unit._replace(origin=origin, props=rest)
            else:
                yield unit

    return Memory(memory.header, Units(units))


def _origin_of(props: Mapping[str, str]) -> Origin | None:
    try:
        document, segments, _, score, reviewed = (props[name] for name in _ORIGIN_PROPS)
        source, target = (
            tuple(int(number) - 1 for number in side.split(",") if number)
            for side in segments.split(" ")
        )
        # Where the ids differ, the prop holds both; written again, it says the same.
        return Origin((document, document), source, target, float(score), reviewed == "yes")
    except (KeyError, ValueError):
        return None  # not written by tmkit: the props stay as they are


def _regions(languages: Sequence[str]) -> dict[str, str]:
    """The tag with a region for each language whose usual region is known."""
    known = [messages.message("package-tag", language) for language in messages.LANGUAGES]
    return {lang.primary(tag): tag for tag in known if lang.primary(tag) in languages}


def _copy(sources: Sequence[Path], folder: Path, settings: Settings) -> list[Path]:
    """Copies of the documents, at the paths that they have below their language folder."""
    paths = [Path(os.path.normpath(source.absolute())) for source in sources]
    base = _language_folder(paths, settings) if paths else Path()
    return [_copy_one(path, folder / path.relative_to(base)) for path in paths]


def _language_folder(paths: Sequence[Path], settings: Settings) -> Path:
    """The folder of the source language that all lie in; without one, the deepest they share."""
    common = Path(os.path.commonpath([path.parent for path in paths]))
    named = [path for path in (common, *common.parents) if path.name == settings.source]
    in_corpus = [path for path in named if path.parent.name == Path(settings.corpus).name]
    return next(iter([*in_corpus, *named]), common)


def _copy_one(source: Path, copy: Path) -> Path:
    try:
        original = source.open("rb")
    except OSError as error:
        details = {"reason": error.strerror}
        raise FormatError("unreadable", str(source), details=details) from error
    with original, files.atomic(copy) as file:
        shutil.copyfileobj(original, file)
    return copy


def _write_left_out(parts: _Package) -> list[Path]:
    """A table of the units that are too long, written only where there are any."""
    path = parts.folder / "left-out.tsv"
    long = _select(parts.memory, _is_long)
    if next(iter(long), None) is None:
        path.unlink(missing_ok=True)
        return []
    with files.atomic(path) as file:
        file.write(b"id\tsource characters\ttarget characters\tsource\ttarget\n")
        for unit in long:
            texts = [unit.text(language) for language in parts.settings.languages]
            cells = [unit.id, *(str(len(text)) for text in texts), *texts]
            file.write(("\t".join(" ".join(cell.split()) for cell in cells) + "\n").encode())
    return [path]


def _write_csv(parts: _Package) -> Path:
    """A table as memoQ's import shows it: a column for each language and field, named in English.

    With a byte order mark, so that spreadsheets too take it for UTF-8.
    """
    source, target = parts.settings.languages
    names = [xlsx.language_name(tag, messages.LANGUAGES[0]) for tag in (source, target)]
    definitions = [f"Definition ({name})" for name in names]
    path = parts.folder / "glossary.csv"
    with files.atomic(path) as file:
        lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        put = csv.writer(lines, quoting=csv.QUOTE_ALL)
        put.writerow([*names, "Subject", *definitions, "Note", "ID"])
        for concept in parts.glossary:
            said = [concept.definition.get(tag, "") for tag in (source, target)]
            note = table.remarks(concept, target)
            for term, other in table.rows(concept, source, target):
                put.writerow([term.text, other.text, concept.subject, *said, note, concept.id])
        lines.detach()
    return path


def _readme(tool: str) -> Iterator[str]:
    for language in messages.LANGUAGES:
        yield messages.message(f"package-readme-{tool}", language)
        yield ""
        yield messages.help_of(f"package-readme-{tool}", language)
        yield ""
