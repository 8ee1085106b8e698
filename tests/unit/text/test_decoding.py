"""Vietnamese from before Unicode: tables by hand and against iconv, and guesses."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from legacy import encoded

from tmkit.text import ENCODINGS, canonical_encoding, decode, guess

LETTERS = "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
ALPHABET = LETTERS + LETTERS.upper() + "đĐ bcghklmnpqrstvx"
TEXT = (
    "Trạm quan trắc cũ bên sông đã ghi mực nước suốt năm mươi năm. Người lái đò nhớ từng con "
    "nước, từng mùa lũ, và kể lại cho khách nghe những đêm bến vắng."
)
NATION = "Bến cảng mở cửa lúc sáu giờ, thuyền về muộn phải chờ."


@pytest.mark.parametrize(
    ("name", "raw", "text"),
    [
        ("tcvn3", "Tr¹m quan tr¾c cò bªn s«ng ®· ghi", "Trạm quan trắc cũ bên sông đã ghi"),
        ("tcvn3", "§éi thuyÒn ¢u C¬", "Đội thuyền Âu Cơ"),
        ("tcvn3", "“bÕn” – giê më cöa…", "“bến” – giờ mở cửa…"),
        ("tcvn3", "BÕN §ß CHî NæI", "BẾN ĐÒ CHỢ NỔI"),  # no small letter: all capital
        ("tcvn3", "X· CHî NæI, ë xa", "Xã CHỢ NỔI, ở xa"),  # a word that does not tell
        ("vni", "Traïm quan traéc cuõ beân soâng ñaõ", "Trạm quan trắc cũ bên sông đã"),
        ("vni", "BEÁN ÑOØ, Aâu Cô, AÂu Cô", "BẾN ĐÒ, Âu Cơ, Âu Cơ"),
        ("vni", "nghóa tình, kyõ só, æ, Ñ, kî, quyù", "nghĩa tình, kỹ sĩ, ỉ, Đ, kỵ, quý"),
        ("vni", "“quaùn café”", "“quán café”"),  # what means nothing in VNI is windows-1252
    ],
)  # fmt: skip
def test_bytes_are_read_by_their_table(name: str, raw: str, text: str) -> None:
    assert decode(raw.encode("cp1252"), name) == text


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_letter_comes_back(name: str) -> None:
    # TCVN3 has no capitals with a tone.
    letters = LETTERS + "đăâêôơưĐĂÂÊÔƠƯ" if name == "tcvn3" else ALPHABET
    text = " ".join(letters)
    assert decode(encoded(text, name), name) == text


@pytest.mark.skipif(not shutil.which("iconv"), reason="iconv is missing")
@pytest.mark.parametrize(
    ("name", "peer", "letters"),
    [
        ("tcvn3", "TCVN5712-1", LETTERS + "đĂÂÊÔƠƯĐ"),
        ("viscii", "VISCII", ALPHABET),
        ("windows-1258", "CP1258", ALPHABET),
    ],
)
def test_a_table_is_the_one_of_iconv(name: str, peer: str, letters: str) -> None:
    text = " ".join(letters)
    command = ["iconv", "-f", "UTF-8", "-t", peer]
    raw = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    assert decode(raw, name) == text


@pytest.mark.parametrize(("name", "byte"), [("tcvn3", 0xAF), ("vni", 0x81), ("windows-1258", 0x8A)])
def test_a_byte_without_a_sign_is_an_error_at_its_place(name: str, byte: int) -> None:
    raw = b"ben " + bytes([byte])
    with pytest.raises(UnicodeDecodeError) as caught:
        decode(raw, name)
    assert caught.value.start == 4


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("ABC", "tcvn3"),
        ("TCVN-5712", "tcvn3"),
        ("x-viet-vni", "vni"),
        ("VISCII1.1", "viscii"),
        ("cp1258", "windows-1258"),
        ("Windows-1252", "windows-1252"),
        ("koi8-r", ""),
    ],
)
def test_an_encoding_has_many_names(called: str, name: str) -> None:
    assert canonical_encoding(called) == name


@pytest.mark.parametrize("text", [TEXT, NATION, TEXT.upper()])
@pytest.mark.parametrize("name", ENCODINGS)
def test_the_encoding_is_the_one_that_makes_syllables(name: str, text: str) -> None:
    told = guess(encoded(text, name))
    assert told is not None
    assert (told.name, told.is_convincing, told.share) == (name, True, 1.0)
    assert told.rival_share <= told.share - 0.25


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("Die Fähre fährt täglich über den Fluß, für Gäste gibt es Plätze.", "cp1252"),
        ("L’été, la barge est déjà là à midi ; où va-t-elle ? À côté, près du phare.", "cp1252"),
        ("È già più lì, là, né, sì, dà: può dire perché è così. Più tè, però già là.", "cp1252"),
        ("Não há pão à mão: são só nós, já lá vão, é fé, à sé, cá dá pé, só nós cá.", "cp1252"),
        ("Čluny kotví večer u přístavní zdi, kde žijí rybáři a převozníci už léta.", "cp1250"),
        ("Паром отходит от пристани в девять часов вечера, и его ждут.", "cp1251"),
        ("渡船每天早上六点从码头出发，晚上九点回来。", "gbk"),
        ("เรือข้ามฟากออกจากท่าเวลาเก้าโมงเช้าทุกวัน", "cp874"),
        ("The café by the pier, “open” from six – £5.", "cp1252"),
    ],
)  # fmt: skip
def test_other_languages_convince_of_nothing(raw: str, encoding: str) -> None:
    told = guess(raw.encode(encoding))
    assert told is None or not told.is_convincing


def test_ascii_gives_nothing_to_guess_by() -> None:
    assert guess(b"The old pier") is None
