"""Where the corpus uses terms: quotations for a card, and contexts and sources for a concept.

The memory of the last build is made searchable in the background, once for each build.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import NamedTuple

from tmkit.errors import TmkitError, UsageError
from tmkit.lang import primary
from tmkit.lexicon import is_mentioned
from tmkit.model import Piece, Quote, Span, Term, TranslationUnit
from tmkit.tasks.parallel import Apart
from tmkit.tasks.project import Project
from tmkit.tasks.quoting import references_of, shortened
from tmkit.tasks.serving import Lookups
from tmkit.text import document_of

__all__ = ["Illustrator", "Use", "illustrated"]

_MEMORY = "memory.tmx"
_MOST_QUOTES = 6
# Occurrences of one phrase that are looked at.
_LOOKED_AT = 60
# Of texts that are quoted whole, in characters.
_WHOLE = 400
_CONNECTIONS = 2
_PATIENCE = 20.0
"""Seconds that a decision waits for the corpus."""


class Use(NamedTuple):
    """A unit of the corpus. texts, references: by language of the project."""

    texts: Mapping[str, str]
    references: Mapping[str, tuple[str, ...]]


class Illustrator:
    """The memory of the last build; every method may be called from any thread."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._languages = project.settings.languages
        self._apart = Apart()
        self._ready = Condition()
        self._lookups: Lookups | None = None
        self._name = self._stamp = ""
        self._is_preparing = False
        self._starting = Lock()
        self._own = ""
        # Two connections to the memory, however many threads ask: each has a cache of its own.
        self._asked = ThreadPoolExecutor(_CONNECTIONS, "tmkit-corpus")

    @property
    def is_preparing(self) -> bool:
        """Whether there is a memory that is not searchable yet."""
        return self._is_preparing

    @property
    def name(self) -> str:
        """The file of the searchable memory, "" while there is none."""
        return self._name

    def refresh(self) -> None:
        """Make the memory searchable where there is one that is not; returns at once."""
        with self._starting:
            stamp = _stamp_of(self._project.output / _MEMORY)
            if stamp == self._stamp:
                return
            self._stamp = stamp
            self._is_preparing = bool(stamp)
            if stamp:
                Thread(target=self._prepare, args=(stamp,), daemon=True).start()

    def close(self) -> None:
        """End what is under way."""
        self._apart.close()
        self._asked.shutdown(wait=False, cancel_futures=True)
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)

    def _prepare(self, stamp: str) -> None:
        memory = self._project.output / _MEMORY
        path = memory.with_name(f"review-{stamp}.db")
        try:
            if not path.is_file() or not os.access(path.parent, os.W_OK):
                path = self._made(memory, path)
            # A connection that fails later is told where it is asked.
            lookups = Lookups(str(path))
        except (TmkitError, OSError):
            # Cards say that there is no corpus; the file itself is checked by other commands.
            lookups = None
        with self._ready:
            if stamp == self._stamp:
                self._lookups, self._name = lookups, str(path) if lookups else ""
                self._is_preparing = False
                self._ready.notify_all()
        # Not what another server has made of a build that came in the meantime.
        if lookups and stamp == _stamp_of(memory):
            _clear(memory.parent, path)

    def _made(self, memory: Path, path: Path) -> Path:
        if not os.access(path.parent, os.W_OK):
            self._own = self._own or tempfile.mkdtemp(prefix="tmkit-review-")
            path = Path(self._own) / path.name
        self._apart(_store, memory, path, self._languages)
        return path

    def wait(self, timeout: float = _PATIENCE) -> bool:
        """Wait until the memory is searchable, so many seconds at most; whether it is, or none."""
        with self._ready:
            return self._ready.wait_for(lambda: not self._is_preparing, timeout)

    def uses(self, phrases: Iterable[str], most: int = _LOOKED_AT) -> list[Use]:
        """The units that hold any of some phrases, each once, those of the first ones first."""
        if self._lookups is None:
            return []
        try:
            return self._asked.submit(self._uses, self._lookups, [*phrases], most).result()
        except TmkitError:
            # Somebody has deleted what was built: there is no corpus then.
            return []

    def _uses(self, lookups: Lookups, phrases: Sequence[str], most: int) -> list[Use]:
        found: dict[tuple[str, ...], Use] = {}
        for phrase in dict.fromkeys(each.strip() for each in phrases):
            for each in lookups.concordance(phrase, limit=most) if phrase else ():
                use = self._use(each.unit)
                found.setdefault(tuple(use.texts.values()), use)
        return list(found.values())

    def _use(self, unit: TranslationUnit) -> Use:
        found = {primary(variant.lang): variant.text for variant in reversed(unit.variants)}
        texts = {tag: found[primary(tag)] for tag in self._languages if primary(tag) in found}
        return Use(texts, references_of(unit, self._languages))

    def quotes(self, uses: Sequence[Use], terms: Sequence[Term], first: Iterable[str]) -> tuple[
        Quote, ...
    ]:  # fmt: skip
        """Quotations of uses, best first. first: references that come before all others."""
        phrases = _phrases(terms, self._languages)
        wanted = set(first)
        quotes = []
        for number, use in enumerate(uses):
            spans = {tag: _spans(text, phrases[tag]) for tag, text in use.texts.items()}
            both = len(spans) > 1 and all(spans.values())
            place = next((each[0] for each in use.references.values()), "")
            is_first = any(each in wanted for refs in use.references.values() for each in refs)
            texts = {tag: _pieces(use.texts[tag], spans[tag]) for tag in spans}
            rank = (not both, not is_first, number)
            quotes.append((rank, Quote(document_of(place), place, texts, both)))
        quotes.sort(key=lambda each: each[0])
        return tuple(quote for _, quote in quotes[:_MOST_QUOTES])

    def borne_out(
        self, terms: Sequence[Term], uses: Sequence[Use], first: Iterable[str]
    ) -> tuple[Term, ...]:
        """The terms with a context and its place where they have neither.

        first: references of the places that are taken if they have the term. Raises UsageError
        where the corpus is not searchable yet.
        """
        if self._is_preparing:
            raise UsageError("review-preparing")
        wanted = list(first)
        return tuple(
            each if each.context or each.source else self._one(each, uses, wanted) for each in terms
        )

    def _one(self, term: Term, uses: Sequence[Use], wanted: Sequence[str]) -> Term:
        tag = next((tag for tag in self._languages if primary(tag) == primary(term.lang)), "")
        there = [use for use in uses if is_mentioned(term.text, use.texts.get(tag, ""), tag)]
        there += [] if there else [
            use for use in self.uses([term.text])
            if is_mentioned(term.text, use.texts.get(tag, ""), tag)
        ]  # fmt: skip
        if not tag or not there:
            return replace(term, source=wanted[0]) if wanted else term

        def rank(use: Use) -> tuple[bool, bool]:
            named = {each for refs in use.references.values() for each in refs}
            return len(use.references.get(tag, ())) != 1, named.isdisjoint(wanted)

        return _quoting(term, min(there, key=rank), tag)


def _quoting(term: Term, use: Use, tag: str) -> Term:
    """The term with what a unit says around it."""
    text, places = " ".join(use.texts[tag].split()), use.references.get(tag, ())
    part = shortened(text, term.text)
    if len(places) > 1:
        # In which of its segments a part stands is not known; the whole stands in all of them.
        return replace(term, context=text, source=places[0]) if len(text) <= _WHOLE else (
            replace(term, context=part if is_mentioned(term.text, part, tag) else text)
        )  # fmt: skip
    context = part if is_mentioned(term.text, part, tag) else text
    return replace(term, context=context, source=places[0] if places else "")


def illustrated(terms: Iterable[Term], languages: tuple[str, str]) -> list[str]:
    """The texts of terms that are looked for, those in full first."""
    wanted = [primary(tag) for tag in languages]
    found = [term for term in terms if primary(term.lang) in wanted]
    return [term.text for term in sorted(found, key=lambda term: term.kind == "acronym")]


def _phrases(terms: Iterable[Term], languages: tuple[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {tag: [] for tag in languages}
    for term in terms:
        for tag in languages:
            if primary(tag) == primary(term.lang):
                found[tag].append(term.text)
    return found


def _spans(text: str, phrases: Iterable[str]) -> list[Span]:
    """Where any of some phrases stands; what overlaps is one."""
    from tmkit.memory.concordance import Phrase

    spans = sorted(span for each in phrases for span in Phrase(each).spans_in(text) if each)
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        pieces += [Piece(text[at:start]), Piece(text[start:end], mark=True)]
        at = end
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def _stamp_of(memory: Path) -> str:
    """By what a memory is known again, "" where there is none."""
    try:
        told = memory.stat()
    except OSError:
        return ""
    said = f"{told.st_mtime_ns} {told.st_size} {told.st_ino}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _store(memory: Path, path: Path, languages: tuple[str, str]) -> None:
    """Put the units of a memory into a new file. Raises FormatError, UsageError, OutputError."""
    from tmkit.memory import open_store
    from tmkit.tasks.memories import read_memory

    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open_store(draft) as store:
            store.add(read_memory(memory, languages))
        # Another server may have been faster, and has it open.
        if not path.exists():
            draft.replace(path)
    finally:
        for each in draft.parent.glob(f"{draft.name}*"):
            each.unlink(missing_ok=True)


def _clear(folder: Path, kept: Path) -> None:
    """Take away what was made of earlier builds."""
    with suppress(OSError):
        for each in folder.glob("review-*.db*"):
            if not each.name.startswith(kept.name):
                each.unlink(missing_ok=True)
