"""What lies on a desk: concept files and candidates, each as little as the queue needs of it.

Files that others change are seen by their time and size; what a candidate would be is held by a
concept as soon as that stands there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from tmkit.formats import concept
from tmkit.lang import primary
from tmkit.model import Row, Term
from tmkit.tasks.concepts import NO_CONCEPTS
from tmkit.tasks.holdings import Holdings, TermKey, key_of, wanted_of
from tmkit.tasks.items import Found, Item, Rows, Stamp
from tmkit.tasks.journal import FOLDER, make_folder
from tmkit.tasks.parallel import forked
from tmkit.tasks.project import Project
from tmkit.text import fold_loosely, unmarked

__all__ = ["CANDIDATES", "Shelf", "searchable", "terms_of_row"]

CANDIDATES = "candidates.jsonl"
CONCEPT, CANDIDATE = "concept:", "candidate:"
# So many files are read anew sooner than kept.
_WORTH_KEEPING = 200


Listener = Callable[[Item | None, Item | None], None]
"""Is told of an item as it was and as it is; None where there is none."""


class Shelf:
    """The items of a project by their keys; every method may be called from any thread."""

    def __init__(self, project: Project, listener: Listener = lambda _old, _new: None) -> None:
        self.project = project
        self.lock = RLock()
        self.items: dict[str, Item] = {}
        self.listener = listener
        self.concepts = Holdings()
        self.candidates = Holdings()
        self._waiting: dict[str, Item] = {}
        self._rows = Rows(project.root / FOLDER / "rows.json", project.settings.languages)
        self._unsaved = 0
        self._ids: Counter[str] = Counter()
        self._source: Stamp = (0, 0, 0)

    def load(self) -> None:
        """Read all that lies there."""
        found = list(_found_in(self.project.glossaries))
        known = self._rows.read()
        items = {each: known.get(each) for each in found}
        changed = [each for each in found if items[each] is None]
        read = forked(partial(_read_all, self.project.settings.languages), changed)
        items.update(zip(changed, read, strict=True))
        self._unsaved = len(changed)
        with self.lock:
            for item in filter(None, items.values()):
                self._put(item)
            self._read_candidates()

    def save(self) -> None:
        """Keep what was read for the next time, where that is worth it."""
        if self._unsaved > _WORTH_KEEPING:
            with self.lock:
                items = [item for item in self.items.values() if item.path]
            with suppress(OSError):
                make_folder(self.project.root / FOLDER)
                self._rows.write(items)
            self._unsaved = 0

    def refresh(self) -> list[str]:
        """Take in what others have changed; the keys of the concept files that were."""
        found = {CONCEPT + each.name: each for each in _found_in(self.project.glossaries)}
        with self.lock:
            known = {key: item for key, item in self.items.items() if item.path}
            changed = [key for key, each in found.items()
                       if key not in known or known[key].stamp != each.stamp]  # fmt: skip
            gone = [key for key in known if key not in found]
            for key in gone:
                self._drop(key)
            for key in changed:
                self._put(_item_of(self.project.settings.languages, found[key]))
            self._read_candidates()
        return changed + gone

    def look(self, key: str) -> Item | None:
        """The item of a key as it is on disk now, None where there is none."""
        with self.lock:
            item = self.items.get(key)
            if item and item.path:
                stamp = _stamp_of(item.path)
                if stamp is None:
                    self._drop(key)
                    return None
                if stamp != item.stamp:
                    self._put(_item_of(self.project.settings.languages,
                                       Found(_name_of(key), item.path, stamp)))  # fmt: skip
            return self.items.get(key)

    def add(self, path: Path) -> Item | None:
        """The item of a concept file that may be new, or gone."""
        name = _written(path.relative_to(self.project.glossaries).with_suffix("").as_posix())
        stamp = _stamp_of(str(path))
        with self.lock:
            if stamp is None:
                self._drop(CONCEPT + name)
                return None
            found = Found(name, str(path), stamp)
            self._put(_item_of(self.project.settings.languages, found))
            return self.items.get(CONCEPT + name)

    def taken(self, key: str) -> tuple[Item, Item] | None:
        """A candidate that a concept holds, and the concept; None where it is none, or waits."""
        with self.lock:
            waiting = self._waiting.get(key)
            if waiting is None or key in self.items:
                return None
            _, near = self.concepts.holding(waiting.wanted)
            holders = (self.items[name] for name in sorted(near))
            return next(
                ((waiting, each) for each in holders if waiting.wanted <= set(each.keys)), None
            )

    def change(self, key: str, **fields: Any) -> None:  # noqa: ANN401 # the fields of a row
        """Change what the row of a key says beside its file."""
        with self.lock:
            item = self.items.get(key)
            if item and any(getattr(item.row, name) != value for name, value in fields.items()):
                self._replace(item, replace(item, row=replace(item.row, **fields)))

    def path_of(self, glossary: str, id_: str) -> Path:
        """Where a concept of a glossary lies."""
        return self.project.glossaries / glossary / f"{id_}.toml"

    def _put(self, item: Item) -> None:
        """Take in a concept file; candidates that it holds leave, others come back."""
        old = self.items.get(item.key)
        if old:
            kept = {name: getattr(old.row, name) for name in _BESIDE}
            item = replace(item, row=replace(item.row, **kept))
        self._replace(old, item)
        self.concepts.put(item.key, item.keys)
        self._sift(item.keys + (old.keys if old else ()))

    def _drop(self, key: str) -> None:
        item = self.items.get(key)
        if item:
            self._replace(item, None)
            self.concepts.drop(key)
            self._sift(item.keys)

    def has(self, id_: str) -> bool:
        """Whether a concept file has an id."""
        return self._ids[id_] > 0

    def _replace(self, old: Item | None, new: Item | None) -> None:
        for item, count in ((old, -1), (new, 1)):
            if item and item.path:
                self._ids[item.row.id] += count
        if new:
            self.items[new.key] = new
        elif old:
            del self.items[old.key]
        self.listener(old, new)

    def _sift(self, keys: Iterable[TermKey]) -> None:
        """Look again which candidates wait, of those with any of some terms."""
        for key in self.candidates.sharing(keys) if self._waiting else ():
            waiting = self._waiting[key]
            is_held, near = self.concepts.holding(waiting.wanted)
            there = self.items.get(key)
            if is_held:
                if there:
                    self._replace(there, None)
                continue
            held = _name_of(min(near)).rpartition("/")[2] if len(near) == 1 else ""
            if there is None:
                self._replace(None, replace(waiting, row=replace(waiting.row, held=held)))
            elif there.row.held != held:
                self._replace(there, replace(there, row=replace(there.row, held=held)))

    def _read_candidates(self) -> None:
        path = self.project.output / CANDIDATES
        stamp = _stamp_of(str(path)) or (0, 0, 0)
        if stamp == self._source:
            return
        self._source = stamp
        for key in [*self._waiting]:
            self.candidates.drop(key)
            if key in self.items:
                self._replace(self.items[key], None)
        self._waiting.clear()
        lines: list[bytes] = []
        with suppress(OSError):
            lines = path.read_bytes().splitlines()
        read = partial(_candidates_of, self.project.settings.languages)
        for item in forked(read, lines):
            if item and item.key not in self._waiting:
                self._waiting[item.key] = item
                self.candidates.put(item.key, item.keys)
        for item in self._waiting.values():
            is_held, near = self.concepts.holding(item.wanted)
            if not is_held:
                held = _name_of(min(near)).rpartition("/")[2] if len(near) == 1 else ""
                self._replace(None, replace(item, row=replace(item.row, held=held)))


# What a row says that does not stand in its file.
_BESIDE = ("findings", "errors", "warnings", "skipped")


def _name_of(key: str) -> str:
    return key.partition(":")[2]


def _found_in(glossaries: Path) -> Iterator[Found]:
    root = str(glossaries)
    if not glossaries.is_dir():
        return
    folders = [root]
    while folders:
        folder = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.name.endswith(".toml") and entry.name not in NO_CONCEPTS:
                    stamp = _stamp_of(entry.path)
                    if stamp:
                        yield Found(_written(entry.path[len(root) + 1 : -5]), entry.path, stamp)


def _written(name: str) -> str:
    """The name of a file as a page can write it: with escapes for bytes that are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _stamp_of(path: str) -> Stamp | None:
    try:
        told = os.stat(path)  # noqa: PTH116 # a third of the time of Path.stat
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino


def _read_all(languages: tuple[str, str], found: Sequence[Found]) -> list[Item]:
    return [_item_of(languages, each) for each in found]


def _item_of(languages: tuple[str, str], found: Found) -> Item:
    file = concept.read(Path(found.path))
    glossary, _, id_ = found.name.rpartition("/")
    key = CONCEPT + found.name
    about = file.concept
    if about is None:
        row = Row(key, "broken", id_, "", "broken", glossary=glossary, id=id_)
        return Item(row, searchable([id_]), path=found.path, stamp=found.stamp)
    source, target = (_first(about.terms, tag) for tag in languages)
    row = Row(
        key,
        "concept",
        source or about.terms[0].text,
        target,
        about.status,
        subject=about.subject,
        glossary=glossary,
        id=id_,
        changed=about.history[-1].date if about.history else "",
    )
    texts = [row.source, *(term.text for term in about.terms), id_]
    return Item(
        row,
        searchable(texts),
        tuple(map(key_of, about.terms)),
        tuple(dict.fromkeys(each.by for each in about.history)),
        found.path,
        found.stamp,
    )


def searchable(texts: Iterable[str]) -> str:
    """Texts as they are searched: folded, without marks, a line each."""
    return unmarked(fold_loosely("\n".join(dict.fromkeys(texts)).replace("\n", " \u241e ")))


def _first(terms: Iterable[Term], tag: str) -> str:
    ours = [term for term in terms if primary(term.lang) == primary(tag)]
    preferred = [term for term in ours if term.status == "preferred" and term.kind == "fullForm"]
    return next((term.text for term in (*preferred, *ours)), "")


def terms_of_row(row: dict[str, Any]) -> tuple[Term, ...]:
    """The terms of a line of candidates, of each language the acronyms last.

    Raises LookupError, TypeError, AttributeError.
    """
    terms = [
        Term(
            str(each["lang"]),
            str(each["term"]),
            str(each["type"]),
            str(each["status"]),
            full=str(each.get("full", "")),
        )
        for each in row["terms"]
    ]
    langs = [term.lang for term in terms]
    return tuple(sorted(terms, key=lambda term: (langs.index(term.lang), term.kind == "acronym")))


def _candidates_of(languages: tuple[str, str], lines: Sequence[bytes]) -> list[Item | None]:
    return [_candidate_of(line, languages) for line in lines]


def _candidate_of(line: bytes, languages: tuple[str, str]) -> Item | None:
    """The candidate of a line; None of one that is none."""
    try:
        told = json.loads(line)
        terms = terms_of_row(told)
        score, method = float(told["score"]), str(told["method"])
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    if not terms:
        return None
    names = sorted([term.lang, term.text, term.kind] for term in terms)
    digest = hashlib.sha256(json.dumps(names).encode()).hexdigest()[:16]
    source, target = (_first(terms, tag) for tag in languages)
    row = Row(
        CANDIDATE + digest,
        "candidate",
        source or ("" if target else terms[0].text),
        target,
        "candidate",
        method=method,
        score=score,
    )
    search = searchable([source, *(term.text for term in terms)])
    keys = tuple(map(key_of, terms))
    return Item(row, search, keys, line=line, wanted=wanted_of(terms, keys))
