"""What a link is worth, one influence at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tmkit.align.scoring import Lexical, Scorer, Side, Weights
from tmkit.align.search import LINKS
from tmkit.lexicon import Bitext, Translations, keys_of, train, words_of

WEIGHTS = Weights()
PLAIN = ("x" * 60, "x" * 60, "x" * 60)


def side(texts: tuple[str, ...], tag: str, marks: tuple[int, ...] = ()) -> Side:
    return Side.of([len(text) for text in texts], words_of(texts, tag), marks or [0] * len(texts))


def scores_of(
    source: Side, target: Side, known: Translations | None = None
) -> dict[tuple[int, int], NDArray[np.float32]]:
    """By link the worth of every bead, [source, target]."""
    lexical = Lexical.of(source.words, target.words, known or Translations.none(), WEIGHTS)
    window = range(len(source.lengths)), range(len(target.lengths) + 1)
    scores = Scorer((source, target), lexical, WEIGHTS).links(*window)
    return {link: scores[:, number] for number, link in enumerate(LINKS)}


def of_texts(
    source: tuple[str, ...], target: tuple[str, ...], known: Translations | None = None
) -> dict[tuple[int, int], NDArray[np.float32]]:
    return scores_of(side(source, "en"), side(target, "vi"), known)


def dictionary(*entries: tuple[str, str]) -> Translations:
    """A table that has seen each entry often."""
    beads = [
        (np.array(keys_of(one, "en")), np.array(keys_of(other, "vi"))) for one, other in entries
    ]
    return train(Bitext.of(beads, 50.0))


@pytest.mark.parametrize("link", LINKS)
def test_a_link_is_worth_something_wherever_its_bead_ends_within_the_texts(
    link: tuple[int, int],
) -> None:
    finite = np.isfinite(of_texts(PLAIN, PLAIN)[link])
    wanted = [[i + link[0] <= 3 and j + link[1] <= 3 for j in range(4)] for i in range(3)]
    assert finite.tolist() == wanted


def test_words_that_nothing_is_known_of_say_nothing() -> None:
    plain = of_texts(("aaaa bbbb cccc",) * 3, ("dddd eeee ffff",) * 3)[1, 1]
    assert len({round(float(each), 4) for each in plain[:, :3].ravel()}) == 1


def test_a_known_translation_helps_its_bead_before_all_others() -> None:
    texts = ("the seal was broken", "the lid was closed"), ("con dấu bị vỡ", "nắp đã đóng kín")
    known = dictionary(("seal", "dấu"), ("lid", "nắp"))
    gained = of_texts(*texts, known)[1, 1][:, :2] - of_texts(*texts)[1, 1][:, :2]
    assert gained[0, 0] > 0 > gained[0, 1]
    assert gained[1, 1] > 0 > gained[1, 0]


def test_a_shared_number_helps_its_bead_before_all_others() -> None:
    texts = ("the seal 120 broke", "the seal 7 broke"), ("dấu 7 đã vỡ", "dấu 120 đã vỡ")
    scores = of_texts(*texts)[1, 1]
    assert scores[0, 1] > scores[0, 0]
    assert scores[1, 0] > scores[1, 1]


def test_a_rare_anchor_says_more_than_a_common_one() -> None:
    text = ("QUATEST wins", "QUATEST wins", "VINACONTROL wins")
    scores = of_texts(text, text)[1, 1]
    assert scores[2, 2] > scores[0, 0] > scores[0, 2]


def test_a_length_that_does_not_fit_hurts() -> None:
    scores = of_texts(PLAIN, ("y" * 60, "y" * 120, "y" * 15))[1, 1]
    assert scores[0, 0] > scores[0, 1]
    assert scores[0, 0] > scores[0, 2]


def test_one_segment_and_its_two_halves_fit_together() -> None:
    scores = of_texts(PLAIN, ("y" * 30, "y" * 30, "y" * 60))
    assert scores[1, 2][0, 0] > scores[1, 2][0, 1]
    assert scores[1, 2][0, 0] > scores[1, 1][0, 0] + WEIGHTS.null


def test_places_of_one_kind_belong_together() -> None:
    source, target = side(PLAIN, "en", (0, 1, 2)), side(PLAIN, "vi", (0, 1, 2))
    gained = scores_of(source, target)[1, 1][:, :3] - of_texts(PLAIN, PLAIN)[1, 1][:, :3]
    assert (np.diag(gained) > 0).all()
    assert (gained[~np.eye(3, dtype=bool)] < 0).all()


def test_texts_without_structure_gain_nothing_from_places() -> None:
    source, target = side(PLAIN, "en", (1, 1, 1)), side(PLAIN, "vi", (1, 1, 1))
    expected = of_texts(PLAIN, PLAIN)[1, 1][:, :3]
    assert np.allclose(scores_of(source, target)[1, 1][:, :3], expected, atol=0.3)


def test_a_line_that_recurs_in_the_corpus_is_worth_less_with_one_that_does_not() -> None:
    source, target = side(PLAIN, "en"), side(PLAIN, "vi")
    recurring = replace(source, recurring=np.array([True, False, False]))
    lost = of_texts(PLAIN, PLAIN)[1, 1][:, :3] - scores_of(recurring, target)[1, 1][:, :3]
    assert lost[0].tolist() == pytest.approx([WEIGHTS.recurring[0]] * 3, abs=1e-4)
    assert lost[1:].ravel().tolist() == pytest.approx([0.0] * 6, abs=1e-4)


def test_a_window_has_the_worths_of_the_whole() -> None:
    source = side(tuple(f"seal number {n} of QUATEST" for n in range(9)), "en")
    target = side(tuple(f"dấu số {n} của QUATEST" for n in range(11)), "vi")
    lexical = Lexical.of(source.words, target.words, dictionary(("seal", "dấu")), WEIGHTS)
    scorer = Scorer((source, target), lexical, WEIGHTS, 1.1)
    whole = scorer.links(range(9), range(12))
    for rows, columns in ((range(2, 5), range(3, 8)), (range(6, 9), range(4, 12))):
        part = scorer.links(rows, columns)
        expected = whole[rows.start : rows.stop, :, columns.start : columns.stop]
        assert np.allclose(part, expected, atol=1e-4)
