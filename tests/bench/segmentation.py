"""F1 of sentence boundaries, texts altered, and megabytes a CPU second; run by hand.

usage: python tests/bench/segmentation.py SET.jsonl...

A set has a paragraph a line: {"lang", "text", "ends"}, `ends` the offsets just after each sentence;
or a case a line: {"lang", "text", "gold"}, `gold` the sentences. A boundary is known by the number
of characters before it, white space left out; the end of a paragraph does not count. A case passes
when its boundaries are exactly those of the gold. A text is altered when the segments do not hold
each of its characters, white space aside, at its offset. The speed is the best of some rounds; that
of BlingFire stands beside it where the package blingfire is installed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from tmkit.segment import Segmenter
from tmkit.settings import Settings
from tmkit.tasks.segmenting import rules_of

ROUNDS = 9


def main() -> None:
    """Segment each set and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    for path in parser.parse_args().sets:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        segmenters = {lang: segmenter_of(lang) for lang in {row["lang"] for row in rows}}
        measured = cases if "gold" in rows[0] else paragraphs
        print(f"{path.name:24} {measured(rows, segmenters)}")  # noqa: T201 # its output


def segmenter_of(lang: str) -> Segmenter:
    """The shipped rules of a language."""
    return Segmenter(rules_of(Settings(), lang), lang)


def cases(rows: list[dict[str, str]], segmenters: dict[str, Segmenter]) -> str:
    """How many cases pass."""
    passed = 0
    for row in rows:
        found = [row["text"][slice(*span)] for span in segmenters[row["lang"]].spans(row["text"])]
        passed += boundaries(found) == boundaries(list(row["gold"]))
    return f"passed {passed} of {len(rows)}"


def paragraphs(rows: list[dict[str, str]], segmenters: dict[str, Segmenter]) -> str:
    """Precision, recall, F1 and speed."""
    right = found = wanted = 0
    for row in rows:
        text = row["text"]
        starts = [0, *map(int, row["ends"])]
        gold = [text[start:end] for start, end in pairwise(starts)]
        ours = [text[slice(*span)] for span in segmenters[row["lang"]].spans(text)]
        one, other = (set(boundaries(side)[:-1]) for side in (ours, gold))
        right, found, wanted = right + len(one & other), found + len(one), wanted + len(other)
    altered = sum(is_altered(row["text"], segmenters[row["lang"]]) for row in rows)
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    speed = speed_of(rows, lambda row: segmenters[row["lang"]].spans(row["text"]))
    return (
        f"P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  altered {altered}  "
        f"{speed:.1f} MB a CPU second{beside(rows)}"
    )


def is_altered(text: str, segmenter: Segmenter) -> bool:
    """Whether the segments lose, add or move a character of the text."""
    spans = segmenter.spans(text)
    borders = [0, *(border for span in spans for border in span), len(text)]
    between = "".join(
        text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True)
    )
    return borders != sorted(borders) or between.strip() != ""


def speed_of(rows: list[dict[str, str]], work: Callable[[dict[str, str]], object]) -> float:
    """Megabytes of UTF-8 a CPU second, in the best of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for row in rows:
            work(row)
        seconds.append(time.process_time() - began)
    return sum(len(row["text"].encode()) for row in rows) / 1e6 / min(seconds)


def beside(rows: list[dict[str, str]]) -> str:
    """The speed of BlingFire on the same texts, if it is here."""
    if not find_spec("blingfire"):
        return ""
    blingfire = import_module("blingfire")
    speed = speed_of(rows, lambda row: blingfire.text_to_sentences(row["text"]).split("\n"))
    return f", BlingFire {speed:.1f}"


def boundaries(segments: list[str]) -> list[int]:
    """After how many characters each segment ends, white space left out."""
    ends, count = [], 0
    for segment in segments:
        count += len("".join(segment.split()))
        ends.append(count)
    return ends


if __name__ == "__main__":
    main()
