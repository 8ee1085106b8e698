"""What beads tell of the translations of their words."""

from __future__ import annotations

import numpy as np
import pytest

from tmkit.lexicon import Bitext, Translations, train
from tmkit.lexicon.translations import Keys


def keys(*numbers: int) -> Keys:
    return np.array(numbers, dtype=np.int64)


BEADS = [
    (keys(1, 2), keys(11, 12)),
    (keys(1, 3), keys(11, 13)),
    (keys(2, 3), keys(12, 13)),
    (keys(4), keys(14)),
]


def probable(known: Translations, source: int) -> dict[int, float]:
    """The translations of a word, with p(target | source)."""
    number = known.sources.tolist().index(source)
    cells = slice(known.starts[number], known.starts[number + 1])
    partners = known.targets[known.partners[cells]].tolist()
    return dict(zip(partners, known.forward[cells].tolist(), strict=True))


def test_words_that_occur_together_translate_one_another() -> None:
    known = train(Bitext.of(BEADS))
    for source in (1, 2, 3, 4):
        found = probable(known, source)
        assert max(found, key=lambda target: found[target]) == source + 10
        assert found[source + 10] > 0.9


def test_the_translations_of_a_word_add_up_to_one() -> None:
    known = train(Bitext.of(BEADS))
    sums = np.add.reduceat(known.forward, known.starts[:-1])
    assert sums.tolist() == pytest.approx([1.0] * 4)
    backward = np.bincount(known.partners, known.backward)
    assert backward.tolist() == pytest.approx([1.0] * 4)


def test_weights_say_for_how_many_a_bead_counts() -> None:
    known = train(Bitext.of(BEADS, 2.5))
    assert known.source_counts.tolist() == [5.0, 5.0, 5.0, 2.5]


def test_beads_of_one_side_are_left_out_and_nothing_teaches_nothing() -> None:
    assert len(Bitext.of([(keys(1), keys()), (keys(), keys(2))]).weights) == 0
    assert len(train(Bitext.of([])).sources) == 0


def test_the_sum_of_two_texts_is_the_text_of_both() -> None:
    one, other = Bitext.of(BEADS[:2]), Bitext.of(BEADS[2:])
    whole = train(Bitext.of(BEADS))
    assert np.array_equal(train(one + other).forward, whole.forward)


def test_a_sample_of_a_sum_is_the_sum_of_samples_sampled_whatever_the_order() -> None:
    random = np.random.default_rng(7)
    beads = [(random.integers(0, 99, 3), random.integers(0, 99, 4)) for _ in range(60)]
    one, other = Bitext.of(beads[:25]), Bitext.of(beads[25:])
    cells = 300

    def held(bitext: Bitext) -> set[tuple[int, ...]]:
        return {tuple(row) for row in bitext.source.reshape(-1, 3).tolist()}

    whole = (one + other).sampled(cells)
    assert whole.cells < cells + 12
    assert held((one.sampled(cells) + other.sampled(cells)).sampled(cells)) == held(whole)
    assert held((other + one).sampled(cells)) == held(whole)
