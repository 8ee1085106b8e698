"""Acronyms added up over a corpus, and linked across languages by evidence."""

from __future__ import annotations

import pytest

from tmkit.model import Candidate
from tmkit.terms import AcronymLedger, LongForm, Sighting, sightings_of

LGMO = ("The Lam Giang Metrology Office (LGMO) met.", "Văn phòng Đo lường Lam Giang (LGMO) họp.")
MOST = (
    "The Ministry of Science and Technology (MOST) agreed.",
    "Bộ Khoa học và Công nghệ (KH&CN) đồng ý.",
)
MOST_AGAIN = ("MOST replied in June.", "Bộ KH&CN trả lời vào tháng 6.")


def ledger_of(*units: tuple[str, str]) -> AcronymLedger:
    ledger = AcronymLedger("en", "vi")
    for number, (english, vietnamese) in enumerate(units, start=1):
        for sighting in sightings_of(f"a#{number}", {"en": english, "vi": vietnamese}):
            ledger.add(sighting)
    return ledger


def acronyms(candidate: Candidate) -> list[tuple[str, str]]:
    return [(term.lang, term.text) for term in candidate.terms if term.kind == "acronym"]


def test_a_unit_without_acronyms_is_not_seen() -> None:
    assert list(sightings_of("a#1", {"en": "A new seal.", "vi": "Tem mới."})) == []


def test_the_same_string_in_both_languages_is_linked() -> None:
    (candidate,) = ledger_of(LGMO).candidates()
    assert acronyms(candidate) == [("en", "LGMO"), ("vi", "LGMO")]
    assert candidate.method == "same-acronym"


def test_the_same_string_across_units_is_a_weaker_link() -> None:
    (found,) = ledger_of((LGMO[0], "Văn phòng họp."), ("It met.", LGMO[1])).candidates()
    assert acronyms(found) == [("en", "LGMO"), ("vi", "LGMO")]
    assert (found.method, found.score) == ("same-string", 0.75)


def test_different_strings_that_occur_together_are_linked() -> None:
    (candidate,) = ledger_of(MOST, MOST_AGAIN).candidates()
    assert acronyms(candidate) == [("en", "MOST"), ("vi", "KH&CN")]
    assert candidate.method == "co-occurrence"


def test_once_together_is_enough_where_both_are_explained() -> None:
    assert [len(acronyms(each)) for each in ledger_of(MOST).candidates()] == [2]


def test_once_together_is_chance_where_one_is_not_explained() -> None:
    found = ledger_of((MOST[0], "Bộ KH&CN đồng ý.")).candidates()
    assert [acronyms(each) for each in found] == [[("en", "MOST")]]


def test_two_rivals_as_good_as_one_another_leave_the_acronym_alone() -> None:
    unit = (MOST[0], "Bộ KH&CN và Bộ GTVT đồng ý.")
    found = ledger_of(unit, unit).candidates()
    assert [acronyms(each) for each in found] == [[("en", "MOST")]]


def test_a_counterpart_is_never_invented() -> None:
    (candidate,) = ledger_of((LGMO[0], "Văn phòng họp.")).candidates()
    assert {term.lang for term in candidate.terms} == {"en"}
    assert candidate.method == "gloss"


def test_an_acronym_that_nobody_explains_is_no_candidate_but_is_reported() -> None:
    ledger = ledger_of(LGMO, ("BIPM wrote.", "BIPM viết."), ("BIPM met.", "Họ họp với APMP."))
    assert [acronyms(each)[0] for each in ledger.candidates()] == [("en", "LGMO")]
    unexplained = [each for each in ledger.entries() if "unexplained" in each.doubts]
    assert [(each.lang, each.acronym, each.count) for each in unexplained] == [
        ("en", "BIPM", 2),
        ("vi", "APMP", 1),
        ("vi", "BIPM", 1),
    ]


def test_an_acronym_explained_in_the_other_language_is_explained() -> None:
    ledger = ledger_of((LGMO[0], "LGMO họp."))
    assert all("unexplained" not in each.doubts for each in ledger.entries())


def test_the_most_frequent_long_form_is_preferred_and_the_others_are_variants() -> None:
    rare = ("The Lam Giang Measuring Office (LGMO) met.", "Họp.")
    (candidate,) = ledger_of(rare, LGMO, LGMO).candidates()
    assert [
        (term.text, term.kind, term.status)
        for term in candidate.terms
        if term.lang == "en" and term.kind != "acronym"
    ] == [
        ("Lam Giang Metrology Office", "fullForm", "preferred"),
        ("Lam Giang Measuring Office", "variant", "admitted"),
    ]


def test_evidence_quotes_both_texts_of_a_place_and_is_kept_five_times() -> None:
    (candidate,) = ledger_of(*[LGMO] * 9).candidates()
    assert candidate.evidence[0].reference == "a#1"
    assert candidate.evidence[0].spans == (
        ("en", "Lam Giang Metrology Office (LGMO)"),
        ("vi", "Văn phòng Đo lường Lam Giang (LGMO)"),
    )
    assert len(candidate.evidence) == 5


def test_candidates_come_best_first() -> None:
    alone = ("The Vinh Weights Club (VWC) met.", "Câu lạc bộ họp.")
    explained_once = ("The Asian Seal Forum (ASF) met.", "ASF họp.")
    found = ledger_of(alone, explained_once, LGMO).candidates()
    assert [each.terms[0].text for each in found] == ["LGMO", "ASF", "VWC"]
    assert [each.score for each in found] == pytest.approx([0.95, 0.8, 0.3])


def test_the_same_corpus_gives_the_same_candidates() -> None:
    corpus = (MOST, LGMO, MOST_AGAIN)
    assert ledger_of(*corpus).candidates() == ledger_of(*corpus).candidates()


def test_an_entry_has_all_long_forms_with_counts_dates_and_places() -> None:
    ledger = AcronymLedger("en", "vi")
    office, other = "The Seal Office (SO) met.", "The Sea Observatory (SO) met."
    for number, (text, date) in enumerate(
        [(office, "2019-05-01"), (office, "2017-01-31"), (other, ""), ("SO met.", "2021-01-01")],
        start=1,
    ):
        for sighting in sightings_of(f"a#{number}", {"en": text}, date=date):
            ledger.add(sighting)
    (entry,) = ledger.entries()
    assert (entry.lang, entry.acronym, entry.count) == ("en", "SO", 4)
    assert (entry.first, entry.last) == ("2017-01-31", "2021-01-01")
    assert entry.longs == (
        LongForm("Seal Office", 2, "2017-01-31", "2019-05-01", "a#1"),
        LongForm("Sea Observatory", 1, "", "", "a#3"),
    )


@pytest.mark.parametrize(
    ("one", "other", "doubts"),
    [
        (("Seal Office", "2019-01-01"), ("Seal Office", "2021-01-01"), ()),
        (("Seal Office", "2019-01-01"), ("seal office", "2021-01-01"), ()),
        (("Seal Office", "2019-01-01"), ("Asian Seal Office", "2021-01-01"), ()),
        (("Seal Office", ""), ("Sea Observatory", ""), ("contradiction",)),
        (
            ("Seal Office", "2019-01-01"),
            ("Sea Observatory", "2021-01-01"),
            ("contradiction", "succession"),
        ),
    ],
)
def test_long_forms_that_cannot_be_one_name_are_a_doubt(
    one: tuple[str, str], other: tuple[str, str], doubts: tuple[str, ...]
) -> None:
    ledger = AcronymLedger("en", "vi")
    for long, date in (one, other):
        ledger.add(Sighting("a#1", (("en", (("SO", long),)),), date))
    (entry,) = ledger.entries()
    assert entry.doubts == doubts


def test_entries_come_by_language_the_most_frequent_first_with_their_counterparts() -> None:
    entries = ledger_of(MOST, MOST_AGAIN, ("LGMO wrote.", "Họ viết.")).entries()
    assert [(each.acronym, each.counterpart, each.method) for each in entries] == [
        ("MOST", "KH&CN", "co-occurrence"),
        ("LGMO", "", ""),
        ("KH&CN", "MOST", "co-occurrence"),
    ]
