"""A match of the memory as the translation of a segment, with the codes of that segment."""

from __future__ import annotations

from collections.abc import Sequence

from tmkit.formats import xml
from tmkit.formats.pairs import variant_in
from tmkit.formats.slots import Code, Filling, Part, is_well_formed
from tmkit.model import Match, Tag, TranslationUnit, Variant

__all__ = ["filling_of", "origin_of"]

_Key = tuple[str, str]


def filling_of(match: Match, source: Sequence[Part], target: str) -> Filling | None:
    """The translation of a match into a language for a segment with these texts and codes.

    None where the unit has none, or where codes cannot be put in the place of one another: as many
    of the same kinds in the same order in both sources, and each once in the translation.
    """
    mine = next(each for each in match.unit.variants if each.lang == match.lang)
    other = variant_in(match.unit, target)
    if other is None or other is mine or not other.text.strip():
        return None
    parts = _parts(match, mine, other, [part for part in source if isinstance(part, Code)])
    if parts is None:
        return None
    filling = Filling(parts, match.percent, origin_of(match.unit), mine.text, other.text)
    told = (filling.text, filling.source, filling.target, filling.origin)
    whole = all(text == xml.legal(text) for text in told) and is_well_formed(filling.raw)
    return filling if whole else None


def origin_of(unit: TranslationUnit) -> str:
    """Where a unit comes from, for people: its document, or its id."""
    props = dict(unit.props)
    document = unit.origin.documents[0] if unit.origin else props.get("x-tmkit-document", "")
    return " ".join(filter(None, (document, unit.id))) or "memory"


def _parts(
    match: Match, mine: Variant, other: Variant, codes: list[Code]
) -> tuple[Part, ...] | None:
    theirs = [part for part in _flat(mine.content) if isinstance(part, Tag)]
    content = _flat(other.content)
    if not codes and not theirs and not any(isinstance(part, Tag) for part in content):
        # With more languages it is not told whose text the translation is.
        return ((len(match.unit.variants) == 2 and match.translation) or other.text,)
    if [code.tag.kind for code in codes] != [tag.kind for tag in theirs]:
        return None
    places = {_key(tag): code for tag, code in zip(theirs, codes, strict=True)}
    wanted = [_key(part) for part in content if isinstance(part, Tag)]
    if len(places) < len(codes) or sorted(wanted) != sorted(places):
        return None
    return tuple(part if isinstance(part, str) else places[_key(part)] for part in content)


def _key(tag: Tag) -> _Key:
    return tag.kind, tag.id


def _flat(content: Sequence[str | Tag]) -> list[str | Tag]:
    """The content with the two ends of what is highlighted as codes."""
    parts: list[str | Tag] = []
    for part in content:
        if isinstance(part, Tag) and part.kind == "hi":
            inner = part.parts or (part.text,)
            parts += [Tag("bpt", f"hi{part.id}"), *_flat(inner), Tag("ept", f"hi{part.id}")]
        else:
            parts.append(part)
    return parts
