"""TBX-Basic v2: how statuses, ids and languages are written."""

from __future__ import annotations

import io

import pytest
from lxml import etree

from tmkit.formats import tbx
from tmkit.model import Concept, Glossary, HistoryEntry, Term


def entry_of(concept: Concept) -> etree._Element:
    file = io.BytesIO()
    tbx.write(Glossary("tides", [concept]), file, languages=("en", "vi"))
    (entry,) = etree.fromstring(file.getvalue()).iter("termEntry")
    return entry


def texts(element: etree._Element, name: str) -> list[str]:
    return [found.text or "" for found in element.iter(name)]


@pytest.mark.parametrize(
    ("status", "written"),
    [
        ("preferred", "preferredTerm-admn-sts"),
        ("admitted", "admittedTerm-admn-sts"),
        ("deprecated", "deprecatedTerm-admn-sts"),
        ("superseded", "supersededTerm-admn-sts"),
        ("forbidden", "deprecatedTerm-admn-sts"),
    ],
)
def test_a_status_is_a_word_of_the_picklist(status: str, written: str) -> None:
    entry = entry_of(Concept("tide", "sea", "approved", (Term("en", "tide", status=status),)))
    assert texts(entry, "termNote") == ["fullForm", written]


def test_a_note_tells_a_forbidden_term_from_a_deprecated_one() -> None:
    terms = Term("en", "flood", status="forbidden"), Term("en", "flow", status="deprecated")
    tigs = entry_of(Concept("tide", "sea", "approved", terms)).iter("tig")
    assert [texts(tig, "note") for tig in tigs] == [["tmkit:status=forbidden"], []]


@pytest.mark.parametrize(("id_", "written"), [("tide", "tide"), ("5-knot-wind", "_5-knot-wind")])
def test_an_id_is_an_xml_name(id_: str, written: str) -> None:
    assert entry_of(Concept(id_, "sea", "approved", ())).get("id") == written


def test_languages_stand_in_the_order_asked_for_and_others_follow() -> None:
    terms = Term("fr", "marée"), Term("vi", "thủy triều"), Term("en", "tide")
    sets = entry_of(Concept("tide", "sea", "approved", terms)).iter("langSet")
    assert [next(iter(each.attrib.values())) for each in sets] == ["en", "vi", "fr"]


@pytest.mark.parametrize(("status", "notes"), [("review", ["status: review"]), ("approved", [])])
def test_a_concept_in_review_is_marked(status: str, notes: list[str]) -> None:
    assert texts(entry_of(Concept("tide", "sea", status, ())), "note") == notes


def test_the_history_is_kept_as_transactions_and_notes() -> None:
    history = (
        HistoryEntry("2026-03-04", "Lan", "proposed"),
        HistoryEntry("2026-04-05", "Minh", "approved", note="after a vote"),
    )
    entry = entry_of(Concept("tide", "sea", "approved", (), history=history))
    assert texts(entry, "transac") == ["origination", "modification"]
    assert texts(entry, "note") == ["2026-04-05 approved by Minh: after a vote"]


def test_a_definition_in_a_language_without_terms_is_not_lost() -> None:
    concept = Concept(
        *("tide", "sea", "approved", (Term("en", "tide"),)), definition={"vi": "nước lên xuống"}
    )
    assert "nước lên xuống" in "".join(map(str, entry_of(concept).itertext()))
