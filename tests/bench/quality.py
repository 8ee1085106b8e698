"""What the rules of units find in pairs with planted errors; run by hand.

usage: python tests/bench/quality.py PAIRS.jsonl [-o PREDICTIONS.jsonl] [--off CODE …] [--each]

PAIRS has a JSON object a line: id, en, vi. PREDICTIONS has one for each of them: id and issues,
each with its kind, the family of the code; it is what the scorer of such a set reads. Prints how
many pairs each code was found in, and the speed. --each: each pair by itself, as when one segment
is checked, without what the file says.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tmkit.lint import UNIT_RULES, Pair, Survey, UnitRule

FAMILIES = {
    "TQ101": "number",
    "TQ102": "number",
    "TQ103": "number",
    "TQ104": "negation",
    "TQ105": "number",
    "TQ106": "number",
    "TQ201": "untranslated",
    "TQ202": "untranslated",
    "TQ203": "untranslated",
    "TQ301": "nfc",
    "TQ302": "tone",
    "TQ303": "lookalike",
    "TQ401": "tag",
    "TQ402": "tag",
    "TQ403": "bracket",
    "TQ406": "repeat",
}


def main() -> None:
    """Write the predictions and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--off", nargs="*", default=())
    parser.add_argument("--each", action="store_true")
    arguments = parser.parse_args()
    lines = arguments.pairs.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    rules = [rule for rule in UNIT_RULES if rule.code not in arguments.off]
    began = time.process_time()
    found = dict(codes_of(rows, rules, each=arguments.each))
    seconds = time.process_time() - began
    if arguments.output:
        arguments.output.write_text(predictions(found), encoding="utf-8")
    counts = Counter(code for codes in found.values() for code in codes)
    for code, count in sorted(counts.items()):
        sys.stdout.write(f"{code} {count}\n")
    alarmed = sum(bool(codes) for codes in found.values())
    sys.stdout.write(f"{alarmed} of {len(rows)} pairs, {len(rows) / seconds:.0f} a CPU second\n")


def codes_of(
    rows: list[dict[str, str]], rules: list[UnitRule], *, each: bool
) -> Iterator[tuple[str, list[str]]]:
    """The codes found in each pair, by its id."""
    pairs = {row["id"]: Pair(row["en"], row["vi"]) for row in rows}
    whole = Survey()
    for pair in pairs.values():
        whole.add(pair)
    context = whole.context()
    for id_, pair in pairs.items():
        if each:
            alone = Survey()
            alone.add(pair)
            context = alone.context()
        yield id_, [rule.code for rule in rules if any(True for _ in rule.check(pair, context))]


def predictions(found: dict[str, list[str]]) -> str:
    """The lines that a scorer reads."""
    return "".join(
        json.dumps({"id": id_, "issues": [{"kind": FAMILIES.get(code, code)} for code in codes]})
        + "\n"
        for id_, codes in found.items()
    )


if __name__ == "__main__":
    main()
