"""`tmkit qa`: the rules of translation units over memories and bilingual files, as a stream."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import regex

from tmkit import codes, lang
from tmkit.errors import UsageError
from tmkit.formats.unit_page import Fault, Faulty
from tmkit.lint import REMARKS, UNIT_RULES, Repeats, Survey, UnitRule, findings_in_pair, pairs_of
from tmkit.memory import open_store
from tmkit.model import (
    Concept,
    Finding,
    Memory,
    MemoryHeader,
    Place,
    Severity,
    TranslationUnit,
)
from tmkit.settings import load
from tmkit.tasks.concepts import EXPORTED
from tmkit.tasks.glossaries import read_glossary
from tmkit.tasks.keeping import REASON, Savers, removed_path, savers
from tmkit.tasks.memories import read_memory

__all__ = ["Counts", "Faulty", "check_units", "qa"]

_SQLITE = b"SQLite format 3\0"
_USER = regex.compile(r"(?<=://)[^/@]*@")


@dataclass(slots=True)
class Counts:
    """How many units were checked, in how many something was found, how many were kept.

    findings: by weight. names: of the files and stores.
    """

    names: list[str] = field(default_factory=list)
    units: int = 0
    faulty: int = 0
    kept: int = 0
    findings: Counter[Severity] = field(default_factory=Counter)

    def add(self, faulty: Iterable[Faulty]) -> None:
        """Count findings."""
        for each in faulty:
            self.findings.update(fault.finding.severity for fault in each.faults)

    def exit_code(self, *, strict: bool) -> int:
        """1 where there was an error; strict: or a warning."""
        return int(
            bool(self.findings[Severity.ERROR] or (strict and self.findings[Severity.WARNING]))
        )


def check_units(
    units: Iterable[TranslationUnit],
    *,
    languages: tuple[str, str] = ("en", "vi"),
    concepts: Sequence[Concept] = (),
    language: str = "en",
) -> list[Finding]:
    """What the rules find in translation units, in their order; its place names unit and side.

    What is said of all units together comes first. languages: source and target; the source of a
    Memory is its own. concepts: a glossary's, whose terms are to be used. language: of messages.
    """
    memory = units if isinstance(units, Memory) else Memory(MemoryHeader(languages[0]), units)
    if isinstance(memory.units, Iterator):
        memory = replace(memory, units=list(memory.units))  # it is read twice
    file = _File("", memory, memory, _languages_of(memory, languages))
    file.look(Repeats(), _binding(concepts))
    found = [file.remarks((), language), *(each for _, each in file.units(UNIT_RULES, language))]
    return [fault.finding for each in chain.from_iterable(found) for fault in each.faults]


def qa(  # noqa: PLR0913 # what `tmkit qa` offers, all by keyword
    paths: Sequence[Path] = (),
    *,
    store: str = "",
    glossary: Path | None = None,
    keep: Path | None = None,
    off: Collection[str] = (),
    language: str = "en",
    on_faulty: Callable[[Faulty], None] = lambda _unit: None,
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Counts:
    """Check the units of memories and bilingual files, each read twice and never held.

    paths: of files, SQLite stores among them. store: path or URL of a store; without any path it
    is that of the settings. glossary: whose terms are to be used. keep: where the units without an
    error are written; the others stand beside it, see `removed_path`, with the reason; what the
    format cannot hold is a finding, TG803. off: codes of rules that do not hold. on_faulty: told
    of each unit in which something was found, and, as of one without texts, of what is said of a
    file as a whole; on_finding: of defects of the files. language: of both.
    Raises UsageError for an unknown code or suffix, FormatError, SettingsError, OutputError.
    """
    _demand_known(off)
    if keep and {keep.resolve(), removed_path(keep).resolve()} & {each.resolve() for each in paths}:
        raise UsageError("exists", str(keep))
    rules = [rule for rule in UNIT_RULES if rule.code not in off]
    settings = load(Path())
    defaults = settings.languages
    terms = glossary and read_glossary(glossary, defaults, language=language, on_finding=on_finding)
    repeats, binding = Repeats(), _binding(terms or ())
    stores = [store or settings.store] if store or not paths else []
    with ExitStack() as opened:
        read = [
            _File.of_store(str(path), opened, defaults)
            if _is_store(path)
            else _File.at(path, defaults, language, on_finding)
            for path in paths
        ]
        read += [_File.of_store(each, opened, defaults) for each in stores]
        for file in read:
            file.look(repeats, binding)
        counts = Counts(names=[file.name for file in read])
        first = read[0]
        header = replace(first.memory.header, source_lang=first.languages[0])
        with savers(keep, header, first.languages) as saved:
            for file in read:
                for each in _checked(file, rules, off, language, counts, saved):
                    on_faulty(each)
    for loss in saved.losses.findings(keep or Path(), language):
        on_finding(loss)
    return counts


def _checked(  # all that a check of one file takes
    file: _File,
    rules: Sequence[UnitRule],
    off: Collection[str],
    language: str,
    counts: Counts,
    saved: Savers,
) -> Iterator[Faulty]:
    """What is found in a file, which is counted, and its units kept or put aside."""
    remarks = file.remarks(off, language)
    counts.add(remarks)
    yield from remarks
    for unit, faulty in file.units(rules, language):
        _take(unit, faulty, counts, saved)
        yield from faulty


def _take(unit: TranslationUnit, faulty: Sequence[Faulty], counts: Counts, saved: Savers) -> None:
    """Count a unit, and keep it or put it aside."""
    counts.units += 1
    counts.faulty += bool(faulty)
    counts.add(faulty)
    if Severity.ERROR in {each.severity for each in faulty}:
        saved.drop(_with_reason(unit, faulty))
    else:
        counts.kept += 1
        saved.put(unit)


def _is_store(path: Path) -> bool:
    """Whether a file is a SQLite database, by how it begins."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False  # its reader says why


def _demand_known(off: Collection[str]) -> None:
    """Raises UsageError for a code that no rule of units has."""
    known = sorted({rule.code for rule in UNIT_RULES} | set(REMARKS))
    for code in off:
        if code not in known:
            near = ", ".join(difflib.get_close_matches(code, known, 3) or known[:3])
            raise UsageError("unknown-code", details={"code": code, "near": near})


def _binding(concepts: Iterable[Concept]) -> list[Concept]:
    """The concepts whose terms are to be used: nobody has agreed upon the others."""
    return [concept for concept in concepts if concept.status in EXPORTED]


@dataclass(slots=True)
class _File:
    """A file that is checked. silent: its memory once more, for a reading without reports."""

    name: str
    memory: Memory
    silent: Memory
    languages: tuple[str, str]
    survey: Survey = field(default_factory=Survey)

    @classmethod
    def at(
        cls,
        path: Path,
        defaults: tuple[str, str],
        language: str,
        on_finding: Callable[[Finding], None],
    ) -> _File:
        """The file at a path. Raises UsageError, FormatError."""
        memory = read_memory(path, defaults, language=language, on_finding=on_finding)
        languages = _languages_of(memory, defaults)
        return cls(str(path), memory, read_memory(path, defaults), languages)

    @classmethod
    def of_store(cls, store: str, opened: ExitStack, defaults: tuple[str, str]) -> _File:
        """A store of units, by its path or URL. Raises UsageError."""
        units = opened.enter_context(open_store(store, create=False))
        memory = Memory(units.header, units)
        # No report shows the name and the password of who has looked.
        name = _USER.sub("", store)
        return cls(name, memory, memory, _languages_of(memory, defaults))

    def look(self, repeats: Repeats, concepts: Sequence[Concept]) -> None:
        """Read all units for what they say together, and with those of other files."""
        self.survey = Survey(concepts, repeats)
        for unit in self.silent:
            for pair in pairs_of(unit, self.languages):
                self.survey.add(pair)

    def remarks(self, off: Collection[str], language: str) -> list[Faulty]:
        """What there is to say of the file as a whole: as of a unit without texts."""
        place = Place(self.name)
        found = (
            codes.finding(code, place, language, **details)
            for code, details in self.survey.remarks()
            if code not in off
        )
        nothing = ("", "")
        return [
            Faulty(place.path, "", self.languages, nothing, (Fault(each, "", None),))
            for each in found
        ]

    def units(
        self, rules: Sequence[UnitRule], language: str
    ) -> Iterator[tuple[TranslationUnit, list[Faulty]]]:
        """Each unit, with its pairs of texts in which something was found."""
        context = self.survey.context()
        for unit in self.memory:
            place = Place(self.name, id=unit.id)
            faulty = []
            for pair in pairs_of(unit, self.languages):
                found = findings_in_pair(pair, context, rules, place, language)
                faults = tuple(Fault(each, hit.side, hit.span) for hit, each in found)
                if faults:
                    faulty.append(Faulty(place.path, unit.id, pair.languages, pair[:2], faults))
            yield unit, faulty


def _languages_of(memory: Memory, defaults: tuple[str, str]) -> tuple[str, str]:
    """The source of a memory, and a target for units that have none."""
    named = lang.is_tag(memory.header.source_lang)
    source = memory.header.source_lang if named else defaults[0]
    others = (tag for tag in reversed(defaults) if lang.primary(tag) != lang.primary(source))
    return source, next(others)


def _with_reason(unit: TranslationUnit, faulty: Iterable[Faulty]) -> TranslationUnit:
    found = (fault.finding for each in faulty for fault in each.faults)
    reason = "; ".join(f"{each.code} {each.message}" for each in found)
    return unit._replace(props=(*unit.props, (REASON, reason)))
