"""Reviewers' decisions on beads: found again by their texts, and obeyed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit import read_tmx
from tmkit.model import Bead, Finding
from tmkit.tasks.decisions import Decided, decided

SOURCE = ["Seal 4.", "Lid 5.", "Seal 4.", "Pump 6 is new."]
TARGET = ["Tem 4.", "Nắp 5.", "Tem 4.", "Bơm 6", "là bơm mới."]


def bead(source: list[int], target: list[int], score: float = 1.0) -> Bead:
    return Bead(tuple(source), tuple(target), score)


def decide(tmp_path: Path, *lines: object) -> tuple[Decided, list[Finding]]:
    """What is found of decisions, and what is said of the others."""
    path = tmp_path / "pump.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    findings: list[Finding] = []
    return decided(path, (SOURCE, TARGET), "en", findings.append), findings


def row(source: list[str], target: list[str]) -> dict[str, object]:
    return {"source": source, "target": target, "reviewer": "Mai"}


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    findings: list[Finding] = []
    path = tmp_path / "none.jsonl"
    assert decided(path, (SOURCE, TARGET), "en", findings.append) == Decided()
    assert findings == []


def test_a_decision_is_found_by_its_texts_however_they_were_cut(tmp_path: Path) -> None:
    found, said = decide(tmp_path, row(["Pump 6", "is new."], ["Bơm 6 là bơm mới."]))
    assert (found.beads, said) == ((bead([3], [3, 4]),), [])


def test_a_repeated_text_is_found_as_often_as_it_is_decided(tmp_path: Path) -> None:
    found, said = decide(tmp_path, *[row(["Seal 4."], ["Tem 4."])] * 3)
    assert found.beads == (bead([0], [0]), bead([2], [2]))
    assert [(finding.code, finding.place.line) for finding in said] == [("TD208", 3)]


def test_segments_may_be_decided_to_stand_alone(tmp_path: Path) -> None:
    found, _ = decide(tmp_path, row(["Lid 5."], []), row([], ["Bơm 6", "là bơm mới."]))
    assert (found.beads, found.alone) == ((), (frozenset({1}), frozenset({3, 4})))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (row(["Gone."], ["Tem 4."]), "TD208"),
        (row(["Seal"], ["Tem 4."]), "TD208"),
        (row([], []), "TD208"),
        ("{", "TD209"),
        ("[1]", "TD209"),
        ({"source": ["Lid 5."]}, "TD209"),
        ({"source": "Lid 5.", "target": []}, "TD209"),
        ({"source": [7], "target": []}, "TD209"),
        ("[" * 100_000, "TD209"),
    ],
)
def test_what_cannot_be_obeyed_is_told_with_its_line(
    tmp_path: Path, line: object, code: str
) -> None:
    found, said = decide(tmp_path, row(["Lid 5."], ["Nắp 5."]), line)
    assert found.beads == (bead([1], [1]),)
    assert [(each.code, each.place.line) for each in said] == [(code, 2)]


def test_a_decision_across_one_before_it_is_not_obeyed(tmp_path: Path) -> None:
    found, said = decide(tmp_path, row(["Lid 5."], ["Bơm 6"]), row(["Pump 6 is new."], ["Nắp 5."]))
    assert found.beads == (bead([1], [3]),)
    assert [each.code for each in said] == ["TD208"]


def test_decided_beads_take_the_place_of_others() -> None:
    told = Decided((bead([1], [0, 1]),))
    beads = [bead([0], [], 0.5), bead([1], [0], 0.6), bead([], [1], 0.6), bead([2], [2], 0.9)]
    assert told.obeyed(beads) == [bead([0], [], 0.5), bead([1], [0, 1]), bead([2], [2], 0.9)]


def test_a_build_obeys_and_marks_what_a_person_decided(make_project: MakeProject, run: Run) -> None:
    english = "The pump is new.\n\nThe lid is red.\n\nThe seal 4711 was broken in May.\n"
    vietnamese = "Bơm là bơm mới.\n\nNắp có màu đỏ.\n\nCon dấu 4711 đã vỡ trong tháng 5.\n"
    lines = [
        row(["The pump is new."], ["Bơm là bơm mới.", "Nắp có màu đỏ."]),
        row(["The lid is red."], []),
    ]
    root = make_project(
        {
            "corpus/en/pump.txt": english,
            "corpus/vi/pump.txt": vietnamese,
            "corpus/decisions/pump.jsonl": "\n".join(json.dumps(line) for line in lines),
        }
    )
    assert run("build", root, "-o", root / "out").exit_code == 0
    units = {unit.text("en"): unit for unit in read_tmx(root / "out/memory.tmx")}
    assert units.keys() == {"The pump is new.", "The seal 4711 was broken in May."}
    pump = units["The pump is new."]
    assert pump.text("vi") == "Bơm là bơm mới. Nắp có màu đỏ."
    assert dict(pump.props)["x-tmkit-reviewed"] == "yes"
    assert dict(pump.props)["x-tmkit-score"] == "1.0000"
    (other,) = (unit for text, unit in units.items() if text != "The pump is new.")
    assert dict(other.props)["x-tmkit-reviewed"] == "no"
    assert "The lid is red." in (root / "out/unaligned.tsv").read_text(encoding="utf-8")


def test_a_line_that_was_refused_keeps_nothing_from_a_later_one(tmp_path: Path) -> None:
    found, said = decide(tmp_path, row(["Lid 5."], ["gone"]), row(["Lid 5."], ["Nắp 5."]))
    assert found.beads == (bead([1], [1]),)
    assert [each.place.line for each in said] == [1]


def test_a_byte_order_mark_and_line_separators_in_texts_do_no_harm(tmp_path: Path) -> None:
    line = json.dumps(row(["Lid\u2028 5."], ["Nắp 5."]), ensure_ascii=False)
    found, said = decide(tmp_path, "\ufeff" + line)
    assert (found.beads, said) == ((bead([1], [1]),), [])


def test_decisions_on_no_document_are_told(make_project: MakeProject, run: Run) -> None:
    line = json.dumps(row(["The pump is new."], ["Bơm là bơm mới."]))
    root = make_project(
        {
            "corpus/en/pump.txt": "The pump is new.\n",
            "corpus/vi/pump.txt": "Bơm là bơm mới.\n",
            "corpus/decisions/pmup.jsonl": line,
        }
    )
    result = run("build", root, "-o", root / "out")
    assert "pmup.jsonl: TD211 warning" in result.stderr
    (root / "corpus/decisions/pmup.jsonl").rename(root / "corpus/decisions/pump.jsonl")
    assert "TD211" not in run("build", root, "-o", root / "out").stderr


@pytest.mark.parametrize(
    ("at", "wanted"),
    [([3, 3], ([2], [2])), ([1, 1], ([0], [0])), ([4, 5], ([2], [2])), ([99, 99], ([2], [2]))],
)
def test_of_texts_that_stand_more_than_once_the_nearest_to_their_place_is_meant(
    tmp_path: Path, at: list[int], wanted: tuple[list[int], list[int]]
) -> None:
    found, said = decide(tmp_path, {**row(["Seal 4."], ["Tem 4."]), "at": at})
    assert (found.beads, said) == ((bead(*wanted),), [])


@pytest.mark.parametrize("at", ["3", [3], ["a", "b"], None, [[], {}], [-7, 0]])
def test_a_place_that_says_nothing_is_as_none(tmp_path: Path, at: object) -> None:
    found, said = decide(tmp_path, {**row(["Seal 4."], ["Tem 4."]), "at": at})
    assert (found.beads, said) == ((bead([0], [0]),), [])


def test_a_place_is_only_a_hint(tmp_path: Path) -> None:
    found, said = decide(tmp_path, {**row(["Pump 6 is new."], ["Tem 4."]), "at": [1, 2]})
    assert [each.code for each in said] == []
    assert found.beads == (bead([3], [2]),)
