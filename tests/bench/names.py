"""The share of official names found whole in carrier sentences; run by hand.

usage: python tests/bench/names.py FILE.tsv [--missed]

FILE has a name a line, parted by tabs: Vietnamese, English, acronym; lines with # are remarks. Each
name is set into each carrier sentence of its language, and counts when its exact span is found: by
its shape alone, and with all names of the file known. The speed is that on all the sentences.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from name_carriers import CARRIERS, missed, rows_of  # beside the folder of benches

from tmkit.terms import KnownNames, find_names


def main() -> None:
    """Print the shares by language, without and with known names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--missed", action="store_true", help="print what was not found whole")
    arguments = parser.parse_args()
    rows = list(rows_of(arguments.file.read_text(encoding="utf-8")))
    for lang, carriers in CARRIERS.items():
        names = [name for row, name in rows if row == lang]
        for known in (None, KnownNames(names)):
            failures = [failure for name in names for failure in missed(name, lang, known)]
            share = 1 - len(failures) / (len(names) * len(carriers))
            speed = speed_of(lang, names, known)
            label = "without known" if known is None else "with known"
            print(f"{lang} {label:14} {share:.4f}  {speed:.2f} MB a CPU second")  # noqa: T201 # its output
            if arguments.missed:
                print("\n".join(f"  {failure}" for failure in failures))  # noqa: T201 # its output


def speed_of(lang: str, names: list[str], known: KnownNames | None) -> float:
    """Megabytes of UTF-8 a CPU second."""
    text = "\n".join(carrier.format(name) for carrier in CARRIERS[lang] for name in names)
    began = time.process_time()
    find_names(text, lang, known=known)
    return len(text.encode()) / 1e6 / (time.process_time() - began)


if __name__ == "__main__":
    main()
