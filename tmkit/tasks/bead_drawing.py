"""One document pair as it is drawn: segments, beads, which of them are decided, page by page."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tmkit.errors import FormatError
from tmkit.model import WEAK, Bead, BeadPage, BeadState, DrawnBead, Finding, PairRow
from tmkit.tasks.aligning import Row, align_pair
from tmkit.tasks.bead_acts import Redrawn, acts_of, places_of
from tmkit.tasks.bead_journal import digest_of
from tmkit.tasks.decisions import lines_found
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import Pair

__all__ = ["PAGE", "Drawing", "Stamp", "draw", "read_decisions", "stamp_of"]

PAGE = 100
"""Beads a page."""

Texts = tuple[tuple[str, ...], tuple[str, ...]]
Stamp = tuple[tuple[str, int, int], ...]
_Span = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The beads of a pair, in the order of the texts, each segment in one of them.

    decided: the beads that a person decided on, as their segments. version: of the file of
    decisions; stamp: of the documents; settled: whether what the corpus tells is in the scores.
    documents: how many of the pair could be read.
    """

    pair: Pair
    language: str
    texts: Texts
    beads: tuple[Bead, ...]
    decided: frozenset[_Span]
    version: str
    stamp: Stamp
    settled: bool
    documents: int
    findings: tuple[Finding, ...] = field(default=())

    def redrawn(self, part: Redrawn, version: str) -> Drawing:
        """The same with some beads as a person has decided them."""
        beads = (*self.beads[: part.first], *part.beads, *self.beads[part.end :])
        decided = self.decided - {_span(bead) for bead in self.beads[part.first : part.end]}
        decided |= {_span(bead) for bead in part.beads}
        return replace(self, beads=beads, decided=decided, version=version)

    def state(self, bead: Bead) -> BeadState:
        """Whether a person decided on a bead, or else whether it should be looked at."""
        if _span(bead) in self.decided:
            return "decided"
        return "weak" if bead.score < WEAK else "sure"

    @property
    def states(self) -> list[BeadState]:
        """The state of each bead."""
        return [self.state(bead) for bead in self.beads]

    def page(self, number: int | None, page: int | None = None) -> BeadPage:
        """The page of a bead, of the first weak one by default, or a page by its number from 1."""
        states = self.states
        weak = tuple(number for number, state in enumerate(states) if state == "weak")
        if number is None:
            start = (max(page or 1, 1) - 1) * PAGE
            here = (each for each in weak if page is None or start <= each < start + PAGE)
            number = next(here, start)
        number = min(max(number, 0), max(len(self.beads) - 1, 0))
        first = number // PAGE * PAGE
        shown = [self._drawn(each) for each in range(len(self.beads))[first:][:PAGE]]
        counts: Counter[BeadState] = Counter(states)
        one, other = self.pair.source, self.pair.target
        return BeadPage(
            self.pair.id,
            (one.path.name if one else "", other.path.name if other else ""),
            ("", ""),
            tuple(shown),
            number,
            first // PAGE + 1,
            max(1, -(-len(self.beads) // PAGE)),
            len(self.beads),
            weak,
            {state: counts[state] for state in ("weak", "sure", "decided")},
            self.findings,
            learning=not self.settled,
            confidential=self.pair.declared.confidential,
            bilingual=self.pair.is_bilingual,
        )

    def key(self, number: int) -> str:
        """The key of a bead: its segments, and a digest of them, their texts and neighbours."""
        bead, near = self.beads[number], self.beads[max(number - 1, 0) : number + 2]
        said = [
            *map(_name, near),
            str(_span(bead) in self.decided),
            *(self.texts[0][each] for each in bead.source),
            "",
            *(self.texts[1][each] for each in bead.target),
        ]
        digest = hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:12]
        return f"{_name(bead)}-{digest}"

    def _drawn(self, number: int) -> DrawnBead:
        bead = self.beads[number]
        one, other = (
            tuple((each, text[each]) for each in side)
            for side, text in zip((bead.source, bead.target), self.texts, strict=True)
        )
        return DrawnBead(
            number,
            self.key(number),
            one,
            other,
            bead.score,
            self.state(bead),
            acts_of(self.beads, number),
            places_of(bead),
        )

    @property
    def row(self) -> PairRow:
        """The pair in the list of pairs."""
        names = tuple(str(file.path.name) for file in self.pair.files)
        bare = PairRow(
            self.pair.id,
            names,
            "unread",
            confidential=self.pair.declared.confidential,
            bilingual=self.pair.is_bilingual,
        )
        if self.documents < 2 or not self.beads:
            return replace(bare, state="alone" if self.documents == 1 else "unread")
        states = Counter(self.states)
        linked = [bead for bead in self.beads if bead.source and bead.target]
        classes = Counter(min(int(bead.score * 10), 9) for bead in self.beads)
        return replace(
            bare,
            state="ready",
            beads=len(self.beads),
            weak=states["weak"],
            decided=states["decided"],
            sure=sum(bead.score for bead in self.beads) / len(self.beads),
            segments=sum(map(len, self.texts)),
            linked=sum(len(bead.source) + len(bead.target) for bead in linked),
            histogram=tuple(classes[each] for each in range(10)),
        )


def draw(pair: Pair, work: Work, *, settled: bool) -> Drawing:
    """A pair as a build would align it now, decisions obeyed; confidential ones too.

    settled: whether `work` has what the corpus tells.
    """
    assert work.decisions
    stamp = stamp_of(pair)
    text = read_decisions(work.decisions / f"{pair.id}.jsonl")
    result = align_pair(pair.opened, work)
    texts, beads = _beads(result.rows)
    return Drawing(
        pair,
        work.language,
        texts,
        beads,
        _decided(text, texts, beads),
        digest_of(text),
        stamp,
        settled,
        result.documents,
        tuple(finding for finding in result.findings if finding.code not in ("TD202", "TD203")),
    )


def read_decisions(path: Path) -> str:
    """The text of a file of decisions, "" without one; bytes that are no text stay what they are.

    Raises FormatError where it cannot be read.
    """
    if not path.is_file():
        return ""
    try:
        return path.read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise FormatError("TD101", str(path), details={"reason": error.strerror}) from error


def stamp_of(pair: Pair) -> Stamp:
    """By what is known whether the documents are as they were."""
    found = []
    for file in pair.files:
        try:
            now = file.path.stat()
        except OSError:
            found.append((str(file.path), 0, 0))
        else:
            found.append((str(file.path), now.st_mtime_ns, now.st_size))
    return tuple(found)


def _name(bead: Bead) -> str:
    """From which segment on and how many, on either side: "12+2-14+1"."""
    return "-".join(f"{side[0] if side else 0}+{len(side)}" for side in _span(bead))


def _span(bead: Bead) -> _Span:
    return bead.source, bead.target


def _beads(rows: Iterable[Row]) -> tuple[Texts, tuple[Bead, ...]]:
    """Segments and beads from what an alignment came to; its rows are in the order of the texts."""
    one: list[str] = []
    other: list[str] = []
    beads = []
    for row in rows:
        start = len(one), len(other)
        one += row.source
        other += row.target
        beads.append(
            Bead(tuple(range(start[0], len(one))), tuple(range(start[1], len(other))), row.score)
        )
    return (tuple(one), tuple(other)), tuple(beads)


def _decided(text: str, texts: Texts, beads: Sequence[Bead]) -> frozenset[_Span]:
    told = [line.bead for line in lines_found(text, texts, lambda *_: None) if line.bead]
    linked = {_span(bead) for bead in told if bead.source and bead.target}
    alone = [bead for bead in told if not (bead.source and bead.target)]
    sides = (
        {number for bead in alone for number in bead.source},
        {number for bead in alone for number in bead.target},
    )
    return frozenset(
        _span(bead)
        for bead in beads
        if _span(bead) in linked
        or (not bead.target and {*bead.source} <= sides[0])
        or (not bead.source and {*bead.target} <= sides[1])
    )
