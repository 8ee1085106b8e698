"""Builds that something ends: a worker, a document, the whole run, another run, a full disk."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit.settings import Settings
from tmkit.tasks.parallel import workers
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import DocumentFile, Pair
from tmkit.tasks.spills import Spill
from tmkit.tasks.stages import Piece, align_piece, each_piece
from tmkit.tasks.workplace import workplace

THINGS = (
    ("weighbridge", "cân ô tô"),
    ("pressure gauge", "áp kế"),
    ("water meter", "đồng hồ nước"),
    ("safety valve", "van an toàn"),
)
DOCUMENTS = 40


def documents() -> Iterator[tuple[str, str]]:
    for number in range(DOCUMENTS):
        english, vietnamese = [], []
        for place in range(12):
            one, other = THINGS[(number + place) % len(THINGS)]
            count = 7 * number + place + 2
            english.append(f"The Legal Metrology Office (LMO) checked {count} {one}s.")
            vietnamese.append(f"Văn phòng Đo lường pháp định (VPĐL) đã kiểm tra {count} {other}.")
        yield f"corpus/en/{number:02}.txt", "\n".join(english)
        yield f"corpus/vi/{number:02}.txt", "\n".join(vietnamese)


@pytest.fixture
def root(make_project: MakeProject) -> Path:
    return make_project(dict(documents()))


@pytest.fixture
def whole(run: Run, root: Path) -> dict[str, bytes]:
    """What a build makes that nothing ends."""
    assert run("build", str(root), "-o", str(root / "whole"), "--jobs", "1").exit_code == 0
    return contents(root / "whole")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def started(root: Path, *options: str) -> subprocess.Popen[str]:
    """A build of its own in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tmkit", "build", str(root), "-o", str(root / "out"), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children_of(process: int) -> list[int]:
    """The worker processes of a build; one that only looks after others is none."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            command = Path(f"/proc/{child}/cmdline").read_text()
            if "spawn_main" in command:
                found.append(int(child))
    return found


def done_in(folder: Path) -> list[Path]:
    return [*folder.glob(".work/*/*.done")]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="workers are found in /proc")
@pytest.mark.parametrize("kills", [1, 4])
def test_a_worker_that_is_killed_is_replaced_and_nothing_is_lost(
    root: Path, whole: dict[str, bytes], kills: int
) -> None:
    chance = random.Random(kills)  # noqa: S311 # nothing is to be kept secret
    with started(root, "--jobs", "2") as process:
        seen: set[int] = set()
        while process.poll() is None and len(seen) < kills:
            try:
                fresh = [child for child in children_of(process.pid) if child not in seen]
            except OSError:
                continue  # it has ended between the looks
            if fresh:
                victim = chance.choice(fresh)
                os.kill(victim, signal.SIGKILL)
                seen.add(victim)
        _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert seen
    assert contents(root / "out") == whole


def test_a_run_that_is_killed_goes_on_where_it_was(root: Path, whole: dict[str, bytes]) -> None:
    with started(root, "--jobs", "2") as process:
        while process.poll() is None and not done_in(root / "out"):
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    kept = {path: path.stat().st_mtime_ns for path in done_in(root / "out")}
    assert kept
    with started(root, "--jobs", "2", "--resume") as process:
        process.communicate()
    assert process.returncode == 0
    assert contents(root / "out") == whole


def test_what_was_done_of_another_input_is_of_no_use(
    run: Run, root: Path, whole: dict[str, bytes]
) -> None:
    (root / "out/.work/0123456789abcdef").mkdir(parents=True)
    (root / "out/.work/0123456789abcdef/0000000.done").write_bytes(b"not even readable")
    assert run("build", root, "-o", root / "out", "--resume").exit_code == 0
    assert contents(root / "out") == whole


@pytest.mark.skipif(os.name != "posix", reason="the limit is the shell's")
@pytest.mark.parametrize("blocks", [1, 8])
def test_a_full_disk_is_said_in_one_line_and_the_rest_is_done_later(
    run: Run, root: Path, whole: dict[str, bytes], blocks: int
) -> None:
    build = f"{sys.executable} -m tmkit build {root} -o {root}/out --jobs 2"
    limited = ["sh", "-c", f"ulimit -f {blocks}; exec {build}"]
    ended = subprocess.run(limited, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "cannot be written: File too large" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
    assert run("build", root, "-o", root / "out", "--resume").exit_code == 0
    assert contents(root / "out") == whole


def test_an_output_folder_takes_one_run_at_a_time(run: Run, root: Path) -> None:
    with workplace(root / "out"):
        refused = run("build", root, "-o", root / "out")
    assert refused.exit_code == 2
    assert f"another run writes here: process {os.getpid()} on" in refused.stderr
    assert run("build", root, "-o", root / "out").exit_code == 0


def test_the_lock_of_a_run_that_was_killed_holds_nobody(run: Run, root: Path) -> None:
    (root / "out").mkdir()
    (root / "out/.lock").write_text("1 elsewhere")
    assert run("build", root, "-o", root / "out").exit_code == 0
    assert not (root / "out/.lock").exists()


def end_on_the_third(piece: Piece, spill: Spill) -> list[str]:
    """Names of pairs, from a process that dies of one of them."""
    if spill.has(f"{piece.name}.lost"):
        return [f"lost {pair.id}" for pair in piece.pairs]
    if any(pair.id == "third" for pair in piece.pairs):
        os.kill(os.getpid(), signal.SIGKILL)
    return [pair.id for pair in piece.pairs]


def test_a_document_that_ends_every_process_is_lost_alone(tmp_path: Path) -> None:
    names = ("first", "second", "third", "fourth", "fifth")
    pairs = [Pair(DocumentFile(tmp_path / name, name, "en"), None) for name in names]
    pieces = [Piece("a", pairs[:4]), Piece("b", pairs[4:])]
    spill = Spill(tmp_path)
    with workers(2) as pool:
        found = [*each_piece(pool, partial(end_on_the_third, spill=spill), pieces, spill)]
    assert [*chain.from_iterable(results for _, results in found)] == [
        *("first", "second", "lost third", "fourth", "fifth")
    ]


def test_a_lost_document_is_named_with_its_twin(tmp_path: Path) -> None:
    one, other = (DocumentFile(tmp_path / tag, "tides", tag) for tag in ("en", "vi"))
    spill = Spill(tmp_path)
    spill.write("work", Work(Settings()))
    spill.write("x.lost", "MemoryError: no room")
    (result,) = align_piece(Piece("x", [Pair(one, other)]), spill)
    (finding,) = result.findings
    assert (finding.code, finding.severity, finding.place.path) == (
        *("TD212", "error", str(tmp_path / "en")),
    )
    assert "MemoryError: no room" in finding.message
    assert str(tmp_path / "vi") in finding.message
