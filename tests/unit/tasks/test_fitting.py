"""Matches as translations, with the codes of the segment that they are put into."""

from __future__ import annotations

import pytest

from tmkit.formats.slots import Code, Part
from tmkit.model import Match, Tag, TranslationUnit, Variant
from tmkit.tasks.fitting import filling_of

PH = Tag("ph", "1")
BOLD = (Tag("bpt", "1"), Tag("ept", "1"))
OPEN, CLOSE = Code(Tag("bpt", "7"), b'<g id="7">'), Code(Tag("ept", "7"), b"</g>")
X = Code(Tag("ph", "9"), b'<x id="9"/>')


def match(source: tuple[str | Tag, ...], target: tuple[str | Tag, ...]) -> Match:
    unit = TranslationUnit("u1", (Variant("en", source), Variant("vi", target)))
    return Match(unit, 90, "fuzzy", "en", 90)


@pytest.mark.parametrize(
    ("known", "translation", "segment", "raw"),
    [
        (("a",), ("b & c",), ("a",), "b &amp; c"),
        (("a", PH), (PH, "b"), ("a", X), '<x id="9"/>b'),
        (
            ("a", BOLD[0], "b", BOLD[1]),
            (BOLD[0], "c", BOLD[1]),
            (OPEN, "a", CLOSE),
            '<g id="7">c</g>',
        ),
        ((Tag("hi", "", "a"),), (Tag("hi", "", "b"),), (OPEN, "a", CLOSE), '<g id="7">b</g>'),
        (("a", PH), ("b", PH), ("a",), None),  # the segment has no code
        (("a",), ("b",), ("a", X), None),
        (("a", PH), ("b",), ("a", X), None),  # the translation lost it
        (("a", PH), ("b", PH, PH), ("a", X), None),  # or has it twice
        (("a", PH, PH), ("b", PH, PH), ("a", X, X), None),  # which is which?
        ((*BOLD, "a"), (BOLD[1], "b", BOLD[0]), (OPEN, CLOSE, "a"), None),  # would not nest
        (("a",), (" ",), ("a",), None),
        (("a",), ("b\x00",), ("a",), None),  # no XML holds it
    ],
)
def test_codes_take_the_place_of_one_another_one_by_one(
    known: tuple[str | Tag, ...],
    translation: tuple[str | Tag, ...],
    segment: tuple[Part, ...],
    raw: str | None,
) -> None:
    filling = filling_of(match(known, translation), segment, "vi")
    assert (filling.raw.decode() if filling else None) == raw


def test_a_unit_without_the_language_gives_nothing() -> None:
    assert filling_of(match(("a",), ("b",)), ("a",), "fr") is None


def test_numbers_of_the_segment_are_taken_where_the_match_offers_them() -> None:
    offered = match(("Article 5",), ("Điều 5",))._replace(translation="Điều 6")
    filling = filling_of(offered, ("Article 6",), "vi")
    assert filling is not None
    assert filling.text == "Điều 6"
