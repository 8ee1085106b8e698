"""Runs of words that translate one another, counted."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tmkit.terms.counting import Texts, consistent, count_terms
from tmkit.terms.grams import Grams, tokens_of

LANGUAGES = ("en", "vi")
COLOURS = {"red": "đỏ", "blue": "xanh", "white": "trắng"}
THINGS = {"lid": "nắp", "scale": "cân", "seal": "tem"}
ROWS = [
    *(
        Texts(f"a#{colour} {thing}", f"{colour} {thing}", f"{other} {one}")
        for colour, one in COLOURS.items()
        for thing, other in THINGS.items()
    ),
    Texts("b#1", "Use the Red Seal (tem đỏ).", "Hãy dùng tem đỏ (red seal)."),
    Texts("b#2", "Red seals fade.", "Tem đỏ bị phai."),
]


def test_a_run_is_counted_with_its_neighbours_its_spellings_and_its_glosses() -> None:
    run = count_terms(ROWS, LANGUAGES).sources["red seal"]
    assert (run.count, run.units, run.nouns, run.verbs) == (3, 3, 1, 0)
    assert dict(run.forms) == {"red seal": 1, "Red Seal": 1, "Red seals": 1}
    assert (run.capitals, run.inside) == (1, 1)
    assert run.glossed == 1


def test_a_pair_is_counted_with_the_units_that_link_it() -> None:
    pair = count_terms(ROWS, LANGUAGES).pairs["red seal", "tem đỏ"]
    assert (pair.count, pair.together) == (3, 3)
    assert [ROWS[place].reference for place in pair.places] == ["a#red seal", "b#1", "b#2"]


def test_the_places_of_a_part_are_those_of_the_whole() -> None:
    places = count_terms(ROWS, LANGUAGES).pairs["red seal", "tem đỏ"].places
    later = count_terms(ROWS, LANGUAGES, first=100).pairs["red seal", "tem đỏ"].places
    assert later == tuple(100 + place for place in places)


def test_what_stands_inside_a_longer_run_says_so() -> None:
    run = count_terms(ROWS, LANGUAGES).sources["red"]
    assert (run.count, run.nested, run.whole) == (5, 3, 3)


def test_counts_of_parts_add_up() -> None:
    whole = count_terms(ROWS, LANGUAGES)
    whole.add(count_terms(ROWS, LANGUAGES))
    assert whole.sources["red seal"].count == 6
    assert whole.pairs["red seal", "tem đỏ"].count == 6
    assert len(whole.pairs["red seal", "tem đỏ"].places) == 5


def test_of_too_many_pairs_the_most_frequent_are_kept() -> None:
    whole = count_terms(ROWS, LANGUAGES)
    rows = [row for row in ROWS if row.reference.startswith("b")]
    whole.add(count_terms(rows, LANGUAGES))
    whole.forget()
    counts = [pair.count for pair in whole.pairs.values()]
    assert ("red seal", "tem đỏ") in whole.pairs
    assert counts == sorted(counts)
    assert set(whole.sources) == {one for one, _ in whole.pairs}
    assert set(whole.targets) == {other for _, other in whole.pairs}


def test_no_text_has_no_counts() -> None:
    assert count_terms([], LANGUAGES).pairs == {}


WORDS = st.lists(st.sampled_from(["seal", "lid", "of", ","]), min_size=1, max_size=6)
PLACES = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8)


@given(WORDS, WORDS, PLACES)
def test_pairs_are_those_that_no_link_leaves(
    one: list[str], other: list[str], places: set[tuple[int, int]]
) -> None:
    links = sorted((i, j) for i, j in places if i < len(one) and j < len(other))
    # Twice, since what occurs once is no term.
    sides = [Grams.of(tokens_of([" ".join(words)] * 2, "en"), "en") for words in (one, other)]
    doubled = [*links, *((i + len(one), j + len(other)) for i, j in links)]
    ends = np.array(doubled, dtype=np.intp).reshape(-1, 2)
    found = sorted(
        (sides[0].places[length - 1][first], length, sides[1].places[size - 1][second], size)
        for length, firsts, sizes, seconds, segments in consistent(
            sides[0], sides[1], (ends[:, 0], ends[:, 1])
        )
        for first, size, second, segment in zip(
            firsts.tolist(), sizes.tolist(), seconds.tolist(), segments.tolist(), strict=True
        )
        if segment == 0
    )
    assert found == sorted(by_hand(one, other, links))


def by_hand(
    one: list[str], other: list[str], links: list[tuple[int, int]]
) -> list[tuple[int, int, int, int]]:
    """The pairs of runs as the definition has them, by where their words occur first."""
    found = []
    for i, length in runs(one):
        for j, size in runs(other):
            inside = [(a, b) for a, b in links if i <= a < i + length or j <= b < j + size]
            closed = all(i <= a < i + length and j <= b < j + size for a, b in inside)
            linked = sorted(b for _, b in inside)
            # At each end one word without a link may stand.
            if closed and linked and linked[0] - j <= 1 and j + size - 1 - linked[-1] <= 1:
                found.append((first(one, i, length), length, first(other, j, size), size))
    return found


def runs(words: list[str]) -> list[tuple[int, int]]:
    return [
        (at, length)
        for length in range(1, 6)
        for at in range(len(words) - length + 1)
        if "," not in words[at : at + length] and "of" not in (words[at], words[at + length - 1])
    ]


def first(words: list[str], at: int, length: int) -> int:
    run = words[at : at + length]
    return next(place for place in range(len(words)) if words[place : place + length] == run)
