"""Nothing that was acknowledged is lost: kills, two at once, folders that take nothing."""

from __future__ import annotations

import os
import random
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from desks import candidate, write_project
from working_tree import concept

from tmkit.errors import OutputError
from tmkit.formats.concept import read
from tmkit.formats.files import sweep
from tmkit.model import Decision, Selection
from tmkit.tasks.desk import Desk
from tmkit.tasks.journal import Journal

MANY = [candidate((f"lock {number}", f"âu {number}")) for number in range(600)]

REJECTING = """
import sys
from pathlib import Path
from tmkit.model import Decision, Selection
from tmkit.tasks.desk import Desk

if __name__ == "__main__":
    desk = Desk.open(Path(sys.argv[1]), reviewer="Minh")
    while True:
        row = desk.queue(Selection(kind="candidate", size=1)).rows[0]
        decision = Decision("reject", "Killed")
        outcome = desk.decide(row.key, decision, version=desk.card(row.key).version)
        print(outcome.path, flush=True)
"""

COMMENTING = """
import sys
from pathlib import Path
from tmkit.errors import ConflictError
from tmkit.model import Decision
from tmkit.tasks.desk import Desk

if __name__ == "__main__":
    name, times = sys.argv[2], int(sys.argv[3])
    desk = Desk.open(Path(sys.argv[1]), reviewer=name)
    for number in range(times):
        key = f"concept:house/{('weir', 'groyne', 'sluice')[number % 3]}"
        version = desk.card(key).version
        try:
            desk.decide(key, Decision("comment", f"{name} {number}"), version=version)
            print("done", name, number, flush=True)
        except ConflictError:
            print("conflict", name, number, flush=True)
"""


def start(script: Path, text: str, *arguments: object) -> subprocess.Popen[str]:
    script.write_text(text)
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    root = write_project(tmp_path / "project", concepts=[], candidates=MANY)
    told: list[str] = []
    for seed in range(10):
        chance = random.Random(seed)  # noqa: S311 # the same each time
        process = start(tmp_path / "loop.py", REJECTING, root)
        assert process.stdout
        told += [line.strip() for line in islice(process.stdout, chance.randint(1, 20))]
        # At any place of the loop: before, in or after a write.
        for _ in range(chance.randint(0, 40_000)):
            pass
        process.send_signal(signal.SIGKILL)
        told += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.stdout.close()
        process.wait()
    assert len(told) == len(set(told)) >= 10
    for path in told:
        decided = read(root / path).concept
        assert decided
        assert decided.history[-1].note == "Killed"
    desk = Desk.open(root, reviewer="Minh")
    page = desk.queue(Selection(kind="candidate"))
    # One that was cut off before it was told may be there or not; whole it is.
    assert 0 <= 600 - page.total - len(told) <= 10
    assert desk.queue(Selection(kind="broken")).total == 0
    assert desk.undo()
    desk.close()


def test_of_two_who_write_at_once_each_is_kept_or_told(tmp_path: Path) -> None:
    concepts = [concept("weir"), concept("groyne"), concept("sluice")]
    root = write_project(tmp_path / "project", concepts=concepts, candidates=[])
    processes = [
        start(tmp_path / f"{name}.py", COMMENTING, root, name, 100) for name in ("Minh", "Hoa")
    ]
    said = [
        line.split() for each in processes for line in each.communicate(timeout=300)[0].splitlines()
    ]
    assert len(said) == 200
    done = [f"{name} {number}" for what, name, number in said if what == "done"]
    notes = [
        entry.note
        for path in (root / "glossaries/house").glob("*.toml")
        if (found := read(path).concept)
        for entry in found.history
        if entry.note
    ]
    assert sorted(notes) == sorted(done)
    assert len(done) >= 100


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.open(write_project(tmp_path / "project"), reviewer="Minh")
    yield opened
    opened.close()


def states(root: Path) -> dict[str, bytes]:
    folder = root / "glossaries"
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_that_takes_nothing_is_told(desk: Desk) -> None:
    root = Path(desk.facts.root)
    before = states(root)
    key = "concept:house/weir"
    version = desk.card(key).version
    for folder in (root, root / "glossaries/house"):
        with refusing(folder), pytest.raises(OutputError):
            desk.decide(key, Decision("approve"), version=version)
        assert states(root) == before
    assert not desk.decide(key, Decision("approve"), version=version).repeated


class refusing:  # noqa: N801 # read as a word
    """A block in which nobody writes into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mode = stat.S_IMODE(folder.stat().st_mode)

    def __enter__(self) -> None:
        if os.geteuid() == 0:
            done = subprocess.run(
                ["chattr", "+i", str(self.folder)], capture_output=True, check=False
            )
            if done.returncode:
                pytest.skip("the superuser writes everywhere here")
        self.folder.chmod(0o555) if os.geteuid() else None

    def __exit__(self, *_: object) -> None:
        if os.geteuid() == 0:
            subprocess.run(["chattr", "-i", str(self.folder)], check=True)
        else:
            self.folder.chmod(self.mode)


@pytest.mark.parametrize("room", [0, 100, 500, 5000])
def test_a_full_disk_is_told_and_leaves_all_as_it_was(desk: Desk, room: int) -> None:
    root = Path(desk.facts.root)
    before = states(root)
    key = desk.queue(Selection(kind="candidate")).rows[0].key
    version = desk.card(key).version
    assert desk.wait()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        told = ""
        try:
            desk.decide(key, Decision("approve"), version=version)
        except OutputError as error:
            told = error.text()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    if told:
        assert "\n" not in told
        assert states(root) == before
        assert not desk.decide(key, Decision("approve"), version=version).repeated
    assert bool(told) == (room < 5000)
    desk.decide("concept:house/weir", Decision("skip"), version="")
    assert [entry.action for entry in Journal(root).entries()][-1] == "skip"
    desk.undo()
    assert desk.undo()
    assert states(root) == before


def test_a_line_that_a_crash_cut_short_is_passed_over(desk: Desk) -> None:
    root = Path(desk.facts.root)
    desk.decide("concept:house/weir", Decision("skip"), version="")
    path = root / ".tmkit/review.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id": "cut')
    key = desk.queue(Selection(kind="candidate")).rows[0].key
    desk.decide(key, Decision("reject", "2"), version=desk.card(key).version)
    assert [entry.action for entry in Journal(root).entries()] == ["skip", "reject"]
    assert desk.undo()
    assert desk.undo()
    assert desk.undo() is None


def test_what_was_announced_and_not_done_can_be_done(desk: Desk) -> None:
    root = Path(desk.facts.root)
    key = desk.queue(Selection(kind="candidate")).rows[0].key
    version = desk.card(key).version
    path = root / desk.decide(key, Decision("approve"), version=version).path
    path.unlink()
    again = Desk.open(root, reviewer="Minh")
    assert again.undo() is None
    assert not again.decide(key, Decision("approve"), version=version).repeated
    assert path.is_file()
    again.close()


def test_what_a_kill_left_of_a_file_is_taken_away(tmp_path: Path) -> None:
    root = write_project(tmp_path / "project")
    folder = root / "glossaries/house"
    for name, age in ((".weir.toml.ab12cd34", 9000), (".weir.toml.ef56ab78", 1), ("x.toml", 9000)):
        (folder / name).write_text(concept("x"))
        now = (folder / name).stat().st_mtime
        os.utime(folder / name, (now - age, now - age))
    sweep(root / "glossaries")
    assert sorted(path.name for path in folder.iterdir()) == [
        ".weir.toml.ef56ab78",
        "weir.toml",
        "x.toml",
    ]
