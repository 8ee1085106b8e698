"""Findings mended: the texts that fixes give, put where the old ones stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from tmkit.formats import concept, files, toml
from tmkit.model import ConceptFile, Finding, Fix
from tmkit.tasks.concepts import diff_of

__all__ = ["apply", "mended"]

# A fix may bring another to light, an order of keys for one; more rounds than this are a quarrel.
_ROUNDS = 8


def mended(
    found: Sequence[ConceptFile],
    look: Callable[[Sequence[ConceptFile]], Iterable[Finding]],
    *,
    unsafe: bool,
    write: bool,
    language: str = "en",
) -> tuple[list[ConceptFile], str]:
    """The files with the fixes of their findings, and all that changed as unified diff.

    look: what is found in files. unsafe: with fixes that a person should look at. write: False
    leaves the files on disk alone. A fix that would break a file is left out. Raises OutputError.
    """
    before = {file.path: file.raw for file in found}
    current = list(found)
    for _ in range(_ROUNDS):
        fixes: dict[str, list[Fix]] = {}
        for each in look(current):
            if each.fix and (each.fix.is_safe or unsafe):
                fixes.setdefault(each.place.path, []).append(each.fix)
        after = [apply(file, fixes.get(str(file.path), ()), language) for file in current]
        if after == current:
            break
        current = after
    changed = [file for file in current if file.raw != before[file.path]]
    if write:
        for file in changed:
            files.write_text(file.path, file.raw)
    return current, "".join(
        chain.from_iterable(diff_of(before[file.path], file.raw, file.path) for file in changed)
    )


def apply(file: ConceptFile, fixes: Sequence[Fix], language: str) -> ConceptFile:
    """The file with one round of fixes: of its fields, or, where there are none, of the whole.

    As it was where they would break it.
    """
    text = file.raw
    fields = {fix.field: fix.text for fix in fixes if fix.field}
    # From the end on, so that the places before stay right.
    for field in sorted(fields, key=lambda each: file.places.get(each, (0, 0)), reverse=True):
        if field in file.places:
            text = toml.put(text, file.places[field], fields[field])
    wholes = [fix.text for fix in fixes if not fix.field]
    if not fields and wholes:
        text = wholes[0]
    if text == file.raw:
        return file
    after = concept.parse(text, file.path, language, form=True)
    return after if after.concept or not file.concept else file
