"""What many tests share: projects made of texts, the command line, programs, data from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from working_tree import PEOPLE, WorkingTree, concept

from tmkit.cli import main

REPOSITORY = Path(__file__).parent.parent

Run = Callable[..., Result]
MakeProject = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of this repository, with its own corpus and glossary."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Data from outside the repository, named by TMKIT_SHARED; without them the test is skipped."""
    folder = Path(os.environ.get("TMKIT_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no data at {folder} (TMKIT_SHARED)")
    return folder


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """A function that writes files, name → content, into a new project folder."""

    def make(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "project"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkingTree:
    """A git repository with people.toml, which is the folder one is in."""
    made = WorkingTree(tmp_path / "tree", monkeypatch)
    made.put("glossaries/people.toml", PEOPLE)
    made.write(concept("tide-gate"), concept("weir"), concept("sluice"))
    made.commit("Begin")
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def run() -> Run:
    """A function that runs tmkit with arguments and returns output, errors and exit code."""

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return call


def program(name: str) -> str:
    """The path of a program from outside Python.

    Where it is missing the test is skipped, or fails when TMKIT_REQUIRE_ALL=1.
    """
    path = shutil.which(name)
    if path is None:
        reason = f"{name} is not installed (Debian: apt-get install {name})"
        if os.environ.get("TMKIT_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def omegat(folder: Path, probe: str) -> list[list[str]]:
    """Open a project in OmegaT, without a window, and translate its sources.

    probe: a Groovy script that OmegaT runs when the project is loaded. Returns the lines printed
    with tabs, by their cells.
    """
    script = folder.parent / "probe.groovy"
    script.write_text(probe)
    done = subprocess.run(
        [
            *(program("omegat"), str(folder), "--mode=console-translate"),
            *(f"--config-dir={folder.parent / 'config'}", f"--script={script}"),
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of the tests' own; each test takes care of what is in it."""
    with tempfile.TemporaryDirectory(prefix="tmkit-pg-") as folder:
        start_postgres(Path(folder))
        yield f"postgresql:///postgres?host={folder}&user=postgres"
        stop_postgres(Path(folder))


def start_postgres(folder: Path) -> None:
    """Make a cluster in a folder and start its server, which listens at a socket there alone."""
    data = str(folder / "data")
    if os.geteuid() == 0:  # as root it refuses to run
        shutil.chown(folder, "postgres")
    options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    as_server(folder, "initdb", "-D", data, *options)
    # Over TCP it asks for a password.
    rules = folder / "data" / "pg_hba.conf"
    rules.write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    start_again(folder)


def start_again(folder: Path, *, host: str = "") -> None:
    """Start the server in a folder. host: an address at which it listens besides."""
    data, log, options = str(folder / "data"), str(folder / "log"), f"-k {folder} -h '{host}'"
    as_server(folder, "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")


def stop_postgres(folder: Path) -> None:
    """Stop the server in a folder at once, as if it had died."""
    as_server(folder, "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")


def as_server(folder: Path, name: str, *arguments: str) -> None:
    """Run a program of the server, as its owner where the tests run as root."""
    subprocess.run(
        [postgres_program(name), *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        user="postgres" if os.geteuid() == 0 else None,
    )


def postgres_program(name: str) -> str:
    """A program of the server; Debian keeps them out of the way."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else program(name)
