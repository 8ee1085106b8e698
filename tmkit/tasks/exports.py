"""How memories and glossaries leave a project: which language codes, how many units a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import tmkit
from tmkit import lang
from tmkit.errors import OutputError, UsageError
from tmkit.formats import tmx
from tmkit.model import (
    Concept,
    Glossary,
    Memory,
    MemoryHeader,
    Place,
    TranslationUnit,
)

__all__ = ["Export", "Report", "Units", "codes_of", "demand_tmx", "remove", "with_languages"]


Report = Callable[[str, Place], None]
"""Takes the code of a finding and its place."""


# Some 200 MB: many tools import no file of more than 1 GB.
_MOST = 500_000


def _unheard(_code: str, _place: Place) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Export:
    """What the files of memories and glossaries are like.

    lang_codes: what to write for a language tag, {"en": "en-US"}. split_size: at most so many
    units a file of a memory, OUT.0001.tmx and so on; 0: one file.
    """

    lang_codes: Mapping[str, str] = field(default_factory=dict)
    split_size: int = 0

    @classmethod
    def of(cls, lang_codes: str, split_size: int, languages: tuple[str, str]) -> Export:
        """From what an option says, "en-US,vi-VN". Raises UsageError for other languages."""
        written = codes_of(lang_codes)
        known = {lang.primary(tag): tag for tag in languages}
        strange = next((code for tag, code in written.items() if tag not in known), None)
        if strange:
            details = {"tag": strange, "languages": ", ".join(languages)}
            raise UsageError("lang-code-other", details=details)
        return cls({known[tag]: code for tag, code in written.items()}, split_size)

    def save(self, memory: Memory, path: Path, report: Report = _unheard) -> list[Path]:
        """Write a memory; returns its files. Shards of an earlier, longer run are removed.

        report: told of what was removed. Raises OutputError.
        """
        files = tmx.save(
            memory,
            path,
            version=tmkit.__version__,
            lang_codes=self.lang_codes,
            split_size=self.split_size,
        )
        if self.split_size:
            remove(tmx.shards(path)[len(files) :], report)
        return files

    def sized(self, units: int) -> Export:
        """The same for a memory of so many units: a large one is split although nobody asked."""
        return replace(self, split_size=_MOST) if units > _MOST and not self.split_size else self

    def saver(self, header: MemoryHeader, path: Path) -> AbstractContextManager[tmx.Put]:
        """The same, a unit at a time; `clear` removes what an earlier run left."""
        return tmx.saver(
            header,
            path,
            version=tmkit.__version__,
            lang_codes=self.lang_codes,
            split_size=self.split_size,
        )

    def clear(self, path: Path, units: int, report: Report = _unheard) -> None:
        """Remove what an earlier run left at a path where so many units have been written.

        Its shards that are too many; and what is split now, or split no more.
        """
        if not self.split_size:
            remove(tmx.shards(path), report)
            return
        written = max(1, -(-units // self.split_size))
        remove([path, *tmx.shards(path)[written:]], report)

    def read(self, path: Path) -> Memory:
        """What was saved at a path, in the tags of before; read anew at each iteration."""
        memories = [tmx.read(each) for each in (tmx.shards(path) if self.split_size else [path])]
        plain = {code: tag for tag, code in self.lang_codes.items()}
        whole = Memory(memories[0].header, Units(lambda: chain.from_iterable(memories)))
        return with_languages(whole, plain) if plain else whole

    def of_glossary(self, glossary: Glossary) -> Glossary:
        """The glossary in the language codes that are written."""
        if not self.lang_codes:
            return glossary
        return replace(glossary, concepts=tuple(map(self._of_concept, glossary)))

    def _of_concept(self, concept: Concept) -> Concept:
        def coded(texts: Mapping[str, str]) -> dict[str, str]:
            return {self.code(tag): text for tag, text in texts.items()}

        return replace(
            concept,
            terms=tuple(replace(term, lang=self.code(term.lang)) for term in concept.terms),
            definition=coded(concept.definition),
            definition_source=coded(concept.definition_source),
        )

    def code(self, tag: str) -> str:
        """What is written for a language tag."""
        return self.lang_codes.get(tag, tag)


@dataclass(frozen=True, slots=True)
class Units:
    """Units that are derived from others anew at each iteration."""

    derive: Callable[[], Iterator[TranslationUnit]]

    def __iter__(self) -> Iterator[TranslationUnit]:
        return self.derive()


def with_languages(memory: Memory, mapping: Mapping[str, str]) -> Memory:
    """The memory with other language tags, old → new; tags that are not named stay."""

    def units() -> Iterator[TranslationUnit]:
        for unit in memory:
            variants = (
                variant._replace(lang=mapping.get(variant.lang, variant.lang))
                for variant in unit.variants
            )
            yield unit._replace(variants=tuple(variants))

    source = memory.header.source_lang
    header = replace(memory.header, source_lang=mapping.get(source, source))
    return Memory(header, Units(units))


def codes_of(text: str) -> dict[str, str]:
    """The tags of "en-US,vi-VN" by their languages. Raises UsageError for what says nothing."""
    tags = [tag for tag in text.split(",") if tag]
    wrong = next((tag for tag in tags if not lang.is_tag(tag)), None)
    if wrong:
        raise UsageError("lang-code", details={"tag": wrong})
    by_language = {lang.primary(tag): tag for tag in tags}
    twice = next((tag for tag in tags if by_language[lang.primary(tag)] != tag), None)
    if twice:
        details = {"tag": twice, "other": by_language[lang.primary(twice)]}
        raise UsageError("lang-code-twice", details=details)
    return by_language


def demand_tmx(suffix: str, *, lang_codes: str, split_size: int) -> None:
    """Refuse options that another format than TMX has no use for. Raises UsageError."""
    options = {"--lang-codes": lang_codes, "--split-size": split_size}
    for option in (option for option, value in options.items() if value and suffix != ".tmx"):
        raise UsageError("tmx-only", details={"option": option, "suffix": suffix})


def remove(paths: list[Path], report: Report = _unheard) -> None:
    """Remove the files that are there of those that an earlier run may have left; reports each.

    Raises OutputError.
    """
    for path in filter(Path.is_file, paths):
        try:
            path.unlink()
        except OSError as error:
            raise OutputError("output", str(path), details={"reason": error.strerror}) from error
        report("TX121", Place(str(path)))
