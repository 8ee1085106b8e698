"""What is stored: one repair, and nothing beyond it."""

from __future__ import annotations

import pytest

from tmkit.text import clean


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("Tra\u0300 sen Ta\u0302y Ho\u0302\u0300", "Trà sen Tây Hồ"),  # decomposed
        ("be\u0301\u0302n thuye\u0300\u0302n", "bến thuyền"),  # the tone before the hat
        ("ba\u0301\u0306t đầu", "bắt đầu"),  # the tone before the breve
        ("che\u0302\u0323m, che\u0323\u0302m", "chệm, chệm"),  # either order
        ("ho\u0341i, a\u0340o", "hói, ào"),  # the tones of U+0340 and U+0341
        ("ðèo Hải Vân", "đèo Hải Vân"),
        ("Ðà Lạt", "Đà Lạt"),
        ("Ɖường sắt", "Đường sắt"),
        ("ɖò ngang bến Tượng", "đò ngang bến Tượng"),
        ("Quyết định số 7/QÐ-TÐC của HÐND", "Quyết định số 7/QĐ-TĐC của HĐND"),
        ("c) tàu;\nð) đò ngang", "c) tàu;\nđ) đò ngang"),  # the mark of an item
        ("chợ\u200b nổi", "chợ nổi"),  # zero width space
        ("\ufeffChợ nổi", "Chợ nổi"),  # byte order mark
        ("light\u00adhouse", "lighthouse"),  # soft hyphen
        ("\u200ebến\u200f đò\u202a \u2067cũ\u2069", "bến đò cũ"),  # marks of direction
        ("the\u0007 tide\x00 table", "the tide table"),
        ("one\r\ntwo\rthree\u2028four\u0085five", "one\ntwo\nthree\nfour\nfive"),
        ("line\vbreak\fpage", "line\nbreak\npage"),
        ("bến\u200d phà", "bến phà"),  # a joiner that joins nothing
        ("\ud83d\udea2 phà", "🚢 phà"),  # the two halves of one character
        ("phà \udea2", "phà \ufffd"),  # a half alone
        ("phà\ufffe", "phà"),  # no character at all
    ],
)  # fmt: skip
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
        "Ông GUÐMUNDUR ra đảo",
        "Bản chép tay viết ðæt",  # Old English: æ is no letter of Vietnamese
        "ðat is no Vietnamese line",
        "column\tone\ncolumn two",
        "ＡＢ ﬁ",
        "👩\u200d🔧 sửa tàu",  # an emoji of two, joined
        "⚓\ufe0f bến cảng",  # with a variation selector
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # a flag
        "می\u200cخواهم",  # Persian, where the non-joiner is spelling
        "\u0600\u0661",  # a number sign of Arabic, which is seen
        "“LÃO NGƯ VÀ XÃ” trên sân khấu",
        "Biển hiệu ghi «Cá»",
        "Æther, Ångström, Ã",
    ],
)
def test_what_a_writer_meant_stays(text: str) -> None:
    assert clean(text) == text


def misread(text: str, encoding: str = "windows-1252") -> str:
    """UTF-8 read as another encoding; a byte it has no sign for becomes a control character."""
    return "".join(
        bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1"])
@pytest.mark.parametrize(
    "text",
    [
        "Tiêu chuẩn",
        "Đo lường ở bến cảng",
        "ĐÀ NẴNG: “giờ mở cửa” – 7\u00a0h…",
        "Hàng đi Đắk Lắk, Krông Pắc",  # names that are no syllables, among words that are
        "chuẩn.Hiện nay",
        "Chuye\u0302\u0301n đò",
    ],
)
def test_utf_8_that_was_read_as_a_western_encoding_is_repaired(text: str, encoding: str) -> None:
    assert clean(misread(text, encoding)) == clean(text)


def test_among_words_that_are_right_only_what_is_certain_is_repaired() -> None:
    assert clean(f"Sổ tay {misread('tiêu chuẩn')} “XÃ”") == "Sổ tay tiêu chuẩn “XÃ”"


@pytest.mark.parametrize(
    "text",
    [
        misread("café"),  # no Vietnamese syllable
        misread("Müller"),  # no Vietnamese letter
        misread("£500"),
        "“BOA IRMÔ",
        "XÃ”",
        "‚Ä‘ und „Ö“",
        "TiÃu",  # a byte is lost
        "tiÃƒÂªu",  # misread twice
    ],
)
def test_what_is_not_certain_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
