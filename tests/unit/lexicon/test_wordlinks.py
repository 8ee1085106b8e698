"""Which word translates which."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tmkit.lexicon import Bitext, keys_of, link_words

NOTHING = Bitext.of([])
ROWS = [
    ("red seal", "tem đỏ"),
    ("blue seal", "tem xanh"),
    ("red scale", "cân đỏ"),
    ("blue scale", "cân xanh"),
]


def bitext_of(rows: list[tuple[str, str]]) -> Bitext:
    return Bitext.of(
        [(np.array(keys_of(one, "en")), np.array(keys_of(other, "vi"))) for one, other in rows]
    )


def linked(rows: list[tuple[str, str]], known: Bitext = NOTHING) -> list[set[tuple[str, str]]]:
    one, other = link_words(bitext_of(rows), known)
    words = [
        [(number, word) for number, row in enumerate(rows) for word in row[side].split()]
        for side in (0, 1)
    ]
    found: list[set[tuple[str, str]]] = [set() for _ in rows]
    for i, j in zip(one.tolist(), other.tolist(), strict=True):
        assert words[0][i][0] == words[1][j][0]
        found[words[0][i][0]].add((words[0][i][1], words[1][j][1]))
    return found


def test_words_that_stand_together_everywhere_are_linked_against_the_order() -> None:
    assert linked(ROWS) == [
        {("red", "đỏ"), ("seal", "tem")},
        {("blue", "xanh"), ("seal", "tem")},
        {("red", "đỏ"), ("scale", "cân")},
        {("blue", "xanh"), ("scale", "cân")},
    ]


def test_a_lexicon_teaches_and_is_not_linked() -> None:
    rows = [("green lid", "nắp lục")]
    known = bitext_of([("green", "lục"), ("lid", "nắp")] * 3)
    assert linked(rows, known) == [{("green", "lục"), ("lid", "nắp")}]


def test_no_text_has_no_links() -> None:
    assert [part.tolist() for part in link_words(NOTHING, NOTHING)] == [[], []]


SEGMENT = st.lists(st.sampled_from("abcde"), min_size=1, max_size=5).map(" ".join)


@given(st.lists(st.tuples(SEGMENT, SEGMENT), min_size=1, max_size=5))
def test_links_stay_inside_their_bead_and_come_in_order_once(rows: list[tuple[str, str]]) -> None:
    bitext = Bitext.of(
        [
            (
                np.array([ord(word) for word in one.split()]),
                np.array([ord(word) for word in other.split()]),
            )
            for one, other in rows
        ]
    )
    links = [*zip(*(part.tolist() for part in link_words(bitext, NOTHING)), strict=True)]
    beads = [
        np.repeat(np.arange(len(rows)), lengths)
        for lengths in (bitext.source_lengths, bitext.target_lengths)
    ]
    assert links == sorted(set(links))
    assert all(beads[0][one] == beads[1][other] for one, other in links)
