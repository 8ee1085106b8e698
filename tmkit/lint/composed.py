"""Checks that read letters with their marks, for texts that have them apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from unicodedata import is_normalized, normalize

from tmkit.lint.units import Pair, UnitCheck, UnitContext, UnitHit

__all__ = ["composed"]


def composed(check: UnitCheck) -> UnitCheck:
    """The check, over texts in NFC; its hits have no place in a text that was not."""

    @wraps(check)
    def checked(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
        if is_normalized("NFC", pair.source) and is_normalized("NFC", pair.target):
            yield from check(pair, context)
            return
        source, target = normalize("NFC", pair.source), normalize("NFC", pair.target)
        for hit in check(pair._replace(source=source, target=target), context):
            yield hit._replace(span=None)

    return checked
