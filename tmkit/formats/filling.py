"""Empty targets of TMX and XLIFF files, filled in place; all else stays byte for byte.

Percent and origin of what is filled in stand where each format has room for them: TMX: props of the
variant; XLIFF 1.2: state, state-qualifier and an <alt-trans> with match-quality; XLIFF 2: state
"initial" (nobody has looked), subState "tmkit:87", and a note of the unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tmkit.errors import FormatError
from tmkit.formats import filling_tmx, filling_xliff, splicing
from tmkit.formats.slots import Filling, UnitSlots
from tmkit.formats.splicing import Spliced

__all__ = ["Fillable", "opened"]

_MAKERS = {"tmx": filling_tmx.unit_slots, "xliff": filling_xliff.unit_slots}


@dataclass(frozen=True, slots=True)
class Fillable:
    """A file with its units."""

    spliced: Spliced
    units: tuple[UnitSlots, ...]

    def filled(self, fillings: Sequence[Sequence[Filling | None]]) -> bytes:
        """The file with fillings, for each unit one for each slot or None."""
        return self.spliced.edited(
            edit
            for unit, each in zip(self.units, fillings, strict=True)
            if any(each)
            for edit in unit.edits(each)
        )


def opened(path: Path, languages: tuple[str, str]) -> Fillable:
    """The segments of a TMX or XLIFF file, in its order.

    languages: source and target of a TMX; XLIFF says it itself.

    Raises FormatError for a file that is neither, that breaks or that declares entities.
    """
    spliced = splicing.opened(path, ("tu", "trans-unit", "unit"))
    root = spliced.root
    if root is None or root.name not in _MAKERS:
        raise FormatError("filling-root", str(path), 1)
    make = _MAKERS[root.name]
    return Fillable(spliced, tuple(make(spliced, unit, languages) for unit in spliced.found))
