"""Tokens, and runs of words."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.terms.grams import Grams, tokens_of


def words(text: str, tag: str = "en") -> list[str]:
    tokens = tokens_of([text], tag)
    return [tokens.words[number] for number in tokens.types]


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("Cross-validation errors", "en", ["cross", "validation", "error"]),
        ("mạng nơ-ron", "vi", ["mạng", "nơ", "ron"]),
        ("Uỷ ban – Tổng cục", "vi", ["ủy", "ban", "-", "tổng", "cục"]),
        ("R&D, 1,250.5 kg.", "en", ["r&d", ",", "1,250.5", "kg", "."]),
        ("hoa\u0300", "vi", ["hòa"]),
        ("policies and matrices", "en", ["policy", "and", "matrix"]),
        ("- an item", "en", ["-", "an", "item"]),
    ],
)
def test_tokens_are_folded_words_in_the_singular(text: str, tag: str, expected: list[str]) -> None:
    assert words(text, tag) == expected


def test_the_text_of_tokens_is_as_it_is_written() -> None:
    tokens = tokens_of(["x", "A Cross-Validation Error."], "en")
    assert tokens.text(2, 2, 1) == "Cross-Validation"
    assert tokens.segments.tolist() == [0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("run", "usable"),
    [
        ("seal", True),
        ("seal of quality", True),
        ("of quality", False),
        ("seal of", False),
        ("x", False),
    ],
)
def test_no_term_begins_or_ends_with_a_function_word_or_a_letter(run: str, *, usable: bool) -> None:
    grams = Grams.of(tokens_of([f"{run}, {run}"], "en"), "en")
    length = len(run.split())
    number = grams.ids[length - 1][0]
    assert bool(grams.usable(length)[number]) is usable


TEXT = st.lists(st.sampled_from(["seal", "lid", "scale", ",", "7"]), max_size=8).map(" ".join)


@given(st.lists(TEXT, max_size=4))
def test_runs_are_counted_as_one_would_by_hand(texts: list[str]) -> None:
    grams = Grams.of(tokens_of(texts, "en"), "en")
    for length in range(1, 6):
        expected: Counter[tuple[str, ...]] = Counter()
        for text in texts:
            parts = text.split()
            runs = [tuple(parts[at : at + length]) for at in range(len(parts) - length + 1)]
            expected.update(run for run in runs if all(part.isalpha() for part in run))
        found = {
            tuple(
                grams.tokens.words[number] for number in grams.tokens.types[place : place + length]
            ): count
            for place, count in zip(
                grams.places[length - 1].tolist(), grams.counts[length - 1].tolist(), strict=True
            )
        }
        assert found == expected


@given(st.lists(TEXT, max_size=4))
def test_what_stands_inside_longer_runs_is_counted_as_one_would_by_hand(texts: list[str]) -> None:
    grams = Grams.of(tokens_of(texts, "en"), "en")
    masks = [grams.usable(length) for length in range(1, 6)]
    nested = grams.nested(masks)
    types = grams.tokens.types.tolist()
    longer: dict[tuple[int, ...], list[int]] = {}
    for length in range(2, 6):
        for number, place in enumerate(grams.places[length - 1].tolist()):
            if masks[length - 1][number]:
                run = tuple(types[place : place + length])
                for inner in range(1, length):
                    for at in range(length - inner + 1):
                        longer.setdefault(run[at : at + inner], []).append(
                            int(grams.counts[length - 1][number])
                        )
    for length in range(1, 6):
        for number, place in enumerate(grams.places[length - 1].tolist()):
            counts = longer.get(tuple(types[place : place + length]), [])
            expected = [sum(counts), len(counts), max(counts, default=0)]
            assert nested[length - 1][:, number].tolist() == expected
