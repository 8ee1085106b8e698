"""The counts of the dashboard, as the files and the alignment say them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject
from working_tree import concept

from tmkit.model import CodeCount, Facet, PairRow, PairTable, Progress, QueuePage, Share
from tmkit.tasks.dashboard import Dashboards

PAIRS = PairTable(
    (
        PairRow(
            "a", ("a.txt",), "ready", beads=6, decided=2, segments=13, linked=12,
            histogram=(0, 0, 0, 0, 0, 1, 0, 0, 2, 3),
        ),
        PairRow("b", ("b.txt",), "alone"),
    ),
    waiting=1,
)  # fmt: skip
QUEUE = QueuePage(
    (),
    9,
    1,
    1,
    (Facet("finding", (("TG109", 4), ("warning", 4), ("HOUSE1", 5), ("TG101", 1), ("error", 1))),),
    Progress(1, 2, 3),
)


@pytest.fixture
def root(make_project: MakeProject) -> Path:
    candidates = [{"score": score} for score in (0.31, 0.39, 1.0, 0.0)]
    decisions = [
        {"source": ["a"], "target": ["b"], "date": day}
        for day in ("2026-01-07", "2026-01-07", "some day", "")
    ]
    return make_project(
        {
            "glossaries/house/weir.toml": concept(
                "weir", status="approved", acts="Lan proposed, Minh approved"
            ),
            "glossaries/house/tide.toml": concept("tide"),
            "glossaries/house/torn.toml": 'id = "torn"\nstatus = review\n',
            "build/candidates.jsonl": "\n".join([*map(json.dumps, candidates), "{", "[1]", "{}"]),
            "corpus/decisions/a/b.jsonl": "\n".join(map(json.dumps, decisions)),
        }
    )


def test_the_dashboard_counts_what_is_done(root: Path) -> None:
    board = Dashboards(root).now(PAIRS, QUEUE)
    assert board.coverage == (
        Share("segments", 12, 13),
        Share("beads", 2, 6),
        Share("concepts", 1, 2),
    )
    assert dict(board.statuses) == {"approved": 1, "review": 1}
    assert board.subjects == (("hydrology", 4),)
    assert board.waiting == 1


def test_scores_are_counted_by_tenths(root: Path) -> None:
    board = Dashboards(root).now(PAIRS, QUEUE)
    assert board.candidates == (1, 0, 0, 2, 0, 0, 0, 0, 0, 1)
    assert board.beads == (0, 0, 0, 0, 0, 1, 0, 0, 2, 3)


def test_days_run_from_the_first_decision_to_the_last_and_a_proposal_is_none(root: Path) -> None:
    days = Dashboards(root).now(PAIRS, QUEUE).days
    assert days == (("2026-01-06", 1, 0), ("2026-01-07", 0, 2))


def test_of_a_long_time_the_last_days_are_shown(root: Path) -> None:
    (root / "glossaries/house/old.toml").write_text(
        concept("old", acts="Lan proposed, Minh approved").replace("2026-01", "2024-01"),
        encoding="utf-8",
    )
    days = Dashboards(root).now(PAIRS, QUEUE).days
    assert (len(days), days[0].day, days[-1].day) == (30, "2025-12-09", "2026-01-07")


def test_findings_stand_by_code_the_gravest_first(root: Path) -> None:
    assert Dashboards(root).now(PAIRS, QUEUE).findings == (
        CodeCount("TG101", "error", 1),
        CodeCount("HOUSE1", "warning", 5),
        CodeCount("TG109", "warning", 4),
    )


def test_files_that_change_are_counted_anew(root: Path) -> None:
    boards = Dashboards(root)
    boards.now(PAIRS, QUEUE)
    (root / "glossaries/house/tide.toml").unlink()
    (root / "glossaries/house/new.toml").write_text(
        concept("new", acts="Lan proposed, Minh rejected", status="rejected")
    )
    board = boards.now(PAIRS, QUEUE)
    assert dict(board.statuses) == {"approved": 1, "rejected": 1}


def test_of_nothing_there_is_nothing_to_count(make_project: MakeProject) -> None:
    board = Dashboards(make_project({"tmkit.toml": ""})).now(
        PairTable(()), QueuePage((), 0, 1, 1, (), Progress(0, 0, 0))
    )
    assert [share.share for share in board.coverage] == [0.0] * 3
    assert (board.candidates, board.beads) == ((0,) * 10, (0,) * 10)
    assert (board.days, board.findings, board.subjects, board.statuses) == ((), (), (), ())
