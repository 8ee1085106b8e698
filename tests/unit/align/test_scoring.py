"""What a bead is worth, one influence at a time."""

from __future__ import annotations

import numpy as np
import pytest

from tmkit.align.scoring import Side, Weights, bead_scores
from tmkit.align.search import MOVES, Scores

SAME_LENGTH = ("x" * 60, "x" * 60, "x" * 60)
NO_ANCHORS: tuple[list[str], ...] = ([], [], [])


def side(
    texts: tuple[str, ...], anchors: tuple[list[str], ...], marks: tuple[str, ...] = ()
) -> Side:
    nowhere = ("",) * len(texts)
    return Side([len(text) for text in texts], anchors, marks or nowhere, (False,) * len(texts))


def scores_of(
    source_anchors: tuple[list[str], ...] = NO_ANCHORS,
    target_anchors: tuple[list[str], ...] = NO_ANCHORS,
    *,
    target: tuple[str, ...] = SAME_LENGTH,
) -> Scores:
    return bead_scores(side(SAME_LENGTH, source_anchors), side(target, target_anchors), Weights())


def test_each_move_has_a_score_wherever_its_bead_may_begin() -> None:
    shapes = {move: scores.shape for move, scores in scores_of().items()}
    two_sided = {(a, b): (4 - a, 4 - b) for a, b in MOVES if a and b}
    assert shapes == {**two_sided, (1, 0): (3,), (0, 1): (3,)}


@pytest.mark.parametrize(("n", "m"), [(0, 2), (2, 0), (1, 1)])
def test_a_short_or_empty_side_has_no_beads_of_two(n: int, m: int) -> None:
    scores = bead_scores(side(("x",) * n, ([],) * n), side(("x",) * m, ([],) * m), Weights())
    assert scores[1, 1].shape == (n, m)
    assert scores[2, 2].size == 0


def test_an_anchor_that_the_other_text_does_not_know_says_nothing() -> None:
    plain, unknown = scores_of(), scores_of((["ktdl"], ["120"], []), (["vinh"], [], ["7"]))
    assert all(np.array_equal(plain[move], unknown[move]) for move in MOVES)


def test_a_shared_number_helps_its_bead_before_all_others() -> None:
    scores = scores_of((["120"], ["7"], []), ([], ["120"], ["7"]))[1, 1]
    assert np.argwhere(scores > scores_of()[1, 1]).tolist() == [[0, 1], [1, 2]]


def test_a_rare_anchor_says_more_than_a_common_one() -> None:
    anchors = (["seal"], ["seal"], ["120"])
    scores = scores_of(anchors, anchors)[1, 1]
    assert scores[2, 2] > scores[0, 0] > scores[0, 2]


def test_a_length_that_does_not_fit_hurts() -> None:
    scores = scores_of(target=("x" * 60, "x" * 120, "x" * 15))[1, 1]
    assert scores[0, 0] > scores[0, 1]
    assert scores[0, 0] > scores[0, 2]


def test_one_segment_and_its_two_halves_fit_together() -> None:
    scores = scores_of(target=("x" * 30, "x" * 30, "x" * 60))
    assert scores[1, 2][0, 0] - scores[1, 2][0, 1] > 0
    assert scores[1, 2][0, 0] > scores[1, 1][0, 0] + scores[0, 1][1]


def test_a_segment_left_out_is_worth_its_prior() -> None:
    assert scores_of()[1, 0].tolist() == [dict(Weights().prior)[1, 0]] * 3


def test_places_of_one_kind_belong_together() -> None:
    marks = ("heading", "paragraph", "")
    plain = scores_of()[1, 1]
    source = side(SAME_LENGTH, NO_ANCHORS, marks)
    gained = bead_scores(source, source, Weights())[1, 1] - plain
    assert (np.diag(gained) > 0).all()
    assert (gained[~np.eye(3, dtype=bool)] < 0).all()


def test_texts_without_structure_gain_nothing_from_places() -> None:
    marks = ("paragraph",) * 3
    source = side(SAME_LENGTH, NO_ANCHORS, marks)
    assert np.allclose(bead_scores(source, source, Weights())[1, 1], scores_of()[1, 1])
