"""Laws of the desk: what is taken back was never there; counts are those of the slow way."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desks import CANDIDATES, WEIR, candidate, write_project
from hypothesis import given, settings
from hypothesis import strategies as st
from working_tree import concept

from tmkit.errors import TmkitError
from tmkit.model import ACTIONS, OPEN, Decision, Selection
from tmkit.tasks.desk import Desk
from tmkit.tasks.people import load_people
from tmkit.tasks.project import Project

CONCEPTS = (
    concept("weir", vi="đập tràn"),
    concept("groyne", status="draft"),
    concept("sluice", status="approved", acts="Lan proposed, Hoa approved"),
    concept("mere", status="rejected", acts="Lan proposed, Hoa rejected"),
)
DECISIONS = st.builds(
    Decision,
    st.sampled_from(ACTIONS),
    reason=st.sampled_from(["", "4", "Too long."]),
    target=st.sampled_from(["concept:house/weir", "concept:house/none"]),
    note=st.sampled_from([None, "Seen."]),
    definition=st.sampled_from([None, {"en": "wall in water"}]),
)
STEPS = st.lists(st.tuples(st.integers(0, 20), DECISIONS), max_size=8)
SELECTIONS = st.builds(
    Selection,
    kind=st.sampled_from(["", "candidate", "concept"]),
    status=st.sampled_from(["", OPEN, "review", "approved"]),
    lang=st.sampled_from(["", "vi"]),
    reviewer=st.sampled_from(["", "Hoa", "Minh"]),
    text=st.sampled_from(["", "dap", "r"]),
    score_from=st.sampled_from([0.0, 0.75]),
    sort=st.sampled_from(["", "score", "name", "status", "changed", "findings"]),
    size=st.just(100),
)


@contextmanager
def desk_of(folder: str) -> Iterator[Desk]:
    """A desk without the work beside it, which no law asks for."""
    root = write_project(
        Path(folder), concepts=CONCEPTS, candidates=[*CANDIDATES, candidate((WEIR[0], "đập dâng"))]
    )
    (root / "build" / "memory.tmx").unlink()
    assert not load_people(root / "glossaries")
    yield Desk(Project.at(root), "Minh", "en")


def files_of(desk: Desk) -> dict[str, bytes]:
    folder = Path(desk.facts.root) / "glossaries"
    return {path.name: path.read_bytes() for path in folder.rglob("*.toml")}


def take(desk: Desk, steps: list[tuple[int, Decision]]) -> None:
    for number, decision in steps:
        rows = desk.queue(Selection(size=100, sort="name")).rows
        key = rows[number % len(rows)].key
        try:
            desk.decide(key, decision, version=desk.card(key).version)
        except TmkitError:
            continue


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_all_that_was_decided_can_be_taken_back(steps: list[tuple[int, Decision]]) -> None:
    with tempfile.TemporaryDirectory() as folder, desk_of(folder) as desk:
        before, page = files_of(desk), desk.queue(Selection(size=100))
        take(desk, steps)
        while desk.undo():
            pass
        assert files_of(desk) == before
        assert desk.queue(Selection(size=100)) == page


@settings(max_examples=40, deadline=None)
@given(STEPS, SELECTIONS)
def test_a_queue_that_was_kept_is_the_one_that_would_be_made(
    steps: list[tuple[int, Decision]], selection: Selection
) -> None:
    with tempfile.TemporaryDirectory() as folder, desk_of(folder) as desk:
        desk.queue(selection)
        take(desk, steps)
        kept = desk.queue(selection)
        fresh = Desk(Project.at(Path(folder)), "Minh", "en").queue(selection)
        assert kept.rows == fresh.rows
        assert kept.facets == fresh.facets
        assert kept.progress.open == fresh.progress.open
        assert kept.progress.decided == fresh.progress.decided
