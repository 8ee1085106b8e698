"""Facts on the shipped languages."""

from __future__ import annotations

import pytest

from tmkit.lexicon import facts_of
from tmkit.text import fold


@pytest.mark.parametrize("tag", ["en", "vi"])
def test_facts_are_written_as_texts_are_compared(tag: str) -> None:
    facts = facts_of(tag)
    words = [*facts.months, *facts.heads, *facts.nouns, *facts.inner]
    assert words == [fold(word) for word in words]


def test_a_month_has_the_number_of_its_name_and_of_its_abbreviation() -> None:
    assert facts_of("en").months["sept"] == facts_of("en").months["september"] == 9


def test_a_region_has_the_facts_of_its_language() -> None:
    assert facts_of("vi-VN") == facts_of("vi")


def test_names_begin_with_their_head_in_vietnamese_only() -> None:
    assert (facts_of("en").heads_first, facts_of("vi").heads_first) == (False, True)


def test_a_language_without_a_file_has_no_facts() -> None:
    assert (facts_of("de").months, facts_of("de").heads) == ({}, ())
