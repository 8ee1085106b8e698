"""How long the desk of `tmkit review` takes, and how much memory, on a large project.

    python tests/bench/review.py [--concepts 10000] [--candidates 5000] [--decisions 300]
    python tests/bench/review.py --kills 50

The first prints seconds until the first page of the queue, the first time and the second, resident
memory, and milliseconds from a decision to the next card: median and 99th percentile. The second
kills a process in the middle of its decisions, again and again, and counts those that were lost.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import glossary  # type: ignore[import-not-found] # beside this file

from tmkit.model import Decision, Selection
from tmkit.tasks.desk import Desk

UNIT = """<tu tuid="u{n}"><prop type="x-tmkit-document">bay-{bay}</prop>
<prop type="x-tmkit-segments">{place} {place}</prop>
<tuv xml:lang="en"><seg>Before the test the {en} in bay {bay} was read {n} times.</seg></tuv>
<tuv xml:lang="vi"><seg>Trước khi thử, {vi} ở khoang {bay} được đọc {n} lần.</seg></tuv></tu>
"""
HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="bench" creationtoolversion="1" segtype="sentence"
o-tmf="bench" adminlang="en" srclang="en" datatype="plaintext"/><body>
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--concepts", type=int, default=10_000)
    options.add_argument("--candidates", type=int, default=5_000)
    options.add_argument("--decisions", type=int, default=300)
    options.add_argument("--kills", type=int, default=0)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        if given.kills:
            make(root, 20, 2000)
            say(f"lost: {sum(kill(root, number) for number in range(given.kills))}")
            return
        make(root, given.concepts, given.candidates)
        for name in ("first", "second"):
            opened(name, root)
        decided(root, given.decisions)


def make(root: Path, concepts: int, candidates: int) -> None:
    """A project with so many concepts and candidates, each candidate seen three times."""
    glossary.make(root, concepts)
    build = root / "build"
    build.mkdir()
    chance = random.Random(3)  # noqa: S311 # the same each time
    with (
        (build / "candidates.jsonl").open("w", encoding="utf-8") as lines,
        (build / "memory.tmx").open("w", encoding="utf-8") as memory,
    ):
        memory.write(HEADER)
        for number in range(candidates):
            words = glossary.ENGLISH.split(), glossary.VIETNAMESE.split()
            english = f"{chance.choice(words[0])} housing k{number}"
            vietnamese = f"vỏ {' '.join(chance.sample(words[1], 2))} k{number}"
            seen = [3 * number + each for each in range(3)]
            for n in seen:
                about = {"n": n, "bay": n % 40, "place": n // 40 + 1}
                memory.write(UNIT.format(en=english, vi=vietnamese, **about))
            lines.write(candidate(english, vietnamese, 1 - number / 2 / candidates, seen) + "\n")
        memory.write("</body></tmx>\n")


def candidate(english: str, vietnamese: str, score: float, seen: list[int]) -> str:
    """A line as the build writes it."""
    kind = {"type": "fullForm", "status": "preferred"}
    terms = [
        {"lang": "en", "term": english, **kind},
        {"lang": "vi", "term": vietnamese, **kind},
    ]
    spans = {"en": english, "vi": vietnamese}
    evidence = [{"reference": f"bay-{n % 40}#{n // 40 + 1}", "spans": spans} for n in seen]
    row = {"score": score, "method": "association", "count": 3, "terms": terms}
    return json.dumps(row | {"evidence": evidence}, ensure_ascii=False)


PAGE = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from tmkit.model import Selection
from tmkit.tasks.desk import Desk
if __name__ == "__main__":
    imported = time.perf_counter()
    desk = Desk.open(Path(sys.argv[1]), reviewer="Minh")
    page = desk.queue(Selection(status="open"))
    done = time.perf_counter()
    assert page.total
    memory = int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
    print(f"import {imported - start:.2f} s, open and first page {done - imported:.2f} s, "
          f"{memory:.0f} MB")
    print("background", desk.wait(300), f"{time.perf_counter() - done:.1f} s")
    desk.card(page.rows[0].key)
    desk.queue(Selection(text="danh gia"))
    memory = int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
    print(f"then {memory:.0f} MB")
    desk.close()
"""


def opened(name: str, root: Path) -> None:
    """Print the time of the first page in a process of its own, and its memory."""
    script = root.parent / "page.py"
    script.write_text(PAGE)
    say(name)
    subprocess.run([sys.executable, str(script), str(root)], check=True)


def decided(root: Path, count: int) -> None:
    """Print milliseconds from the decision on a card to the next one, queue included."""
    desk = Desk.open(root, reviewer="Minh")
    desk.wait(300)
    chosen = Selection(kind="candidate", status="open")
    key = desk.queue(chosen).rows[0].key
    card = desk.card(key)
    parts: dict[str, list[float]] = {}
    for number in range(count):
        start = time.perf_counter()
        decision = Decision("reject", "1") if number % 4 == 3 else Decision("approve")
        _, following = desk.neighbours(key, chosen)
        desk.decide(key, decision, version=card.version)
        middle = time.perf_counter()
        card, key = desk.card(following), following
        after = time.perf_counter()
        desk.queue(chosen)
        end = time.perf_counter()
        for name, taken in (("decide", middle - start), ("card", after - middle),
                            ("queue", end - after), ("all", end - start)):  # fmt: skip
            parts.setdefault(name, []).append(1000 * taken)
    for name, times in parts.items():
        p99 = statistics.quantiles(times, n=100)[98]
        say(f"{name}: median {statistics.median(times):.1f} ms, p99 {p99:.1f} ms")
    desk.close()


LOOP = """
import sys
from pathlib import Path
from tmkit.model import Decision, Selection
from tmkit.tasks.desk import Desk
if __name__ == "__main__":
    desk = Desk.open(Path(sys.argv[1]), reviewer="Minh")
    while True:
        row = desk.queue(Selection(kind="candidate", size=1)).rows[0]
        version = desk.card(row.key).version
        outcome = desk.decide(row.key, Decision("reject", "Killed"), version=version)
        print(outcome.path, flush=True)
"""


def kill(root: Path, seed: int) -> int:
    """Kill a process among its decisions; how many of those that it told of are not there."""
    script = root.parent / "loop.py"
    script.write_text(LOOP)
    chance = random.Random(seed)  # noqa: S311 # the same each time
    told: list[str] = []
    process = subprocess.Popen(
        [sys.executable, str(script), str(root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    told += [line.strip() for line in islice(process.stdout, chance.randint(1, 30))]
    time.sleep(chance.random() / 50)
    process.send_signal(signal.SIGKILL)
    told += [line.strip() for line in process.stdout if line.endswith("\n")]
    process.wait()
    return sum('note = "Killed"' not in (root / each).read_text() for each in told)


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 # its output


if __name__ == "__main__":
    main()
