"""Speed, memory and exactness of the memory store; by hand.

usage: python tests/bench/memory.py TM.tsv.gz QUERIES.jsonl -o PREDICTIONS.jsonl [--units N]
       [--store PATH_OR_URL] [--at-least 70] [--optimise] [--truth]

TM.tsv.gz: id, English, Vietnamese or nothing. More units than it has are made of it: words of a
segment exchanged for those of another one, ids with an x, which stand outside the truth. Segments
without a translation get halves of two that there are. A store that is there already is only asked.
PREDICTIONS: for each query the plain look-up, as the scorer of the data reads it, with its CPU ms.
Another process makes the units: neither its time nor its memory is counted.
--truth: only whether the plain look-ups, single and in a batch, find what the comparison of every
text finds: the share of the true five best, and how many that are none or have another percent.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import multiprocessing
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from tmkit import open_memory
from tmkit.memory import MemoryStore
from tmkit.model import Match, TranslationUnit, Variant

Argument = TypeVar("Argument")
Result = TypeVar("Result")

SEED = 20240815
BATCH = 1_000


def rows_of(path: Path) -> list[list[str]]:
    """Id, source and target of each segment."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t")[:3] for line in file]


def units_of(path: Path, count: int) -> Iterator[TranslationUnit]:
    """So many units, the same at every call."""
    # Not for secrets: the same units each time.
    chance = random.Random(SEED)  # noqa: S311
    rows = rows_of(path)
    targets = [target.split() for _, _, target in rows if target]
    sources = [source.split() for _, source, _ in rows]
    for number in range(count):
        round_, place = divmod(number, len(rows))
        identifier, source, target = rows[place]
        if round_:
            words, others = list(sources[place]), chance.choice(sources)
            for _ in range(max(1, len(words) // 4)):
                words[chance.randrange(len(words))] = chance.choice(others)
            identifier, source, target = f"{identifier}x{round_}", " ".join(words), ""
        if not target:
            one, other = chance.choice(targets), chance.choice(targets)
            target = " ".join([*one[: len(one) // 2], *other[len(other) // 2 :]])
        yield TranslationUnit(identifier, (Variant("en", (source,)), Variant("vi", (target,))))


def send(path: Path, count: int, pipe: Connection) -> None:
    """So many units in batches, an empty one at the end."""
    units = units_of(path, count)
    while batch := list(itertools.islice(units, BATCH)):
        pipe.send(batch)
    pipe.send([])


def fill(store: MemoryStore, path: Path, count: int) -> None:
    """Add so many units; making them is not counted."""
    pipe, far_end = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=send, args=(path, count, far_end), daemon=True).start()
    waited = 0.0

    def received() -> Iterator[TranslationUnit]:
        nonlocal waited
        batch = None
        while batch != []:
            start = time.process_time()
            batch = pipe.recv()
            waited += time.process_time() - start
            yield from batch

    start = time.process_time()
    new = store.add(received()).new
    spent = time.process_time() - start - waited
    tell(f"add: {new:,} units, {spent:.1f} CPU s, {new / spent:,.0f} units a CPU second")
    tell(f"greatest resident size until then: {peak():.0f} MB")


def peak() -> float:
    """The greatest resident size of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(
    label: str, call: Callable[[Argument], Result], arguments: Sequence[Argument]
) -> tuple[list[Result], list[float]]:
    """The results and CPU milliseconds of calls; the middle and the slowest 1 % are told."""
    results, spent = [], []
    for argument in arguments:
        start = time.process_time()
        results.append(call(argument))
        spent.append(1000 * (time.process_time() - start))
    order = sorted(spent)
    middle, slow = order[len(order) // 2], order[len(order) * 99 // 100]
    tell(f"{label}: CPU ms p50 {middle:.2f}, p99 {slow:.2f}, n {len(order)}")
    return results, spent


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")


def ask(store: MemoryStore, queries: list[dict[str, str]], at_least: int, output: Path) -> None:
    """Every look-up of the queries; the plain ones go into a file."""
    texts = [query["text"] for query in queries]

    def plain(text: str) -> list[tuple[TranslationUnit, int]]:
        return store.plain_search(text, lang="en", at_least=at_least)

    def search(text: str) -> list[Match]:
        return store.search(text, lang="en", at_least=at_least)

    timed("warming up", plain, texts)
    found, spent = timed(f"plain look-up >= {at_least}", plain, texts)
    with output.open("w", encoding="utf-8") as file:
        for query, hits, cost in zip(queries, found, spent, strict=True):
            known = [(unit.id, percent) for unit, percent in hits if "x" not in unit.id]
            named = [{"segment": int(segment), "percent": percent} for segment, percent in known]
            file.write(json.dumps({"id": query["id"], "hits": named, "ms": cost}) + "\n")
    timed(f"search >= {at_least}", search, texts)
    chance = random.Random(SEED)  # noqa: S311 # as above
    phrases = []
    for words in map(str.split, texts):
        length = chance.choice((1, 2, 3))
        start = chance.randrange(max(1, len(words) - length))
        phrases.append(" ".join(words[start : start + length]))
    timed("concordance", store.concordance, phrases)


def hold_to_truth(store: MemoryStore, queries: list[dict[str, str]]) -> None:
    """Compare each query with every text, and the look-ups with that."""
    codes: dict[str, str] = {}

    def coded(text: str) -> str:
        tokens = re.findall(r"\w+|[^\w\s]", text.lower())
        # Beyond the surrogates, which are no characters.
        return "".join(codes.setdefault(each, chr(0xE000 + len(codes))) for each in tokens)

    places, texts = {}, []
    for place, unit in enumerate(store):
        places[unit.id] = place
        texts.append(coded(unit.text("en")))
    lengths = np.array(list(map(len, texts)))
    with store.mirrored() as mirror:
        counts: Counter[tuple[str, int, str]] = Counter()
        for query in queries:
            text = coded(query["text"])
            most = np.maximum(lengths, len(text))
            distances = cdist([text], texts, scorer=Levenshtein.distance, dtype=np.int32)[0]
            percents = 100 * (most - distances) // most
            for (name, asked), at_least in itertools.product(
                {"single": store, "batch": mirror}.items(), (70, 50)
            ):
                best = np.sort(percents[percents >= at_least])[::-1][:5].tolist()
                found = asked.plain_search(query["text"], lang="en", at_least=at_least)
                good = [each for unit, each in found if each == percents[places[unit.id]]]
                key = (name, at_least)
                counts[*key, "true"] += len(best)
                counts[*key, "found"] += (Counter(best) & Counter(good)).total()
                counts[*key, "false"] += len(found) - len(good)
    for key in itertools.product(("single", "batch"), (70, 50)):
        true, hit, false = (counts[*key, each] for each in ("true", "found", "false"))
        tell(f"{key[0]} >= {key[1]}: {hit} of {true} found ({hit / true:.3f}), {false} false")


def single_adds(store: MemoryStore) -> None:
    """How long it takes until a unit that was added is found."""

    def add_and_find(number: int) -> bool:
        text = f"The keeper of lock {number} signals the pilot of ferry {number}."
        store.add(
            [TranslationUnit(f"s{number}x", (Variant("en", (text,)), Variant("vi", (text,))))]
        )
        return store.search(text, lang="en", at_least=100)[0].percent == 100

    found, _ = timed("add one and find it", add_and_find, range(100))
    assert all(found)
    store.delete([f"s{number}x" for number in range(100)])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("tm", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--units", type=int, default=200_000)
    parser.add_argument("--store", required=True)
    parser.add_argument("--at-least", type=int, default=70)
    parser.add_argument("--optimise", action="store_true")
    parser.add_argument("--truth", action="store_true")
    options = parser.parse_args()
    lines = options.queries.read_text(encoding="utf-8").splitlines()
    with open_memory(options.store) as store:
        if not len(store):
            fill(store, options.tm, options.units)
        if options.optimise:
            timed("optimise", lambda _: store.optimise(), [0])
        if options.truth:
            hold_to_truth(store, list(map(json.loads, lines)))
            return
        ask(store, list(map(json.loads, lines)), options.at_least, options.output)
        single_adds(store)
    tell(f"greatest resident size of this process: {peak():.0f} MB")


if __name__ == "__main__":
    main()
