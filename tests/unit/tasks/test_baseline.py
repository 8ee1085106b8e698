"""Findings that are known and left for later."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.codes import finding
from tmkit.errors import SettingsError
from tmkit.model import Finding, Place
from tmkit.tasks.baseline import beyond, count_findings


def found(code: str, id_: str, line: int) -> Finding:
    return finding(code, Place(f"{id_}.toml", line, 1, id=id_), key="x", near="y")


KNOWN = [found("TG102", "weir", 3), found("TG102", "weir", 9), found("TG102", "dam", 1)]


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    path = tmp_path / "baseline.json"
    count_findings(KNOWN, path)
    return path


def test_findings_are_counted_by_rule_and_concept(baseline: Path) -> None:
    assert baseline.read_text() == '{\n  "TG102": {\n    "dam": 1,\n    "weir": 2\n  }\n}\n'


def test_what_is_counted_is_left_out_whatever_line_it_moved_to(baseline: Path) -> None:
    moved = [found("TG102", each.place.id, each.place.line + 7) for each in KNOWN]
    assert beyond(moved, baseline) == []


def test_what_is_beyond_the_count_is_shown(baseline: Path) -> None:
    more = found("TG102", "weir", 20)
    assert beyond([*KNOWN, more], baseline) == [more]


def test_a_count_that_is_too_high_is_stale(baseline: Path) -> None:
    (stale,) = beyond(KNOWN[1:], baseline)
    assert (stale.code, stale.place.path, stale.place.id) == ("TG114", str(baseline), "weir")
    assert "2 × TG102" in stale.message


def test_only_the_counts_of_concepts_that_were_checked_are_stale(baseline: Path) -> None:
    assert beyond([], baseline, {"sluice"}) == []
    assert [each.place.id for each in beyond([], baseline, {"dam"})] == ["dam"]


@pytest.mark.parametrize(
    "text", ["{", "[]", "7", '{"TG102": 1}', '{"TG102": {"weir": 0}}', '{"TG102": {"a": "2"}}']
)
def test_another_file_is_no_baseline(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text)
    with pytest.raises(SettingsError):
        beyond([], tmp_path / "b.json")


def test_a_baseline_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        beyond([], tmp_path / "b.json")
