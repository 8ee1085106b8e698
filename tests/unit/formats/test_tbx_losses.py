"""What TBX cannot hold of a concept is named, field by field."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tmkit import write_tbx
from tmkit.formats import tbx
from tmkit.model import Concept, Event, Finding, Glossary, HistoryEntry, Term

TERM = Term("en", "Tide Office", "acronym", part_of_speech="noun")
OFFICE = Concept("office", "bodies", "approved", (TERM,))
GENDER = 'tbx: <termNote type="grammaticalGender">neuter</termNote>'


def losses(concept: Concept, dialect: str = "basic-v2") -> list[tuple[str, str]]:
    return [(lost.field, lost.value) for lost in tbx.loss(concept, dialect, ids={"office"})]


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
def test_a_plain_concept_loses_nothing(dialect: str) -> None:
    assert losses(OFFICE, dialect) == []


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"full": "Office of Tides"}, ("term[0].full", "Office of Tides")),
        ({"authority": "legal"}, ("term[0].authority", "legal")),
        ({"status": "forbidden"}, None),
        ({"valid_from": "2020-01-01"}, None),
        ({"note": "status: review"}, None),
        ({"note": GENDER}, None),
        ({"note": f"{GENDER}\nlast"}, None),
    ],
)
def test_a_term_loses_what_tbx_lacks(changes: dict[str, Any], lost: tuple[str, str] | None) -> None:
    concept = replace(OFFICE, terms=(replace(TERM, **changes),))
    assert losses(concept) == ([lost] if lost else [])


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"event": Event("renamed", "2020-01-01")}, "event"),
        ({"allow": ("TG501",)}, "allow[0]"),
        ({"broader": ("elsewhere",)}, "broader[0]"),
        ({"broader": ("office",)}, None),
        ({"definition_source": {"en": "Pilot"}}, "definition_source.en"),
        ({"history": (HistoryEntry("2020-01-01", "Lan", "edited", lang="vi"),)}, "history[0]"),
        ({"history": (HistoryEntry("2020-01-01", "Lan", "edited", "why"),)}, None),
        ({"status": "rejected"}, None),
    ],
)
def test_a_concept_loses_what_tbx_lacks(changes: dict[str, Any], lost: str | None) -> None:
    fields = [field for field, _ in losses(replace(OFFICE, **changes))]
    assert fields == ([lost] if lost else [])


@pytest.mark.parametrize(
    ("dialect", "lost"),
    [("basic-v2", []), ("basic-v3-dca", [("term[0].part_of_speech", "properNoun")])],
)
def test_v3_loses_that_a_noun_is_proper(dialect: str, lost: list[tuple[str, str]]) -> None:
    concept = replace(OFFICE, terms=(replace(TERM, part_of_speech="properNoun"),))
    assert losses(concept, dialect) == lost


def test_the_order_of_languages_is_no_loss() -> None:
    terms = Term("vi", "Sở"), Term("en", "Office"), Term("vi", "Sở Thủy triều")
    concept = replace(OFFICE, terms=terms)
    assert tbx.loss(concept, "basic-v2", languages=("en", "vi")) == []
    held = tbx.kept(concept, "basic-v2", languages=("en", "vi"))
    assert [term.lang for term in held.terms] == ["en", "vi", "vi"]


def test_a_loss_counts_terms_as_the_concept_has_them() -> None:
    terms = Term("vi", "Sở"), Term("en", "Office"), Term("vi", "STT", full="Sở Thủy triều")
    lost = tbx.loss(replace(OFFICE, terms=terms), "basic-v2", languages=("en", "vi"))
    assert lost == [tbx.Loss("term[2].full", "Sở Thủy triều")]


def test_a_loss_of_a_written_file_is_a_finding(tmp_path: Path) -> None:
    concept = replace(OFFICE, terms=(replace(TERM, authority="legal"),))
    findings: list[Finding] = []
    path = tmp_path / "out.tbx"
    write_tbx(Glossary("bodies", (concept,)), path, on_finding=findings.append)
    (finding,) = findings
    assert (finding.code, finding.place.id) == ("TG804", "office")
    assert finding.message == "term[0].authority: basic-v2 has no place for it: legal"
