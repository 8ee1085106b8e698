"""`tmkit doctor`: what is installed, and which part that some commands want is not."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import tmkit
from tmkit.settings import folder_of

__all__ = ["Installation", "Part", "examine"]

# A requirement of the package: its name, and the extra that asks for it.
_REQUIRED = re.compile(r"([\w.-]+)[^;]*(?:;.*extra == ['\"](\w+)['\"])?")
# What an extra is called by the messages that say what it is for.
_EXTRAS = ("cluster", "postgres")
_VERSION = re.compile(r"\d[\w.]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A library or a program. version: "" where it is missing.

    need: "required", or the name of what it is optional for. install: the command that brings it.
    """

    name: str
    version: str
    need: str = "required"
    install: str = ""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where tmkit runs. project: the folder whose settings hold here, None for the defaults."""

    version: str
    folder: Path
    python: str
    system: str
    parts: tuple[Part, ...]
    project: Path | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing that every command may need."""
        return all(part.version for part in self.parts if part.need == "required")


def examine() -> Installation:
    """What is installed where this program runs, libraries first."""
    return Installation(
        tmkit.__version__,
        Path(tmkit.__file__).parent,
        platform.python_version(),
        platform.platform(),
        (*_libraries(), *_programs()),
        folder_of(Path.cwd()),
    )


def _libraries() -> Iterator[Part]:
    """The libraries that the package asks for, and those of its extras, but not of its tests."""
    found = []
    for requirement in metadata.requires("tmkit") or ():
        match = _REQUIRED.match(requirement)
        assert match, requirement
        name, extra = match[1], match[2]
        if extra is None:
            found.append(Part(name, _version(name), install=_pip(name)))
        elif extra in _EXTRAS:
            found.append(Part(name, _version(name), extra, _pip(f"'tmkit[{extra}]'")))
    yield from sorted(found, key=lambda part: (part.need != "required", part.name))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _pip(what: str) -> str:
    """The command that installs into the environment that runs."""
    return f"{sys.executable} -m pip install {what}"


def _programs() -> Iterator[Part]:
    """git; what a machine lacks is said as Debian has it, and otherwise where it is to be had."""
    path = shutil.which("git")
    said = ""
    if path:
        done = subprocess.run(  # noqa: S603 # the user's own git, without a shell
            [path, "--version"], capture_output=True, text=True, check=False, timeout=10
        )
        said = done.stdout
    version = _VERSION.search(said)
    install = "apt install git" if shutil.which("apt") else "https://git-scm.com"
    yield Part("git", version[0] if version else "", "git", install)
