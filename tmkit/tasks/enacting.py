"""Decisions carried out: in the journal first, then in the file; taken back; committed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from tmkit import messages
from tmkit.errors import ConflictError, OutputError
from tmkit.formats import files
from tmkit.lint import People
from tmkit.model import Outcome
from tmkit.tasks.git import Author, Repository, author_in
from tmkit.tasks.journal import Entry, Journal, digest_of
from tmkit.tasks.planning import Write, content_of_file
from tmkit.tasks.shelving import CONCEPT, Shelf

__all__ = ["Keeper"]


@dataclass(slots=True)
class Keeper:
    """Writes for one reviewer; each method is called inside the journal's lock.

    session: how many decisions were carried out here and not taken back; written: the files that
    were, as long as they are not committed.
    """

    root: Path
    reviewer: str
    journal: Journal
    shelf: Shelf
    session: int = 0
    written: dict[Path, None] = field(default_factory=dict)

    def carry_out(self, write: Write, group: str = "") -> Outcome:
        """Write a file, which the journal knows before. Raises OutputError; then nothing is."""
        after = write.after.encode()
        version = digest_of(after)
        if after != write.before:
            before = write.before
            text = None if before is None else before.decode("utf-8", "surrogateescape")
            self._announce(
                write.action,
                write.key,
                group,
                found=write.found,
                path=self._name(write.path),
                before=text,
                after=version,
                version=write.version,
                decision=write.decision,
                status=write.status,
                title=write.title,
            )
            files.write_text(write.path, write.after)
            self.session += 1
            self.written[write.path] = None
        self.shelf.add(write.path)
        self.shelf.change(write.key, skipped=False)
        return Outcome(
            write.found, write.key, write.action, write.status, version, self._name(write.path),
            write.title,
        )  # fmt: skip

    def skip(self, key: str, status: str, title: str, group: str = "") -> Outcome:
        """Note that something was passed over."""
        self._announce("skip", key, group, found=key, status=status, title=title)
        self.shelf.change(key, skipped=True)
        return Outcome(key, key, "skip", status, title=title)

    def _announce(self, action: str, key: str, group: str = "", **fields: str | None) -> Entry:
        entry = Entry(
            uuid4().hex,
            datetime.now().astimezone().isoformat(timespec="seconds"),
            self.reviewer,
            action,
            key,
            group=group or uuid4().hex,
            **fields,  # type: ignore[arg-type] # those that may be None are
        )
        self.journal.append(entry)
        return entry

    def repeated(self, key: str, version: str, decision: str) -> Outcome | None:
        """What a decision did that was carried out already; None where it was not."""
        entry = self.journal.latest(key)
        if entry is None or (entry.by, entry.version, entry.decision) != (
            self.reviewer,
            version,
            decision,
        ):
            return None
        if not entry.path or digest_of(content_of_file(self.root / entry.path)) != entry.after:
            return None
        return Outcome(
            entry.found, key, entry.action, entry.status, entry.after, entry.path, entry.title,
            repeated=True,
        )  # fmt: skip

    def undo(self) -> Outcome | None:
        """Take back the last decision, and those of its group; None where there is none.

        Raises ConflictError where a file was changed since; then nothing is taken back.
        """
        group = self._undoable()
        if not group:
            return None
        for entry in group:
            outcome = self._restore(entry)
        self.session = max(0, self.session - sum(bool(entry.path) for entry in group))
        return replace(outcome, count=len({entry.key for entry in group}))

    def _undoable(self) -> list[Entry]:
        """The entries that are taken back together, the last one first."""
        found: list[Entry] = []
        for entry, before in self.journal.last(self.reviewer):
            if found and entry.group != found[0].group:
                break
            if not entry.path:
                if not self.journal.is_undone(entry):
                    found.append(entry)
                continue
            # Of one file several times in a group only the last text stands on disk.
            there = next((each for each in reversed(found) if each.path == entry.path), None)
            content = content_of_file(self.root / entry.path)
            now = digest_of(content)
            if now == entry.after or (there and there.group == entry.group):
                found.append(entry)
            elif now != before and not self.journal.is_undone(entry):
                wanted = self.journal.content_before(entry) or b""
                details = {
                    "id": Path(entry.path).stem,
                    "now": (content or b"").decode("utf-8", "replace"),
                    "wanted": wanted.decode("utf-8", "replace"),
                    "version": now,
                }
                raise ConflictError("review-undo-conflict", entry.path, details=details)
        return found

    def _restore(self, entry: Entry) -> Outcome:
        """Put back what was there before an entry."""
        path = self.root / entry.path
        before = self.journal.content_before(entry) if entry.path else None
        now = content_of_file(path) if entry.path else None
        text = None if now is None else now.decode("utf-8", "surrogateescape")
        self._announce(
            "undo", entry.key, found=entry.key, path=entry.path, before=text,
            after=digest_of(before), undone=entry.id, title=entry.title,
        )  # fmt: skip
        if not entry.path:
            self.shelf.change(entry.key, skipped=False)
            return Outcome(entry.key, entry.key, "undo", entry.status, title=entry.title)
        if before is None:
            _remove(path)
        else:
            with files.atomic(path) as file:
                file.write(before)
        self.written[path] = None
        self.shelf.add(path)
        item = self.shelf.items.get(entry.key)
        status = item.row.status if item else ""
        version = digest_of(before) if entry.key.startswith(CONCEPT) else ""
        return Outcome(entry.key, entry.found, "undo", status, version, entry.path, entry.title)

    def commit(self, people: People, language: str) -> str:
        """Commit what was written since the last commit, under the reviewer's name; its id or "".

        Raises UsageError without a repository, OutputError.
        """
        if not self.written:
            return ""
        repository = Repository.of(self.root)
        paths = [repository.path_of(path) for path in self.written]
        changed = [path for path in paths if not repository.is_clean(path)]
        id_ = ""
        if changed:
            message = messages.message("review-commit", language, count=len(changed))
            id_ = repository.commit_together(changed, message, self._author(people))
        self.written.clear()
        return id_

    def _author(self, people: People) -> Author:
        own = author_in(self.root)
        if people.author(own.email) == self.reviewer or own.name == self.reviewer:
            return own
        emails = (
            person.emails for person in people.persons
            if people.name_of(person.name) == people.name_of(self.reviewer)
        )  # fmt: skip
        email = next((each[0] for each in emails if each), own.email)
        return Author(self.reviewer, email)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError("output", str(path), details={"reason": error.strerror}) from error
