"""Counts of a corpus add up, however the work is cut and whoever does it first."""

from __future__ import annotations

import random
from collections import Counter
from functools import reduce
from operator import add

from counted import counts_of, learned_of
from hypothesis import given
from hypothesis import strategies as st

from tmkit.align import Counts
from tmkit.align.learned import ratio_of
from tmkit.model import Bead
from tmkit.text import fold

LINES = st.lists(
    st.sampled_from(["Tem 4.", "tem 4.", "Seal 4.", "Contact", "Liên hệ"]) | st.text(max_size=4),
    max_size=5,
)
PAIRS = st.lists(st.tuples(LINES, LINES, st.floats(0, 1)), max_size=12)
Pair = tuple[list[str], list[str], float]


def counts_of_pair(pair: Pair) -> Counts:
    source, target, score = pair
    beads = [Bead((n,), (n,), score) for n in range(min(len(source), len(target)))]
    return counts_of(source, target, *beads)


def plain(counts: Counts) -> tuple[object, ...]:
    words = [each.tolist() for each in (counts.bitext.source, counts.bitext.target)]
    keys, documents = counts.keys.tolist(), counts.documents.tolist()
    return counts.pairs, counts.characters, counts.segments, words, keys, documents


@given(PAIRS.filter(bool), st.integers(1, 12))
def test_the_size_of_the_pieces_does_not_matter(pairs: list[Pair], size: int) -> None:
    each = list(map(counts_of_pair, pairs))
    pieces = [reduce(add, each[start : start + size]) for start in range(0, len(each), size)]
    assert plain(reduce(add, pieces)) == plain(reduce(add, each))
    assert learned_of(pieces) == learned_of(each)


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_the_pieces_does_not_matter(
    pairs: list[Pair], shuffler: random.Random
) -> None:
    each = list(map(counts_of_pair, pairs))
    shuffled = list(each)
    shuffler.shuffle(shuffled)
    assert learned_of(shuffled) == learned_of(each)


@given(PAIRS)
def test_what_is_learned_is_what_counting_one_by_one_finds(pairs: list[Pair]) -> None:
    sides = [side for source, target, _ in pairs for side in (source, target)]
    documents = Counter(line for side in sides for line in set(map(fold, side)))
    sure = [
        (max(len(one), 1), max(len(other), 1))
        for source, target, score in pairs
        if score >= 0.8
        for one, other in zip(source, target, strict=False)
    ]
    learned = learned_of(map(counts_of_pair, pairs))
    lines = {line for side in sides for line in side}
    assert {line for line in lines if learned.recurs(line)} == {
        line for line in lines if documents[fold(line)] >= 3
    }
    assert learned.ratio == ratio_of(sum(one for one, _ in sure), sum(other for _, other in sure))


@given(PAIRS.filter(bool))
def test_keys_ascend_and_no_line_is_counted_more_often_than_there_are_documents(
    pairs: list[Pair],
) -> None:
    total = reduce(add, map(counts_of_pair, pairs))
    assert total.pairs == len(pairs)
    assert total.keys.tolist() == sorted(set(total.keys.tolist()))
    assert all(1 <= documents <= 2 * len(pairs) for documents in total.documents)
