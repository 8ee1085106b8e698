"""Document pairs of a corpus, a few at a time in any process: first all are counted, then aligned.

What one process leaves for another lies in a `Spill`; work that is done already is not done again.
A pair that always ends its process is lost alone, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar, cast

from tmkit import codes
from tmkit.align import learn
from tmkit.model import Place
from tmkit.tasks.aligning import PairResult, align_pair
from tmkit.tasks.parallel import Map, shards_of
from tmkit.tasks.preparing import Reading, Work, count_readings, read_pair
from tmkit.tasks.project import Pair
from tmkit.tasks.spills import Spill

__all__ = ["Piece", "align_pairs", "align_piece", "each_piece", "informed", "known", "prepared"]

# Pairs in one piece of work: enough to make sending it worth while, few enough to hold.
_SIZE = 8
# Fewer pairs than this tell no more of the corpus than each tells of itself.
_CORPUS = 4

Result = TypeVar("Result")


class Piece(NamedTuple):
    """Some pairs, and by what name their results are kept."""

    name: str
    pairs: Sequence[Pair]

    def parted(self) -> list[Piece]:
        """Each of its pairs as a piece."""
        return [Piece(f"{self.name}.{number}", [pair]) for number, pair in enumerate(self.pairs)]


class _Loss(NamedTuple):
    why: str


def align_pairs(pool: Map, pairs: Sequence[Pair], work: Work) -> Iterator[PairResult]:
    """What comes of each pair, in order; a corpus is first looked through for what it tells."""
    with TemporaryDirectory(prefix="tmkit-") as folder:
        spill = Spill(Path(folder))
        pieces = prepared(pool, pairs, work, spill)
        for _, results in each_piece(pool, partial(align_piece, spill=spill), pieces, spill):
            yield from results


def informed(pool: Map, pairs: Sequence[Pair], work: Work) -> Work:
    """The same work with what a corpus tells; the same where a corpus of a few tells nothing."""
    with TemporaryDirectory(prefix="tmkit-") as folder:
        spill = Spill(Path(folder))
        prepared(pool, pairs, work, spill)
        return replace(work, learned=spill.read("learned")) if spill.has("learned") else work


def prepared(pool: Map, pairs: Sequence[Pair], work: Work, spill: Spill) -> list[Piece]:
    """The pairs in pieces, of which the spill then holds what `align_piece` needs."""
    shards = shards_of(pairs, _SIZE)
    pieces = [Piece(f"{number:07}", shard) for number, shard in enumerate(shards)]
    spill.write("work", work)
    if len(pairs) < _CORPUS or spill.has("learned"):
        return pieces
    count = partial(_count_piece, spill=spill)
    pieces = [piece for piece, _ in each_piece(pool, count, pieces, spill)]
    # Not here: this process need not keep what it takes.
    [*pool(partial(_learn, spill=spill), [[piece.name for piece in pieces]])]
    return pieces


def each_piece(
    pool: Map, function: Callable[[Piece], Result], pieces: Sequence[Piece], spill: Spill
) -> Iterator[tuple[Piece, Result]]:
    """What a function makes of each piece, in order; of one that is lost, of its pairs one by one.

    Of a pair that is lost by itself the spill then holds NAME.lost, which the function looks for.
    """
    survived = cast(Callable[[Piece], Result | _Loss], function)
    results = pool(survived, pieces, lambda _piece, why: _Loss(why))
    for piece, result in zip(pieces, results, strict=True):
        if not isinstance(result, _Loss):
            yield piece, result
        elif len(piece.pairs) == 1:
            spill.write(f"{piece.name}.lost", result.why)
            yield piece, function(piece)
        else:
            yield from each_piece(pool, function, piece.parted(), spill)


def align_piece(piece: Piece, spill: Spill) -> list[PairResult]:
    """What comes of each pair, with what all of them tell."""
    work: Work = known(spill, "work")
    if spill.has(f"{piece.name}.lost"):
        why = spill.read(f"{piece.name}.lost")
        return [_lost(pair, why, work.language) for pair in piece.pairs]
    if spill.has("learned"):
        work = replace(work, learned=known(spill, "learned"))
    read = f"{piece.name}.read"
    readings = spill.read(read) if spill.has(read) else [None] * len(piece.pairs)
    return [
        align_pair(pair, work, reading) for pair, reading in zip(piece.pairs, readings, strict=True)
    ]


@lru_cache(4)
def known(spill: Spill, name: str) -> Any:  # noqa: ANN401 # whatever was written
    """What a spill holds for all work, read once a process."""
    return spill.read(name)


def _count_piece(piece: Piece, spill: Spill) -> None:
    """Keep some pairs as they are read, and what they tell of the corpus."""
    if spill.has(f"{piece.name}.counts"):
        return
    readings: list[Reading | None] = []
    if not spill.has(f"{piece.name}.lost"):
        readings = [read_pair(pair, known(spill, "work")) for pair in piece.pairs]
        spill.write(f"{piece.name}.read", readings)
    spill.write(f"{piece.name}.counts", count_readings(readings))


def _learn(names: Sequence[str], spill: Spill) -> None:
    counts = (spill.read(f"{name}.counts") for name in names)
    languages = known(spill, "work").settings.languages
    spill.write("learned", learn(filter(None, counts), languages))


def _lost(pair: Pair, why: str, language: str) -> PairResult:
    place = Place(str(pair.files[0].path), id=pair.id)
    others = ", ".join(str(file.path) for file in pair.files[1:]) or "–"
    found = codes.finding("TD212", place, language, why=why, other=others)
    return PairResult(pair.id, findings=(found,))
