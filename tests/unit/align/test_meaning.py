"""A user's own embedding model: vectors join the words, or take their place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from tmkit.align import Weights, align
from tmkit.align.meaning import Meaning
from tmkit.errors import UsageError

# Words of two invented languages, by what they mean.
MEANINGS = {
    word: number
    for number, words in enumerate(
        ("zup mor", "kal tiv", "ben dro", "fis lun", "gat wex", "hol pir", "jud sab", "nok ryl")
    )
    for word in words.split()
}
SOURCE = ["zup kal zup", "ben fis kal", "gat hol gat", "jud nok ben", "zup nok hol"]
TARGET = ["mor mor tiv", "wex wex pir", "dro sab ryl", "mor pir ryl"]


def encoder(texts: Sequence[str]) -> NDArray[np.float64]:
    """Counts of meanings: the same for a text and its translation."""
    vectors = np.zeros((len(texts), len(set(MEANINGS.values()))))
    for row, text in enumerate(texts):
        for word in text.split():
            vectors[row, MEANINGS[word]] += 1
    return vectors


@pytest.mark.parametrize("weights", [Weights(), Weights(words=0)])
def test_segments_that_mean_the_same_are_paired(weights: Weights) -> None:
    beads = align(SOURCE, TARGET, encoder=encoder, weights=weights)
    assert [(bead.source, bead.target) for bead in beads] == [
        ((0,), (0,)),
        ((1,), ()),
        ((2,), (1,)),
        ((3,), (2,)),
        ((4,), (3,)),
    ]


def test_two_segments_together_mean_what_one_does() -> None:
    beads = align(
        ["zup kal", "ben fis", "gat hol"], ["mor tiv dro lun", "wex pir"], encoder=encoder
    )
    assert [bead.kind for bead in beads] == ["2-1", "1-1"]


def test_an_empty_text_needs_no_vectors() -> None:
    assert [bead.kind for bead in align(SOURCE[:2], [], encoder=encoder)] == ["1-0", "1-0"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda texts: np.zeros(len(texts)),
        lambda texts: np.zeros((len(texts) + 1, 4)),
        lambda texts: np.full((len(texts), 4), np.nan),
        lambda texts: np.zeros((len(texts), len(texts))),
        lambda texts: [[1.0] * (number + 1) for number in range(len(texts))],
    ],
)
def test_vectors_of_another_shape_are_refused(broken: object) -> None:
    with pytest.raises(UsageError, match="encoder"):
        align(SOURCE, TARGET, encoder=broken)  # type: ignore[arg-type] # that is the point


@pytest.mark.parametrize("size", [9, 10, 30, 42, 210])
def test_what_is_usual_is_not_taken_from_the_translations(size: int) -> None:
    texts = [f"text {number}" for number in range(size)]
    meaning = Meaning.of((texts, texts), lambda side: np.eye(len(side)))
    assert meaning.usual < 0.5
