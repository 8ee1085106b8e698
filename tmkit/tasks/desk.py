"""The desk of `tmkit review`: what waits for a decision, with its evidence, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Self
from uuid import uuid4

from tmkit.errors import TmkitError, UsageError
from tmkit.formats import concept, files
from tmkit.model import (
    BulkResult,
    Card,
    ConceptFile,
    Decision,
    DeskFacts,
    GlossaryFacts,
    Outcome,
    Preview,
    Progress,
    QueuePage,
    RawFile,
    Row,
    Selection,
)
from tmkit.settings import Settings
from tmkit.tasks.card import Candidacy, CardMaker, Frozen, Sight
from tmkit.tasks.deciding import BULK, fingerprint
from tmkit.tasks.enacting import Keeper
from tmkit.tasks.illustrating import Illustrator
from tmkit.tasks.items import Item
from tmkit.tasks.journal import Journal, digest_of
from tmkit.tasks.judging import Judge
from tmkit.tasks.likeness import Likeness
from tmkit.tasks.mending import apply
from tmkit.tasks.people import load_people, who_acts
from tmkit.tasks.planning import Planner, Write, conflict, read_file
from tmkit.tasks.project import Project
from tmkit.tasks.queueing import Queue
from tmkit.tasks.shelving import CANDIDATE, Shelf

__all__ = ["Desk"]

_PAUSE = 2.0
"""Seconds between two looks at what others have changed."""


class Desk:
    """A project under review; every method may be called from any thread.

    Keys: "concept:GLOSSARY/ID" for concept files, broken ones as well; "candidate:DIGEST" for what
    the last build found and no concept holds. A method that is given a key that is not there any
    more raises UsageError "review-gone". What was changed since its version was read raises
    ConflictError, which has both texts. OutputError: the folder cannot be written; then nothing is.
    """

    reviewer: str
    """The name under which acts are noted."""
    facts: DeskFacts

    def __init__(self, project: Project, reviewer: str, language: str) -> None:
        """The desk of a project, with all that lies on it; `open` begins the work beside it."""
        self.reviewer = reviewer
        self._project = project
        self._settings: Settings = project.settings
        people = load_people(project.glossaries)
        self._people = people
        self._shelf = Shelf(project, self._change)
        self._queue = Queue(self._shelf.items)
        self._likeness = Likeness(self._shelf.items, self._shelf.lock)
        self._illustrator = Illustrator(project)
        self._journal = Journal(project.root)
        self._judge = Judge(project, people, self._shelf, language)
        self._planner = Planner(project, people, reviewer, self._shelf, self._illustrator)
        self._keeper = Keeper(project.root, reviewer, self._journal, self._shelf)
        self._cards = CardMaker(
            project.settings.languages, self._illustrator, self._likeness, Frozen()
        )
        self._closing = Event()
        self._shelf.load()
        for key in self._journal.skipped(reviewer):
            self._shelf.change(key, skipped=True)
        self.facts = self._facts()

    @classmethod
    def open(cls, root: Path, *, reviewer: str = "", language: str = "en") -> Self:
        """The desk of the project in a folder.

        reviewer: by default git's user, under the name that people.toml gives them. language: of
        findings that no page asks for. Raises UsageError where there is no folder or no name,
        SettingsError.
        """
        project = Project.at(root)
        project = Project(root.resolve(), project.settings)
        people = load_people(project.glossaries)
        name = who_acts(reviewer, people, project.root, option="--reviewer")
        desk = cls(project, name, language)
        desk._illustrator.refresh()
        desk._judge.start()
        Thread(target=desk._watch, daemon=True).start()
        return desk

    def close(self) -> None:
        """End the work in the background."""
        self._closing.set()
        self._judge.close()
        self._illustrator.close()

    def wait(self, timeout: float = 60.0) -> bool:
        """Wait until findings and quotations are there, so many seconds at most; whether they are.

        For those who cannot look again, as pages do.
        """
        return self._illustrator.wait(timeout) and self._judge.wait(timeout)

    def refresh(self) -> None:
        """Take in at once what others have changed; else it is seen within seconds."""
        if self._shelf.refresh():
            self._judge.touch()
        self._illustrator.refresh()

    def _watch(self) -> None:
        self._likeness.build()
        self._shelf.save()
        files.sweep(self._project.glossaries)
        while not self._closing.wait(_PAUSE):
            # A folder that is gone for a moment is looked at again.
            with suppress(OSError):
                self.refresh()

    def _change(self, old: Item | None, new: Item | None) -> None:
        self._queue.change(old, new)
        self._likeness.change(old, new)

    def _facts(self) -> DeskFacts:
        used: dict[str, dict[str, int]] = {}
        for item in self._shelf.items.values():
            if item.row.subject:
                counts = used.setdefault(item.row.glossary, {})
                counts[item.row.subject] = counts.get(item.row.subject, 0) + 1
        glossaries = []
        for name in self._planner.glossaries():
            own = self._settings.of_glossary(name)
            often = sorted(used.get(name, {}).items(), key=lambda each: (-each[1], each[0]))
            subjects = [each for each, _ in own.subjects] or [each for each, _ in often]
            facts = GlossaryFacts(name, tuple(subjects), own.approvals, own.by_language)
            glossaries.append(facts)
        root = self._project.root
        return DeskFacts(root.name, str(root), self._settings.languages, tuple(glossaries))

    def queue(self, selection: Selection, *, language: str = "en") -> QueuePage:
        """A page of the rows of a selection; a page that is not there is the last one."""
        self._judge.want(language)
        with self._shelf.lock:
            view = self._queue.view(selection)
            total, size = len(view.order), max(1, selection.size)
            pages = max(1, -(-total // size))
            page = min(max(1, selection.page), pages)
            shown = view.order[(page - 1) * size : page * size]
            rows = tuple(self._shelf.items[key].row for _, key in shown)
            progress = Progress(self._queue.open, self._queue.decided, self._keeper.session)
            facets = view.facets()
        is_checking = not self._judge.is_done
        return QueuePage(rows, total, page, pages, facets, progress, is_checking)

    def neighbours(self, key: str, selection: Selection) -> tuple[str, str]:
        """The keys before and after one in a selection, "" where there is none.

        Of a key that has left the selection since it was last asked for: those of its old place.
        """
        with self._shelf.lock:
            return self._queue.view(selection).neighbours(key, self._shelf.items.get(key))

    def _item(self, key: str) -> Item:
        item = self._shelf.look(key)
        if item is None:
            raise UsageError("review-gone", details={"name": key.partition(":")[2]})
        return item

    def card(self, key: str, *, language: str = "en") -> Card:
        """The card of a key, as it stands on disk. Raises UsageError "review-gone"."""
        item = self._item(key)
        if item.row.kind == "candidate":
            told = Candidacy.of(item.line)
            glossary = self._planner.glossaries()[0]
            hand = self._planner.hand(glossary, language)
            subject = self._subject_near(item)
            about = told.concept("x", self._planner.subject(subject, glossary))
            path = self._shelf.path_of(glossary, about.id)
            findings = self._judge.of_outcome(about, path, item.keys, language)
            return self._cards.of_candidate(item, told, hand, findings, subject)
        file, content = read_file(Path(item.path), language)
        version = digest_of(content)
        name = Path(item.path).relative_to(self._project.root).as_posix()
        found = self._judge.of_file(file, version, language) if file.concept else ()
        hand = self._planner.hand(item.row.glossary, language)
        if found is not None and file.concept:
            found = (*found, *self._judge.once_approved(file, item.keys, hand, found))
        return self._cards.of_file(item, Sight(file, version, name), hand, found)

    def _subject_near(self, item: Item) -> str:
        """The subject of a concept that shares a term."""
        with self._shelf.lock:
            near = sorted(self._shelf.concepts.sharing(item.keys))
            return next((self._shelf.items[each].row.subject for each in near), "")

    def decide(
        self, key: str, decision: Decision, *, version: str, language: str = "en"
    ) -> Outcome:
        """Carry out a decision: one file, whole or not at all; in the journal before that.

        A decision that was carried out already, of the same version, is told again and not
        repeated. Raises UsageError, RefusedError, ConflictError, OutputError.
        """
        if key.startswith(CANDIDATE):
            # Not while others wait for the journal.
            self._illustrator.wait()
        with self._journal.locked():
            return self._decided(key, decision, version, language, uuid4().hex)

    def _decided(
        self, key: str, decision: Decision, version: str, language: str, group: str
    ) -> Outcome:
        repeated = self._keeper.repeated(key, version, fingerprint(decision))
        if repeated:
            return repeated
        item = self._fresh(key)
        if item is None:
            raise self._taken(key, decision, version, language)
        if decision.action == "skip":
            return self._keeper.skip(key, item.row.status, item.row.source, group)
        writes = self._planner.plan(item, decision, version, language)
        for write in writes:
            outcome = self._keeper.carry_out(write, group)
        self._judge.touch()
        if decision.into and decision.into not in {each.name for each in self.facts.glossaries}:
            self.facts = self._facts()
        return outcome

    def _fresh(self, key: str) -> Item | None:
        """The item of a key, with what other servers have made of a candidate."""
        entry = self._journal.latest(key) if key.startswith(CANDIDATE) else None
        if entry and entry.path:
            self._shelf.add(self._project.root / entry.path)
        return self._shelf.look(key)

    def _taken(self, key: str, decision: Decision, version: str, language: str) -> TmkitError:
        """Why a key is not there: a concept holds the candidate by now, or it is gone."""
        taken = self._shelf.taken(key)
        if taken is None or decision.action == "skip":
            return UsageError("review-gone", details={"name": key.partition(":")[2]})
        candidate, holder = taken
        file, content = read_file(Path(holder.path), language)
        wanted = ""
        with suppress(TmkitError):
            wanted = self._planner.plan(candidate, decision, version, language)[-1].after
        error = conflict(file.id, holder.path, content, wanted)
        error.details["key"] = holder.key
        return error

    def undo(self) -> Outcome | None:
        """Take back this reviewer's last decision, or all of one on many; None where there is none.

        It survives a restart. Raises ConflictError where the file was changed since, OutputError.
        """
        with self._journal.locked():
            outcome = self._keeper.undo()
        self._judge.touch()
        return outcome

    def preview(self, selection: Selection, decision: Decision, *, language: str = "en") -> Preview:
        """What a decision would do to all rows of a selection, whatever its page; writes nothing.

        Approve, reject, skip, propose, deprecate and reopen can be decided of many.
        """
        if decision.action not in BULK:
            raise UsageError("review-not-in-bulk", details={"act": decision.action})
        with self._shelf.lock:
            view = self._queue.view(selection)
            items = [self._shelf.items[key] for _, key in view.order]
        rows: list[Row] = []
        versions: dict[str, str] = {}
        refused: list[tuple[Row, str]] = []
        for item in items:
            try:
                versions[item.key] = self._planner.probe(item, decision, language)
                rows.append(item.row)
            except TmkitError as error:
                refused.append((item.row, error.text(language)))
        return Preview(tuple(rows), versions, tuple(refused))

    def decide_all(
        self, decision: Decision, versions: Mapping[str, str], *, language: str = "en"
    ) -> BulkResult:
        """Carry out a decision on many, one after the other; versions: as a preview gave them.

        What has changed since, is refused or cannot be written is told and left alone.
        """
        if decision.action not in BULK:
            raise UsageError("review-not-in-bulk", details={"act": decision.action})
        done: list[Outcome] = []
        refused: list[tuple[str, str]] = []
        group = uuid4().hex
        self._illustrator.wait()
        for key, version in versions.items():
            try:
                with self._journal.locked():
                    done.append(self._decided(key, decision, version, language, group))
            except TmkitError as error:
                refused.append((key, error.text(language)))
        return BulkResult(tuple(done), tuple(refused))

    def raw(self, key: str, *, language: str = "en") -> RawFile:
        """The text of a concept file, a broken one too. Raises UsageError "review-gone"."""
        file, content = self._file(key, language)
        text = content.decode("utf-8", "replace")
        path = file.path.relative_to(self._project.root).as_posix()
        return RawFile(key, path, text, digest_of(content), file.findings)

    def _file(self, key: str, language: str) -> tuple[ConceptFile, bytes]:
        item = self._item(key)
        if not item.path:
            raise UsageError("review-gone", details={"name": key.partition(":")[2]})
        return read_file(Path(item.path), language, form=True)

    def write_raw(self, key: str, text: str, *, version: str, language: str = "en") -> Outcome:
        """Write the text of a concept file; one that is still broken is written as well."""
        # As forms send it, and with what no file can hold replaced.
        after = text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
        with self._journal.locked():
            file, content = self._file(key, language)
            return self._put(file, content, after, "raw", key, version)

    def fix(self, key: str, number: int, *, version: str, language: str = "en") -> Outcome:
        """Apply the fix of a finding of a card, by its number there."""
        with self._journal.locked():
            file, content = self._file(key, language)
            if digest_of(content) != version:
                raise conflict(file.id, str(file.path), content, "")
            found = (self._judge.of_file(file, version, language) if file.concept else ()) or ()
            fix = found[number].fix if 0 <= number < len(found) else None
            after = apply(file, [fix], language).raw if fix else file.raw
            if after == file.raw:
                raise UsageError("review-no-fix", details={"id": file.id})
            return self._put(file, content, after, "fix", key, version)

    def _put(  # what is written, and where
        self, file: ConceptFile, content: bytes, after: str, action: str, key: str, version: str
    ) -> Outcome:
        if digest_of(content) != version:
            raise conflict(file.id, str(file.path), content, after)
        about = concept.parse(after, file.path).concept
        status = about.status if about else "broken"
        write = Write(file.path, content, after, action, key, key, status, file.id, version)
        outcome = self._keeper.carry_out(write)
        self._judge.touch()
        return outcome

    def commit(self, *, language: str = "en") -> str:
        """Commit the files written at this desk since the last commit, in one; its id or "".

        Under the name of the reviewer. Raises UsageError without a repository, OutputError.
        """
        with self._journal.locked():
            return self._keeper.commit(self._people, language)

    def note(self, path: Path) -> None:
        """A file was written in this review that is no concept: it is committed with the others."""
        with self._journal.locked():
            self._keeper.written[path] = None

    def store(self) -> str:
        """The memory to ask: the project's own, else the one made of the last build; "" for none.

        "" also while that is being prepared.
        """
        own = self._settings.store
        if "://" in own:
            return own
        path = self._project.root / own
        return str(path) if path.is_file() else self._illustrator.name

    def is_preparing(self) -> bool:
        """Whether the memory of the last build is not searchable yet."""
        return self._illustrator.is_preparing
