"""What experts send back, brought into a glossary: nothing of theirs or ours is lost."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tmkit.codes import finding
from tmkit.errors import UsageError
from tmkit.formats import concept as concepts
from tmkit.formats import files, table, toml
from tmkit.model import Concept, ConceptFile, Finding, HistoryEntry, Place
from tmkit.settings import load
from tmkit.tasks.arrivals import Arrival, Arrivals, some
from tmkit.tasks.bases import Base, base_of
from tmkit.tasks.concepts import EXPORTED, NO_CONCEPTS, diff_of
from tmkit.tasks.glossaries import read_glossary
from tmkit.tasks.project import Project
from tmkit.tasks.revisions import author
from tmkit.tasks.termwise import Conflict, likeness
from tmkit.tasks.threeway import Merged, held_of, merge
from tmkit.text import fold

__all__ = ["Imported", "import_glossary"]

# How alike, 0 to 1, a term must be to one of ours for an id to name the same concept.
_ALIKE = 0.5
# What an import can make of a concept; approving is for a person who has looked.
_TAKEN = ("review", "rejected", "deprecated")
# A cell that could not be read is no decision to empty it.
_NOT_IN_PICKLIST = "TG811"
_ACTIONS = {"rejected": "rejected", "deprecated": "deprecated"}


class Imported(NamedTuple):
    """What an import changed, or would: ids in the order of their file.

    conflicts: id and conflict; diff: of all files, as unified diff.
    """

    added: list[str]
    changed: list[str]
    unchanged: list[str]
    conflicts: list[tuple[str, Conflict]]
    diff: str


def import_glossary(  # noqa: PLR0913 # what `tmkit import` offers, all by keyword
    path: Path,
    into: Path,
    *,
    base: str = "",
    by: str = "",
    write: bool = True,
    language: str = "en",
    on_finding: Callable[[Finding], object] = lambda _finding: None,
) -> Imported:
    """Merge the glossary in a file or folder into a folder of concept files, concept by concept.

    What they changed since the base is taken; what both sides changed is a conflict, TG841: it is
    told whole and ours stays. A concept that is not in their file stays. An approved concept whose
    terms or definitions changed goes back to review; an import approves nothing.

    base: see `bases.base_of`. by: who answers for it; by default git's user.name, else the name of
    the login. write: False only tells. Raises UsageError, SettingsError, FormatError, OutputError.
    """
    languages = load(Path()).languages
    target = _Target.at(into, language, on_finding)
    defects: list[Finding] = []
    theirs = list(read_glossary(path, languages, language=language, on_finding=defects.append))
    for each in defects:
        on_finding(each)
    if not theirs:
        raise UsageError("no-concepts-in", str(path))
    unread = frozenset(each.place.id for each in defects if each.code == _NOT_IN_PICKLIST)
    ours = {id_: file.concept for id_, file in target.files.items()}
    incoming = Arrivals(path, ours, target.taken, unread, languages, language, on_finding)
    arrivals = incoming.of(theirs)
    held = held_of(each.concept for each in arrivals)
    version = base_of(base, into, path, arrivals, held, languages=languages)
    act = HistoryEntry(_today(), by.strip() or _author(into), "edited", path.name.strip())
    run = _Import(path, into, target.files, held, version, act, languages, language, on_finding)
    run.tell_base()
    run.tell_unheld(arrivals)
    for arrival in arrivals:
        run.take(arrival)
    run.tell_rest({each.id for each in arrivals})
    if write:
        for file, text in run.texts.items():
            files.write_text(file, text)
    return run.imported()


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = (
        datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now().astimezone()
    )
    return f"{when:%Y-%m-%d}"


def _author(into: Path) -> str:
    folder = next(each for each in (into, *into.resolve().parents) if each.is_dir())
    try:
        return author(folder) or getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("nobody") from error


class _Target(NamedTuple):
    """The glossary that is imported into: its files by id, and ids that are taken elsewhere."""

    files: dict[str, ConceptFile]
    taken: frozenset[str]

    @classmethod
    def at(cls, into: Path, language: str, on_finding: Callable[[Finding], object]) -> _Target:
        """The glossary in a folder, an empty one where only the folder around it is there."""
        if not (into.is_dir() or (into.parent.is_dir() and not into.exists())):
            raise UsageError("no-folder", str(into if into.exists() else into.parent))
        paths = [each for each in sorted(into.glob("*.toml")) if each.name not in NO_CONCEPTS]
        inner = sorted({each.parent for each in into.glob("*/*.toml")})
        if inner and not paths:
            raise UsageError(
                "which-glossary", str(into), details={"folders": ", ".join(map(str, inner))}
            )
        found = {}
        for each in paths:
            found[each.stem] = concepts.read(each, language)
            for problem in found[each.stem].findings:
                on_finding(problem)
        around = Project.at(Path()).glossaries.resolve()
        root = around if around in into.resolve().parents else into
        return cls(found, frozenset(each.stem for each in root.rglob("*.toml")))


@dataclass(slots=True)
class _Import:
    """An import under way. texts: what is to be written, by path."""

    path: Path
    into: Path
    files: Mapping[str, ConceptFile]
    held: frozenset[str]
    base: Base | None
    act: HistoryEntry
    languages: tuple[str, str]
    language: str
    on_finding: Callable[[Finding], object]
    texts: dict[Path, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicts: list[tuple[str, Conflict]] = field(default_factory=list)
    statuses: dict[str, list[str]] = field(default_factory=dict)
    acts: list[str] = field(default_factory=list)

    def take(self, arrival: Arrival) -> None:
        """Merge an entry, or add it."""
        file = self.files.get(arrival.id)
        if file is None:
            self._add(arrival)
        elif file.concept is None:
            self._tell("TG852", arrival.id, id=arrival.id)
        else:
            self._merge(arrival, file, file.concept)

    def imported(self) -> Imported:
        """What came of it."""
        diff = "".join(
            line
            for path, text in self.texts.items()
            for line in diff_of(self._raw(path), text, path)
        )
        return Imported(self.added, self.changed, self.unchanged, self.conflicts, diff)

    def _raw(self, path: Path) -> str:
        return self.files[path.stem].raw if path.stem in self.files else ""

    def _add(self, arrival: Arrival) -> None:
        theirs = arrival.concept
        if not theirs.subject:
            self._tell("TG854", theirs.id, id=theirs.id, subject=self.into.resolve().name)
        status = theirs.status if theirs.status in _TAKEN else "draft"
        if theirs.status == "approved":
            self._keep_status(theirs)
        concept = replace(
            theirs,
            subject=theirs.subject or self.into.resolve().name,
            status=status,
            history=(*theirs.history, replace(self.act, action="proposed")),
        )
        if self._write(self.into / f"{concept.id}.toml", concepts.rewritten("", concept)):
            self.added.append(concept.id)

    def _merge(self, arrival: Arrival, file: ConceptFile, ours: Concept) -> None:
        theirs = arrival.concept if arrival.named else self._in_our_words(arrival.concept, ours)
        base = self.base.concepts.get(ours.id) if self.base and arrival.named else None
        if not _is_same(theirs, [ours, *([base] if base else [])]):
            self._tell("TG844", ours.id, id=ours.id, theirs=_terms(theirs), ours=_terms(ours))
            return
        merged = merge(ours, theirs, base, held=self.held, unsaid=arrival.unsaid)
        status = self._status(arrival, merged, ours, base)
        self._tell_conflicts(merged, file)
        self._tell_gone(merged, ours)
        if _new_acts(theirs, ours, base):
            self.acts.append(ours.id)
        if replace(merged.concept, status=status) == ours:
            self.unchanged.append(ours.id)
            return
        action = _ACTIONS.get(status, "edited") if status != ours.status else "edited"
        history = (*ours.history, replace(self.act, action=action))
        concept = replace(merged.concept, status=status, history=history)
        if self._write(file.path, concepts.rewritten(file.raw, concept, merged.origins)):
            self.changed.append(ours.id)

    def _in_our_words(self, theirs: Concept, ours: Concept) -> Concept:
        """An entry without an id: no "Tide gauge" for our "tide gauge", no remark of our export."""
        known = {(term.lang, fold(term.text)): term.text for term in ours.terms}
        texts = [known.get((term.lang, fold(term.text)), term.text) for term in theirs.terms]
        terms = (replace(term, text=text) for term, text in zip(theirs.terms, texts, strict=True))
        said = {
            "; ".join(part for part in (ours.subject, table.remarks(ours, tag)) if part)
            for tag in self.languages
        }
        note = "" if theirs.note in said else theirs.note
        return replace(theirs, terms=tuple(terms), note=note)

    def _write(self, path: Path, text: str) -> bool:
        """Note what is to be written, unless a concept file cannot hold it."""
        broken = concepts.parse(text, path, self.language).findings
        for each in broken:
            self.on_finding(each)
        if broken:
            self._tell("TG852", path.stem, id=path.stem)
            return False
        self.texts[path] = text
        return True

    def _status(self, arrival: Arrival, merged: Merged, ours: Concept, base: Concept | None) -> str:
        """The status after the merge."""
        wanted = arrival.concept.status if arrival.named else ""
        status = ours.status
        if wanted not in ("", "draft", ours.status, base.status if base else ""):
            if base and ours.status == base.status and wanted in _TAKEN:
                status = wanted
            else:
                self._keep_status(arrival.concept)
        is_new = _content(merged.concept) != _content(ours)
        return "review" if status == "approved" and is_new else status

    def _keep_status(self, theirs: Concept) -> None:
        self.statuses.setdefault(theirs.status, []).append(theirs.id)

    def tell_base(self) -> None:
        """Report what their file is compared with."""
        if self.base:
            self._tell("TG846", base=self.base.label)
        elif self.files:
            self._tell("TG847")

    def tell_unheld(self, arrivals: Iterable[Arrival]) -> None:
        """Report which fields of ours their file says nothing of."""
        there = (self.files[each.id].concept for each in arrivals if each.id in self.files)
        ours = held_of(each for each in there if each)
        missing = sorted(ours - self.held - {"history"})
        if missing:
            self._tell("TG850", fields=", ".join(missing))

    def tell_rest(self, arrived: set[str]) -> None:
        """Report what was left: concepts that their file does not have, status, acts."""
        missing = [
            id_
            for id_, file in self.files.items()
            if id_ not in arrived and file.concept and file.concept.status in EXPORTED
        ]
        if missing:
            self._tell("TG842", count=len(missing), ids=some(missing))
        for status, ids in self.statuses.items():
            self._tell("TG845", status=status, ids=some(ids))
        if self.acts:
            self._tell("TG849", ids=some(self.acts))

    def _tell_conflicts(self, merged: Merged, file: ConceptFile) -> None:
        places = toml.places_of(file.raw) if merged.conflicts else {}
        id_ = merged.concept.id
        for each in merged.conflicts:
            line, column = places.get(each.field, (0, 0))
            place = Place(str(file.path), line, column, id=id_, field=each.field)
            said = {"ours": each.ours, "theirs": each.theirs, "base": each.base}
            # A finding is one line; the JSON has the values as they are.
            shown = {name: "⏎".join(value.splitlines()) or "–" for name, value in said.items()}
            self.on_finding(finding("TG841", place, self.language, field=each.label, **shown))
            self.conflicts.append((id_, each))

    def _tell_gone(self, merged: Merged, ours: Concept) -> None:
        for number, term in enumerate(ours.terms):
            if number not in merged.origins:
                self._tell("TG848", ours.id, id=ours.id, term=f'{term.lang} "{term.text}"')

    def _tell(self, code: str, id_: str = "", /, **details: object) -> None:
        place = Place(str(self.path), id=id_)
        self.on_finding(finding(code, place, self.language, **details))


def _content(concept: Concept) -> object:
    """What an approval is about."""
    terms = [(term.lang, term.text, term.kind, term.status) for term in concept.terms]
    return terms, dict(concept.definition)


def _is_same(theirs: Concept, ours: Iterable[Concept]) -> bool:
    """Whether an entry with an id of ours is about the same concept, by its terms."""
    if not theirs.terms:
        return True
    for concept in ours:
        if set(theirs.definition.values()) & set(concept.definition.values()):
            return True
        if any(likeness(*pair) >= _ALIKE for pair in _beside(theirs, concept)):
            return True
    return False


def _beside(theirs: Concept, ours: Concept) -> Iterator[tuple[str, str]]:
    """The terms of two concepts beside each other, each with each of its language."""
    for term in theirs.terms:
        for other in ours.terms_in(term.lang):
            yield fold(term.text), fold(other.text)


def _terms(concept: Concept) -> str:
    return ", ".join(term.text for term in concept.terms)


def _new_acts(theirs: Concept, ours: Concept, base: Concept | None) -> bool:
    """Whether their history has acts that ours has not."""
    known = {
        (act.date, act.by, act.action) for act in (*ours.history, *(base.history if base else ()))
    }
    return any((act.date, act.by, act.action) not in known for act in theirs.history)
