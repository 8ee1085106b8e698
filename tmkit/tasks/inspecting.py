"""What `check` finds in a project, found beside the work at the desk and again after changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

from tmkit.errors import TmkitError
from tmkit.model import Finding
from tmkit.tasks.journal import digest_of
from tmkit.tasks.parallel import Apart

__all__ = ["Inspector", "Seen", "codes_of", "inspected"]

Seen = tuple[str, tuple[Finding, ...]]
"""The version of a file, and what was found in it."""

# A check begins at the earliest after so many times as long as the last one took.
_PAUSE = 3


def inspected(root: Path, language: str) -> dict[str, Seen]:
    """By path, what `check` finds in each concept file of a project. Raises as `check`."""
    from tmkit.tasks.checking import examine

    checked = examine([], root=root, language=language)
    found: dict[str, list[Finding]] = {str(file.path): [] for file in checked.files}
    for each in checked.findings:
        if each.place.path in found:
            found[each.place.path].append(each)
    return {
        str(file.path): (digest_of(file.raw.encode()), tuple(found[str(file.path)]))
        for file in checked.files
    }


class Inspector:
    """Checks a project in a process of its own, whenever something has changed.

    on_done: told after each check, by another thread.
    """

    def __init__(self, root: Path, language: str, on_done: Callable[[], None]) -> None:
        self._root = root
        self._on_done = on_done
        self._apart = Apart()
        self._wake = Condition()
        self._languages = [language]
        # By language, the number of changes that its findings know of.
        self._seen: dict[str, int] = {}
        self._changes = 0
        self._found: dict[str, Mapping[str, Seen]] = {}
        self._is_closed = False
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin with the first check."""
        self._thread.start()

    def close(self) -> None:
        """End what is under way."""
        with self._wake:
            self._is_closed = True
            self._wake.notify_all()
        self._apart.close()

    def touch(self) -> None:
        """Something has changed."""
        with self._wake:
            self._changes += 1
            self._wake.notify_all()

    def want(self, language: str) -> None:
        """A page asks for findings in a language."""
        with self._wake:
            if language not in self._languages:
                self._languages.append(language)
                self._wake.notify_all()

    @property
    def is_done(self) -> bool:
        """Whether all findings are known as things stand."""
        with self._wake:
            return self._seen.get(self._languages[0]) == self._changes

    def found(self, path: str, language: str) -> Seen | None:
        """What was found in a file, and in which version; None where it is not known yet."""
        return self._found.get(language, {}).get(path)

    def all_found(self) -> Mapping[str, Seen]:
        """By path, what was found in the first language."""
        return self._found.get(self._languages[0], {})

    def wait(self, timeout: float) -> bool:
        """Wait until all is known, so many seconds at most; whether it is."""
        end = monotonic() + timeout
        with self._wake:
            while self._seen.get(self._languages[0]) != self._changes:
                if not self._wake.wait(end - monotonic()):
                    return False
        return True

    def _next(self) -> tuple[str, int] | None:
        for language in self._languages:
            if self._seen.get(language) != self._changes:
                return language, self._changes
        return None

    def _run(self) -> None:
        pause = 0.0
        while True:
            with self._wake:
                if not self._is_closed and pause:
                    self._wake.wait_for(lambda: self._is_closed, pause)
                self._wake.wait_for(lambda: self._is_closed or self._next() is not None)
                if self._is_closed:
                    return
                asked = self._next()
            assert asked is not None
            begun = monotonic()
            self._check(*asked)
            pause = _PAUSE * (monotonic() - begun)

    def _check(self, language: str, changes: int) -> None:
        found: Mapping[str, Seen] = {}
        # What keeps a check from its end is said by the command, and by whoever asks for a card.
        with suppress(TmkitError):
            found = self._apart(inspected, self._root, language)
        with self._wake:
            if self._is_closed:
                return
            self._found[language] = found
        self._on_done()
        with self._wake:
            self._seen[language] = changes
            self._wake.notify_all()


def codes_of(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The codes of findings, each once, the gravest first."""
    order = ("error", "warning", "info")
    grave = sorted(findings, key=lambda each: order.index(each.severity))
    return tuple(dict.fromkeys(each.code for each in grave))
