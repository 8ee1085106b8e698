"""What git knows of a folder of concept files: its versions, and who works here."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tmkit.errors import UsageError
from tmkit.formats import concept
from tmkit.model import Concept

__all__ = ["Revision", "author", "revision", "revisions"]

_NEWEST = 200
"""How many versions are looked at: enough for a year of a file that is out with an expert."""


class Revision(NamedTuple):
    """A commit that changed a folder. date: YYYY-MM-DD; concepts: sound ones, by id."""

    commit: str
    date: str
    concepts: dict[str, Concept]


def author(folder: Path) -> str:
    """The name that git would write under a commit; "" without git or a name."""
    return _git(folder, "config", "user.name").decode("utf-8", "replace").strip()


def revision(folder: Path, name: str) -> Revision:
    """The concepts of a folder at a commit, a tag or a branch. Raises UsageError."""
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if not commit:
        raise UsageError("no-base", details={"name": name})
    shown = _git(folder, "show", "--no-patch", "--format=%H%x09%cs", commit.decode().strip())
    return next(_read(folder, shown.decode().splitlines()))


def revisions(folder: Path) -> Iterator[Revision]:
    """The versions of a folder, newest first; none where it is not under version control."""
    log = _git(folder, "log", f"--max-count={_NEWEST}", "--format=%H%x09%cs", "--", ".")
    yield from _read(folder, log.decode().splitlines())


def _read(folder: Path, log: Iterable[str]) -> Iterator[Revision]:
    known: dict[str, Concept | None] = {}
    for line in log:
        commit, date = line.split("\t")
        blobs = dict(_blobs(folder, commit))
        missing = [blob for blob in dict.fromkeys(blobs.values()) if blob not in known]
        for blob, content in _contents(folder, missing):
            name = next(name for name, each in blobs.items() if each == blob)
            known[blob] = concept.parse_bytes(content, Path(name)).concept
        concepts = (known.get(blob) for blob in blobs.values())
        yield Revision(commit, date, {each.id: each for each in concepts if each})


def _blobs(folder: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Name and blob of each concept file of a folder at a commit."""
    for row in _git(folder, "ls-tree", "-z", commit).split(b"\0"):
        head, _, name = row.partition(b"\t")
        if name.endswith(b".toml") and head.split()[1] == b"blob":
            yield name.decode("utf-8", "replace"), head.split()[2].decode()


def _contents(folder: Path, blobs: list[str]) -> Iterator[tuple[str, bytes]]:
    if not blobs:
        return
    said = _git(folder, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs))
    start = 0
    for blob in blobs:
        head = said.index(b"\n", start)
        *_, length = said[start:head].split()
        if length == b"missing":  # of a partial clone
            start = head + 1
            continue
        yield blob, said[head + 1 : head + 1 + int(length)]
        start = head + int(length) + 2


def _git(folder: Path, *arguments: str, given: str = "") -> bytes:
    """What git prints; nothing where it fails, is not installed or there is no such folder."""
    try:
        done = subprocess.run(  # noqa: S603 # no shell, and names cannot pass for options
            ["git", *arguments],  # noqa: S607 # the user's own git
            cwd=folder,
            input=given.encode(),
            capture_output=True,
            check=False,
        )
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
