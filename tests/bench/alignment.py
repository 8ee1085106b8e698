"""Strict and lax F1 of the aligner on documents with gold links, by tier; run by hand.

usage: python tests/bench/alignment.py DEV.jsonl [--alone] [--without WHAT] [--languages de fr]
       python tests/bench/alignment.py DEV.jsonl --size 20000 [--gap 3000]

DEV.jsonl: a document pair a line, with `id`, `set`, `tier`, `en`, `vi` (segments), `links`. The
documents of one set and tier are a batch that learns from itself and from nothing else; --alone:
each document for itself. strict: both sides of a bead exact; lax: it shares a segment with a gold
bead on each side. Below --at-least (default .5) beads are left out, as a build does. A table says
how many of the beads of each score are right. --without, with --alone: what the seed lexicon, the
anchors, both (words), or learning from the text itself are worth. --languages: the tags of `en` and
`vi`, where the texts are in others. --size: one document of so many segments a side, made of copies
of the longest in which shared names and numbers differ; --gap: so many target segments taken out in
a row.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex

from tmkit.align import Learned, Weights, align, align_documents
from tmkit.lexicon import Translations
from tmkit.model import Bead

Link = tuple[tuple[int, ...], tuple[int, ...]]
Pair = dict[str, Any]
_NAME = regex.compile(r"\p{Lu}[a-z]{2,}|\d{2,}")


def main() -> None:
    """Align every pair and print the figures by tier."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--at-least", type=float, default=0.5)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--without", choices=("lexicon", "anchors", "words", "learning"))
    parser.add_argument("--languages", nargs=2, default=("en", "vi"))
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--size", type=int, default=0)
    parser.add_argument("--gap", type=int, default=0)
    options = parser.parse_args()
    pairs = [json.loads(line) for line in options.dev.read_text(encoding="utf-8").splitlines()]
    if options.size:
        pairs, options.alone = [long_pair(pairs, options.size, options.gap)], True
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    table: dict[int, Counter[bool]] = defaultdict(Counter)
    predictions = []
    began = time.process_time()
    for pair, beads in aligned(pairs, options):
        gold = {(tuple(source), tuple(target)) for source, target in pair["links"]}
        links = {(bead.source, bead.target): bead.score for bead in beads if is_link(bead)}
        found = {link for link, score in links.items() if score >= options.at_least}
        for link, score in links.items():
            table[min(int(10 * score), 9)][link in gold] += 1
        for name in (f"{pair['set']}/{pair['tier']}", "all"):
            counts[name] += scores(found, gold)
        predictions.append({"id": pair["id"], "links": sorted(found)})
    spent = time.process_time() - began
    show(counts, table)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    segments = sum(len(pair["en"]) + len(pair["vi"]) for pair in pairs) / 2
    print(f"{spent:.2f} CPU s, {segments / spent:.0f} segments a side a CPU s, {memory} MB")  # noqa: T201 # its output
    if options.predictions:
        lines = (json.dumps(prediction) + "\n" for prediction in predictions)
        options.predictions.write_text("".join(lines), encoding="utf-8")


def aligned(pairs: list[Pair], options: argparse.Namespace) -> Iterator[tuple[Pair, list[Bead]]]:
    """The pairs with their beads, in batches of one set and tier, or each by itself."""
    batches: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        batches[pair["set"], pair["tier"]].append(pair)
    no_anchors = options.without in ("anchors", "words")
    weights = Weights(anchor=(0.0, 0.8)) if no_anchors else Weights()
    learned = None
    if options.without in ("lexicon", "words"):
        learned = Learned(translations=Translations.none())
    if options.without == "learning":
        learned = Learned()
    for batch in batches.values():
        if not options.alone:
            found = align_documents(
                ((pair["en"], pair["vi"]) for pair in batch), languages=tuple(options.languages)
            )
            yield from zip(batch, found, strict=True)
            continue
        for pair in batch:
            yield (
                pair,
                align(
                    pair["en"],
                    pair["vi"],
                    languages=tuple(options.languages),
                    learned=learned,
                    weights=weights,
                ),
            )


def long_pair(pairs: list[Pair], size: int, gap: int) -> Pair:
    """One document of copies of the longest: shared names and numbers differ in each copy."""
    longest = max(pairs, key=lambda pair: len(pair["en"]))
    names = [set(_NAME.findall(" ".join(longest[side]))) for side in ("en", "vi")]
    shared = names[0] & names[1]
    english: list[str] = []
    vietnamese: list[str] = []
    links: list[Link] = []
    copy = 0
    while len(english) < size:
        start = len(english), len(vietnamese)
        links += [
            (tuple(i + start[0] for i in source), tuple(j + start[1] for j in target))
            for source, target in longest["links"]
        ]
        english += [renamed(text, shared, copy) for text in longest["en"]]
        vietnamese += [renamed(text, shared, copy) for text in longest["vi"]]
        copy += 1
    first = len(vietnamese) // 3
    del vietnamese[first : first + gap]
    lost = range(first, first + gap)
    kept = [
        (source, tuple(j if j < first else j - gap for j in target))
        for source, target in links
        if not any(j in lost for j in target)
    ]
    return {
        "id": "long",
        "set": "long",
        "tier": "long",
        "en": english,
        "vi": vietnamese,
        "links": kept,
    }


def renamed(text: str, shared: set[str], copy: int) -> str:
    """The text of a copy: shared names and numbers with an ending of their own."""

    def other(found: regex.Match[str]) -> str:
        word = str(found.group())
        if word not in shared or not copy:
            return word
        return (
            f"{word}{chr(97 + copy % 26)}{chr(97 + copy // 26)}"
            if word.isalpha()
            else f"{word}{copy}"
        )

    return str(_NAME.sub(other, text))


def is_link(bead: Bead) -> bool:
    """Whether both sides have segments."""
    return bool(bead.source and bead.target)


def show(counts: dict[str, Counter[str]], table: dict[int, Counter[bool]]) -> None:
    """Print F1 by tier and how many of the beads of each score are right."""
    for name, count in sorted(counts.items()):
        strict, lax = f1(count, "strict"), f1(count, "lax")
        print(f"{name:20} strict F1 {strict:.4f}  lax F1 {lax:.4f}")  # noqa: T201 # its output
    for tenth, right in sorted(table.items()):
        whole, share = right.total(), right[True] / right.total()
        print(f"score from {tenth / 10:.1f} on: {whole:6} links, {share:.3f} right")  # noqa: T201


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
