"""English inflection."""

from __future__ import annotations

import pytest

from tmkit.lexicon.english import stem


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("standard", ["standards"]),
        ("measure", ["measures", "measured", "measuring"]),
        ("body", ["bodies"]),
        ("apply", ["applies", "applied", "applying"]),
        ("stop", ["stops", "stopped", "stopping"]),
        ("press", ["presses", "pressed", "pressing"]),
        ("box", ["boxes", "boxed"]),
        ("test", ["tests", "tested", "testing"]),
    ],
)
def test_a_word_and_its_regular_inflections_have_one_key(word: str, others: list[str]) -> None:
    assert {stem(each) for each in others} == {stem(word)}


@pytest.mark.parametrize(
    ("one", "other"), [("bed", "b"), ("sing", "s"), ("bus", "bu"), ("this", "thi"), ("news", "ne")]
)
def test_what_only_looks_inflected_is_no_inflection(one: str, other: str) -> None:
    assert stem(one) != stem(other)
