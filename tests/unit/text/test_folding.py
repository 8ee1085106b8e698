"""What is compared: keys under which spellings of one text meet."""

from __future__ import annotations

import pytest

from tmkit.text import fold, fold_loosely, unmarked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("thuỷ triều", "thủy triều"),
        ("luỹ tre", "lũy tre"),
        ("HOẠ SĨ", "họa sĩ"),
        ("Harbour’s", "harbour's"),
        ("‘tide´", "'tide'"),
        ("“ferry”", '"ferry"'),
        ("«bến»", '"bến"'),
        ("2019–2024", "2019-2024"),
        ("bến — cảng", "bến - cảng"),
        ("40\u00a0km", "40 km"),
        ("40\u202fkm", "40 km"),
        ("ＡＢＣ", "abc"),
        ("（７）", "(7)"),
        ("tide\t\n table ", "tide table"),
        ("o\u0302\u0301", "ố"),
        ("TÒA NHÀ", "toà nhà"),
        ("Còn nữa…", "còn nữa..."),
        ("bến\u200b tàu", "bến tàu"),
        ("tiê\u00adu chuẩn", "tiêu chuẩn"),
        ("ðo lường", "đo lường"),
    ],
)
def test_spellings_of_one_word_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert fold_loosely(one) == fold_loosely(other)


APART = [
    ("quà", "qua"),
    ("hòa", "hỏa"),
    ("m²", "m2"),
    ("½", "1/2"),
    ("№ 7", "no 7"),
    ("đò", "do"),
    ("quý", "qúy"),
    ("hoàn", "hòan"),  # a closed syllable has one right spelling
    ("re-cover", "recover"),
    ("tai", "tay"),
    ("thui", "thuy"),
    ("quí", "quý"),
    ("ý", "í"),
    ("cây", "câi"),
    ("bể", "bễ"),
    ("ma", "mà"),
    ("giá", "gía"),
    ("10,5", "10.5"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert fold_loosely(one) != fold_loosely(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kĩ thuật", "kỹ thuật"),
        ("lí do", "lý do"),
        ("nước Mĩ", "nước Mỹ"),
        ("bác sĩ", "bác sỹ"),
        ("tỉ lệ", "tỷ lệ"),
        ("hi vọng", "hy vọng"),
        ("KÌ HẠN", "kỳ hạn"),
        ("công ti", "công ty"),
    ],
)
def test_i_and_y_at_the_end_of_a_syllable_meet_in_the_loose_key_only(one: str, other: str) -> None:
    assert fold_loosely(one) == fold_loosely(other)
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Hà Nội", "Ha Noi"), ("Đắk Lắk", "Dak Lak"), ("Nguyễn", "Nguyen"), ("Leeds", "Leeds")],
)
def test_an_unmarked_name_stands_as_in_english_prose(name: str, plain: str) -> None:
    assert unmarked(name) == plain
