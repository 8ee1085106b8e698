"""What becomes of the beads of an alignment by what a reviewer decides: pure, one run of them.

Every act is the same in kind: a few neighbouring beads are drawn anew, of the same segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tmkit.errors import RefusedError
from tmkit.model import Bead, BeadAct

__all__ = ["Redrawn", "acts_of", "places_of", "redrawn"]


class Redrawn(NamedTuple):
    """New beads, with score 1, in the place of those from `first` up to `end`, not included."""

    first: int
    end: int
    beads: tuple[Bead, ...]


def redrawn(
    beads: Sequence[Bead], number: int, act: BeadAct, place: tuple[int, int] | None = None
) -> Redrawn:
    """What an act makes of a bead, by its number.

    place: for a split, how many source and target segments its first part has; by default half of
    them, rounded up. Raises RefusedError for what cannot be done to this bead.
    """
    if act not in acts_of(beads, number):
        raise RefusedError("alignment-act")
    bead = beads[number]
    if act == "accept":
        return Redrawn(number, number + 1, (_decided(bead.source, bead.target),))
    if act == "unlink":
        return Redrawn(number, number + 1, _alone(bead))
    if act == "split":
        return Redrawn(number, number + 1, _split(bead, place))
    step = -1 if act.endswith("previous") else 1
    first = min(number, number + step)
    pair = beads[first], beads[first + 1]
    if act.startswith("merge"):
        return Redrawn(first, first + 2, (_joined(*pair),))
    return Redrawn(first, first + 2, _moved(*pair, source=act.startswith("source"), step=step))


def acts_of(beads: Sequence[Bead], number: int) -> frozenset[BeadAct]:
    """What can be done to a bead."""
    bead = beads[number]
    acts: set[BeadAct] = {"accept"}
    if bead.source and bead.target:
        acts.add("unlink")
    # Of one and one it would be an unlinking.
    if len(bead.source) + len(bead.target) > 2:
        acts.add("split")
    if number > 0 and _can_link(bead, beads[number - 1]):
        acts |= _beside(bead, "merge-previous", "source-previous", "target-previous")
    if number + 1 < len(beads) and _can_link(bead, beads[number + 1]):
        acts |= _beside(bead, "merge-next", "source-next", "target-next")
    return frozenset(acts)


def _can_link(one: Bead, other: Bead) -> bool:
    """Whether two neighbours have segments of both sides; those of one side stay alone."""
    return bool((one.source or other.source) and (one.target or other.target))


def _beside(bead: Bead, merge: BeadAct, source: BeadAct, target: BeadAct) -> set[BeadAct]:
    moves = (source, bool(bead.source)), (target, bool(bead.target))
    return {merge, *(act for act, is_possible in moves if is_possible)}


def places_of(bead: Bead) -> tuple[tuple[int, int], ...]:
    """Where a bead can be split, as segments of the first part; the half first, then in order."""
    half = (len(bead.source) + 1) // 2, (len(bead.target) + 1) // 2
    whole = len(bead.source), len(bead.target)
    places = [
        (one, other)
        for one in range(whole[0] + 1)
        for other in range(whole[1] + 1)
        if (one, other) not in ((0, 0), whole)
    ]
    # The half of one and one segment is the whole.
    return tuple(sorted(places, key=lambda place: (place != half, place)))


def _split(bead: Bead, place: tuple[int, int] | None) -> tuple[Bead, ...]:
    places = places_of(bead)
    place = place or places[0]
    if place not in places:
        raise RefusedError("alignment-place", details={"kind": bead.kind})
    one, other = place
    return (
        *_drawn(bead.source[:one], bead.target[:other]),
        *_drawn(bead.source[one:], bead.target[other:]),
    )


def _moved(one: Bead, other: Bead, *, source: bool, step: int) -> tuple[Bead, ...]:
    """Two neighbours, after a segment of one side has gone from one to the other."""
    numbers = (one.source + other.source) if source else (one.target + other.target)
    cut = len(one.source if source else one.target) - step
    if source:
        return (*_drawn(numbers[:cut], one.target), *_drawn(numbers[cut:], other.target))
    return (*_drawn(one.source, numbers[:cut]), *_drawn(other.source, numbers[cut:]))


def _joined(one: Bead, other: Bead) -> Bead:
    return _decided(one.source + other.source, one.target + other.target)


def _alone(bead: Bead) -> tuple[Bead, ...]:
    return (
        *(_decided((number,), ()) for number in bead.source),
        *(_decided((), (number,)) for number in bead.target),
    )


def _drawn(source: tuple[int, ...], target: tuple[int, ...]) -> tuple[Bead, ...]:
    """A bead of segments on both sides; of one side, each alone; none of none."""
    bead = _decided(source, target)
    return (bead,) if source and target else _alone(bead)


def _decided(source: tuple[int, ...], target: tuple[int, ...]) -> Bead:
    return Bead(source, target, 1.0)
