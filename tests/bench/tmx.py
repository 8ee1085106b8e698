"""CPU and memory of reading and writing TMX, against the least that the work can cost; by hand.

usage: python tests/bench/tmx.py FILE.tmx [--rounds 3]

read: all units, against a bare `lxml.etree.iterparse` loop over the same file (each tu is cleared).
write: the units of the file, against formatted strings with every text escaped. The least CPU of
the rounds counts. memory: greatest resident size of a process that only reads, of one that only
rewrites, and of one that only imports.
"""

from __future__ import annotations

import argparse
import io
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from tmkit.formats import tmx
from tmkit.model import Finding, Memory, Tag, TranslationUnit, Variant

FINDINGS: list[Finding] = []
WRITTEN = 20_000


class Nowhere(io.RawIOBase):
    """A file that forgets."""

    def write(self, data: object) -> int:
        """The size of what was forgotten."""
        return len(data)  # type: ignore[arg-type]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("import", "read", "rewrite"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    path: Path = options.file
    if options.only:
        alone(options.only, path)
        return
    bare = least(options.rounds, lambda: bare_loop(path))
    for name, read in (("read", lambda: tmx.read(path)), ("findings", lambda: told(path))):
        spent = least(options.rounds, lambda read=read: count(read()))  # type: ignore[misc]
        print(f"{name}: {spent:.2f} s, bare {bare:.2f} s, ratio {spent / bare:.2f}")  # noqa: T201
    memory = tmx.read(path)
    units = list(itertools.islice(memory, WRITTEN))
    floor = least(options.rounds, lambda: formatted(units))
    spent = least(options.rounds, lambda: tmx.write(Memory(memory.header, units), Nowhere()))  # type: ignore[arg-type]
    print(f"write: {spent:.2f} s, formatted {floor:.2f} s, ratio {spent / floor:.2f}")  # noqa: T201
    for what in ("import", "read", "rewrite"):
        command = [sys.executable, __file__, str(path), "--only", what]
        print(f"memory, {what}: {subprocess.check_output(command, text=True).strip()}")  # noqa: T201


def least(rounds: int, work: Callable[[], object]) -> float:
    """The least CPU seconds of some rounds."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def count(units: Iterable[TranslationUnit]) -> int:
    """How many."""
    return sum(1 for _ in units)


def told(path: Path) -> Memory:
    """The memory, with its findings asked for."""
    return tmx.read(path, FINDINGS.append)


def bare_loop(path: Path) -> int:
    """The number of units, and nothing else."""
    number = 0
    for _, element in etree.iterparse(str(path), tag="tu"):
        number += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]  # type: ignore[union-attr]
    return number


def formatted(units: Iterable[TranslationUnit]) -> None:
    """The units as formatted strings, with all that they hold."""
    file = Nowhere()
    for unit in units:
        props = "".join(
            f"<prop type={quoteattr(kind)}>{escape(value)}</prop>\n" for kind, value in unit.props
        )
        notes = "".join(f"<note>{escape(note)}</note>\n" for note in unit.notes)
        variants = "".join(map(variant_of, unit.variants))
        text = f"<tu tuid={quoteattr(unit.id)}>\n{notes}{props}{variants}</tu>\n"
        file.write(text.encode("utf-8"))


def variant_of(variant: Variant) -> str:
    """A variant as a formatted string."""
    seg = "".join(
        f"<{part.kind} x={quoteattr(part.id)}>{escape(part.text)}</{part.kind}>"
        if isinstance(part, Tag)
        else escape(part)
        for part in variant.content
    )
    return f"<tuv xml:lang={quoteattr(variant.lang)}><seg>{seg}</seg></tuv>\n"


def alone(what: str, path: Path) -> None:
    """One kind of work and the greatest resident size of the process."""
    if what == "read":
        count(tmx.read(path))
    elif what == "rewrite":
        tmx.write(tmx.read(path), Nowhere())  # type: ignore[arg-type] # it only writes
    # Not of getrusage, where a child begins with its parent's.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(status.partition("VmHWM:")[2].partition("\n")[0].strip())  # noqa: T201


if __name__ == "__main__":
    main()
