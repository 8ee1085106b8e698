"""What is stored: one repair, and nothing beyond it."""

from __future__ import annotations

import pytest

from tmkit.text import clean


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("Tra\u0300 sen Ta\u0302y Ho\u0302\u0300", "Trà sen Tây Hồ"),  # decomposed
        ("ðèo Hải Vân", "đèo Hải Vân"),
        ("Ðà Lạt", "Đà Lạt"),
        ("Ɖường sắt", "Đường sắt"),
        ("chợ\u200b nổi", "chợ nổi"),  # zero width space
        ("\ufeffChợ nổi", "Chợ nổi"),  # byte order mark
        ("light\u00adhouse", "lighthouse"),  # soft hyphen
        ("the\u0007 tide\x00 table", "the tide table"),
        ("one\r\ntwo\rthree\u2028four\u0085five", "one\ntwo\nthree\nfour\nfive"),
    ],
)
def test_what_no_reader_sees_is_repaired(raw: str, stored: str) -> None:
    assert clean(raw) == stored


@pytest.mark.parametrize(
    "text",
    [
        "12 m² and ½ a mile",
        "№ 7, 15 µg",
        "“đò” ‘ferry’ – and — dash",
        "40\u00a0km",
        "hoà bình",
        "hòa bình",
        "Guðmundur ra đảo bằng thuyền",  # Icelandic: eth inside a word
        "ðat is no Vietnamese line",
        "column\tone\ncolumn two",
        "ＡＢ ﬁ",
    ],
)
def test_what_a_writer_meant_stays(text: str) -> None:
    assert clean(text) == text
