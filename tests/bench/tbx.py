"""CPU of reading TBX, against the least that the work can cost; by hand.

usage: python tests/bench/tbx.py FILE.tbx [--rounds 3]

All concepts, without and with findings, against a bare `lxml.etree.iterparse` loop over the same
file (each entry is cleared). The least CPU of the rounds counts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tmkit.formats import tbx
from tmkit.model import Finding

FINDINGS: list[Finding] = []


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    path: Path = options.file
    bare = least(options.rounds, lambda: bare_loop(path))
    for name, on_finding in (("read", None), ("findings", FINDINGS.append)):
        spent = least(options.rounds, lambda tell=on_finding: sum(1 for _ in tbx.read(path, tell)))  # type: ignore[misc]
        print(f"{name}: {spent:.2f} s, bare {bare:.2f} s, ratio {spent / bare:.2f}")  # noqa: T201


def least(rounds: int, work: Callable[[], object]) -> float:
    """The least CPU seconds of some rounds."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def bare_loop(path: Path) -> None:
    """Every entry, and nothing else."""
    for _, element in etree.iterparse(str(path), tag=("{*}termEntry", "{*}conceptEntry")):
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
