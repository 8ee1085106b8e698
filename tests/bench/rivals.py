"""CPU time of a look-up: the memory store beside other ways to look a text up, in one run; by hand.

    python tests/bench/rivals.py STORE QUERIES.jsonl SERVER [--lang en] [--count 300] [--rival 30]

Top 5 of 70 % or more among the texts of a language. STORE: a memory; `memory.py` makes one.
SERVER: postgresql:// URL of an empty database with the extension pg_trgm at hand, on this machine;
the texts are copied there once. Rivals, which are slower, get the first `--rival` of the queries
alone, and ratios are of the mean over these:

- brute force: RapidFuzz over all texts, a character for each token
- amaGama's approach: PostgreSQL full text, any word, lengths within 70 %, ranked; edit distance
- pg_trgm: GIN index on the text, similarity of .5 or more, the best 50

CPU time is that of this process and of the backend of its connection.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from tmkit import open_memory

Look = Callable[[str], object]

_TABLES = """
CREATE EXTENSION pg_trgm;
CREATE TABLE raw (text TEXT);
COPY raw FROM STDIN;
CREATE TABLE source AS SELECT text, length(text) AS length, to_tsvector('english', text) AS vector
    FROM raw ORDER BY length(text);
DROP TABLE raw;
CREATE INDEX ON source (length);
CREATE INDEX ON source USING gin (vector);
CREATE INDEX ON source USING gin (text gin_trgm_ops);
ANALYZE source
"""
# amaGama, tmdb.py, retold: rank normalised by 32, scaled, and half of the similarity at least.
_FULL_TEXT = """
SELECT text FROM (
    SELECT text, ts_rank(vector, query, 32) * 1744.93406073519 AS rank
    FROM source, CAST(replace(CAST(plainto_tsquery('english', %(text)s) AS text), '&', '|')
        AS tsquery) query
    WHERE length BETWEEN %(least)s AND %(most)s AND vector @@ query
) found WHERE rank > 35 ORDER BY rank DESC
"""
_TRIGRAMS = """
SELECT text, similarity(text, %(text)s) AS alike FROM source WHERE text %% %(text)s
ORDER BY alike DESC LIMIT 50
"""


def filled(url: str, texts: Sequence[str]) -> psycopg.Connection:
    """A connection to a database that has the texts."""
    server = psycopg.connect(url, autocommit=True)
    if server.execute("SELECT to_regclass('source')").fetchone() == (None,):
        for statement in _TABLES.split(";\n"):
            if not statement.startswith("COPY"):
                server.execute(statement.encode())
                continue
            with server.cursor().copy(statement.encode()) as copy:
                for text in texts:
                    copy.write_row((text,))
    # What a backend hands to others would not be counted.
    for setting in ("max_parallel_workers_per_gather = 0", "pg_trgm.similarity_threshold = 0.5"):
        server.execute(f"SET {setting}".encode())
    return server


def brute_force(texts: Sequence[str]) -> Look:
    """All texts compared, token by token."""
    codes: dict[str, str] = {}

    def coded(text: str) -> str:
        tokens = re.findall(r"\w+|[^\w\s]", text.lower())
        # Surrogates are passed over.
        return "".join(codes.setdefault(each, chr(0xE000 + len(codes))) for each in tokens)

    known = [coded(text) for text in texts]

    def look(text: str) -> object:
        scorer = Levenshtein.normalized_similarity
        return extract(coded(text), known, scorer=scorer, score_cutoff=0.7, limit=5)

    return look


def full_text(server: psycopg.Connection) -> Look:
    """amaGama's approach."""

    def look(text: str) -> object:
        given = {"text": text, "least": int(len(text) * 0.7), "most": int(len(text) / 0.7)}
        found = [row[0] for row in server.execute(_FULL_TEXT, given)]
        scorer = Levenshtein.normalized_similarity
        return extract(text, found, scorer=scorer, score_cutoff=0.7, limit=5)

    return look


def cpu_of(backend: int) -> float:
    """CPU seconds of this process and a backend, to the nanosecond."""
    backends = Path(f"/proc/{backend}/schedstat").read_text(encoding="ascii").split()
    return time.process_time() + int(backends[0]) / 1e9


def mean_of(look: Look, texts: Sequence[str], backend: int) -> float:
    """CPU ms of a look-up in the mean, each text looked up once before."""
    for text in texts:
        look(text)
    start = cpu_of(backend)
    for text in texts:
        look(text)
    return 1000 * (cpu_of(backend) - start) / len(texts)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("store")
    options.add_argument("queries", type=Path)
    options.add_argument("server")
    options.add_argument("--lang", default="en")
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--rival", type=int, default=30)
    given = options.parse_args()
    lines = given.queries.read_text(encoding="utf-8").splitlines()
    queries = [json.loads(line)["text"] for line in lines[: given.count]]
    few = queries[:: max(1, len(queries) // given.rival)][: given.rival]
    with open_memory(given.store) as store, store.mirrored() as mirror:
        texts = [unit.text(given.lang) for unit in store]
        server = filled(given.server, texts)
        backend = server.info.backend_pid
        looks: dict[str, Look] = {
            "single": lambda text: store.search(text, lang=given.lang),
            "batch": lambda text: mirror.search(text, lang=given.lang),
            "brute force": brute_force(texts),
            "amaGama's approach": full_text(server),
            "pg_trgm": lambda text: server.execute(_TRIGRAMS, {"text": text}).fetchall(),
        }
        means = {name: mean_of(look, few, backend) for name, look in looks.items()}
        sys.stdout.write(f"{len(texts):,} texts, {len(few)} queries: CPU ms a look-up\n")
        for name, mean in means.items():
            ratios = f"{mean / means['single']:.1f} x single, {mean / means['batch']:.1f} x batch"
            sys.stdout.write(f"{name}: {mean:.2f} ({ratios})\n")
        for name in ("single", "batch"):
            mean = mean_of(looks[name], queries, backend)
            sys.stdout.write(f"{name}, all {len(queries)} queries: {mean:.2f}\n")
        server.close()


if __name__ == "__main__":
    main()
