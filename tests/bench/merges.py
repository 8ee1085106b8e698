"""How often two branches of a glossary cannot be merged by git alone.

    python tests/bench/merges.py [--merges 40] [--concepts 300] [--edits 10] [--new 10]

Each branch edits concepts chosen at random and adds new ones; `git merge-file` merges what both
have. Prints the share of merges in conflict for one file per concept, without and with an act noted
in the history of each concept that was edited, and, for comparison, with one file for all concepts.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
from pathlib import Path

from tmkit.formats import concept

Files = dict[str, str]
CONCEPT = """\
id = "{id}"
subject = "engineering"
status = "review"
definition.en = "device that stands in test bay {number}"
definition.vi = "thiết bị đặt ở khoang thử số {number}"

[[term]]
lang = "en"
term = "part {id}"
type = "fullForm"
status = "preferred"
pos = "noun"
context = "The part was mounted on stand {number}."
source = "stands#{number}"

[[term]]
lang = "vi"
term = "phần {id}"
type = "fullForm"
status = "preferred"
pos = "noun"

[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"
"""


def edited(text: str, chance: random.Random, *, noted: bool) -> str:
    """A concept after one edit of a person: a definition, a note, a context, another term."""
    kind = chance.randrange(4)
    word = f"word{chance.randrange(10**6)}"
    if kind == 0:
        text = text.replace("device that", f"{word} that", 1)
    elif kind == 1:
        text = text.replace('status = "review"\n', f'status = "review"\nnote = "{word}"\n', 1)
    elif kind == 2:
        text = text.replace("was mounted on", f"was mounted, {word}, on", 1)
    else:
        term = f'[[term]]\nlang = "vi"\nterm = "{word}"\ntype = "variant"\nstatus = "admitted"\n\n'
        text = text.replace("[[history]]", f"{term}[[history]]", 1)
    if noted:
        day = chance.randrange(1, 29)
        text += f'\n[[history]]\ndate = "2026-02-{day:02}"\nby = "{word}"\naction = "edited"\n'
    return concept.canonical(text)


def branch(base: Files, chance: random.Random, count: int, new: int, *, noted: bool) -> Files:
    """The files after the work of one branch."""
    files = dict(base)
    for name in chance.sample(sorted(base), count):
        files[name] = edited(files[name], chance, noted=noted)
    for _ in range(new):
        files.update([made(f"c{chance.randrange(10**9):09}")])
    return files


def made(id_: str) -> tuple[str, str]:
    """A concept file: name and text."""
    text = CONCEPT.format(id=id_, number=int(id_[1:]))
    return f"{id_}.toml", concept.canonical(text)


def is_in_conflict(base: Files, one: Files, other: Files) -> bool:
    """Whether git cannot merge two branches that began at `base`: a file that both changed."""
    for name in one.keys() & other.keys():
        texts = [files.get(name, "") for files in (one, base, other)]
        if len(set(texts)) == 3 and not _merges(texts):
            return True
    return False


def _merges(texts: list[str]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("one", "base", "other")]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        command = ["git", "merge-file", "-p", "-q", *map(str, paths)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def in_one(files: Files) -> Files:
    """The same concepts in one sorted file."""
    return {"all.toml": "\n".join(files[name] for name in sorted(files))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--merges", type=int, default=40)
    parser.add_argument("--concepts", type=int, default=300)
    parser.add_argument("--edits", type=int, default=10)
    parser.add_argument("--new", type=int, default=10)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311 # the same branches each time
    base = dict(made(f"c{chance.randrange(10**9):09}") for _ in range(asked.concepts))
    for noted in (False, True):
        conflicts = together = same = 0
        for _ in range(asked.merges):
            one, other = (
                branch(base, chance, asked.edits, asked.new, noted=noted) for _ in range(2)
            )
            same += any(one[name] != base[name] != other[name] for name in base)
            conflicts += is_in_conflict(base, one, other)
            together += is_in_conflict(*map(in_one, (base, one, other)))
        print(  # noqa: T201 # what a bench is for
            f"acts noted: {'yes' if noted else 'no'}; merges: {asked.merges}, with a concept that "
            f"both edited: {same}; in conflict: {conflicts} ({conflicts / asked.merges:.1%}), in "
            f"one file: {together} ({together / asked.merges:.1%})"
        )


if __name__ == "__main__":
    main()
