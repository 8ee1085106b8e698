"""Term pairs, ranked."""

from __future__ import annotations

import unicodedata

import pytest
import regex

from tmkit import extract_terms
from tmkit.model import Candidate, Origin, TranslationUnit, Variant

ROWS = [
    ("The seal office checks each weighbridge.", "Chi cục kiểm định kiểm tra từng cân ô tô."),
    ("Weighbridges carry a lead seal.", "Cân ô tô có kẹp chì."),
    ("A lead seal is broken by the owner.", "Kẹp chì do chủ sở hữu làm gãy."),
    ("The weighbridge has no lead seal.", "Cân ô tô không có kẹp chì."),
    ("Owners of weighbridges pay the fee.", "Chủ sở hữu cân ô tô nộp phí."),
    ("The fee is paid to the seal office.", "Phí được nộp cho chi cục kiểm định."),
    ("Each owner asks the seal office.", "Mỗi chủ sở hữu hỏi chi cục kiểm định."),
    ("The seal office sells the lead seal.", "Chi cục kiểm định bán kẹp chì."),
    ("Nobody repairs the weighbridge.", "Không ai sửa cân ô tô."),
    ("The Lam Giang scale is a weighbridge.", "Cân Lam Giang là cân ô tô."),
]


def units(rows: list[tuple[str, str]]) -> list[TranslationUnit]:
    return [
        TranslationUnit(f"u{number}", (Variant("en", (one,)), Variant("vi", (other,))))
        for number, (one, other) in enumerate(rows)
    ]


def pairs(candidates: list[Candidate]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in candidates:
        found.setdefault(each.terms[0].text, each.terms[1].text)
    return found


def candidate(source: str) -> Candidate:
    return next(each for each in extract_terms(units(ROWS)) if each.terms[0].text == source)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("weighbridge", "cân ô tô"),
        ("lead seal", "kẹp chì"),
        ("seal office", "chi cục kiểm định"),
        ("owner", "chủ sở hữu"),
    ],
)
def test_a_term_is_found_whole_in_lower_case_and_singular(source: str, target: str) -> None:
    assert pairs(extract_terms(units(ROWS)))[source] == target


def test_scores_fall_and_are_probabilities() -> None:
    scores = [each.score for each in extract_terms(units(ROWS))]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_a_candidate_says_where_it_stands_and_how_often() -> None:
    found = candidate("lead seal")
    assert found.count == 4
    assert found.method == "alignment"
    assert {each.reference for each in found.evidence} == {"u1", "u2", "u3", "u7"}
    texts = {
        "u" + str(number): {"en": one, "vi": other} for number, (one, other) in enumerate(ROWS)
    }
    assert all(dict(each.spans) == texts[each.reference] for each in found.evidence)


def test_evidence_names_document_and_segment_where_they_are_known() -> None:
    placed = [
        unit._replace(origin=Origin(("doc", "doc"), (number,), (number,), 1.0))
        for number, unit in enumerate(units(ROWS))
    ]
    found = next(each for each in extract_terms(placed) if each.terms[0].text == "lead seal")
    assert {each.reference for each in found.evidence} == {"doc#2", "doc#3", "doc#4", "doc#8"}


def test_other_translations_are_named_with_their_shares() -> None:
    rows = [*ROWS, ("A lead seal fades.", "Dấu chì phai."), ("See the lead seal.", "Xem dấu chì.")]
    found = next(
        each
        for each in extract_terms(units(rows))
        if (each.terms[0].text, each.terms[1].text) == ("lead seal", "kẹp chì")
    )
    assert dict(found.rivals)["dấu chì"] == pytest.approx(2 / 6, abs=0.01)


def test_the_direction_does_not_change_the_pairs() -> None:
    one = extract_terms(units(ROWS))
    other = extract_terms(units(ROWS), languages=("vi", "en"))
    assert [each.terms for each in one] == [each.terms[::-1] for each in other]


def test_names_keep_their_capitals() -> None:
    rows = [
        ("We saw Lam Giang.", "Chúng tôi thấy Lam Giang."),
        ("Today Lam Giang sells scales.", "Hôm nay Lam Giang bán cân."),
        ("Ask Lam Giang.", "Hỏi Lam Giang."),
    ]
    assert {"Lam Giang"} <= {each.terms[0].text for each in extract_terms(units(rows))}


def test_what_is_glossed_says_so() -> None:
    rows = [*ROWS, ("A lead seal fades.", "Kẹp chì (lead seal) phai.")]
    found = next(each for each in extract_terms(units(rows)) if each.terms[0].text == "lead seal")
    assert found.method == "glossed-alignment"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        ROWS[:1],
        [("", "Cân ô tô."), ("Weighbridge.", "")],
        [(one, one) for one, _ in ROWS],
        [(one.upper(), other.upper()) for one, other in ROWS],
        [("?!", "…"), ("1.2", "3,4")],
        [("word " * 4000, "từ " * 4000)] * 3,
        [(f"Chapter {'.' * 2900}", f"Chương {'.' * 2900}")] * 40,
    ],
    ids=["none", "one", "one side", "one language", "capitals", "no words", "a page", "leaders"],
)
def test_odd_units_give_few_candidates_and_no_error(rows: list[tuple[str, str]]) -> None:
    assert all(each.terms[0].text for each in extract_terms(units(rows)))


def test_text_in_nfd_gives_terms_in_nfc() -> None:
    rows = [(one, unicodedata.normalize("NFD", other)) for one, other in ROWS]
    assert pairs(extract_terms(units(rows))) == pairs(extract_terms(units(ROWS)))


def test_languages_of_which_nothing_is_known_have_terms_all_the_same() -> None:
    unknown = [
        TranslationUnit(f"u{number}", (Variant("xx", (one,)), Variant("yy", (other,))))
        for number, (one, other) in enumerate(ROWS)
    ]
    assert extract_terms(unknown, languages=("xx", "yy"))


def test_a_copy_of_its_source_tells_nothing() -> None:
    assert extract_terms(units([(one, one) for one, _ in ROWS])) == []


def test_a_term_is_rather_paired_with_a_full_form_than_with_a_short_one() -> None:
    scores = []
    for other in ("cân ô tô", "CÔT"):
        rows = [(one, regex.sub("(?i)cân ô tô", other, text)) for one, text in ROWS]
        found = [each for each in extract_terms(units(rows)) if each.terms[0].text == "weighbridge"]
        scores.append(max((each.score for each in found), default=0.0))
    assert scores[0] > scores[1]


def test_a_term_over_a_line_break_stands_on_one_line() -> None:
    rows = [(one.replace("lead seal", "lead\nseal"), other) for one, other in ROWS]
    assert "lead seal" in pairs(extract_terms(units(rows)))
