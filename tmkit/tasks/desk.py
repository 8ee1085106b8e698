"""The desk of `tmkit review`: what waits for a decision, with its evidence, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tmkit.model import (
    BulkResult,
    Card,
    Decision,
    DeskFacts,
    Outcome,
    Preview,
    QueuePage,
    RawFile,
    Selection,
)

__all__ = ["Desk"]


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

    @classmethod
    def open(cls, root: Path, *, reviewer: str = "", language: str = "en") -> Self:
        """The desk of the project in a folder.

        reviewer: by default git's user, under the name that people.toml gives them. language: of
        findings that no page asks for. Raises UsageError where there is no folder or no name,
        SettingsError.
        """
        raise NotImplementedError

    def close(self) -> None:
        """End the work in the background."""
        raise NotImplementedError

    def queue(self, selection: Selection, *, language: str = "en") -> QueuePage:
        """A page of the rows of a selection; a page that is not there is the last one."""
        raise NotImplementedError

    def card(self, key: str, *, language: str = "en") -> Card:
        """The card of a key, as it stands on disk. Raises UsageError "review-gone"."""
        raise NotImplementedError

    def neighbours(self, key: str, selection: Selection) -> tuple[str, str]:
        """The keys before and after one in a selection, "" where there is none.

        Of a key that has left the selection since it was last asked for: those of its old place.
        """
        raise NotImplementedError

    def decide(
        self, key: str, decision: Decision, *, version: str, language: str = "en"
    ) -> Outcome:
        """Carry out a decision: one file, whole or not at all; in the journal before that.

        A decision that was carried out already, of the same version, is told again and not
        repeated. Raises UsageError, RefusedError, ConflictError, OutputError.
        """
        raise NotImplementedError

    def undo(self, *, language: str = "en") -> Outcome | None:
        """Take back this reviewer's last decision, or all of one on many; None where there is none.

        It survives a restart. Raises ConflictError where the file was changed since, OutputError.
        """
        raise NotImplementedError

    def preview(self, selection: Selection, decision: Decision, *, language: str = "en") -> Preview:
        """What a decision would do to all rows of a selection, whatever its page; writes nothing.

        Approve, reject, skip, propose, deprecate and reopen can be decided of many.
        """
        raise NotImplementedError

    def decide_all(
        self, decision: Decision, versions: Mapping[str, str], *, language: str = "en"
    ) -> BulkResult:
        """Carry out a decision on many, one after the other; versions: as a preview gave them.

        What has changed since, or is refused, is told and left alone.
        """
        raise NotImplementedError

    def raw(self, key: str, *, language: str = "en") -> RawFile:
        """The text of a concept file, a broken one too. Raises UsageError "review-gone"."""
        raise NotImplementedError

    def write_raw(self, key: str, text: str, *, version: str, language: str = "en") -> Outcome:
        """Write the text of a concept file; one that is still broken is written as well."""
        raise NotImplementedError

    def fix(self, key: str, number: int, *, version: str, language: str = "en") -> Outcome:
        """Apply the fix of a finding of a card, by its number there."""
        raise NotImplementedError

    def commit(self, *, language: str = "en") -> str:
        """Commit the files written at this desk since the last commit, in one; its id or "".

        Under the name of the reviewer. Raises UsageError without a repository, OutputError.
        """
        raise NotImplementedError

    def store(self) -> str:
        """The memory to ask: the project's own, else the one made of the last build; "" for none.

        "" also while that is being prepared.
        """
        raise NotImplementedError

    def is_preparing(self) -> bool:
        """Whether the memory of the last build is not searchable yet."""
        raise NotImplementedError
