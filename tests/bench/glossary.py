"""How long `tmkit check` takes on many concepts, cold, whole and --since.

    python tests/bench/glossary.py [--concepts 10000] [--changed 10]

Prints wall and CPU seconds of the command as people run it, three times each, beside those of a
bare read of the same files in the same run.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ENGLISH = "gauge valve meter sensor panel relay cable filter pump shaft rotor clamp lens scale"
MORE = "static dynamic thermal optical hydraulic mobile portable digital sealed coated"
VIETNAMESE = "đồng hồ van cảm biến bảng rơ le cáp bộ lọc bơm trục khung kẹp thấu kính thước cân"
CONCEPT = """\
id = "{id}"
subject = "engineering"
status = "review"
definition.en = "device that stands in test bay {number}"
definition.vi = "thiết bị đặt ở khoang thử số {number}"

[[term]]
lang = "en"
term = "{en}"
type = "fullForm"
status = "preferred"
pos = "noun"
context = "The {en} was mounted on stand {number}."
source = "stands#{number}"

[[term]]
lang = "vi"
term = "{vi}"
type = "fullForm"
status = "preferred"
pos = "noun"
context = "Đã lắp {vi} lên giá số {number}."
source = "stands#{number}"

[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"
"""


def make(root: Path, count: int, seed: int = 7) -> list[Path]:
    """A project with that many concepts, committed."""
    chance = random.Random(seed)  # noqa: S311 # the same concepts each time
    folder = root / "glossaries" / "stands"
    folder.mkdir(parents=True)
    paths = []
    for number in range(count):
        english = f"{chance.choice(MORE.split())} {chance.choice(ENGLISH.split())} {number}"
        vietnamese = f"{' '.join(chance.sample(VIETNAMESE.split(), 3))} {number}"
        text = CONCEPT.format(id=f"stand-{number}", en=english, vi=vietnamese, number=number + 1)
        path = folder / f"stand-{number}.toml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "all")
    return paths


def git(root: Path, *arguments: str) -> None:
    """Run git as nobody in particular."""
    who = ("-c", "user.name=Lan", "-c", "user.email=lan@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True)


def timed(name: str, *command: str, root: Path) -> None:
    """Wall and CPU seconds of a command, three times."""
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        last = (done.stderr.strip().splitlines() or [""])[-1]
        print(f"{name:24} {wall:6.2f} s wall {cpu:6.2f} s CPU  exit {done.returncode}  {last}")  # noqa: T201


def main() -> None:
    """Make the glossary, check it, change some concepts, check what is new."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--concepts", type=int, default=10_000)
    parser.add_argument("--changed", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        paths = make(root, given.concepts)
        walk = "for p in pathlib.Path('glossaries').rglob('*.toml'): p.read_bytes()"
        timed("bare read", sys.executable, "-c", f"import pathlib\n{walk}", root=root)
        check = (sys.executable, "-m", "tmkit", "check")
        timed("check", *check, root=root)
        for path in paths[: given.changed]:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("was mounted", "has been mounted"), encoding="utf-8")
        timed(
            "check --since HEAD",
            sys.executable,
            "-m",
            "tmkit",
            "check",
            "--since",
            "HEAD",
            root=root,
        )


if __name__ == "__main__":
    main()
