"""TG8: what cannot leave the concept files for exchange formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import regex

from tmkit.lint.context import Context
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix, HistoryEntry, Term

__all__ = ["RULES"]

# XML 1.0 (5th edition), production 2: all others cannot stand in a file, not even by their number.
_ILLEGAL = regex.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Field of the model → key of the file.
_KEYS = {
    "text": "term",
    "kind": "type",
    "part_of_speech": "pos",
    "valid_from": "from",
    "valid_until": "until",
}


def illegal_characters(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG801: a character that XML, and with it TBX and TMX, cannot hold."""
    # TOML writes nearly all of them as \u0001 and the like: most files have neither.
    if "\\" not in file.raw and not _ILLEGAL.search(file.raw):
        return
    for field, text in _texts(concept):
        found = _ILLEGAL.search(text)
        if found:
            details = {"code": f"U+{ord(found.group()):04X}", "field": field}
            rest = _ILLEGAL.sub("", text)
            yield Hit(field, details, Fix(field, rest) if rest.strip() else None)


def _texts(concept: Concept) -> Iterator[tuple[str, str]]:
    """Every text of a concept with its field."""
    yield from (("subject", concept.subject), ("note", concept.note))
    for name in ("definition", "definition_source"):
        for lang, text in getattr(concept, name).items():
            yield f"{name}.{lang}", text
    for number, each in enumerate(concept.terms):
        yield from _texts_of(f"term[{number}]", each)
    for number, entry in enumerate(concept.history):
        yield from _texts_of(f"history[{number}]", entry)
    if concept.event:
        yield "event.act", concept.event.act


def _texts_of(table: str, row: Term | HistoryEntry) -> Iterator[tuple[str, str]]:
    for each in fields(row):
        yield f"{table}.{_KEYS.get(each.name, each.name)}", getattr(row, each.name)


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
