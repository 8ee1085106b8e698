"""Strict and lax F1 of the aligner on documents with gold links; run by hand.

usage: python tests/bench/alignment.py DEV.jsonl [--at-least SCORE] [--predictions OUT]

DEV.jsonl: a document pair a line, with `id`, `set`, `tier`, `en`, `vi` (segments), `links`.
Each pair is aligned alone. strict: both sides of a bead exact; lax: it shares a segment with a gold
bead on each side. --at-least: beads below are left out, as a build does.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

from tmkit import align

Link = tuple[tuple[int, ...], tuple[int, ...]]


def main() -> None:
    """Align every pair and print the figures by tier."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--at-least", type=float, default=0.0)
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    predictions = []
    began = time.process_time()
    for line in options.dev.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        found = links_of(pair["en"], pair["vi"], options.at_least)
        gold = {(tuple(source), tuple(target)) for source, target in pair["links"]}
        for name in (f"{pair['set']}/{pair['tier']}", "all"):
            counts[name] += scores(found, gold)
        predictions.append({"id": pair["id"], "links": sorted(found)})
    spent = time.process_time() - began
    for name, count in sorted(counts.items()):
        strict, lax = f1(count, "strict"), f1(count, "lax")
        print(f"{name:20} strict F1 {strict:.3f}  lax F1 {lax:.3f}")  # noqa: T201 # its output
    print(f"{spent:.2f} CPU s")  # noqa: T201
    if options.predictions:
        lines = (json.dumps(prediction) + "\n" for prediction in predictions)
        options.predictions.write_text("".join(lines), encoding="utf-8")


def links_of(source: list[str], target: list[str], at_least: float) -> set[Link]:
    """The beads with segments on both sides."""
    beads = align(source, target)
    return {
        (bead.source, bead.target)
        for bead in beads
        if bead.source and bead.target and bead.score >= at_least
    }


def scores(found: set[Link], gold: set[Link]) -> Counter[str]:
    """Right, found and wanted, strict and lax."""
    pairs = [{(i, j) for i in source for j in target} for source, target in gold]
    whole = set().union(*pairs) if pairs else set()
    ours = {(i, j) for source, target in found for i in source for j in target}
    near = sum(1 for source, target in found if whole & {(i, j) for i in source for j in target})
    met = sum(1 for pair in pairs if pair & ours)
    return Counter(strict=len(found & gold), lax=near, met=met, found=len(found), wanted=len(gold))


def f1(count: Counter[str], kind: str) -> float:
    """The harmonic mean of precision and recall."""
    right = count[kind]
    recalled = right if kind == "strict" else count["met"]
    precision, recall = right / max(count["found"], 1), recalled / max(count["wanted"], 1)
    return 2 * precision * recall / max(precision + recall, 1e-9)


if __name__ == "__main__":
    main()
