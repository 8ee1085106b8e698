"""Names in both languages, linked."""

from __future__ import annotations

import pytest

from tmkit.model import Candidate
from tmkit.terms import KnownNames, NameLedger, sightings_of

OFFICE = ("The Lam Giang Metrology Office met.", "Chi cục Đo lường Lam Giang đã họp.")
BOTH = (
    "The Lam Giang Metrology Office and the Ministry of Seals agreed.",
    "Chi cục Đo lường Lam Giang và Bộ Kiểm định đã đồng ý.",
)


def names(*rows: tuple[str, str]) -> list[Candidate]:
    ledger = NameLedger("en", "vi")
    for number, (one, other) in enumerate(rows, start=1):
        for sighting in sightings_of(f"a#{number}", {"en": one, "vi": other}):
            ledger.add(sighting)
    return ledger.candidates()


def texts(candidate: Candidate) -> list[str]:
    return [term.text for term in candidate.terms]


def test_a_name_that_stands_alone_in_both_texts_is_linked_at_once() -> None:
    (found,) = names(OFFICE)
    assert texts(found) == ["Lam Giang Metrology Office", "Chi cục Đo lường Lam Giang"]
    assert (found.method, found.count) == ("name", 1)
    assert found.evidence[0].reference == "a#1"


def test_of_several_names_those_that_go_together_are_linked() -> None:
    found = names(OFFICE, BOTH, BOTH)
    assert texts(found[0]) == ["Lam Giang Metrology Office", "Chi cục Đo lường Lam Giang"]
    assert texts(found[1]) == ["Ministry of Seals", "Bộ Kiểm định"]


def test_names_that_always_stand_together_are_not_linked_by_guess() -> None:
    assert names(BOTH, BOTH) == []


def test_a_name_of_one_language_has_no_counterpart() -> None:
    assert names((OFFICE[0], "Họ đã họp.")) == []


def test_a_slip_for_a_name_of_the_corpus_is_offered_as_its_variant() -> None:
    right = ("The Barcode Centre met.", "Trung tâm Mã số Mã vạch Lam Giang đã họp.")
    slip = ("It met.", "Trung tâm Mã vạch Lam Giang đã họp.")
    (found,) = names(right, right, slip)
    assert [(term.text, term.kind) for term in found.terms if term.lang == "vi"] == [
        ("Trung tâm Mã số Mã vạch Lam Giang", "fullForm"),
    ]
    slip = ("It met.", "Trung tâm Mã số vạch Lam Giang đã họp.")
    (found,) = names(right, right, slip)
    assert [(term.text, term.kind) for term in found.terms if term.lang == "vi"] == [
        ("Trung tâm Mã số Mã vạch Lam Giang", "fullForm"),
        ("Trung tâm Mã số vạch Lam Giang", "variant"),
    ]


def test_a_slip_for_a_known_name_is_found_even_where_it_has_lost_its_head() -> None:
    known = {"vi": KnownNames(["Trung tâm Mã số Mã vạch Lam Giang"])}
    texts = {"en": "The Barcode Centre met.", "vi": "Trung Mã số mã vạch Lam Giang đã họp."}
    ledger = NameLedger("en", "vi")
    for sighting in sightings_of("a#1", texts, names=known):
        ledger.add(sighting)
    (found,) = ledger.candidates()
    assert [(term.text, term.kind) for term in found.terms if term.lang == "vi"] == [
        ("Trung tâm Mã số Mã vạch Lam Giang", "fullForm"),
        ("Trung Mã số mã vạch Lam Giang", "variant"),
    ]


def test_more_often_is_worth_more() -> None:
    assert names(OFFICE)[0].score < names(OFFICE, OFFICE)[0].score < 1


@pytest.mark.parametrize("rows", [(), (("", ""),), (("No name.", "Không có tên."),)])
def test_where_there_is_no_name_there_is_no_candidate(rows: tuple[tuple[str, str], ...]) -> None:
    assert names(*rows) == []
