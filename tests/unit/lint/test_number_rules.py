"""Numbers, dates, measures, negations and references: what is the same, and what is not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tmkit.lint import Pair, UnitContext, UnitHit, citations, measures, negation, numbers

RULES = (*numbers.RULES, *measures.RULES, *negation.RULES, *citations.RULES)
PHRASES = Path(__file__).parents[2] / "golden" / "quality" / "same.tsv"
STYLES = UnitContext(decimals={("", "en"): ".", ("", "vi"): ","})


def codes_in(
    source: str,
    target: str,
    languages: tuple[str, str] = ("en", "vi"),
    context: UnitContext = STYLES,
) -> set[str]:
    pair = Pair(source, target, languages)
    return {rule.code for rule in RULES if any(True for _ in rule.check(pair, context))}


SAME = [
    ("five days", "5 ngày"),
    ("five days", "năm ngày"),
    ("The fee is 1,500,000 VND.", "Lệ phí là 1.500.000 đồng."),
    ("The fee is 1,500,000 VND.", "Lệ phí là 1 500 000 đồng."),
    ("The fee is 1.5 million dong.", "Lệ phí là 1,5 triệu đồng."),
    ("2.5 million people", "2 500 000 người"),
    ("2.5 million people", "hai triệu rưỡi người"),
    ("1.25 billion dong", "1 tỷ 250 triệu đồng"),
    ("The mass is 2.345 kg.", "Khối lượng là 2,345 kg."),
    ("a dozen eggs", "một chục quả trứng"),
    ("a dozen eggs", "12 quả trứng"),
    ("half a litre", "nửa lít"),
    ("half a litre", "0,5 lít"),
    ("one and a half hours", "1,5 giờ"),
    ("one and a half hours", "một tiếng rưỡi"),
    ("one hundred and twenty-five samples", "125 mẫu"),
    ("125 samples", "một trăm hai mươi lăm mẫu"),
    ("the 21st century", "thế kỷ XXI"),
    ("the twenty-first century", "thế kỷ 21"),
    ("Chapter IV", "Chương 4"),
    ("Chapter IV", "Chương IV"),
    ("50 percent of samples", "50% số mẫu"),
    ("50 per cent", "năm mươi phần trăm"),
    ("at 5 a.m.", "lúc 05:00"),
    ("at 5 a.m.", "lúc 5 giờ sáng"),
    ("at 5 p.m.", "lúc 17 giờ"),
    ("at 5 p.m.", "lúc 17h00"),
    ("at half past five", "lúc 5 giờ 30"),
    ("at 5:30 pm", "lúc 17 giờ 30 phút"),
    ("open 24/7", "mở cửa 24/7"),
    ("open 24/7", "mở cửa suốt ngày đêm"),
    ("open 24/7", "mở cửa 24 giờ mỗi ngày, 7 ngày mỗi tuần"),
    ("They won 3-1.", "Họ thắng 3-1."),
    ("10–20 samples", "10 đến 20 mẫu"),
    ("10-20 samples", "từ 10 đến 20 mẫu"),
    ("Call +84 24 5550 0106.", "Gọi số (024) 5550 0106."),
    ("Call 024 5550 0106.", "Gọi 024.5550.0106."),
    ("on Monday, September 25", "vào thứ Hai, ngày 25 tháng 9"),
    ("on Monday, 25 September 2023", "vào thứ Hai, ngày 25/9/2023"),
    ("September 25th, 2023", "25/09/2023"),
    ("25 Sept 2023", "25-9-2023"),
    ("2023-09-25", "25/9/2023"),
    ("in May 2024", "vào tháng 5 năm 2024"),
    ("in May 2024", "vào tháng 5/2024"),
    ("In May, prices rose.", "Trong tháng Năm, giá tăng."),
    ("in January", "vào tháng Giêng"),
    ("in the first quarter of 2024", "trong quý I năm 2024"),
    ("in the first quarter of 2024", "trong quý 1/2024"),
    ("in Q3 2023", "trong quý III/2023"),
    ("in the 1990s", "trong những năm 1990"),
    ("in the 1990s", "trong thập niên 90"),
    ("in the '80s", "những năm 80"),
    ("USD 3,000.50", "3.000,50 USD"),
    ("$2 million", "2 triệu đô la"),
    ("$2m", "2 triệu USD"),
    ("€500 billion", "500 tỷ euro"),
    ("80 km/h", "80 km/giờ"),
    ("80 km/h", "80 kilômét một giờ"),
    ("16 GB of memory", "bộ nhớ 16GB"),
    ("20 °C", "20 độ C"),
    ("3/4 of the members", "ba phần tư số thành viên"),
    ("two thirds of the members", "2/3 số thành viên"),
    ("a quarter of the members", "1/4 số thành viên"),
    ("a quarter of the members", "một phần tư số thành viên"),
    ("ten thousand people", "một vạn người"),
    ("ten thousand people", "10 nghìn người"),
    ("200 m² of floor", "200 mét vuông sàn"),
    ("10⁻³ mol", "10⁻³ mol"),
    ("version 3.12 of the program", "phiên bản 3.12 của chương trình"),
    ("Python 3.12 is needed.", "Cần có Python 3.12."),
    ("Decree No. 15/2021/ND-CP", "Nghị định số 15/2021/NĐ-CP"),
    ("Decision No. 1000/QD-TTg of 5 June 2020", "Quyết định số 1000/QĐ-TTg ngày 05/6/2020"),
    ("Circular No. 07/2019/TT-BKHCN", "Thông tư số 07/2019/TT-BKHCN"),
    ("Point a, Clause 2, Article 8", "điểm a khoản 2 Điều 8"),
    ("Article 8(2)(a)", "điểm a khoản 2 Điều 8"),
    ("Points a and b of Clause 3", "các điểm a và b khoản 3"),
    ("Point dd, Clause 1", "điểm đ khoản 1"),
    ("đ) the seal", "đ) con dấu"),
    ("dd) the seal", "đ) con dấu"),
    ("e) the seal", "đ) con dấu"),
    ("ISO/IEC 17025:2017", "ISO/IEC 17025:2017"),
    ("TCVN 7699-2-1:2007", "TCVN 7699-2-1:2007"),
    ("Both laboratories agreed.", "Hai phòng thử nghiệm đã đồng ý."),
    ("It is done once a year.", "Việc này được làm mỗi năm một lần."),
    ("It is done twice a year.", "Việc này được làm 2 lần một năm."),
    ("a 10-year-old meter", "công tơ đã dùng 10 năm"),
    ("every 2 years", "hai năm một lần"),
    ("a two-day workshop", "hội thảo 2 ngày"),
    ("24 hours", "một ngày đêm"),
    ("72 hours", "3 ngày"),
    ("90 minutes", "1,5 giờ"),
    ("90 minutes", "một giờ rưỡi"),
    ("six months", "nửa năm"),
    ("a fortnight", "hai tuần"),
    ("annual fee", "phí hằng năm"),
    ("the decade", "thập kỷ"),
    ("10 years", "một thập kỷ"),
    ("a mile away", "cách 1,6 km"),
    ("not only cheap but good", "không những rẻ mà còn tốt"),
    ("It is not only cheap.", "Nó vừa rẻ vừa tốt."),
    ("no later than 5 days", "chậm nhất là 5 ngày"),
    ("Wait until it is dry.", "Chờ cho đến khi khô. "),
    ("Is it good?", "Nó có tốt không?"),
    ("Do you know whether it works?", "Bạn có biết nó chạy được không?"),
    ("unlicensed goods", "hàng không có giấy phép"),
    ("without a licence", "không có giấy phép"),
    ("without a licence", "thiếu giấy phép"),
    ("illegal goods", "hàng hóa trái phép"),
    ("invalid certificate", "giấy chứng nhận không hợp lệ"),
    ("No. 5", "Số 5"),
    ("No 5, Vi Du Street", "Số 5, phố Ví Dụ"),
    ("It does not work.", "Nó không chạy."),
    ("It has not been tested.", "Nó chưa được kiểm tra."),
    ("Do not touch.", "Đừng chạm vào."),
    ("Smoking is not allowed.", "Cấm hút thuốc."),
    ("airline", "hãng hàng không"),
    ("the space", "không gian"),
    ("It is not uncommon.", "Điều này là phổ biến."),
    ("not exceeding 5 mm", "không quá 5 mm"),
    ("at most 5 mm", "không quá 5 mm"),
    ("at least 5 samples", "không ít hơn 5 mẫu"),
    ("at least 5 samples", "ít nhất 5 mẫu"),
    ("under 18 years", "chưa đủ 18 tuổi"),
    ("wireless network", "mạng không dây"),
    ("free of charge", "không mất phí"),
    ("from 3 to 5 p.m.", "từ 15 giờ đến 17 giờ"),
    ("from 8 to 10 May", "từ ngày 8 đến ngày 10 tháng 5"),
    ("from 8 to 10 May 2024", "từ ngày 08 đến 10/5/2024"),
    ("8–10 May 2024", "ngày 8-10/5/2024"),
    ("May 8-10, 2024", "từ 08 đến 10/5/2024"),
    ("between 28 April and 2 May", "từ 28/4 đến 2/5"),
    ("1 + 1 = 2", "1 + 1 = 2"),
    ("one of the samples", "một trong các mẫu"),
    ("The second step takes 5 seconds.", "Bước thứ hai mất 5 giây."),
    ("He may come in 3 days.", "Ông ấy có thể đến sau 3 ngày."),
    ("Step 2: march forward 10 steps.", "Bước 2: tiến lên 10 bước."),
    ("10 000 hours", "10 000 giờ"),
    ("GPT-3.5 has 175B parameters.", "GPT-3.5 có 175 tỷ tham số."),
    ("100k users", "100 nghìn người dùng"),
    ("The ratio is 1:3.", "Tỷ lệ là 1:3."),
    ("COVID-19", "COVID-19"),
    ("World War II", "Thế chiến thứ hai"),
    ("World War II", "Chiến tranh thế giới thứ 2"),
    ("Year 2000", "Năm 2000"),
    ("aged 17", "17 tuổi"),
    ("a six-point lead", "dẫn trước 6 điểm"),
    ("Win a 3rd time", "thắng lần thứ ba"),
    ("0.1 mg/l", "0,1 mg/l"),
    ("in the thousands", "hàng nghìn"),
    ("several hundred people", "vài trăm người"),
    ("hundreds of thousands of people", "hàng trăm nghìn người"),
    ("tens of thousands of people", "hàng chục nghìn người"),
    ("30,000-40,000 units", "30-40 nghìn chiếc"),
    ("between 3 and 4 million", "từ 3 đến 4 triệu"),
    ("3-4 million", "3 đến 4 triệu"),
    ("3.5 billion", "3,5 tỉ"),
    ("Circular 07/2019", "Thông tư 07/2019"),
    ("12.05.2024", "ngày 12/5/2024"),
    ("the 5th of May", "mùng 5 tháng 5"),
    ("on the morning of 5 June", "sáng ngày 5/6"),
    ("Saturday and Sunday", "thứ Bảy và Chủ nhật"),
    ("weekdays", "từ thứ Hai đến thứ Sáu"),
    ("on the first two days", "trong hai ngày đầu"),
    ("On Tuesday, four members met.", "Thứ Ba, bốn thành viên đã họp."),
    ("for five years in Hanoi", "trong năm năm ở Hà Nội"),
    ("four of this year's samples", "bốn mẫu của năm nay"),
    ("the parties", "hai bên"),
    ("eleven members", "mười một thành viên"),
    ("two third parties", "hai bên thứ ba"),
    ("two thirds", "hai phần ba"),
    ("one third", "một phần ba"),
    ("one hundred and five", "một trăm linh năm"),
    ("The fee is waived.", "Lệ phí được miễn."),
    ("They are neither too large nor too small.", "Chúng không quá lớn hay quá nhỏ."),
    ("Unfortunately it is late.", "Thật không may, đã muộn."),
    ("Do not forget the seal.", "Hãy nhớ con dấu."),
    ("They were prevented from leaving.", "Họ bị ngăn không cho đi."),
    ("Unlike the old form, it is short.", "Không giống như mẫu cũ, nó ngắn."),
    ("It checks whether the lamp works.", "Nó kiểm tra xem đèn có sáng không để báo."),
    ("The input is unknown.", "Đầu vào chưa được biết."),
    ("This goes without saying.", "Đó là điều hiển nhiên."),
    ("In this chapter I explain it.", "Trong chương này tôi giải thích điều đó."),
]


@pytest.mark.parametrize(("english", "vietnamese"), SAME)
def test_what_is_worth_the_same_is_not_reported_in_either_direction(
    english: str, vietnamese: str
) -> None:
    assert codes_in(english, vietnamese) == set()
    assert codes_in(vietnamese, english, ("vi", "en")) == set()


@pytest.mark.parametrize("line", PHRASES.read_text(encoding="utf-8").splitlines())
def test_phrases_that_say_the_same_are_not_reported_in_either_direction(line: str) -> None:
    english, vietnamese = line.split("\t")
    assert codes_in(english, vietnamese) == set()
    assert codes_in(vietnamese, english, ("vi", "en")) == set()


CHANGED = [
    ("TQ101", "within two days", "trong ba ngày"),
    ("TQ101", "fifteen days", "mười ngày"),
    ("TQ101", "three samples", "bốn mẫu"),
    ("TQ101", "the first three steps", "bốn bước đầu tiên"),
    ("TQ101", "ten members", "mười một thành viên"),
    ("TQ101", "the third step", "bước thứ tư"),
    ("TQ101", "the second of two columns", "cột thứ hai trong tám cột"),
    ("TQ101", "twenty-three members", "hai mươi lăm thành viên"),
    ("TQ101", "five days", "6 ngày"),
    ("TQ101", "The fee is 1,500,000 VND.", "Lệ phí là 1.500.00 đồng."),
    ("TQ101", "The fee is 1,500,000 VND.", "Lệ phí là 150.000 đồng."),
    ("TQ101", "2.5 million people", "2,5 tỷ người"),
    ("TQ101", "2.5 million people", "2,5 nghìn người"),
    ("TQ101", "12 samples", "21 mẫu"),
    ("TQ101", "The mass is 2.345 kg.", "Khối lượng là 2,354 kg."),
    ("TQ101", "125 samples", "một trăm hai mươi mẫu"),
    ("TQ101", "In 2016 it was closed.", "Nó đã đóng cửa."),
    ("TQ101", "It was closed.", "Nó đã đóng cửa năm 2016."),
    ("TQ101", "They won 3-1.", "Họ thắng 3-2."),
    ("TQ101", "Call 024 5550 0106.", "Gọi 024 5550 0160."),
    ("TQ101", "at 5:30 pm", "lúc 17 giờ 15"),
    ("TQ102", "September 25, 2023", "25/8/2023"),
    ("TQ102", "September 5, 2023", "9/5/2023"),
    ("TQ102", "25 September 2023", "25 tháng 9 năm 2022"),
    ("TQ102", "on Monday", "vào thứ Ba"),
    ("TQ102", "in May 2024", "vào tháng 6 năm 2024"),
    ("TQ102", "in December", "vào tháng 4"),
    ("TQ103", "5 hours", "5 phút"),
    ("TQ103", "six months", "sáu năm"),
    ("TQ103", "16 GB", "16 MB"),
    ("TQ103", "a few weeks", "vài ngày"),
    ("TQ103", "20 %", "20 mg"),
    ("TQ103", "5 km", "5 m"),
    ("TQ103", "20 kg", "20 g"),
    ("TQ103", "$20", "20 đồng"),
    ("TQ103", "20 °C", "20 °F"),
    ("TQ105", "Decree No. 15/2021/ND-CP", "Nghị định số 15/2020/NĐ-CP"),
    ("TQ105", "Decree No. 15/2021/ND-CP", "Nghị định số 15/2021/TT-BKHCN"),
    ("TQ105", "Clause 2, Article 8", "khoản 2 Điều 9"),
    ("TQ105", "Point a, Clause 2", "điểm b khoản 2"),
    ("TQ105", "a) the seal", "b) con dấu"),
    ("TQ105", "Section 2 of Chapter II", "Mục 2 Chương III"),
    ("TQ105", "ISO/IEC 17025:2017", "ISO/IEC 17025:2005"),
    ("TQ106", "on 05/06/2019", "ngày 05/06/2019"),
    ("TQ104", "It does not work.", "Nó chạy."),
    ("TQ104", "It works.", "Nó không chạy."),
    ("TQ104", "without a licence", "có giấy phép"),
    ("TQ104", "Do not open.", "Mở ra."),
    ("TQ104", "Never open it.", "Hãy mở nó."),
    # One of two is lost; what else negates there is said here as well.
    ("TQ104", "It does not work and cannot be mended.", "Nó không chạy và có thể sửa được."),
    ("TQ104", "You will not need it unless it rains.", "Bạn sẽ cần nó trừ khi trời mưa."),
    ("TQ104", "Do not skip the test to avoid delay.", "Bỏ qua phép thử để tránh chậm trễ."),
    # What always shows in a translation.
    ("TQ104", "It is forbidden to open it.", "Được phép mở nó."),
    ("TQ104", "The certificate is invalid.", "Giấy chứng nhận hợp lệ."),
    ("TQ104", "He was exempt from the fee.", "Ông phải nộp phí."),
    ("TQ104", "The records are missing.", "Đã có hồ sơ."),
    ("TQ104", "They refused the request.", "Họ đã chấp nhận yêu cầu."),
    ("TQ104", "all except the sealed ones", "tất cả, kể cả những chiếc đã niêm phong"),
]


@pytest.mark.parametrize(("code", "english", "vietnamese"), CHANGED)
def test_what_has_changed_is_reported_once_and_in_both_directions(
    code: str, english: str, vietnamese: str
) -> None:
    assert codes_in(english, vietnamese) == {code}
    assert codes_in(vietnamese, english, ("vi", "en")) == {code}


@pytest.mark.parametrize(
    ("decimals", "english", "vietnamese", "expected"),
    [
        # Nothing tells: 1.500 may be either.
        ({}, "1,500 samples", "1.500 mẫu", set()),
        ({}, "1.500 g", "1.500 g", set()),
        ({}, "1,500 samples", "1,500 mẫu", set()),
        ({"en": ".", "vi": ","}, "1,500 samples", "1,500 mẫu", {"TQ101"}),
        ({"en": ".", "vi": ","}, "3.5 litres", "3.5 lít", {"TQ101"}),
        ({"en": ".", "vi": ","}, "3.5 litres", "3,5 lít", set()),
        ({"en": ".", "vi": ","}, "1.500 g", "1.500 g", {"TQ101"}),
        # English with commas, as ISO writes it, and Vietnamese with points.
        ({"en": ",", "vi": ","}, "1,500 g", "1,500 g", set()),
        ({"en": ",", "vi": ","}, "1 500,25 g", "1 500,25 g", set()),
        ({"en": ".", "vi": "."}, "1,500 samples", "1,500 mẫu", set()),
        ({"en": ".", "vi": "."}, "3.5 litres", "3,5 lít", set()),
        # The numbers of versions and of clauses have no decimal sign.
        ({"en": ".", "vi": ","}, "Wager 3.5 is out.", "Đã có Wager 3.5.", set()),
        ({"en": ".", "vi": ","}, "see clause 4.5", "xem khoản 4.5", set()),
        ({"en": ".", "vi": ","}, "earlier versions than 4.5", "các phiên bản trước 4.5", set()),
    ],
)
def test_a_number_is_read_as_its_document_writes_numbers(
    decimals: dict[str, str], english: str, vietnamese: str, expected: set[str]
) -> None:
    context = UnitContext(decimals={("", lang): sign for lang, sign in decimals.items()})
    assert codes_in(english, vietnamese, context=context) == expected


@pytest.mark.parametrize(
    ("languages", "text", "expected"),
    [
        (("en", "vi"), "05/06/2019", {"TQ106"}),
        (("en-GB", "vi"), "05/06/2019", set()),
        (("en-US", "vi"), "05/06/2019", {"TQ102"}),
        (("en", "vi"), "05.06.2019", set()),
        (("en", "vi"), "2019-06-05", set()),
        (("en", "vi"), "06/06/2019", set()),
    ],
)
def test_a_date_in_figures_is_read_as_its_region_writes_dates(
    languages: tuple[str, str], text: str, expected: set[str]
) -> None:
    assert codes_in(f"on {text}", "ngày 5/6/2019" if "06/06" not in text else text, languages) == (
        expected
    )


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Fünf Tage, am 5. Mai 2019", "Cinq jours, le 5 mai 2019", set()),
        ("2,5 Millionen", "2.5 millions", set()),
        ("1500 kg", "1400 kg", {"TQ101"}),
        ("nicht", "oui", set()),
    ],
)
def test_of_other_languages_only_what_needs_no_facts_is_compared(
    source: str, target: str, expected: set[str]
) -> None:
    assert codes_in(source, target, ("de", "fr"), UnitContext()) == expected


def test_letters_with_their_marks_apart_are_read_and_have_no_place() -> None:
    text = unicodedata.normalize("NFD", "năm ngày, 17 mẫu")
    assert codes_in("five days, 17 samples", text) == set()
    (hit,) = numbers.RULES[0].check(Pair("five days, 16 samples", text), STYLES)
    assert hit == UnitHit("target", None, {"text": "17"})


def test_a_date_says_as_much_as_that_of_the_source() -> None:
    assert codes_in("on 15 June 2023", "ngày 15 tháng 6") == {"TQ102"}
    assert codes_in("on 15 June 2023", "tháng 6 năm 2023") == {"TQ102"}
    assert codes_in("on 15 June", "ngày 15 tháng 6 năm 2023") == set()


def test_numbers_in_code_are_left_to_the_rule_of_code() -> None:
    assert codes_in("Set `limit = 5`.", "Đặt `limit = 6`.") == set()
    assert codes_in("[part 2](/course/2)", "[phần 2](/course/3)") == set()
    assert codes_in("Set the limit to 5.", "Đặt giới hạn là `5`.") == set()


def test_the_number_of_an_item_counts_where_both_sides_have_one() -> None:
    assert codes_in("Read the manual.", "2. Đọc tài liệu.") == set()
    assert codes_in("1. Read the manual.", "2. Đọc tài liệu.") == {"TQ101"}


def test_a_hit_says_where_the_number_stands() -> None:
    pair = Pair("The fee is 250 dong.", "Lệ phí là 520 đồng.")
    (hit,) = numbers.RULES[0].check(pair, STYLES)
    assert pair.target[slice(*hit.span or ())] == hit.details["text"] == "520"
