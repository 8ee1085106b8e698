"""Exact-span F1 of acronyms and long forms on annotated paragraphs; run by hand.

usage: python tests/bench/acronyms.py GOLD.json --lang en [--memory] [--native] [--half 0|1]
                                      [--predictions OUT.json] [--show 20]

GOLD.json: a list of objects with `ID`, `text`, `acronyms` and `long-forms` (half-open spans in code
points). macro: F1 of the mean precision and the mean recall of the two kinds, the official score of
the shared tasks on acronyms; pooled: both kinds counted together. --memory: definitions of all the
paragraphs serve each of them. --native: no long forms in another language than the paragraph's.
--half: every other paragraph only, so that a rule found on one half can be judged on the other.
--show: the first wrong and missed spans of each kind.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tmkit.terms import definitions_of, find_acronyms, known_from

Paragraph = dict[str, Any]
KINDS = ("acronyms", "long-forms")


def main() -> None:
    """Find the acronyms of every paragraph and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--lang", required=True)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--native", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    gold: list[Paragraph] = json.loads(options.gold.read_text(encoding="utf-8"))
    if options.half is not None:
        gold = gold[options.half :: 2]
    began = time.process_time()
    found = list(predictions(gold, options))
    spent = time.process_time() - began
    for line in figures(gold, found):
        print(line)  # noqa: T201 # its output
    size = sum(len(paragraph["text"].encode()) for paragraph in gold) / 1e6
    print(f"{size:.2f} MB in {spent:.2f} CPU s: {size / spent:.2f} MB a CPU second")  # noqa: T201
    for line in errors(gold, found, options.show):
        print(line)  # noqa: T201
    if options.predictions:
        options.predictions.write_text(json.dumps(found), encoding="utf-8")


def predictions(gold: list[Paragraph], options: argparse.Namespace) -> Iterator[Paragraph]:
    """What is found in each paragraph, in the format of the gold."""
    known: dict[str, set[str]] = {}
    if options.memory:
        counts: Counter[tuple[str, str]] = Counter()
        for paragraph in gold:
            counts.update(definitions_of(paragraph["text"], options.lang))
        known = known_from(counts)
    for paragraph in gold:
        mentions = find_acronyms(
            paragraph["text"], options.lang, known=known, foreign=not options.native
        )
        yield {
            "ID": paragraph["ID"],
            "acronyms": [mention.short for mention in mentions],
            "long-forms": sorted({mention.long for mention in mentions if mention.long}),
        }


def figures(gold: list[Paragraph], found: list[Paragraph]) -> Iterator[str]:
    """A line each for acronyms, long forms, macro and pooled."""
    by_kind = [rates_of(counted(gold, found, (kind,))) for kind in KINDS]
    macro = [sum(both) / 2 for both in zip(*by_kind, strict=True)]
    pooled = rates_of(counted(gold, found, KINDS))
    for name, (precision, recall) in zip(
        (*KINDS, "macro", "pooled"), (*by_kind, macro, pooled), strict=True
    ):
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        yield f"{name:10} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}"


def counted(gold: list[Paragraph], found: list[Paragraph], kinds: tuple[str, ...]) -> Counter[str]:
    """Right, found and wanted spans."""
    count: Counter[str] = Counter()
    for one, other in zip(gold, found, strict=True):
        wanted, ours = spans(one, kinds), spans(other, kinds)
        count.update(right=len(wanted & ours), found=len(ours), wanted=len(wanted))
    return count


def rates_of(count: Counter[str]) -> tuple[float, float]:
    """Precision and recall; where nothing is found or wanted, all of it is right."""
    right, found, wanted = (count[name] for name in ("right", "found", "wanted"))
    return right / found if found else 1.0, right / wanted if wanted else 1.0


def spans(paragraph: Paragraph, kinds: tuple[str, ...]) -> set[tuple[int, int]]:
    """The spans of some kinds in a paragraph."""
    return {(start, end) for kind in kinds for start, end in paragraph[kind]}


def errors(gold: list[Paragraph], found: list[Paragraph], most: int) -> Iterator[str]:
    """The first wrong and missed spans of each kind, in their context."""
    for kind in KINDS:
        wrong, missed = [], []
        for one, other in zip(gold, found, strict=True):
            wanted, ours = spans(one, (kind,)), spans(other, (kind,))
            wrong += [context(one["text"], *span) for span in sorted(ours - wanted)]
            missed += [context(one["text"], *span) for span in sorted(wanted - ours)]
        yield from (f"wrong {kind}: {each}" for each in wrong[:most])
        yield from (f"missed {kind}: {each}" for each in missed[:most])


def context(text: str, start: int, end: int) -> str:
    """A span between [[ and ]], with what stands around it."""
    return f"…{text[max(0, start - 50) : start]}[[{text[start:end]}]]{text[end : end + 40]}…"


if __name__ == "__main__":
    main()
