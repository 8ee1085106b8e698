"""How many look-ups a second the memory server answers, and how long each takes.

    python tests/bench/server.py STORE TEXTS [--clients 8] [--lang en] [--other vi]

TEXTS: a text a line. Each client keeps one connection and asks one text after the other. Prints
look-ups a second; p50, p95 and p99 in ms of wall time; the server's CPU time; and whether all
answers were those of the library. Client and server share the machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import resource
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from tmkit.tasks.serving import Lookups

Answers = list[tuple[float, object]]


def ask(address: str, pair: tuple[str, str], texts: list[str]) -> Answers:
    """Seconds and answer of each text."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    answers: Answers = []
    for text in texts:
        start = time.perf_counter()
        connection.request("GET", f"/tmserver/{pair[0]}/{pair[1]}/unit/{quote(text, safe='')}")
        found = json.loads(connection.getresponse().read())
        answers.append((time.perf_counter() - start, found))
    return answers


def main() -> None:
    """Start the server, ask, compare."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("store")
    options.add_argument("texts", type=Path)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--lang", default="en")
    options.add_argument("--other", default="vi")
    given = options.parse_args()
    texts = [line for line in given.texts.read_text("utf-8").splitlines() if line.strip()]
    command = [sys.executable, "-m", "tmkit", "memory", "serve", "--store", given.store]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        pair = (given.lang, given.other)
        shares = [
            (address, pair, texts[number :: given.clients]) for number in range(given.clients)
        ]
        with multiprocessing.Pool(given.clients) as pool:
            pool.starmap(ask, [(address, pair, texts[:5])] * given.clients)  # warm
            start = time.perf_counter()
            answers = pool.starmap(ask, shares, chunksize=1)
            seconds = time.perf_counter() - start
            pool.close()
            pool.join()
        before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        server.terminate()
    cpu = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    times = sorted(1000 * each for share in answers for each, _ in share)
    p50, p95, p99 = (times[int(share * (len(times) - 1))] for share in (0.5, 0.95, 0.99))
    print(f"{len(times) / seconds:.0f} look-ups/s, ms: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}")  # noqa: T201
    print(f"CPU of the server, its start included: {1000 * cpu / len(times):.2f} ms a look-up")  # noqa: T201
    lookups, differ = Lookups(given.store), 0
    for (_, _, share), found in zip(shares, answers, strict=True):
        for text, (_, answer) in zip(share, found, strict=True):
            wanted = [each.target for each in lookups.search(text, pair)]
            differ += [each["target"] for each in answer] != wanted  # type: ignore[attr-defined] # a list
    print(f"answers that differ from the library's: {differ}")  # noqa: T201


if __name__ == "__main__":
    main()
