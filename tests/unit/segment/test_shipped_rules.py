"""Where the shipped rules cut; a bar in the example stands before each further segment."""

from __future__ import annotations

import pytest

from tmkit.errors import UsageError
from tmkit.tasks.segmenting import segment_text, signature

cases = pytest.mark.parametrize


def cut(lang: str, marked: str) -> str:
    """The text of a marked example, marked anew where the rules cut it."""
    text = marked.replace("|", "")
    starts = [segment.start for segment in segment_text(text, lang)]
    return "|".join(
        text[start:end] for start, end in zip([0, *starts[1:]], [*starts[1:], None], strict=True)
    )


@cases(
    ("lang", "marked"),
    [
        ("en", "The scale is verified every year. |A seal shows the date."),
        ("en", "Who verifies the scale? |The local office does! |Its seal shows the date."),
        ("en", "The fee has not changed since 2019. |15 laboratories have applied."),
        ("vi", "Cân được kiểm định hằng năm. |Tem ghi rõ thời hạn."),
        ("vi", "Ai kiểm định cân? |Chi cục thực hiện! |Tem ghi rõ thời hạn."),
        ("vi", "Mức phí giữ nguyên từ năm 2019. |15 phòng thử nghiệm đã đăng ký."),
        ("vi", "Đoàn kiểm tra lập biên bản. |Đại diện cơ sở ký xác nhận."),
    ],
)
def test_a_sentence_ends_before_a_capital_or_a_digit(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "Dr. Mai Lan calibrated the weights. |Mr. Hoang signed the sheet."),
        ("en", "The audit was led by Prof. Dang and Mrs. Cuc."),
        ("en", "The workshop took place at St. Anne Hall."),
        ("vi", "TS. Mai Lan hiệu chuẩn bộ quả cân. |ThS. Hoàng Cúc ký biên bản."),
        ("vi", "Chủ trì hội thảo là PGS.TS. Đặng Hữu Khôi và GS. Lê Bạch."),
        ("vi", "Đoàn do KS. Trịnh Vĩnh làm trưởng đoàn."),
    ],
)
def test_a_title_before_a_name_ends_no_sentence(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    "marked",
    [
        "Trạm cân đặt tại TP. Vinh và TP. Huế. |Xe tải phải dừng kiểm tra.",
        "Văn phòng tại Q. 7, TP.HCM tiếp nhận hồ sơ.",
        "Cơ sở ở P. Bến Thủy, H. Nghi Lộc đã nộp phí.",
        "UBND TX. Cửa Lò phê duyệt kế hoạch.",
    ],
)
def test_an_abbreviation_before_a_place_ends_no_sentence(marked: str) -> None:
    assert cut("vi", marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "Circular No. 12 lists the fees in Art. 4 and Fig. 2."),
        ("en", "See Vol. 3, pp. 14 and Sec. 9 of the guide."),
        ("en", "The answer was no. |The applicant withdrew."),
        ("vi", "Kết quả in tại tr. 15 và tr.16 của báo cáo."),
        ("vi", "Liên hệ ĐT. 0238 555 777 để đặt lịch."),
    ],
)
def test_an_abbreviation_before_a_number_ends_no_sentence(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "Use a reference material, e.g. Certified water, i.e. Type I water."),
        ("en", "Compare two methods (cf. Annex B, approx. 40 pages)."),
        ("vi", "Chọn vật liệu chuẩn, vd. Nước tinh khiết."),
    ],
)
def test_an_abbreviation_that_needs_what_follows_ends_no_sentence(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "Scales, meters, taps, etc. are verified on site."),
        ("en", "We verify scales, meters, taps, etc. |The fee is fixed."),
        ("en", "The hall opens at 8 a.m. and closes at 5 p.m. on weekdays."),
        ("en", "The hall opens at 8 a.m. Monday to Friday."),
        ("en", "The hall closes at 5 p.m. |Please bring the seal."),
        ("en", "The U.S. Mint sent two observers."),
        ("en", "The sensor was made in the U.S. |It was sealed in Vinh."),
        ("en", "Lam Giang Co. Ltd. supplied the gauge."),
        ("vi", "Cân, đồng hồ, vòi nước, v.v. đều được kiểm định."),
        ("vi", "Chi cục kiểm định cân, đồng hồ, v.v. |Mức phí do Bộ quy định."),
    ],
)
def test_etc_and_the_like_end_a_sentence_only_where_one_plainly_begins(
    lang: str, marked: str
) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "The keynote was given by K. L. Dinh of the board."),
        ("en", "The keynote was given by Martha K.Lindqvist of the board."),
        ("vi", "Bài tham luận do K. L. Dinh trình bày."),
        ("vi", "Bài tham luận do Martha K.Lindqvist trình bày."),
    ],
)
def test_an_initial_ends_no_sentence_with_or_without_a_space(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "Packages of type A. |Inspectors weigh them."),
        ("en", "The limits stand in Annex B. |Inspectors apply them."),
        ("vi", "Giới hạn nêu tại Phụ lục B. |Thanh tra viên áp dụng."),
        ("vi", "Mẫu thử thuộc loại A. |Kết quả đạt yêu cầu."),
    ],
)
def test_a_letter_that_names_something_ends_a_sentence(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "The plant filled 1,250.75 tonnes, or 3.5 per cent more."),
        ("en", "Version 2.4.1 of the protocol took effect on 01.07.2022."),
        ("vi", "Nhà máy đóng gói 1.250,75 tấn, tăng 3,5%."),
        ("vi", "Quyết định có hiệu lực từ ngày 01.07.2022 và áp dụng cho 2.400 cơ sở."),
    ],
)
def test_a_separator_in_a_number_ends_no_sentence(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "Decree 15/2021/NĐ-CP cites QCVN 4:2009/BKHCN. |ISO 9001:2015 is voluntary."),
        ("vi", "Nghị định 15/2021/NĐ-CP viện dẫn QCVN 4:2009/BKHCN. |TCVN 8.2:2011 là tự nguyện."),
    ],
)
def test_a_document_number_is_not_cut(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "1. Scope of the guide"),
        ("en", "2.3. Sampling. |Samples are sealed."),
        ("en", "IV. Penalties"),
        ("en", "Article 5. Duties of the importer"),
        ("en", "Table 2. Permitted errors"),
        ("vi", "1. Phạm vi áp dụng"),
        ("vi", "2.3. Lấy mẫu. |Mẫu được niêm phong."),
        ("vi", "IV. Xử phạt"),
        ("vi", "Điều 5. Trách nhiệm của cơ sở nhập khẩu"),
        ("vi", "Chương II. Quản lý phép đo"),
        ("vi", "Bảng 2. Sai số cho phép"),
    ],
)
def test_an_enumerator_stays_with_its_heading(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "The file holds: a) the form; b) the receipt; c) the photograph."),
        ("en", "Note: Seals are numbered; Inspectors keep a list."),
        ("vi", "Hồ sơ gồm: a) Đơn đề nghị; b) Biên lai; c) Ảnh chụp phương tiện đo."),
        ("vi", "Lưu ý: Tem có số; Thanh tra viên giữ danh sách."),
    ],
)
def test_items_semicolons_and_colons_end_no_segment(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "“Is the seal intact?” asked one inspector."),
        ("en", "“The seal is intact.” Mr. Vinh said so twice."),
        ("en", "“The seal is intact. |Nobody opened the lid.” |The report was closed."),
        ("vi", "“Tem còn nguyên không?” một thanh tra viên hỏi."),
        ("vi", "“Tem còn nguyên.” Ông Vinh khẳng định."),
        ("vi", "“Tem còn nguyên. |Không ai mở nắp.” |Biên bản được khép lại."),
    ],
)
def test_a_quotation_ends_with_its_sentence_but_stays_with_who_said_it(
    lang: str, marked: str
) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "The pointer moved… then stopped."),
        ("en", "The pointer moved... |Nobody knew why."),
        ("vi", "Kim dao động… rồi dừng lại."),
        ("vi", "Kim dao động... |Không ai rõ nguyên nhân."),
    ],
)
def test_an_ellipsis_ends_a_sentence_only_before_a_new_one(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "Inspectors sealed the pump.|Drivers used another one."),
        ("vi", "Đoàn đã niêm phong cột bơm.|Hiện cửa hàng tạm nghỉ."),
        ("vi", "Phòng thử nghiệm được công nhận theo tiêu chuẩn ISO.|Mẫu gửi qua bưu điện."),
    ],
)
def test_a_sentence_ends_even_where_the_space_is_missing(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases("lang", ["en", "vi"])
@cases(
    "address",
    ["https://www.doluong.example/Mau.Don?id=4.2", "tiep.nhan@doluong.example", "Doluong.Example"],
)
def test_an_address_is_not_cut(lang: str, address: str) -> None:
    text = f"{address}, {address}, {address}"
    assert [segment.text for segment in segment_text(text, lang)] == [text]


@cases(
    ("lang", "marked"),
    [
        ("en", "The app was tested. |iScale reads the label. |pH is measured last."),
        ("vi", "Ứng dụng đã được thử. |iScale đọc nhãn hàng. |pH được đo sau cùng."),
    ],
)
def test_a_sentence_may_begin_with_a_lower_case_product_name(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases(
    ("lang", "marked"),
    [
        ("en", "Verification\n|of scales and Dr.\n|Mai"),
        ("en", "The seal is new. |– Who set it?"),
        ("vi", "Kiểm định\n|cân và TS.\n|Mai"),
        ("vi", "Tem còn mới. |– Ai dán tem?"),
    ],
)
def test_a_new_line_or_a_dialogue_dash_begins_a_segment(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@cases("tag", ["en-GB", "EN", "vi-VN"])
def test_a_region_or_capitals_do_not_change_the_language_of_the_rules(tag: str) -> None:
    assert len(segment_text("Tem 1. Tem 2.", tag)) == 2


@cases("text", ["", "  \n\t "])
def test_a_text_without_signs_has_no_segments(text: str) -> None:
    assert segment_text(text, "vi") == []


def test_a_language_without_rules_is_bad_usage() -> None:
    with pytest.raises(UsageError, match="xx"):
        segment_text("Tem 1.", "xx")


def test_the_signature_names_each_language_and_the_digest_of_its_rules() -> None:
    assert [part.split("-")[0] for part in signature(("en-GB", "vi")).split(",")] == ["en", "vi"]
