"""Acronyms and the long forms beside them."""

from __future__ import annotations

import pytest

from tmkit.terms import definitions_of, find_acronyms, known_from


def glossed(text: str, lang: str) -> list[tuple[str, str | None]]:
    return [
        (text[slice(*mention.short)], text[slice(*mention.long)] if mention.long else None)
        for mention in find_acronyms(text, lang)
    ]


@pytest.mark.parametrize(
    ("text", "acronym", "long"),
    [
        ("The Lam Giang Metrology Office (LGMO) met.", "LGMO", "Lam Giang Metrology Office"),
        ("The Council of Asian Weights (CAW) met.", "CAW", "Council of Asian Weights"),
        ("Both signed a memorandum of understanding (MoU).", "MoU", "memorandum of understanding"),
        ("The Directorate for Seals and Marks (SM) met.", "SM", "Directorate for Seals and Marks"),
        ("An Asia–Pacific Weights Forum (APWF) met.", "APWF", "Asia–Pacific Weights Forum"),
        ("After a year. Office of Marks (OOM) met.", "OOM", "Office of Marks"),
        ("A World Organization for Legal Seals (OMSL) met.", "OMSL", None),
        ("The World Seal Organisation (OWS) met.", "OWS", "World Seal Organisation"),
        ("Working Group 1 (WG1) met.", "WG1", "Working Group 1"),
        ("The thermometer (THM) broke.", "THM", "thermometer"),
        ("The Vinh Weights Club ( VWC ) met.", "VWC", "Vinh Weights Club"),
        ("The fee (USD) rose.", "USD", None),
        ("The seal; (LGMO) came later.", "LGMO", None),
        ("(LGMO) came first.", "LGMO", None),
    ],
)
def test_an_english_long_form_gives_the_letters(text: str, acronym: str, long: str | None) -> None:
    assert glossed(text, "en") == [(acronym, long)]


@pytest.mark.parametrize(
    ("text", "acronym", "long"),
    [
        ("do Tổng cục Kiểm định Lam Giang (KĐLG) cấp", "KĐLG", "Tổng cục Kiểm định Lam Giang"),
        ("Tổ chức Cân đo Châu lục (CWO) họp", "CWO", "Tổ chức Cân đo Châu lục"),
        ("gửi Ủy ban nhân dân (UBND) xã", "UBND", "Ủy ban nhân dân"),
        ("gửi Uỷ ban nhân dân (UBND) xã", "UBND", "Uỷ ban nhân dân"),
        ("hỗ trợ doanh nghiệp nhỏ và vừa (DNNVV)", "DNNVV", "doanh nghiệp nhỏ và vừa"),
        ("tại Trung tâm Kỹ thuật 3 (QUATEST 3)", "QUATEST 3", "Trung tâm Kỹ thuật 3"),
        ("theo hệ thống quản lý cân (WMS)", "WMS", "hệ thống quản lý cân"),
        ("Quỹ Hỗ trợ đo lường (“QHTĐL”)", "QHTĐL", "Quỹ Hỗ trợ đo lường"),
        ("mời Hội các phòng đo Lam Giang (LGML)", "LGML", "Hội các phòng đo Lam Giang"),
        ("Viện Đo lường; chi phí (VND)", "VND", None),
        ("Mức giá trị (USD)", "USD", None),
    ],
)
def test_a_vietnamese_long_form_begins_with_its_head(
    text: str, acronym: str, long: str | None
) -> None:
    assert glossed(text, "vi") == [(acronym, long)]


def test_mentions_come_in_order_and_only_the_bracketed_one_has_a_long_form() -> None:
    text = "BIPM wrote to the Lam Giang Metrology Office (LGMO). LGMO replied to BIPM."
    assert [short for short, _ in glossed(text, "en")] == ["BIPM", "LGMO", "LGMO", "BIPM"]
    assert [long for _, long in glossed(text, "en") if long] == ["Lam Giang Metrology Office"]


def test_spans_are_exact_and_count_code_points() -> None:
    (mention,) = find_acronyms("𝛺 Quỹ Đo lường (QĐL)", "vi")
    assert (mention.short, mention.long) == ((16, 19), (2, 14))


@pytest.mark.parametrize("text", ["ISO (ISO)", "Iso (ISO)"])
def test_a_long_form_is_more_than_the_acronym_itself(text: str) -> None:
    assert all(long is None for _, long in glossed(text, "vi"))


@pytest.mark.parametrize(
    "text",
    ["", "the ward (VIII)", "a form (see below)", "(Vinh)", "(ST/LGB/262)", "(74/2018/NĐ-CP)"],
)
def test_a_bracket_without_an_acronym_gives_no_mention(text: str) -> None:
    assert find_acronyms(text, "en") == []


def test_the_plural_s_belongs_to_the_acronym_and_to_its_long_form() -> None:
    assert glossed("conformity assessment bodies (CABs)", "en") == [
        ("CABs", "conformity assessment bodies")
    ]


def test_an_acronym_defined_in_a_text_is_found_wherever_it_stands() -> None:
    text = "The Lam Giang Exchange for Women (LG-Women) met. LG-Women left."
    assert [short for short, _ in glossed(text, "en")] == ["LG-Women", "LG-Women"]


@pytest.mark.parametrize(
    ("text", "lang", "shorts"),
    [
        ("họp lúc 9 giờ với PGS. TS. Lê An, ThS. Vũ Bình", "vi", ["PGS.", "TS.", "ThS."]),
        ("from 9 a.m. to 5 p.m. in Vinh", "en", ["a.m.", "p.m."]),
        ("lớp KĐĐ - LG , phòng KĐ - ĐL 2", "vi", ["KĐĐ - LG", "KĐ - ĐL"]),
        ("theo phương pháp KĐC - 2 , bảng 3", "vi", ["KĐC - 2"]),
        ("do Bộ KH&CN - TĐC ban hành", "vi", ["KH&CN", "TĐC"]),
        ("#CCCCCC (VIII) KẾ HOẠCH NĂM 1671/QĐ-TTg", "vi", []),
    ],
)
def test_titles_clock_times_and_joined_tokens_are_found_whole(
    text: str, lang: str, shorts: list[str]
) -> None:
    assert [short for short, _ in glossed(text, lang)] == shorts


def test_long_forms_in_another_language_can_be_left_out() -> None:
    text = "họp tại Seal Club (SC) và Weights Forum (WF), Quỹ Đo (QĐ)"
    longs = [mention.long for mention in find_acronyms(text, "vi", foreign=False)]
    assert [text[slice(*long)] if long else None for long in longs] == [None, None, "Quỹ Đo"]
    assert ("WF", "Weights Forum") in glossed(text, "vi")


def test_what_one_text_defines_serves_all() -> None:
    counts = definitions_of("eTIR là viết tắt của Hệ thống vận tải điện tử", "vi")
    counts += definitions_of("Hệ thống vận tải điện tử (eTIR) mở.", "vi")
    known = known_from(counts)
    text = "Dùng eTIR từ tháng 6."
    assert find_acronyms(text, "vi") == []
    assert [text[slice(*each.short)] for each in find_acronyms(text, "vi", known=known)] == ["eTIR"]


def test_a_known_long_form_is_taken_whole_where_the_letters_do_not_tell() -> None:
    text = "They met the Bureau Veritas of Vinh (QXZ)."
    known = {"QXZ": {"bureau veritas of vinh"}}
    (mention,) = find_acronyms(text, "en", known=known)
    assert mention.long is not None
    assert text[slice(*mention.long)] == "Bureau Veritas of Vinh"


def test_roman_numerals_are_never_known() -> None:
    assert known_from([("II", "second part"), ("LGMO", "office")]) == {"LGMO": {"office"}}


@pytest.mark.parametrize("part", ["A/", "A.", "1/", "A-", "(AB)", "AB=", "AB là ", "AB: a ", '"('])
def test_a_long_run_of_one_sign_is_read_in_time_that_grows_with_it(part: str) -> None:
    # Some of these took minutes where a pattern began anew at every sign.
    assert len(find_acronyms(part * 3000, "vi")) <= 6000
