"""What an acronym looks like."""

from __future__ import annotations

import pytest

from tmkit.lexicon.shapes import acronyms_in, is_acronym, letters_of, tokens_in


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in acronyms_in(text)]


@pytest.mark.parametrize(
    "acronym",
    [
        *("MoU", "KH&CN", "TP.HCM", "ISO/CS/CBU", "KPC-QTC", "WG1", "TC-SPS", "TCĐLCL", "R&D"),
        *("PhD", "H2O", "CI", "DC", "DNNVV", "NIST/VN", "B2B"),
        *("TP.HCM", "TĐC", "ƯVCN", "ISO/CS/CBU", "ISO/CS/Governance", "HFC-23", "MoUs"),
    ],
)
def test_an_acronym_is_found_whole_inside_a_sentence(acronym: str) -> None:
    assert found(f"theo {acronym}, cân đã kiểm định") == [acronym]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "VIII",
            "IV",
            "Chapter XIX",
            "#CCCCCC",
            "Vinh",
            "pH",
            "A",
            "Ltd",
            "7 kg",
            "xml.ISO",
            "e-ISO",
        ),
        *("KIỂM ĐỊNH PHƯƠNG TIỆN ĐO", "1. VERIFICATION OF SCALES", "THE LAST SEAL was set"),
        *("15/2021/NĐ-CP", "1234/QĐ-BKHCN", "QCVN 4:2009/BKHCN", "ISO/IEC 17043:2023", "TCVN 8-2"),
        "ABCDEFGHIJKLMNO",
    ],
)
def test_numerals_headings_colours_and_document_numbers_are_no_acronyms(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["MoU’s date", "the (MoU) date", "a MoU-based plan"])
def test_what_is_added_to_an_acronym_stays_outside(text: str) -> None:
    assert found(text) == ["MoU"]


def test_the_plural_s_belongs_to_the_acronym() -> None:
    assert found("MoUs are signed") == ["MoUs"]


@pytest.mark.parametrize(
    "text",
    [
        *("the XR500 meter", "bàn cân LG456789", "grant L4Y9 was given"),
        *("E/LG.6/2013/3", "ST/LGB/262", "[LG16]", "MAX_LEN", "MAX _ LEN", "𝐿𝐺", "LGα"),
        *("HỌP TẠI ĐÀ LẠT", "KIẾN nghị", "CALIBRATED WEIGHTS, in drums", "THERMOMETER"),
    ],
)
def test_codes_formulae_and_shouted_words_are_no_acronyms(text: str) -> None:
    assert found(text) == []


def test_an_acronym_with_a_small_number_or_a_year_is_no_document_number() -> None:
    assert found("COP 6 and APEC 2017, not TCVN 1234") == ["COP", "APEC"]


def test_wanted_tokens_are_found_in_any_shape_but_not_in_document_numbers() -> None:
    text = "LG-Seals wrote THE eTIR REPORT; see E/eTIR/2020/1"
    spans = tokens_in(text, {"LG-Seals", "eTIR"}.__contains__)
    assert [text[slice(*span)] for span in spans] == ["LG-Seals", "eTIR"]


def test_a_heading_hides_only_its_own_line() -> None:
    assert found("KẾ HOẠCH NĂM\nBộ KH&CN ban hành\nQUY ĐỊNH CHUNG") == ["KH&CN"]


def test_acronyms_come_in_the_order_of_the_text() -> None:
    assert found("Chi cục mời ISO và BIPM; sau đó mời ISO.") == ["ISO", "BIPM", "ISO"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bodies such as ISO, IEC, ITU met", ["ISO", "IEC", "ITU"]),
        ("họp với WTO, KPC-QTC hôm qua", ["WTO", "KPC-QTC"]),
        ("the KPC-QTC-VN office", ["KPC-QTC-VN"]),
    ],
)
def test_a_list_of_acronyms_or_one_of_three_parts_is_not_shouted(
    text: str, expected: list[str]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("MoU", True), ("MoUs", True), ("NoQTC", True), ("KH&CN", True), ("ĐLVN", True)),
        *(
            ("Việt", False),
            ("PowerPoint", False),
            ("Mou", False),
            ("VIII", False),
            ("X", False),
            ("", False),
        ),
    ],
)
def test_an_acronym_has_two_capitals_and_not_more_other_letters(
    text: str, *, expected: bool
) -> None:
    assert is_acronym(text) is expected


@pytest.mark.parametrize(
    ("acronym", "letters"),
    [
        *(("KH&CN", "khcn"), ("MoUs", "mou"), ("TP.HCM", "tphcm"), ("WG1", "wg1"), ("SPS", "sps")),
        *(("IBC's", "ibc"), ("SMEs’", "sme")),
    ],
)
def test_the_letters_of_an_acronym_leave_out_signs_and_the_plural(
    acronym: str, letters: str
) -> None:
    assert letters_of(acronym) == letters
