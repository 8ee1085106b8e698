"""What an analysis costs: many segments against a memory, in CPU seconds.

    python tests/bench/analysis.py STORE TEXTS [--lang en] [--at-least 50]

TEXTS: a segment a line. Prints for the mirror, and for one look-up after the other (the first
1,000): CPU seconds, and p50 and p99 of a segment in ms of wall time; whether both found the same;
and the bands of the whole, with the CPU seconds of `analyse`, internal matches included.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tmkit.memory import MemoryStore, open_store


def timed(store: MemoryStore, texts: Sequence[str], lang: str, at_least: int) -> list[int]:
    """The best percent of each text; prints what it cost."""
    found, seconds = [], []
    cpu = time.process_time()
    for text in texts:
        start = time.perf_counter()
        matches = store.search(text, lang=lang, at_least=at_least, limit=1)
        seconds.append(time.perf_counter() - start)
        found.append(matches[0].percent if matches else 0)
    cpu = time.process_time() - cpu
    p50, p99 = (1000 * sorted(seconds)[int(share * (len(texts) - 1))] for share in (0.5, 0.99))
    print(f"{len(texts)} segments: {cpu:.1f} CPU s; ms: p50 {p50:.2f}, p99 {p99:.2f}")  # noqa: T201
    return found


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("store")
    options.add_argument("texts", type=Path)
    options.add_argument("--lang", default="en")
    options.add_argument("--at-least", type=int, default=50)
    given = options.parse_args()
    texts = [line for line in given.texts.read_text("utf-8").splitlines() if line.strip()]
    with open_store(given.store, create=False) as store:
        with store.mirrored() as mirror:
            print("mirror:", end=" ")  # noqa: T201
            found = timed(mirror, texts, given.lang, given.at_least)
        print("store: ", end=" ")  # noqa: T201
        single = timed(store, texts[:1000], given.lang, given.at_least)
        print(f"the same: {single == found[:1000]}")  # noqa: T201
        cpu = time.process_time()
        bands = Counter(store.analyse(texts, lang=given.lang))
        cpu = time.process_time() - cpu
    print(f"bands in {cpu:.1f} CPU s: {dict(bands)}")  # noqa: T201


if __name__ == "__main__":
    main()
