"""TBX-Basic v3 (ISO 30042:2019, style DCA), and the cross-references of both dialects."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree

from tmkit.formats import tbx, xml
from tmkit.model import Concept, Glossary, HistoryEntry, Term

GOLDEN = Path(__file__).parent.parent.parent / "golden" / "glossary.v3.tbx"

SEA = Concept("sea", "sea", "approved", (Term("en", "sea"), Term("vi", "biển")))
TIDE = Concept(
    id="5-hour-tide",
    subject="sea & shore",
    status="review",
    terms=(
        Term("vi", "thủy triều", part_of_speech="noun", context="thủy triều lên", source="bay#3"),
        Term("en", "Five Hour Tide", part_of_speech="properNoun", source="bay#4"),
        Term("en", "FHT", "acronym", "admitted", usage="GB", valid_from="2024-05-01"),
        Term("en", "flood <old>", status="forbidden", note="means another thing"),
    ),
    definition={"en": "rise and fall of the sea"},
    definition_source={"en": "bay#1"},
    broader=("sea", "ocean"),
    history=(
        HistoryEntry("2026-03-04", "Lan", "proposed"),
        HistoryEntry("2026-04-05", "Minh", "edited", note="after a vote"),
    ),
)


def written(*concepts: Concept, dialect: str = "basic-v3-dca") -> bytes:
    file = io.BytesIO()
    glossary = Glossary("tides", concepts, "tmkit:0.1", ("approved and in review",))
    assert tbx.write(glossary, file, languages=("en", "vi"), dialect=dialect) == len(concepts)
    return file.getvalue()


def texts(content: bytes, name: str, **attributes: str) -> list[str]:
    found = etree.fromstring(content).iter(f"{{*}}{name}")
    return [e.text or "" for e in found if attributes.items() <= dict(e.attrib).items()]


def test_a_glossary_is_written_as_the_golden_file_has_it() -> None:
    assert written(SEA, TIDE).decode("utf-8") == GOLDEN.read_text(encoding="utf-8")


def test_the_golden_file_is_of_the_standard_s_namespace_style_and_dialect() -> None:
    root = etree.parse(GOLDEN).getroot()
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert (root.get("style"), root.get("type")) == ("dca", "TBX-Basic")


def test_both_dialects_hold_the_same_terms() -> None:
    assert texts(written(TIDE), "term") == texts(written(TIDE, dialect="basic-v2"), "term")


@pytest.mark.parametrize(
    ("dialect", "part"), [("basic-v2", "properNoun"), ("basic-v3-dca", "noun")]
)
def test_a_proper_noun_is_a_noun_where_the_picklist_has_no_proper_nouns(
    dialect: str, part: str
) -> None:
    assert texts(written(TIDE, dialect=dialect), "termNote", type="partOfSpeech") == [part, "noun"]


def test_all_term_notes_stand_before_anything_else_of_a_term() -> None:
    for section in etree.fromstring(written(TIDE)).iter("{*}termSec"):
        names = [etree.QName(child).localname for child in section]
        notes = names.count("termNote")
        assert names[: notes + 1] == ["term", *["termNote"] * notes]


def test_a_note_tells_a_forbidden_term_from_a_deprecated_one() -> None:
    assert "tmkit:status=forbidden" in texts(written(TIDE), "note")


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
def test_a_definition_in_a_language_without_terms_stands_at_the_concept(dialect: str) -> None:
    concept = Concept("sea", "sea", "approved", SEA.terms, definition={"fr": "mer"})
    root = etree.fromstring(written(concept, dialect=dialect))
    (entry,) = (element for element in root.iter() if element.get("id") == "sea")
    (definition,) = entry.iterchildren("{*}descripGrp")
    assert [dict(child.attrib) for child in definition] == [
        {"type": "definition", xml.LANG: "fr"},
    ]


def test_the_validity_of_a_term_is_a_note() -> None:
    assert "valid: 2024-05-01/" in texts(written(TIDE), "note")


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
def test_a_concept_refers_only_to_concepts_of_the_same_file(dialect: str) -> None:
    references = texts(written(SEA, TIDE, dialect=dialect), "ref", type="crossReference")
    assert references == ["broader: sea"]


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
def test_a_reference_may_point_forward_and_leads_to_an_id(dialect: str) -> None:
    concept = Concept("sea", "sea", "approved", SEA.terms, replaced_by=("5-hour-tide",))
    root = etree.fromstring(written(concept, TIDE, dialect=dialect))
    targets = [reference.get("target") for reference in root.iter("{*}ref")]
    assert targets == ["_5-hour-tide", "sea"]
    assert {element.get("id") for element in root.iter() if element.get("id")} == set(targets)


def test_an_unknown_dialect_is_an_error() -> None:
    with pytest.raises(KeyError):
        written(SEA, dialect="basic-v4")
