"""Matches of the memory put where a file has no translation yet."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tmkit.codes import finding, finding_of
from tmkit.errors import UsageError
from tmkit.formats import files, filling, filling_table
from tmkit.formats.slots import Filling, Slot
from tmkit.memory import MemoryStore, Sought, open_store
from tmkit.model import Finding, Place
from tmkit.settings import Settings, load
from tmkit.tasks.fitting import filling_of
from tmkit.tasks.reading import read_document
from tmkit.tasks.segmenting import segment_document

__all__ = ["Pretranslated", "pretranslate"]

_EXCHANGE = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")
_TABLES = (".tsv", ".tab", ".csv")
_PACKED = ".gz"
# The best match may have codes that do not fit where the next one has none.
_LIMIT = 5

Report = Callable[[Finding], None]


class Pretranslated(NamedTuple):
    """How many segments there are, how many had no translation, and how many got one."""

    segments: int
    empty: int
    filled: int


def pretranslate(
    path: Path,
    output: Path,
    store: str = "",
    *,
    at_least: int = 75,
    language: str = "en",
    on_finding: Report = lambda _finding: None,
) -> Pretranslated:
    """Write a file with matches of `at_least` percent where it has no translation.

    TMX and XLIFF, in gzip too, and tables keep all else as it is. Of a document a table is written,
    a segment a row. Numbers are those of the segment where the match allows it. A match whose codes
    do not fit is a finding, TQ811. Raises FormatError, UsageError, SettingsError, OutputError; then
    nothing is written.
    """
    suffix = _kind(path)
    known = (suffix,) if suffix in (*_EXCHANGE, *_TABLES) else (".tsv", ".csv")
    if _kind(output) not in known:
        details = {"suffix": output.suffix or output.name, "known": ", ".join(known)}
        raise UsageError("output-type", str(output), details=details)
    if path.resolve() == output.resolve():
        raise UsageError("exists", str(output))
    settings = load(Path())
    with (
        open_store(store or settings.store, create=False) as opened,
        opened.mirrored() as memory,
    ):
        work = _Work(memory, str(path), at_least, language, on_finding)
        if suffix in _EXCHANGE:
            data = _exchange(path, settings, work)
        elif suffix in _TABLES:
            table = filling_table.opened(path, settings.languages)
            data = table.filled(list(work.fillings(table.slots, table.languages)))
        else:
            slots = _slots_of(path, settings, language, on_finding)
            fillings = list(work.fillings(slots, settings.languages))
            data = filling_table.written(slots, fillings, settings.languages, _kind(output))
    if output.suffix.lower() == _PACKED:
        data = gzip.compress(data, mtime=0)
    with files.atomic(output) as file:
        file.write(data)
    return Pretranslated(work.segments, work.empty, work.filled)


def _kind(path: Path) -> str:
    """The suffix that tells the format: of memory.tmx.gz ".tmx"."""
    suffix, inner = path.suffix.lower(), Path(path.stem).suffix.lower()
    return inner if suffix == _PACKED and inner in _EXCHANGE else suffix


def _exchange(path: Path, settings: Settings, work: _Work) -> bytes:
    opened = filling.opened(path, settings.languages)
    pairs = [(slot, unit.languages) for unit in opened.units for slot in unit.slots]
    found = work.fillings_of(pairs)
    return opened.filled([[next(found) for _ in unit.slots] for unit in opened.units])


def _slots_of(path: Path, settings: Settings, language: str, on_finding: Report) -> list[Slot]:
    """The segments of a document, none with a translation."""
    document = read_document(
        path,
        path.stem,
        settings.source,
        on_warning=lambda error: on_finding(finding_of(error, language)),
    )
    return [
        Slot(f"{path.stem}#{segment.number + 1}", 0, (segment.text,), is_empty=True)
        for segment in segment_document(document, settings)
    ]


@dataclass(slots=True)
class _Work:
    """The memory that is asked, and what was counted."""

    memory: MemoryStore
    path: str
    at_least: int
    language: str
    on_finding: Report
    segments: int = 0
    empty: int = 0
    filled: int = 0

    def fillings(
        self, slots: Sequence[Slot], languages: tuple[str, str]
    ) -> Iterator[Filling | None]:
        """What to fill in, for each segment in a language pair."""
        return self.fillings_of([(slot, languages) for slot in slots])

    def fillings_of(
        self, pairs: Sequence[tuple[Slot, tuple[str, str]]]
    ) -> Iterator[Filling | None]:
        """What to fill in, for each segment with its languages; None for nothing."""
        alone = [Sought(slot.content) for slot, _ in pairs]
        # Blank segments are nobody's neighbours.
        texts = [each.text for each in alone if each.text.strip()]
        around = iter(zip(["", *texts], [*texts[1:], ""], strict=False))
        for (slot, languages), sought in zip(pairs, alone, strict=True):
            self.segments += 1
            if not sought.text.strip():
                yield None
                continue
            previous, following = next(around)
            if not slot.is_empty:
                yield None
                continue
            self.empty += 1
            asked = sought._replace(previous=previous, following=following)
            found = self._best(slot, asked, languages)
            self.filled += found is not None
            yield found

    def _best(self, slot: Slot, sought: Sought, languages: tuple[str, str]) -> Filling | None:
        matches = self.memory.search(
            sought.content,
            lang=languages[0],
            at_least=self.at_least,
            limit=_LIMIT,
            previous=sought.previous,
            following=sought.following,
        )
        for match in matches:
            if found := filling_of(match, slot.source, languages[1]):
                return found
        if matches:
            place = Place(self.path, slot.line, id=slot.id)
            percent = matches[0].percent
            self.on_finding(finding("TQ811", place, self.language, percent=percent))
        return None
