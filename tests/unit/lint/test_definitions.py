"""How definitions are worded, and that no text uses what the glossary tells to avoid."""

from __future__ import annotations

import pytest
from lint_cases import codes_in, findings_in, places_in

from tmkit.lint.rule import term

CALIBRATION = term("en", "calibration") + term("vi", "hiệu chuẩn")


@pytest.mark.parametrize(
    ("lang", "definition", "expected"),
    [
        ("en", "comparison of values", []),
        ("en", "comparison of lengths, masses, etc.", []),
        ("en", "comparison as made in the U.S.", []),
        ("en", "comparison of lengths, …", []),
        ("en", "An Giang method of comparison", []),
        ("en", "a priori estimate", []),
        ("en", "A comparison of values", ["TG415"]),
        ("en", "the comparison of values", ["TG415"]),
        ("en", "comparison of values.", ["TG415"]),
        ("en", "calibration is the comparison of values", ["TG415"]),
        ("en", "process of calibration of meters", ["TG412"]),
        ("en", "work of calibrations offices", []),
        ("vi", "việc so sánh số chỉ", []),
        ("vi", "một hoặc nhiều phép so sánh", []),
        ("vi", "so sánh độ dài, khối lượng, v.v.", []),
        ("vi", "là việc so sánh", ["TG415"]),
        ("vi", "một quá trình so sánh", ["TG415"]),
        ("vi", "Hiệu chuẩn là việc so sánh", ["TG415"]),
        ("vi", "hiệu chuẩn được hiểu là việc so sánh", ["TG415"]),
        ("vi", "hoạt động hiệu chuẩn phương tiện", ["TG412"]),
        ("vi", "hiệu chuẩn là hoạt động hiệu chuẩn", ["TG412", "TG415"]),
        # The name of another thing.
        ("vi", "việc của phòng hiệu chuẩn", []),
    ],
)
def test_a_definition_is_a_phrase_without_its_term(
    lang: str, definition: str, expected: list[str]
) -> None:
    assert codes_in(CALIBRATION, top=f'definition.{lang} = "{definition}"\n') == expected


def test_a_syllable_is_part_of_many_words() -> None:
    scale = term("en", "scale") + term("vi", "cân")
    assert codes_in(scale, top='definition.vi = "dụng cụ giữ cân bằng"\n') == []
    assert codes_in(scale, top='definition.vi = "cân có hai đĩa"\n') == ["TG412"]


def test_a_term_inside_a_longer_term_makes_no_circle() -> None:
    longer = {"office": term("en", "calibration office") + term("vi", "phòng hiệu chuẩn")}
    top = 'definition.en = "work of a calibration office"\n'
    assert codes_in(CALIBRATION, top=top, others=longer) == []


def test_a_full_stop_is_taken_away_from_a_phrase_and_not_from_sentences() -> None:
    (found,) = findings_in({"c": 'definition.en = "work of an office."\n' + CALIBRATION})
    assert found.fix
    assert (found.place.field, found.place.line) == ("definition.en", 4)
    assert found.fix.text == "work of an office"
    (found,) = findings_in({"c": 'definition.en = "Work. Of an office."\n' + CALIBRATION})
    assert found.fix is None


AVOIDS = term("en", "mark") + term("vi", "dấu hợp quy")


@pytest.mark.parametrize(
    ("status", "text", "expected"),
    [
        ("forbidden", 'definition.vi = "nơi gắn dấu hợp chuẩn"\n', {"TG409 use definition.vi"}),
        ("deprecated", 'definition.vi = "nơi gắn (dấu hợp chuẩn)"\n', {"TG409 use definition.vi"}),
        ("superseded", 'definition.vi = "nơi gắn dấu hợp chuẩn"\n', set()),
        ("forbidden", 'definition.en = "dấu hợp chuẩn in English"\n', set()),
        ("forbidden", 'definition.vi = "nơi gắn dấu hợp chuẩnh"\n', set()),
    ],
)
def test_a_definition_does_not_use_what_is_to_be_avoided(
    status: str, text: str, expected: set[str]
) -> None:
    files = {
        "mark": AVOIDS + term("vi", "dấu hợp chuẩn", "variant", status),
        "use": text + term("en", "place") + term("vi", "nơi gắn dấu"),
    }
    assert {each for each in places_in(files) if "TG409" in each} == expected


@pytest.mark.parametrize(("status", "expected"), [("forbidden", ["TG409"]), ("deprecated", [])])
def test_a_quotation_may_have_deprecated_terms_but_not_forbidden_ones(
    status: str, expected: list[str]
) -> None:
    vietnamese = term("vi", "dấu hợp quy", context="Gắn dấu hợp quy, dấu hợp chuẩn.")
    bad = term("vi", "dấu hợp chuẩn", "variant", status, context="Gắn dấu hợp chuẩn.")
    assert codes_in(term("en", "mark"), vietnamese, bad) == expected


def test_the_right_term_may_hold_the_wrong_one() -> None:
    bad = term("vi", "độ không đảm bảo", "variant", "forbidden")
    one = term("en", "uncertainty") + term("vi", "độ không đảm bảo đo") + bad
    other = term("en", "type A uncertainty") + term("vi", "độ không đảm bảo đo loại A")
    top = 'definition.vi = "phần của độ không đảm bảo đo"\n'
    assert places_in({"one": one, "other": top + other}) == set()


def test_a_preferred_term_does_not_hold_what_another_concept_forbids() -> None:
    one = term("en", "uncertainty") + term("vi", "độ không đảm bảo đo")
    one += term("vi", "sai số đo", "variant", "forbidden")
    other = term("en", "type A uncertainty") + term("vi", "sai số đo loại A")
    assert places_in({"one": one, "other": other}) == {"TG409 other term[1].term"}


def test_a_word_that_is_right_elsewhere_is_not_avoided_there() -> None:
    one = term("en", "full") + term("vi", "đầy") + term("vi", "no", "variant", "forbidden")
    sated = 'subject = "medicine"\n' + term("en", "sated") + term("vi", "no")
    other = 'definition.vi = "ăn no"\n' + term("en", "meal") + term("vi", "bữa ăn")
    assert places_in({"one": one, "sated": sated, "other": other}) == set()


def test_a_name_is_avoided_as_a_name() -> None:
    bad = term("vi", "Tổ chức Tiêu chuẩn Quốc tế", "variant", "deprecated")
    one = term("en", "ISO body") + term("vi", "Tổ chức Tiêu chuẩn hóa Quốc tế") + bad
    top = 'definition.vi = "văn bản của tổ chức tiêu chuẩn quốc tế"\n'
    other = top + term("en", "rule") + term("vi", "quy tắc")
    assert places_in({"one": one, "other": other}) == set()
