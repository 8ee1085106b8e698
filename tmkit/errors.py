"""The one root of tmkit's exceptions.

An error carries the key of its message, not the sentence: `tmkit.messages` says it in the
language of the user.
"""

from __future__ import annotations

from collections.abc import Mapping

from tmkit import messages

__all__ = [
    "ConflictError",
    "FormatError",
    "OutputError",
    "RefusedError",
    "SettingsError",
    "TmkitError",
    "UsageError",
]


class TmkitError(Exception):
    """Something the user can put right.

    key: of a message in the catalogue, "TD102" for example.
    path, line, column: where; line and column count from 1, 0 when unknown.
    details: what fills the places of the message.
    """

    def __init__(
        self,
        key: str,
        path: str = "",
        line: int = 0,
        column: int = 0,
        details: Mapping[str, object] | None = None,
    ) -> None:
        # All of them, so that it survives pickling on its way back from a worker process.
        super().__init__(key, path, line, column, details)
        self.key, self.path, self.line, self.column = key, path, line, column
        self.details = dict(details or {})

    def text(self, language: str = "en") -> str:
        """One line: where, what, what to do."""
        message = messages.message(self.key, language, **self.details)
        hint = messages.help_of(self.key, language, **self.details)
        where = messages.place(self.path, self.line, self.column)
        return " ".join(part for part in (where and f"{where}:", message, hint) if part)

    def __str__(self) -> str:
        return self.text()


class FormatError(TmkitError):
    """A file breaks its format, at a place the reader can go to."""


class SettingsError(TmkitError):
    """The configuration cannot be used."""


class UsageError(TmkitError):
    """The command cannot do anything with what it was given."""


class RefusedError(TmkitError):
    """A concept does not allow the act, or not by this person."""


class ConflictError(TmkitError):
    """A file was changed since it was read; neither text is lost.

    details: beside the places of the message `now`, the text on disk, "" where the file is gone;
    `wanted`, the one that would have been written; `version`, that of `now`.
    """


class OutputError(TmkitError):
    """A result cannot be written."""
