"""What a build takes: units a CPU second, memory of parent and workers, gain of a second worker.

usage: python tests/bench/build.py PROJECT… [--jobs 1 2] [--cluster local:2]

PROJECT: folders, made by tests/bench/corpus.py say; each is built once with each number of jobs,
into a folder that is then removed. For each: documents, units, CPU seconds of all processes, units
a CPU second, wall seconds, the greatest resident memory of the parent and of any other process, by
/proc every 20 ms. The efficiency of N workers is the wall time of one over N times theirs, without
start-up where the corpus is large.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Build and print a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", type=Path, nargs="+")
    parser.add_argument("--jobs", nargs="*", default=["1", "2"])
    parser.add_argument("--cluster", nargs="*", default=[])
    options = parser.parse_args()
    ways = [("--jobs", jobs) for jobs in options.jobs]
    ways += [("--cluster", address) for address in options.cluster]
    for project in options.projects:
        for way in ways:
            print(project.name, *way, *measured(project, way), flush=True)  # noqa: T201 # its output


def measured(project: Path, way: tuple[str, str]) -> list[str]:
    """The figures of a build, each with what it is."""
    with tempfile.TemporaryDirectory(dir=project) as output:
        command = [sys.executable, "-m", "tmkit", "build", str(project), "-o", output, "--json"]
        before, began = cpu_seconds(), time.monotonic()
        with subprocess.Popen(
            [*command, *way], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            peaks = watched(process)
            assert process.stdout
            summary = json.load(process.stdout)
        wall, spent = time.monotonic() - began, cpu_seconds() - before
    others = max((peak for number, peak in peaks.items() if number != process.pid), default=0)
    return [
        f"{summary['documents']} documents, {summary['units']} units,",
        f"{summary['candidates']} candidates, {spent:.1f} CPU s,",
        f"{summary['units'] / spent:.0f} units a CPU s, {wall:.1f} s,",
        f"parent {peaks[process.pid] // 1024} MB, workers {others // 1024} MB",
    ]


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watched(process: subprocess.Popen[bytes]) -> dict[int, int]:
    """The greatest resident memory, KB, of a process and of all below it, until it ends."""
    peaks = {process.pid: 0}
    while process.poll() is None:
        for number in {process.pid, *below(process.pid)}:
            peaks[number] = max(peaks.get(number, 0), peak_of(number))
        time.sleep(0.02)
    return peaks


def below(number: int) -> set[int]:
    found: set[int] = set()
    for file in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            children = map(int, file.read_text().split())
        except OSError:
            continue
        for child in children:
            found |= {child, *below(child)}
    return found


def peak_of(number: int) -> int:
    try:
        lines = Path(f"/proc/{number}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


if __name__ == "__main__":
    main()
