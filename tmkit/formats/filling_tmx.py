"""Empty variants of TMX units, filled in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tmkit.formats import xml
from tmkit.formats.slots import Filling, UnitSlots, is_blank, slot_of, without_slots
from tmkit.formats.splicing import Edit, Element, Spliced
from tmkit.lang import primary

__all__ = ["unit_slots"]

Fillings = Sequence[Filling | None]


def unit_slots(spliced: Spliced, unit: Element, languages: tuple[str, str]) -> UnitSlots:
    """The segment of a <tu>; none where it has no text in the source language."""
    sides: dict[str, Element] = {}
    for each in unit.children:
        if each.name == "tuv":
            tag = each.attributes.get("xml:lang") or each.attributes.get("lang", "")
            sides.setdefault(primary(tag), each)
    source, target = (sides.get(primary(tag)) for tag in languages)
    seg = source.child("seg") if source else None
    if seg is None:
        return without_slots(languages)
    empty = target.child("seg") if target else None
    is_empty = is_blank(empty) and (target is None or empty is not None)
    slot = slot_of(spliced, seg, unit.attributes.get("tuid", ""), is_empty=is_empty)

    def edits(fillings: Fillings) -> Iterator[Edit]:
        filling = fillings[0]
        assert filling is not None
        name = f"<{spliced.prefix}"
        props = (("x-tmkit-match", str(filling.percent)), ("x-tmkit-match-origin", filling.origin))
        said = "".join(
            f'{name}prop type="{kind}">{xml.text(value)}</{spliced.prefix}prop>'
            for kind, value in props
        ).encode()
        whole = b"<seg>" + filling.raw + b"</seg>"
        if empty is not None:
            yield Edit(empty.start, empty.end, said + whole)
        else:
            tuv = f"{name}tuv xml:lang={xml.attribute(languages[1])}>".encode()
            end = f"</{spliced.prefix}tuv>\n".encode()
            yield Edit(unit.close, unit.close, tuv + said + whole + end)

    return UnitSlots(languages, (slot,), edits)
