"""`tmkit build --cluster`: the same bytes from the workers of dask's distributed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit.tasks import cluster

needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None and os.environ.get("TMKIT_REQUIRE_ALL") != "1",
    reason="the extra [cluster] is not installed",
)
# What dask does on its way down is its own business.
quiet = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def root(make_project: MakeProject) -> Path:
    files: dict[str, str | bytes] = {}
    for number in range(20):
        counts = range(5 * number + 2, 5 * number + 12)
        files[f"corpus/en/{number:02}.txt"] = "\n".join(
            f"The Tide Office (TO) measured {count} sluice gates." for count in counts
        )
        files[f"corpus/vi/{number:02}.txt"] = "\n".join(
            f"Văn phòng Thủy triều (VPTT) đã đo {count} cửa cống." for count in counts
        )
    files["corpus/vi/20.txt"] = "Cửa cống không có bản dịch."
    return make_project(files)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def build(root: Path, output: str, *options: str) -> subprocess.CompletedProcess[str]:
    """A build in a process of its own, given paths that are relative to the project."""
    return subprocess.run(
        [sys.executable, "-m", "tmkit", "build", ".", "-o", output, *options],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


@needs_dask
def test_two_processes_of_dask_give_the_same_bytes(root: Path) -> None:
    alone = build(root, "alone", "--jobs", "1")
    trial = build(root, "trial", "--cluster", "local:2")
    assert (alone.returncode, trial.returncode) == (0, 0), trial.stderr
    assert contents(root / "trial") == contents(root / "alone")
    assert trial.stdout.replace("trial", "alone") == alone.stdout


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A scheduler, and two workers that were started in folders of their own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    with ExitStack() as stack:
        for number, command in enumerate([[*scheduler, "--no-dashboard"], worker, worker]):
            folder = tmp_path / f"machine{number}"
            folder.mkdir()
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.enter_context(process)
            stack.callback(process.terminate)
        from distributed import Client

        with Client(address, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        yield address


@needs_dask
@quiet
def test_workers_started_elsewhere_over_tcp_give_the_same_bytes(root: Path, address: str) -> None:
    assert build(root, "alone", "--jobs", "1").returncode == 0
    spread = build(root, "spread", "--cluster", address)
    assert spread.returncode == 0, spread.stderr
    assert contents(root / "spread") == contents(root / "alone")


@needs_dask
@quiet
def test_workers_that_cannot_do_the_same_work_are_refused(
    root: Path, address: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tmkit.__version__", "0.9.9")
    other = run("build", root, "-o", root / "out", "--cluster", address)
    assert other.exit_code == 2
    assert "has tmkit 0.1.0, this is 0.9.9" in other.stderr


@needs_dask
def test_where_no_scheduler_is_that_is_one_line(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE_SECONDS", 1)
    missing = run("build", root, "-o", root / "out", "--cluster", "tcp://127.0.0.1:9")
    assert missing.exit_code == 2
    assert missing.stderr.startswith("no scheduler of dask answers at tcp://127.0.0.1:9")
    assert missing.stderr.count("\n") == 1


@needs_dask
@pytest.mark.parametrize("address", ["local:", "local:0", "local:two"])
def test_a_number_of_processes_is_needed(root: Path, run: Run, address: str) -> None:
    wrong = run("build", root, "-o", root / "out", "--cluster", address)
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (2, 1)
    assert f"{address} is no cluster." in wrong.stderr


@pytest.mark.skipif(find_spec("distributed") is not None, reason="the extra is there")
def test_without_the_extra_it_is_said_how_to_get_it(root: Path, run: Run) -> None:
    missing = run("build", root, "-o", root / "out", "--cluster", "local:2")
    assert missing.exit_code == 2
    assert "pip install 'tmkit[cluster]'" in missing.stderr
