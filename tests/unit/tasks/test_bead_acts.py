"""What becomes of beads by an act: the same segments, drawn anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import RefusedError
from tmkit.model import BEAD_ACTS, Bead, BeadAct
from tmkit.tasks.bead_acts import acts_of, places_of, redrawn

# One segment and one, two and two, one alone on either side, two and one.
BEADS = (
    Bead((0,), (0,), 0.9),
    Bead((1, 2), (1, 2), 0.4),
    Bead((3,), (), 0.5),
    Bead((), (3,), 0.5),
    Bead((4, 5), (4,), 0.7),
)


def drawn(
    number: int, act: BeadAct, place: tuple[int, int] | None = None
) -> tuple[int, int, list[str]]:
    """Where beads are drawn anew, and what they are then: "1,2|1,2"."""
    part = redrawn(BEADS, number, act, place)
    return part.first, part.end, [said(bead) for bead in part.beads]


def said(bead: Bead) -> str:
    return "|".join(",".join(map(str, side)) for side in (bead.source, bead.target))


@pytest.mark.parametrize(
    ("number", "act", "outcome"),
    [
        (1, "accept", (1, 2, ["1,2|1,2"])),
        (2, "accept", (2, 3, ["3|"])),
        (1, "unlink", (1, 2, ["1|", "2|", "|1", "|2"])),
        (0, "merge-next", (0, 2, ["0,1,2|0,1,2"])),
        (1, "merge-previous", (0, 2, ["0,1,2|0,1,2"])),
        (2, "merge-next", (2, 4, ["3|3"])),
        (1, "split", (1, 2, ["1|1", "2|2"])),
        (4, "split", (4, 5, ["4|4", "5|"])),
        # Segments without a counterpart stand each for itself.
        (1, "source-next", (1, 3, ["1|1,2", "2|", "3|"])),
        (1, "target-previous", (0, 2, ["0|0,1", "1,2|2"])),
        (0, "source-next", (0, 2, ["|0", "0,1,2|1,2"])),
        (4, "target-previous", (3, 5, ["|3", "|4", "4|", "5|"])),
    ],
)
def test_an_act_draws_neighbouring_beads_anew(
    number: int, act: BeadAct, outcome: tuple[int, int, list[str]]
) -> None:
    assert drawn(number, act) == outcome


def test_segments_that_stand_alone_on_one_side_are_not_merged() -> None:
    alone = [Bead((0,), (), 0.9), Bead((1,), (), 0.9)]
    assert acts_of(alone, 0) == acts_of(alone, 1) == {"accept"}


def test_a_bead_is_split_where_one_says() -> None:
    assert drawn(1, "split", (1, 0)) == (1, 2, ["1|", "2|1,2"])
    assert drawn(1, "split", (2, 1)) == (1, 2, ["1,2|1", "|2"])


def test_the_place_that_is_offered_first_is_the_middle() -> None:
    assert places_of(BEADS[1])[0] == (1, 1)
    assert set(places_of(BEADS[4])) == {(1, 1), (0, 1), (1, 0), (2, 0)}


@pytest.mark.parametrize(
    ("number", "act"),
    [
        (0, "merge-previous"),
        (4, "merge-next"),
        (0, "split"),
        *((2, act) for act in ("unlink", "target-next", "target-previous")),
    ],
)
def test_what_cannot_be_done_is_refused(number: int, act: BeadAct) -> None:
    assert act not in acts_of(BEADS, number)
    with pytest.raises(RefusedError):
        redrawn(BEADS, number, act)


@pytest.mark.parametrize("place", [(0, 0), (2, 2), (3, 1), (-1, 1)])
def test_a_bead_is_not_split_outside_itself(place: tuple[int, int]) -> None:
    with pytest.raises(RefusedError):
        redrawn(BEADS, 1, "split", place)


@st.composite
def alignments(draw: st.DrawFn) -> list[Bead]:
    beads, start = [], (0, 0)
    sizes = st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any)
    for one, other in draw(st.lists(sizes, min_size=1, max_size=8)):
        end = start[0] + one, start[1] + other
        beads.append(Bead(tuple(range(start[0], end[0])), tuple(range(start[1], end[1])), 0.5))
        start = end
    return beads


@given(alignments(), st.data())
def test_every_act_keeps_all_segments_in_their_order(
    beads: list[Bead], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(beads) - 1))
    act = data.draw(st.sampled_from([act for act in BEAD_ACTS if act in acts_of(beads, number)]))
    place = data.draw(st.sampled_from([None, *places_of(beads[number])]))
    part = redrawn(beads, number, act, place)
    after = [*beads[: part.first], *part.beads, *beads[part.end :]]
    for side in (0, 1):
        before, now = (
            [each for bead in some for each in (bead.source, bead.target)[side]]
            for some in (beads, after)
        )
        assert before == now
    assert all(bead.source or bead.target for bead in after)
    assert part.first <= number < part.end
