"""Names of bodies and titles of office in running text, lists and headings."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from name_carriers import CARRIERS, missed, rows_of

from tmkit.terms import KnownNames, find_names, same_name


def names(text: str, lang: str, known: KnownNames | None = None) -> list[str]:
    return [text[slice(*mention.span)] for mention in find_names(text, lang, known=known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bộ Đo đạc đã ban hành quy chế.", ["Bộ Đo đạc"]),
        ("Bộ Cân Đo ban hành quy chế.", ["Bộ Cân Đo"]),
        ("Hôm qua Bộ Muối và Đường biển họp.", ["Bộ Muối và Đường biển"]),
        ("Bộ Con dấu, Đo đạc và Chữ viết đề nghị", ["Bộ Con dấu, Đo đạc và Chữ viết"]),
        ("Bộ Con dấu và Bộ Đo đạc phối hợp", ["Bộ Con dấu", "Bộ Đo đạc"]),
        ("Bộ Con dấu, Bộ Đo đạc, UBND tỉnh", ["Bộ Con dấu", "Bộ Đo đạc", "UBND tỉnh"]),
        ("Bộ Con dấu và các đơn vị, Bộ Con dấu và CKLG", ["Bộ Con dấu", "Bộ Con dấu"]),
        ("gửi Sở Con dấu tỉnh Lam Giang để xem", ["Sở Con dấu tỉnh Lam Giang"]),
        ("tại TP. Lam Giang, UBND TP. Lam Giang họp", ["UBND TP. Lam Giang"]),
        ("do Cục Đo đạc quốc tế cấp.", ["Cục Đo đạc quốc tế"]),
        ("Cục Hàng muối Việt Nam thông báo", ["Cục Hàng muối Việt Nam"]),
        ("Vụ Con dấu - Chữ viết trình", ["Vụ Con dấu - Chữ viết"]),
        ("Trung tâm Đo đạc 3 (TTĐĐ 3) nhận mẫu", ["Trung tâm Đo đạc 3"]),
        ("Cục Phòng, chống gian lận đo lường", ["Cục Phòng, chống gian lận đo lường"]),
        ("Ủy ban về Con dấu của Lam Giang (CKLG)", ["Ủy ban về Con dấu của Lam Giang"]),
        ("Hiệp hội các phòng cân đo (HPC) họp", ["Hiệp hội các phòng cân đo"]),
        ("Văn phòng Bộ ký giấy mời", ["Văn phòng Bộ"]),
        ("- Cục Đo đạc;\n- Vụ Con dấu.", ["Cục Đo đạc", "Vụ Con dấu"]),
        ("Cục đã họp; thuộc Ủy ban.", ["Cục", "Ủy ban"]),
        ("Đó là Luật. Cục trình Bộ Con dấu.", ["Cục", "Bộ Con dấu"]),
    ],
)
def test_a_body_is_found_whole_after_its_head(text: str, found: list[str]) -> None:
    assert names(text, "vi") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bộ trưởng Bộ Đo đạc phát biểu", ["Bộ trưởng Bộ Đo đạc"]),
        ("Bộ trưởng Bộ Xây cầu họp với", ["Bộ trưởng Bộ Xây cầu"]),
        ("Bộ trưởng Nguyễn Văn Mẫu họp", ["Bộ trưởng"]),
        ("Cục trưởng Cục Cân Trần Thị Mẫu", ["Cục trưởng Cục Cân"]),
        ("Phó chủ tịch Thường trực UBND tỉnh", ["Phó chủ tịch Thường trực UBND tỉnh"]),
        ("Bộ trưởng, Chủ nhiệm Ủy ban Con dấu", ["Bộ trưởng, Chủ nhiệm Ủy ban Con dấu"]),
        ("Thứ trưởng, Vụ trưởng và Giám đốc Sở.", ["Thứ trưởng", "Vụ trưởng", "Giám đốc Sở"]),
        ("Tổng Thư ký Jane Example đến thăm", ["Tổng Thư ký"]),
    ],
)
def test_a_title_takes_its_body_and_leaves_the_person(text: str, found: list[str]) -> None:
    mentions = find_names(text, "vi")
    assert [text[slice(*mention.span)] for mention in mentions] == found
    assert {mention.kind for mention in mentions} == {"title"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ministry of Seals and Marks has issued", ["Ministry of Seals and Marks"]),
        ("the Ministry of Seals, Marks and Weights said", ["Ministry of Seals, Marks and Weights"]),
        ("Ministry of Tin, Salt wells and Bells", ["Ministry of Tin, Salt wells and Bells"]),
        ("the Ministry of Seals and Ministry of Salt", ["Ministry of Seals", "Ministry of Salt"]),
        ("the Ministry of Seals and Japan agreed", ["Ministry of Seals"]),
        ("the Ministry of Seals and UNESCO agreed", ["Ministry of Seals"]),
        ("the Ministry of Seals, Ms. Jane Example", ["Ministry of Seals"]),
        ("The Lam Giang Seal Institute and Hue met", ["Lam Giang Seal Institute"]),
        ("a Directorate for Seals in Lam Giang", ["Directorate for Seals"]),
        ("a Committee on Seals met on Monday", ["Committee on Seals"]),
        ("the Seals and Marks Administration met", ["Seals and Marks Administration"]),
        ("Bank of the Republic of Lam Giang", ["Bank of the Republic of Lam Giang"]),
        ("the People’s Committee of Lam Giang", ["People’s Committee of Lam Giang"]),
        ("a Council on Trade in Salt (CTS) met", ["Council on Trade in Salt"]),
        ("Then the Ministry said so; the Office.", ["Ministry", "Office"]),
        ("Viet Nam’s Seal Institute, LGMO’s Seal Board", ["Seal Institute", "Seal Board"]),
        ("Fund for Seals – Lam Giang Branch 2", ["Fund for Seals", "Lam Giang Branch 2"]),
    ],
)
def test_a_body_is_a_run_of_capitals_with_a_head(text: str, found: list[str]) -> None:
    assert names(text, "en") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Minister of Seals and Marks said", ["Minister of Seals and Marks"]),
        ("Prime Minister Nguyen Van Mau met", ["Prime Minister"]),
        ("Mr. Le Van Mau, Acting Director General of LGMO,", ["Acting Director General of LGMO"]),
        ("Chairman of the Seal Committee and", ["Chairman of the Seal Committee"]),
        ("Vice Chairman/Chairwoman of Committee", ["Vice Chairman/Chairwoman of Committee"]),
        ("Minister, Chairman of the Seal Board", ["Minister, Chairman of the Seal Board"]),
        ("Head of the unit, Inspector-General", ["Head", "Inspector-General"]),
    ],
)
def test_a_title_goes_on_over_of(text: str, found: list[str]) -> None:
    mentions = find_names("Then " + text, "en")
    assert [("Then " + text)[slice(*mention.span)] for mention in mentions] == found
    assert {mention.kind for mention in mentions} == {"title"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Bộ tiêu chuẩn này gồm ba phần.", "vi"),
        ("Trong khi đó, cán bộ dự hội nghị tại văn phòng.", "vi"),
        ("Viện dẫn Điều 3. Sở hữu là một quyền. Phòng thử nghiệm phải sạch.", "vi"),
        ("Nguyễn Văn Mẫu và Trần Thị Mẫu đến Hà Nội.", "vi"),
        ("Tổ chức Hội nghị Con dấu. Luật Tổ chức Cân đo. Vụ án Lam Giang.", "vi"),
        ("QUYẾT ĐỊNH CỦA BỘ ĐO ĐẠC", "vi"),
        ("Committee members met. Office hours are short. World Weights Day", "en"),
        ("Service Agreement 3, Group Photo, Section 3, Court Fees", "en"),
        ("Mr. Nguyen Van Mau and Ms. Jane Example came to Lam Giang.", "en"),
        ("REPORT OF THE MINISTRY OF SEALS", "en"),
        ("Das Ministerium für Siegel", "de"),
    ],
)
def test_what_is_no_name_is_not_found(text: str, lang: str) -> None:
    assert names(text, lang) == []


LONG, SHORT = "Trung tâm Con dấu Chữ viết Việt Nam", "Bộ Đo đạc"
KNOWN = KnownNames(
    [LONG, SHORT, "Bộ Đo điện", "Phòng", "Phó Giám đốc Viện Con dấu", "Bộ trưởng Bộ Ngoại giao"]
)


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Trung tâm Con dấu Chữ viết Việt Nam", LONG, "exact"),
        ("trung tâm con dấu chữ viết Việt Nam", LONG, "variant"),
        ("TRUNG TÂM CON DẤU CHỮ VIẾT VIỆT NAM", LONG, "variant"),
        ("Trung tam Con dau Chu viet Viet Nam", LONG, "variant"),
        ("Trung tâm Con dấu, Chữ viết Vietnam", LONG, "variant"),
        (unicodedata.normalize("NFD", LONG), LONG, "variant"),
        ("bộ đo đạc", SHORT, "variant"),
        ("Trung Con dấu Chữ viết Việt Nam", LONG, "typo"),
        ("Trung tâm tâm Con dấu Chữ viết Việt Nam", LONG, "typo"),
        ("Trung tâm Con dâu Chữ viết Việt Nam", LONG, "typo"),
        ("Trung tâm Con dấu Chữ viét Việt Nam", LONG, "typo"),
        ("Trung tâm Con dấu Chữ vieet Việt Nam", LONG, "typo"),
    ],
)
def test_a_known_name_is_found_in_other_spellings(text: str, name: str, how: str) -> None:
    for before, after in (("", ""), ("Theo ", " thì "), ("\n", " đã họp.")):
        mentions = find_names(before + text + after, "vi", known=KNOWN)
        assert [(each.known, each.how) for each in mentions] == [(name, how)]
        assert mentions[0].span == (len(before), len(before) + len(text))


@pytest.mark.parametrize(
    "text",
    [
        "Trung tâm Con dấu Chữ số Việt Nam",  # another word is another name
        "cán bộ đo đạc",  # half of the word before
        "phòng",  # in lower case a common noun
        "Bộ Đo",
        "Phó Tổng Giám đốc Viện Con dấu",  # another rank
        "Phó Giám đốc Thường trực Viện Con dấu",
        "Bộ trưởng Bộ Giao vận muối",  # a slip would cut the name
    ],
)
def test_what_only_resembles_a_known_name_is_not_it(text: str) -> None:
    assert [each.known for each in find_names(text, "vi", known=KNOWN) if each.known] == []


def test_a_slip_between_two_known_names_is_neither() -> None:
    known = KnownNames(["Viện Con dấu Lam Giang", "Viện Con dầu Lam Giang"])
    (mention,) = find_names("Viện Con dẩu Lam Giang họp.", "vi", known=known)
    assert mention.known is None


def test_a_known_name_ends_what_its_shape_would_take() -> None:
    text = "Bộ Con dấu vẽ tranh."
    assert names(text, "vi") == ["Bộ Con dấu vẽ tranh"]
    assert names(text, "vi", KnownNames(["Bộ Con dấu"])) == ["Bộ Con dấu"]


def test_a_longer_name_holds_against_a_known_part_of_it() -> None:
    known = KnownNames(["Cục", "Cục Con dấu", "Cục trưởng"])
    text = "Cục trưởng Cục Con dấu tỉnh Lam Giang"
    assert names(text, "vi", known) == [text]


def test_a_comma_before_a_head_parts_two_names() -> None:
    known = KnownNames(["Văn phòng Bộ", "Văn phòng"])
    assert names("Văn phòng, Bộ Con dấu họp", "vi", known) == ["Văn phòng", "Bộ Con dấu"]


def test_a_known_title_is_a_title() -> None:
    known = KnownNames(["Minister of Seals", "Ministry of Seals"])
    text = "MINISTER OF SEALS, MINISTRY OF SEALS"
    assert [each.kind for each in find_names(text, "en", known=known)] == ["title", "body"]


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Nguyễn Văn Mẫu", "Nguyen Van Mau", True),
        ("Nguyễn Văn Mẫu", "NGUYỄN VAN MAU", True),
        ("Hà Nội", "Hanoi", True),
        ("Hà Nội", "Ha Noi", True),
        ("Hoà Bình", "Hòa Bình", True),
        ("Đặng Mẫu", "Dang Mau", True),
        ("Hà Nội", "Hạ Nồi", False),
        ("Hà Nội", "Hà Nam", False),
        ("", "", False),
    ],
)
def test_a_name_is_the_same_without_its_marks(one: str, other: str, are_same: bool) -> None:  # noqa: FBT001 # a column of the table
    assert same_name(one, other) is are_same
    assert same_name(other, one) is are_same


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_official_names_are_found_whole(shared: Path, lang: str) -> None:
    table = (shared / "facts" / "official-names.tsv").read_text(encoding="utf-8")
    official = [name for row, name in rows_of(table) if row == lang]
    sentences = len(official) * len(CARRIERS[lang])
    for known, least in ((None, 0.95), (KnownNames(official), 0.99)):
        failures = [failure for name in official for failure in missed(name, lang, known)]
        assert len(failures) <= (1 - least) * sentences, failures[:20]


@pytest.mark.parametrize("text", ["The Ministry of Trade and", "the Ministry of Trade &", "and"])
def test_a_text_that_ends_in_the_middle_of_an_enumeration_is_read(text: str) -> None:
    found = [text[slice(*each.span)] for each in find_names(text, "en")]
    assert found in ([], ["Ministry of Trade"])
