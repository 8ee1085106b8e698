"""Term pairs against a gold glossary: precision and recall of the first k; run by hand.

usage: python tests/bench/terms.py SEGMENTS.tsv GOLD.tsv [--predictions OUT.tsv] [--copies N]
       python tests/bench/terms.py SEGMENTS.tsv GOLD.tsv --unaligned

SEGMENTS.tsv: reference, source, target. GOLD.tsv: English variants and Vietnamese variants, parted
by |, and two columns more. Compared are folded words in the singular, hyphens as spaces. right@k:
of the proposed pairs whose English is gold, how many have a gold Vietnamese. --unaligned: the rows
are segmented and aligned by tmkit first, the rows of each document (what stands before the last #
of the reference) as one text. --copies: so many copies of the rows, for time and memory; the words
of each copy but the first have an ending of their own.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import regex

from tmkit import align_documents, extract_terms, segment
from tmkit.lexicon import facts_of
from tmkit.model import TranslationUnit, Variant
from tmkit.text import fold

Row = tuple[str, str, str]
_AT = (100, 200, 500, 1000, 2000)
_LANGUAGES = ("en", "vi")


def main() -> None:
    """Extract, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("segments", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--unaligned", action="store_true")
    parser.add_argument("--copies", type=int, default=1)
    options = parser.parse_args()
    rows = rows_of(options.segments)
    if options.unaligned:
        rows = [*realigned(rows)]
    began = time.process_time()
    candidates = extract_terms(map(unit_of, copies_of(rows, options.copies)))
    spent = time.process_time() - began
    pairs = [(each.terms[0].text, each.terms[1].text) for each in candidates]
    if options.predictions:
        lines = (f"{one}\t{other}\n" for one, other in pairs)
        options.predictions.write_text("".join(lines), encoding="utf-8")
    show(pairs, gold_of(options.gold))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    count = len(rows) * options.copies
    print(f"{count} rows, {len(pairs)} pairs, {spent:.1f} CPU s, {memory} MB")  # noqa: T201 # its output


def rows_of(path: Path) -> list[Row]:
    """The rows of the file."""
    cells = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[0], row[1], row[2]) for row in cells]


def unit_of(row: Row) -> TranslationUnit:
    """A row as a translation unit."""
    return TranslationUnit(row[0], (Variant("en", (row[1],)), Variant("vi", (row[2],))))


def copies_of(rows: Iterable[Row], count: int) -> Iterator[Row]:
    """The rows so many times, with other words each time."""
    for copy in range(count):
        ending = "".join(chr(97 + int(digit)) for digit in str(copy)) if copy else ""
        for reference, *texts in rows:
            one, other = (regex.sub(r"(?<=\p{L}{4})\b", ending, text) for text in texts)
            yield f"{reference}-{copy}", one, other


def realigned(rows: list[Row]) -> Iterator[Row]:
    """The rows of each document as two texts, segmented and aligned by tmkit."""
    names: list[str] = []
    texts: list[tuple[list[str], list[str]]] = []
    for name, part in groupby(rows, key=lambda row: row[0].rpartition("#")[0]):
        some = [*part]
        names.append(name)
        texts.append((segments([row[1] for row in some], 0), segments([row[2] for row in some], 1)))
    for name, (one, other), beads in zip(names, texts, align_documents(texts), strict=True):
        for number, bead in enumerate(beads):
            if bead.source and bead.target and bead.score >= 0.5:
                source = " ".join(one[each] for each in bead.source)
                yield f"{name}#{number}", source, " ".join(other[each] for each in bead.target)


def segments(texts: list[str], side: int) -> list[str]:
    """The segments of paragraphs."""
    return [each.text for text in texts for each in segment(text, _LANGUAGES[side])]


def key_of(text: str, tag: str) -> str:
    """What is compared."""
    words = regex.findall(r"[\p{L}\p{M}\p{N}]+", fold(text))
    return " ".join(map(facts_of(tag).singular, words))


def gold_of(path: Path) -> list[tuple[set[str], set[str]]]:
    """The concepts of the glossary."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [
        (
            {key_of(text, "en") for text in row[0].split("|")},
            {key_of(text, "vi") for text in row[1].split("|")},
        )
        for row in rows
    ]


def show(pairs: list[tuple[str, str]], gold: list[tuple[set[str], set[str]]]) -> None:
    """Print precision, how many translations are right, recall."""
    by_source: dict[str, list[int]] = defaultdict(list)
    for number, (sources, _) in enumerate(gold):
        for source in sources:
            by_source[source].append(number)
    found: set[int] = set()
    right = known = 0
    seen: set[tuple[str, str]] = set()
    print("    k  P@k    right@k  R@k")  # noqa: T201 # its output
    for one, other in pairs:
        pair = key_of(one, "en"), key_of(other, "vi")
        if pair in seen:
            continue
        seen.add(pair)
        hits = [number for number in by_source[pair[0]] if pair[1] in gold[number][1]]
        known += bool(by_source[pair[0]])
        right += bool(hits)
        found.update(hits)
        if len(seen) in _AT:
            line(len(seen), right, known, len(found) / len(gold))
    line(len(seen), right, known, len(found) / len(gold))


def line(count: int, right: int, known: int, recall: float) -> None:
    """Print one line of the table."""
    shares = right / max(count, 1), right / max(known, 1)
    print(f"{count:5}  {shares[0]:.3f}  {shares[1]:.3f}    {recall:.3f}")  # noqa: T201 # its output


if __name__ == "__main__":
    main()
