"""What stands the same in both languages."""

from __future__ import annotations

import pytest

from tmkit.lexicon import anchors_of


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("1,250", "1.250"),
        ("1,250,000", "1.250.000"),
        ("1,250.75", "1.250,75"),
        ("0.5", "0,5"),
        ("7", "07"),
        ("1250", "1\u00a0250"),
        ("3.5%", "3,5 %"),
        ("14 August 2023", "ngày 14/8/2023"),
        ("14 Aug. 2023", "ngày 14-8-2023"),
        ("5 May 2023", "ngày 05 tháng 5 năm 2023"),
        ("Ha Tinh", "Hà Tĩnh"),
        ("Dien Bien", "Điện Biên"),
        ("15/2021/NĐ-CP", "15/2021/NĐ-CP"),
        ("ISO/IEC 17043:2023", "ISO/IEC 17043:2023"),
        ("KPC-QTC", "KPC-QTC"),
        ("R&D", "R&D"),
        ("WG1’s", "WG1"),
        ("QUATEST 3", "Quatest 3"),
    ],
)
def test_one_thing_has_the_same_anchors_in_both_languages(english: str, vietnamese: str) -> None:
    assert anchors_of(english, "en") == anchors_of(vietnamese, "vi") != []


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("TCVN 7699-2-1 và 14/8", "vi", ["tcvn", "7699", "2", "1", "14", "8"]),
        ("Cân 120 kg tại Vinh", "vi", ["can", "120", "vinh"]),
        ("theo KH&CN, TP.HCM", "vi", ["kh&cn", "tp.hcm"]),
        ("Bộ tiêu chuẩn online", "vi", ["bo", "online"]),
    ],
)
def test_anchors_come_in_the_order_of_the_text(text: str, tag: str, expected: list[str]) -> None:
    assert anchors_of(text, tag) == expected


def test_an_item_at_the_beginning_is_an_anchor() -> None:
    assert anchors_of("b) the seal of b) kind", "en")[0] == "b)"
    assert anchors_of("b) tem", "vi") == ["b)"]


def test_a_letter_and_bracket_inside_a_segment_is_none() -> None:
    assert anchors_of("tem b) và c)", "vi") == []


@pytest.mark.parametrize("text", ["may", "can", "hay", "long", "A", "trình"])
def test_short_lower_case_words_and_marked_words_are_no_anchors(text: str) -> None:
    assert anchors_of(text, "vi") == anchors_of(text, "en") == []


def test_a_month_in_lower_case_is_a_common_word() -> None:
    assert "5" in anchors_of("In May", "en")
    assert "5" not in anchors_of("scales may differ", "en")


def test_a_month_has_a_name_only_where_the_language_names_months() -> None:
    assert anchors_of("Bà May", "vi") == ["ba", "may"]


def test_a_language_without_facts_has_numbers_and_names_all_the_same() -> None:
    assert anchors_of("12 Waagen in Vinh", "de") == ["12", "waagen", "vinh"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ngày 14.8.2023", ["14", "8", "2023"]), ("mục 2.4.1", ["2", "4", "1"])],
)
def test_numbers_in_a_chain_of_dots_are_several(text: str, expected: list[str]) -> None:
    assert anchors_of(text, "vi") == expected


@pytest.mark.parametrize(
    ("german", "french"),
    [("Expeditionen", "expédition"), ("Sekretär", "Sekretariat"), ("armenische", "Arménie")],
)
def test_cognates_have_one_anchor_where_they_are_asked_for(german: str, french: str) -> None:
    anchors = anchors_of(german, "de", cognates=True)
    assert anchors == anchors_of(french, "fr", cognates=True) != []
    assert anchors_of(german, "de") != anchors_of(french, "fr")


def test_codes_that_begin_alike_have_two_anchors() -> None:
    one, other = (anchors_of(code, "de", cognates=True) for code in ("LAB-2021A", "LAB-2021B"))
    assert one != other
