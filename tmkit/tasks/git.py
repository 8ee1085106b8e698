"""What git knows of files: who works here, what changed since a commit, and who changed it.

git is run without a shell; what a user names never stands where an option could.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tmkit.errors import OutputError, UsageError

__all__ = ["Ancestor", "Author", "Commit", "Repository", "author_in"]

_PATIENCE = 120
"""Seconds; a hook of the user may run inside a commit."""


class Author(NamedTuple):
    """Somebody as git calls them; "" where it does not say."""

    name: str
    email: str


class Commit(NamedTuple):
    """A commit and all who wrote it: its author and those it names as Co-authored-by.

    paths: the files that it changed, of those that were asked for.
    """

    id: str
    authors: tuple[Author, ...]
    paths: frozenset[str]


class Ancestor(NamedTuple):
    """The commit that the working tree is compared with.

    is_common: whether it is known to be the last one that HEAD and the named one share.
    """

    commit: str
    is_common: bool


class Repository(NamedTuple):
    """A working tree. root: its uppermost folder, as git calls it."""

    root: Path

    @classmethod
    def of(cls, folder: Path) -> Repository:
        """The repository that a folder is in. Raises UsageError where it is in none."""
        try:
            found = _git(folder, "rev-parse", "--show-toplevel")
        except OutputError as error:
            # A folder of somebody else's is a repository too, which git does not trust.
            if "not a git repository" not in str(error.details):
                raise
            raise UsageError("no-repository", str(folder)) from error
        return cls(Path(os.fsdecode(found.rstrip(b"\n"))))

    def path_of(self, path: Path) -> str:
        """The path as git has it. Raises UsageError where it lies outside."""
        # Not the file itself: a link is a file of its own to git.
        whole = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
        try:
            return whole.relative_to(self.root.resolve()).as_posix()
        except ValueError as error:
            raise UsageError("no-repository", str(path)) from error

    def ancestor(self, ref: str) -> Ancestor:
        """The common ancestor of HEAD and a ref; the ref itself where a clone is too shallow.

        Raises UsageError for a ref that is no commit here.
        """
        found = "" if ref.startswith("-") else self._line("merge-base", "HEAD", ref)
        if found:
            return Ancestor(found, is_common=True)
        named = f"{ref}^{{commit}}"
        commit = self._line("rev-parse", "--verify", "--quiet", "--end-of-options", named)
        if not commit:
            branch = ref.rpartition("/")[2]
            raise UsageError("no-revision", details={"ref": ref, "branch": branch})
        # What a pull request is tested as names its parents even where they were not fetched.
        head = self._line("cat-file", "commit", "HEAD", whole=True)
        parents = (line.split()[1] for line in head.split("\n\n")[0].splitlines()[1:])
        return Ancestor(commit, is_common=commit in parents)

    def changed(self, commit: str, folders: Sequence[str]) -> tuple[list[str], list[str]]:
        """Files below folders that are otherwise in the working tree than at a commit.

        First those that are or were in the index, then new ones that git does not know yet.
        """
        differing = self._run(
            *("diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit, "--"),
            *folders,
        )
        listed = ("ls-files", "--others", "--exclude-standard", "-z", "--")
        return _names(differing), _names(self._run(*listed, *folders))

    def contents(self, wanted: Iterable[tuple[str, str]]) -> Iterator[bytes | None]:
        """What stands in files at commits, (commit, path), in their order; None: nothing."""
        names = [f"{commit}:{path}" for commit, path in wanted]
        # A name is ended by its line: one with a line end is asked for by itself.
        plain = [name for name in names if "\n" not in name]
        said = self._run("cat-file", "--batch", given="".join(f"{name}\n" for name in plain))
        start = 0
        for name in names:
            if "\n" in name:
                yield self._run("cat-file", "blob", name, check=False) or None
                continue
            head_end = said.index(b"\n", start)
            kind, _, size = said[start:head_end].rpartition(b" ")
            if size == b"missing" or not kind.endswith(b" blob"):
                # A folder or a submodule of that name has content too, which is passed over.
                over = 0 if size == b"missing" else int(size) + 1
                start = head_end + 1 + over
                yield None
            else:
                yield said[head_end + 1 : head_end + 1 + int(size)]
                start = head_end + int(size) + 2

    def commits(self, since: str, paths: Iterable[str]) -> list[Commit]:
        """The commits since another one that changed any of some files, parents first.

        None where the history here was cut off by a shallow clone: who made the oldest commit
        cannot be told.
        """
        others = "%(trailers:key=Co-authored-by,valueonly,separator=%x1e)"
        form = f"--format=%x01%H%x1f%an%x1f%ae%x1f{others}%x1f"
        order = ("--reverse", "--topo-order", "--full-history", "-c", "--name-only")
        quiet = ("-c", "core.quotePath=false")
        log = self._run(*quiet, "log", *order, form, f"{since}..HEAD", "--", *paths)
        rows = log.decode("utf-8", "surrogateescape").split("\1")[1:]
        found = [_commit(row) for row in rows]
        edge = self._edge()
        return [] if any(each.id in edge for each in found) else found

    def is_clean(self, path: str) -> bool:
        """Whether a file is in the working tree as it is in HEAD."""
        return not self._run("status", "--porcelain", "-z", "--", path)

    def commit(self, path: str, message: str) -> None:
        """Commit one file, and nothing else that waits. Raises OutputError with what git says."""
        for arguments in (("add", "--", path), ("commit", "-q", "-m", message, "--", path)):
            _git(self.root, *arguments)

    def commit_together(self, paths: Sequence[str], message: str, author: Author) -> str:
        """Commit some files that differ from HEAD, and nothing else that waits; the commit's id.

        Raises OutputError with what git says.
        """
        by = f"--author={author.name} <{author.email}>"
        _git(self.root, "add", "--", *paths)
        _git(self.root, "commit", "-q", by, "-m", message, "--", *paths)
        return self._line("rev-parse", "HEAD")

    def author(self) -> Author:
        """Who would be the author of a commit."""
        return author_in(self.root)

    def _edge(self) -> frozenset[str]:
        """The commits whose parents were left out of a shallow clone."""
        path = self.root / self._line("rev-parse", "--git-path", "shallow")
        return frozenset(path.read_text().split()) if path.is_file() else frozenset()

    def _run(self, *arguments: str, given: str = "", check: bool = True) -> bytes:
        return _git(self.root, *arguments, given=given, check=check)

    def _line(self, *arguments: str, whole: bool = False) -> str:
        """What git prints, its last line end left out; "" where it fails."""
        said = self._run(*arguments, check=False).decode("utf-8", "replace")
        return said if whole else said.strip()


def author_in(folder: Path) -> Author:
    """Who would be the author of a commit in a folder, in a repository or not."""
    names = (_git(folder, "config", f"user.{key}", check=False) for key in ("name", "email"))
    name, email = (each.decode("utf-8", "replace").strip() for each in names)
    return Author(
        os.environ.get("GIT_AUTHOR_NAME", name), os.environ.get("GIT_AUTHOR_EMAIL", email)
    )


def _commit(row: str) -> Commit:
    commit, name, email, others, paths = row.split("\x1f")
    found = [Author(name, email)]
    for each in filter(None, (line.strip() for line in others.split("\x1e"))):
        other, _, rest = each.partition("<")
        found.append(Author(other.strip(), rest.rstrip("> ")))
    return Commit(commit, tuple(found), frozenset(filter(None, paths.split("\n"))))


def _names(said: bytes) -> list[str]:
    return [os.fsdecode(name) for name in said.split(b"\0") if name]


def _git(folder: Path, *arguments: str, given: str = "", check: bool = True) -> bytes:
    """What git prints; nothing where it fails and nobody asks why.

    Raises UsageError where git is not there, OutputError where it fails.
    """
    try:
        done = subprocess.run(  # noqa: S603 # no shell, and names cannot pass for options
            ["git", *arguments],  # noqa: S607 # the user's own git
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "GIT_LITERAL_PATHSPECS": "1"},
            input=os.fsencode(given),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = getattr(error, "strerror", "") or type(error).__name__
        raise UsageError("no-git", details={"reason": reason}) from error
    if done.returncode and check:
        lines = (done.stderr or done.stdout).decode("utf-8", "replace").split("\n")
        details = {"command": arguments[0], "reason": " ".join(filter(None, lines))}
        raise OutputError("git-failed", details=details)
    return done.stdout if done.returncode == 0 else b""
