"""How often `language_of` is right on short pieces of text; run by hand.

usage: python tests/bench/language.py EN.jsonl VI.jsonl [--show N]

The files have an object a line with a "text" in the language. Each text is cut into pieces of 3
and of 8 words; the Vietnamese ones also lose their marks. none: no language was told, which is
right for a piece of names and numbers. in words: right among the pieces that have a word in small
letters, and so are more than names. --show: how many of the wrong pieces to print.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tmkit.text import language_of, unmarked


def pieces(path: Path, size: int) -> Iterator[str]:
    """The texts of a file cut into pieces of so many words; what is left over at an end is not."""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = json.loads(line)["text"].split()
        for start in range(0, len(words) - size + 1, size):
            yield " ".join(words[start : start + size])


def main() -> None:
    """Print a line for each language, length and spelling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("english", type=Path)
    parser.add_argument("vietnamese", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    for path, language in ((options.english, "en"), (options.vietnamese, "vi")):
        for size in (3, 8):
            for spell in (str, unmarked) if language == "vi" else (str,):
                texts = [spell(piece) for piece in pieces(path, size)]
                told = [language_of(text) for text in texts]
                right = told.count(language) / len(told)
                none = told.count(None) / len(told)
                worded = [
                    tag
                    for text, tag in zip(texts, told, strict=True)
                    if any(word[0].islower() for word in text.split())
                ]
                sys.stdout.write(
                    f"{language} {size} words {'' if spell is str else 'unmarked':8} "
                    f"{len(texts):6} pieces: right {right:.2%}, none {none:.2%}, "
                    f"other language {1 - right - none:.2%}; "
                    f"in words {worded.count(language) / len(worded):.2%}\n"
                )
                wrong = [
                    (text, tag) for text, tag in zip(texts, told, strict=True) if tag != language
                ]
                for text, tag in wrong[: options.show]:
                    sys.stdout.write(f"    {tag}: {text}\n")


if __name__ == "__main__":
    main()
