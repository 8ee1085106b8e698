"""TG8: what cannot leave the concept files for exchange formats."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmkit.lint.context import Context
from tmkit.lint.fields import texts_of
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix

__all__ = ["RULES"]

# XML 1.0 (5th edition), production 2: all others cannot stand in a file, not even by their number.
_ILLEGAL = regex.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def illegal_characters(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG801: a character that XML, and with it TBX and TMX, cannot hold."""
    # TOML writes nearly all of them as \u0001 and the like: most files have neither.
    if "\\" not in file.raw and not _ILLEGAL.search(file.raw):
        return
    for each in texts_of(concept):
        found = _ILLEGAL.search(each.text)
        if found:
            details = {"code": f"U+{ord(found.group()):04X}", "field": each.field}
            rest = _ILLEGAL.sub("", each.text)
            yield Hit(each.field, details, Fix(each.field, rest) if rest.strip() else None)


_SCALE = term("en", "scale") + term("vi", "cân")

RULES = (
    Rule(
        "TG801",
        check=illegal_characters,
        bad=Case({"scale": 'note = "Old\\uFFFF note."\n' + _SCALE}),
        good=Case({"scale": 'note = "Old note."\n' + _SCALE}),
    ),
    Rule(
        "TG802",
        check=None,
        bad=Case({"scale": term("en", "scale", "synonym") + term("vi", "cân")}),
        good=Case({"scale": term("en", "weighing scale", "variant", "admitted") + _SCALE}),
    ),
)
