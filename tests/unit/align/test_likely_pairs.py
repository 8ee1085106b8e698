"""Which texts may translate one another, by the words they share."""

from __future__ import annotations

import pytest

from tmkit.align import bag_of, likely_pairs

PAIR = ("en", "vi")
ENGLISH = ["The seal was new.", "Rain fell on the harbour."]
VIETNAMESE = ["Mưa rơi trên cảng.", "Con dấu còn mới."]


def pairs_of(source: list[str], target: list[str]) -> list[tuple[int, int]]:
    one = [bag_of([text], "en", PAIR) for text in source]
    other = [bag_of([text], "vi", PAIR) for text in target]
    return [(i, j) for i, j, _ in likely_pairs(one, other)]


def test_a_text_is_nearest_to_its_translation() -> None:
    assert sorted(pairs_of(ENGLISH, VIETNAMESE)) == [(0, 1), (1, 0)]


def test_names_and_numbers_count_in_any_language() -> None:
    source = ["zz QUATEST qq", "zz 1250 qq", "zz Vinacomin qq"]
    target = ["xx 1.250 ww", "xx Vinacomin ww", "xx Quatest ww"]
    assert sorted(pairs_of(source, target)) == [(0, 2), (1, 0), (2, 1)]


@pytest.mark.parametrize(("source", "target"), [([], ["a"]), (["a"], []), (["qq"], ["ww"])])
def test_what_shares_nothing_makes_no_pair(source: list[str], target: list[str]) -> None:
    assert pairs_of(source, target) == []


def test_each_text_stands_in_one_pair_at_most() -> None:
    found = pairs_of(["QUATEST a", "QUATEST b", "QUATEST c"], ["Quatest x", "Quatest y"])
    assert len(found) <= 2
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
