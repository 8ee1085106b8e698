"""Official names at a date: looked up in either language, with what became of their bearers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.errors import UsageError
from tmkit.model import Concept, Event, Finding, Term
from tmkit.tasks.naming import Naming, look_up, nearest, official_names

DYKES = Concept(
    "dykes",
    "sea",
    "approved",
    (
        Term("en", "The Dyke Office", valid_until="2019-12-31"),
        Term("en", "DO", "acronym", valid_until="2019-12-31"),
        Term("vi", "Sở Đê điều", valid_until="2019-12-31"),
    ),
    replaced_by=("water",),
    event=Event("merged", "2020-01-01", "Act 7/2019"),
)
WATER = Concept(
    "water",
    "sea",
    "review",
    (
        Term("en", "Water Board", status="superseded", valid_until="2022-05-31"),
        Term("en", "Board of Waters", "variant", "forbidden"),
        Term("en", "Sea Office", valid_from="2022-06-01"),
        Term("en", "SO", "acronym", valid_from="2022-06-01"),
        Term("vi", "Sở Thuỷ lợi – Biển"),
        Term("vi", "Sở TL", "shortForm"),
    ),
)
DREDGERS = Concept("dredgers", "sea", "draft", (Term("en", "DO", "acronym"),))
REFUSED = Concept("refused", "sea", "rejected", (Term("vi", "Sở Kênh"), Term("en", "DO")))
CONCEPTS = (DYKES, WATER, DREDGERS, REFUSED)


def ids(name: str) -> list[str]:
    return [naming.concept.id for naming in look_up(name, CONCEPTS, on="2018-01-01")]


def texts(naming: Naming) -> list[str]:
    return [term.text for term in (*naming.names, *naming.acronyms)]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Sở Đê điều", ["dykes"]),
        ("  sở  ĐÊ ĐIỀU ", ["dykes"]),
        ("So De dieu", ["dykes"]),
        ("the dyke office", ["dykes"]),
        ("Sở Thủy lợi, Biển", ["water"]),
        ("so thuy loi - bien", ["water"]),
        ("Sở TL", ["water"]),
        ("so", ["water"]),
        ("DO", ["dykes", "dredgers"]),
        ("Board of Waters", ["water"]),
        ("Water Board", ["water"]),
        ("Sở Kênh", []),
        ("Sò Đê điều", ["dykes"]),
        ("Dyke", []),
        ("–", []),
        ("", []),
    ],
)
def test_a_name_is_found_in_either_language_however_it_is_written(
    name: str, wanted: list[str]
) -> None:
    assert ids(name) == wanted


def test_diacritics_count_where_something_bears_the_name_with_them() -> None:
    other = Concept("de", "sea", "approved", (Term("vi", "Sở Dế điều"),))
    assert [each.concept.id for each in look_up("Sở Dế điều", [DYKES, other], on="2018-01-01")] == [
        "de"
    ]
    assert len(look_up("So De dieu", [DYKES, other], on="2018-01-01")) == 2


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        ("2022-05-31", ["Water Board", "Sở Thuỷ lợi – Biển"]),
        ("2022-06-01", ["Sea Office", "Sở Thuỷ lợi – Biển", "SO"]),
    ],
)
def test_a_name_is_that_of_the_date(on: str, wanted: list[str]) -> None:
    (naming,) = look_up("Sở Thuỷ lợi – Biển", CONCEPTS, on=on)
    assert texts(naming) == wanted


def test_a_language_without_a_full_form_answers_with_what_it_has() -> None:
    concept = Concept("iso", "sea", "approved", (Term("en", "ISO", "shortForm"),))
    (naming,) = look_up("iso", [concept], on="2018-01-01")
    assert texts(naming) == ["ISO"]


def test_the_preferred_name_comes_before_an_admitted_one() -> None:
    terms = (Term("en", "Agency", status="admitted"), Term("en", "Department"), Term("vi", "Cục"))
    (naming,) = look_up("cục", [Concept("c", "sea", "review", terms)], on="2018-01-01")
    assert texts(naming) == ["Department", "Agency", "Cục"]


def test_what_was_superseded_at_no_known_date_is_no_name() -> None:
    terms = (Term("en", "Old Office", status="superseded"), Term("en", "New Office"))
    (naming,) = look_up("Old Office", [Concept("c", "sea", "review", terms)], on="2018-01-01")
    assert texts(naming) == ["New Office"]


def test_before_its_first_name_a_body_has_none() -> None:
    concept = Concept("c", "sea", "review", (Term("en", "New Office", valid_from="2020-01-01"),))
    (naming,) = look_up("New Office", [concept], on="2019-12-31")
    assert texts(naming) == []


def test_up_to_the_day_before_its_end_a_body_stands() -> None:
    (naming, _) = look_up("DO", CONCEPTS, on="2019-12-31")
    assert texts(naming) == ["The Dyke Office", "Sở Đê điều", "DO"]
    assert (naming.event, naming.successors) == (None, ())


@pytest.mark.parametrize(
    ("on", "heir"), [("2020-01-01", "Water Board"), ("2024-01-01", "Sea Office")]
)
def test_after_its_end_a_body_has_its_last_names_the_act_and_the_successor_of_the_date(
    on: str, heir: str
) -> None:
    naming = look_up("Sở Đê điều", CONCEPTS, on=on)[0]
    assert texts(naming) == ["The Dyke Office", "Sở Đê điều", "DO"]
    assert naming.event == Event("merged", "2020-01-01", "Act 7/2019")
    (successor,) = naming.successors
    assert successor.names[0].text == heir


@pytest.mark.parametrize("kind", ["renamed", "merged", "split", "abolished"])
def test_a_successor_that_has_ended_names_its_own(kind: str) -> None:
    def ended(name: str, day: str, *heirs: str) -> Concept:
        event = Event(kind, day)  # type: ignore[arg-type] # a str, as parametrize gives it
        return Concept(name, "sea", "approved", (Term("en", name),), replaced_by=heirs, event=event)

    # b and c succeed one another: a circle, which ends where it began.
    circle = [ended("a", "2001-01-01", "b", "gone"), ended("b", "2002-01-01", "c")]
    circle.append(ended("c", "2003-01-01", "b"))
    (naming,) = look_up("a", circle, on="2010-01-01")
    (second,) = naming.successors
    (third,) = second.successors
    assert (second.concept.id, third.concept.id, third.successors) == ("b", "c", ())
    (naming,) = look_up("a", circle, on="2001-06-01")
    assert naming.successors[0].successors == ()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Sở Đê diều lớn", "Sở Đê điều"),
        ("so thuy loi", "Sở Thuỷ lợi – Biển"),
        ("Sea Offices", "Sea Office"),
    ],
)
def test_the_nearest_names_are_offered_as_they_are_written(name: str, wanted: str) -> None:
    assert nearest(name, CONCEPTS)[0] == wanted


@pytest.mark.parametrize("name", ["Board of Waterz", "Sở Kênhh", "xyz", ""])
def test_names_to_be_avoided_are_not_offered(name: str) -> None:
    offered = nearest(name, CONCEPTS)
    assert not {"Board of Waters", "Sở Kênh"} & set(offered)


@pytest.mark.parametrize("on", ["1/3/2025", "20250301", "2025-3-1", "2025-02-30", "soon"])
def test_another_form_of_date_is_refused(on: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        official_names("DO", tmp_path, on=on)


CONCEPT = """\
id = "sluice"
subject = "sea"
status = "review"

[[term]]
lang = "vi"
term = "Bộ Y tế"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-01-02"
by = "tmkit"
action = "proposed"
"""


def test_a_project_answers_from_its_own_glossaries_first_and_tells_of_broken_files(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "glossaries" / "g"
    folder.mkdir(parents=True)
    (folder / "sluice.toml").write_text(CONCEPT, encoding="utf-8")
    (folder / "broken.toml").write_text("id =", encoding="utf-8")
    told: list[Finding] = []
    found = official_names("bo y te", tmp_path, on="2020-01-01", on_finding=told.append)
    assert [naming.concept.id for naming in found.namings] == ["sluice"]
    assert [finding.code for finding in told] == ["TG101"]
    others = official_names("MOH", tmp_path, on="2020-01-01").namings
    assert [naming.concept.id for naming in others] == ["moh"]


def test_outside_a_project_the_shipped_glossary_answers(tmp_path: Path) -> None:
    found = official_names("MOH", tmp_path, on="2020-01-01")
    assert [naming.concept.id for naming in found.namings] == ["moh"]
    assert found.on == "2020-01-01"


def test_without_a_date_the_answer_is_of_today(tmp_path: Path) -> None:
    found = official_names("MOT", tmp_path)
    assert found.on > "2025-03-01"
    assert found.namings[0].event is not None
