"""Where a text says what an acronym stands for, and in which words."""

from __future__ import annotations

import pytest

from tmkit.terms import find_acronyms


def defined(text: str, lang: str) -> list[tuple[str, str]]:
    return [
        (text[slice(*mention.short)], text[slice(*mention.long)])
        for mention in find_acronyms(text, lang)
        if mention.long
    ]


@pytest.mark.parametrize(
    ("text", "acronym", "long"),
    [
        ("the Vinh Seal Forum (VSF)", "VSF", "Vinh Seal Forum"),
        ("the Vinh Seal Forum (“VSF”)", "VSF", "Vinh Seal Forum"),
        ("the Vinh Seal Forum [sic] (the “VSF”)", "VSF", None),
        ("the Vinh Seal Forum (hereinafter VSF)", "VSF", "Vinh Seal Forum"),
        ("the Vinh Seal Forum, hereinafter referred to as the VSF,", "VSF", "Vinh Seal Forum"),
        ("the Vinh Seal Forum (VSF, 2019)", "VSF", "Vinh Seal Forum"),
        ("the Vinh Seal Forum – VSF.", "VSF", "Vinh Seal Forum"),
        ("VSF (Vinh Seal Forum)", "VSF", "Vinh Seal Forum"),
        ("VSF (the host) met", "VSF", None),
        ("VSF – Vinh Seal Forum", "VSF", "Vinh Seal Forum"),
        ("VSF: Vinh Seal Forum", "VSF", "Vinh Seal Forum"),
        ("VSF: they met in May", "VSF", None),
        ("VSF stands for Vinh Seal Forum.", "VSF", "Vinh Seal Forum"),
        ("VSF = Vinh Seal Forum", "VSF", "Vinh Seal Forum"),
        (
            "LGSO = branch for tare in the south; see below",
            "LGSO",
            "branch for tare in the south",
        ),
    ],
)
def test_a_definition_is_known_by_its_place(text: str, acronym: str, long: str | None) -> None:
    assert defined(text, "en") == ([(acronym, long)] if long else [])


def test_a_list_of_definitions_is_cut_at_its_entries() -> None:
    text = (
        "GSF = Global Seal Fund; LSF = lead use, sealing wax and foil. SV = seal volume TW = tare"
    )
    assert defined(text, "en") == [
        ("GSF", "Global Seal Fund"),
        ("LSF", "lead use, sealing wax and foil"),
        ("SV", "seal volume"),
        ("TW", "tare"),
    ]


@pytest.mark.parametrize(
    ("text", "acronym", "long"),
    [
        ("a maximum tension (MaxTen) model", "MaxTen", "maximum tension"),
        ("the Office of the Vinh High Seal Board (VHSB)", "VHSB", "Vinh High Seal Board"),
        ("the Office of the High Seal Board (OHSB)", "OHSB", "Office of the High Seal Board"),
        (
            "the Exchange for Balances and Seals of Vinh (E-Vinh)",
            "E-Vinh",
            "Exchange for Balances and Seals of Vinh",
        ),
        ("the Regional Weights Board on Seal Fraud (RWB)", "RWB", "Regional Weights Board"),
        ("sealed weight models (SWMs)", "SWMs", "sealed weight models"),
        ("the unit of mass (kg)", "kg", None),
        ("of national standards (JES)", "JES", None),
    ],
)
def test_the_words_that_explain_the_letters_best_are_the_long_form(
    text: str, acronym: str, long: str | None
) -> None:
    assert defined(text, "en") == ([(acronym, long)] if long else [])


@pytest.mark.parametrize(
    ("text", "acronym", "long"),
    [
        (
            "do Tổng cục Kiểm định – Đo lường – Chất lượng (TCKĐĐLCL) cấp",
            "TCKĐĐLCL",
            "Tổng cục Kiểm định – Đo lường – Chất lượng",
        ),
        (
            "do Chi cục Kiểm định – Đo lường (KĐĐL) cấp",
            "KĐĐL",
            "Chi cục Kiểm định – Đo lường",
        ),
        ("Lê An – Vụ Kiểm định (LGKD)", "LGKD", "Vụ Kiểm định"),
        ("mời Tổ chức Cân đo Châu lục – CWO dự họp", "CWO", "Tổ chức Cân đo Châu lục"),
        ("CWO – Tổ chức Cân đo Châu lục đã họp", "CWO", "Tổ chức Cân đo Châu lục"),
        ("QĐL là Quỹ Đo lường", "QĐL", "Quỹ Đo lường"),
        ("QĐL là viết tắt của Quỹ Đo lường.", "QĐL", "Quỹ Đo lường"),
        ("QĐL là đơn vị chủ trì", "QĐL", None),
        ("Quỹ Đo lường (gọi tắt là QĐL)", "QĐL", "Quỹ Đo lường"),
        ("Quỹ Đo lường (sau đây gọi là “Quỹ ĐL”)", "QĐL", None),
        ("Quỹ Đo lường, sau đây gọi tắt là QĐL, chi", "QĐL", "Quỹ Đo lường"),
        ("Bản đồ án mẫu (BĐAM)", "BĐAM", "Bản đồ án mẫu"),
        (
            "Nhóm công tác về cân của Ủy ban Đo lường Châu lục (WG1)",
            "WG1",
            "Nhóm công tác về cân của Ủy ban Đo lường Châu lục",
        ),
        (
            "họp với Ủy ban Tư vấn về Cân và Quả cân của Châu lục (CWQ)",
            "CWQ",
            "Ủy ban Tư vấn về Cân và Quả cân của Châu lục",
        ),
        ("ông Lê An, Giám đốc, Đơn vị Quản trị (LG/CS/Board)", "LG/CS/Board", "Đơn vị Quản trị"),
        (
            "tại Viện Cân đo, Thử nghiệm và Hiệu chuẩn Vinh (VMT)",
            "VMT",
            "Viện Cân đo, Thử nghiệm và Hiệu chuẩn Vinh",
        ),
        ("là sai số biến thiên ( SEV ) , một", "SEV", "sai số biến thiên"),
        ("dùng mạng cân bằng sâu ( DBN )", "DBN", "mạng cân bằng sâu"),
        ("dùng hệ thống lưu trữ cơ sở dữ liệu ( KLTD )", "KLTD", "hệ thống lưu trữ cơ sở dữ liệu"),
        ("dùng mạng cân bằng sâu ( Deep Balance Network , DBN )", "DBN", "mạng cân bằng sâu"),
        ("dùng mô hình Deep Balance Network ( DBN )", "DBN", "Deep Balance Network"),
        ("Bảng 2 : các quả cân ( LGKC )", "LGKC", None),
        ("chi phí theo dự toán năm (VND)", "VND", None),
    ],
)
def test_a_vietnamese_name_is_taken_whole(text: str, acronym: str, long: str | None) -> None:
    assert defined(text, "vi") == ([(acronym, long)] if long else [])
