"""TG3: how Vietnamese is spelt, which language a text is in, which capitals a term has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.formats import concept
from tmkit.lint import Case
from tmkit.lint.rule import term
from tmkit.model import Finding
from tmkit.settings import GlossarySettings, Settings
from tmkit.tasks.checking import findings_of


def findings_in(fragments: dict[str, str], tones: str = "") -> list[Finding]:
    texts = Case(fragments).texts()
    files = [concept.parse(text, Path("house", f"{id_}.toml")) for id_, text in texts.items()]
    settings = Settings(glossary=(("house", GlossarySettings(tones=tones)),))
    found = findings_of(files, settings)
    return [each for each in found if each.code.startswith("TG3")]


def of_term(text: str, **more: str) -> dict[str, str | None]:
    found = findings_in({"level": term("en", "some level") + term("vi", text, **more)})
    return {each.code: each.fix.text if each.fix else None for each in found}


@pytest.mark.parametrize(
    ("written", "code", "meant"),
    [
        ("Tong cuc Tieu chuan Do luong", "TG301", "Tổng cục Tiêu chuẩn Đo lường"),
        ("do luong", "TG301", "đo lường"),
        ("tieu chuan quoc gia", "TG301", "tiêu chuẩn quốc gia"),
        ("kiểm đinh", "TG302", "kiểm định"),
        ("tiêu chuân", "TG302", "tiêu chuẩn"),
        ("phòng thử nghiêm", "TG302", "phòng thử nghiệm"),
        ("Kiễm định viên", "TG302", "Kiểm định viên"),
        ("chu kỳ hiêu chuẩn", "TG302", "chu kỳ hiệu chuẩn"),
        ("thử nghlệm", "TG303", None),
        ("thửnghiệm", "TG303", None),
        ("chứg nhận", "TG303", None),
        ("công chứcc", "TG303", None),
        ("quy trìnhh", "TG303", None),
        ("giấy phésp", "TG303", None),
        ("nghành", "TG303", "ngành"),
        ("Nghành công nghiệp", "TG303", "Ngành công nghiệp"),
        ("ngiệp vụ", "TG303", "nghiệp vụ"),
        ("chât lượng", "TG303", None),
        ("thuơng mại", "TG303", None),
        ("gế ngồi", "TG303", "ghế ngồi"),
        ("calibration certificate", "TG305", None),
        ("verification", "TG305", None),
    ],
)
def test_a_slip_is_found_with_what_is_meant(written: str, code: str, meant: str | None) -> None:
    found = of_term(written)
    assert code in found
    assert meant is None or found[code] == meant


@pytest.mark.parametrize(
    "text",
    [
        # Without marks, and right so.
        *("cao su", "no", "ga", "xi lanh", "thanh tra", "cao thanh", "an ninh", "lan can", "ti vi"),
        *("Internet", "axit", "logo", "email", "marketing", "axit amin", "axetylen", "gam", "kWh"),
        *(
            "natri clorua",
            "sodium chloride",
            "carbon dioxide",
            "vitamin A",
            "pin lithi",
            "in 3D",
            "QR code",
        ),
        # Names, of bodies and places, and of peoples.
        *("STAMEQ", "BIPM", "World Bank", "Six Sigma", "Fox News", "Đắk Lắk", "Plây Cu", "Bắc Kạn"),
        *("Krông Pắk", "Ê-đê", "Ô-xtrây-li-a", "Codex Alimentarius"),
        # Loan words with marks.
        *(
            *("µm", "μm", "Ω", "°C"),
            *("bêtông", "axêtôn", "prôtêin", "xunphát", "bazơ", "ôtô", "virút", "êtylen", "hiđrô"),
            "nitơ",
            "iốt",
            "điốt",
            "ôxy hóa",
            "bê tông",
            "buýt",
            "xoong",
            "rơ moóc",
            "gioăng",
            "tuýp",
        ),
        # Pairs that no lexicon has, of words that are right.
        *("mô hình đồ thị", "suy giảm trọng số", "đồng hồ so", "giám định", "tự hồi quy"),
        *("ngoằn ngoèo", "khuỷu", "huỳnh quang", "quý", "hoà", "hòa", "ủy thác", "uỷ thác"),
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert of_term(text) == {}


def test_a_definition_without_marks_is_found() -> None:
    definition = 'definition.vi = "tap hop cac thao tac thiet lap quan he giua cac gia tri"\n'
    (found,) = findings_in({"level": definition + term("en", "level") + term("vi", "mức")})
    assert (found.code, found.place.field) == ("TG301", "definition.vi")


def test_what_the_context_of_a_term_has_decides_on_its_marks() -> None:
    cited = {"context": "Giấy chứng nhận có hiệu lực 5 năm."}
    assert list(of_term("giấy chứng nhân", **cited)) == ["TG302"]
    assert of_term("giảm định", context="Nhà nước giảm định mức chi.") == {}


def test_what_another_concept_has_attests_a_pair() -> None:
    right = {"reduction": term("en", "reduction") + term("vi", "giảm định mức")}
    pair = {"cut": term("en", "quota cut") + term("vi", "giảm định")}
    assert findings_in(right | pair) == []


def test_a_forbidden_term_may_be_misspelt() -> None:
    terms = term("en", "inspection") + term("vi", "kiểm định")
    assert findings_in({"test": terms + term("vi", "kiểm đinh", "variant", "forbidden")}) == []


@pytest.mark.parametrize(
    ("tones", "written", "fixed"),
    [
        ("old", "hài hoà", "hài hòa"),
        ("old", "Uỷ ban", "Ủy ban"),
        ("old", "khoẻ", "khỏe"),
        ("new", "hài hòa", "hài hoà"),
        ("new", "THỦY LỰC", "THUỶ LỰC"),
        ("new", "quý", None),
        ("old", "quý", None),
        ("new", "hoàn", None),
        ("", "hài hoà", None),
    ],
)
def test_tones_stand_where_the_glossary_has_them(
    tones: str, written: str, fixed: str | None
) -> None:
    found = findings_in({"level": term("en", "level") + term("vi", written)}, tones)
    assert [each.fix.text for each in found if each.fix] == ([fixed] if fixed else [])
    assert [each.code for each in found] == (["TG304"] if fixed else [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("giấy chứng nhận", ["TG305"]),
        ("hiệu chuẩn", ["TG305"]),
        ("Tổng cục Tiêu chuẩn Đo lường Chất lượng", ["TG305"]),
        ("Hà Nội", []),
        ("Đà Nẵng City", []),
        ("phở", []),
        ("café", []),
    ],
)
def test_vietnamese_is_not_english(text: str, codes: list[str]) -> None:
    found = findings_in({"level": term("en", text) + term("vi", "mức nước")})
    assert [each.code for each in found] == codes


def test_a_word_that_english_has_taken_over_is_english_too() -> None:
    assert findings_in({"dress": term("en", "áo dài") + term("vi", "áo dài")}) == []


def test_the_name_of_a_foreign_body_may_stay_as_it_is() -> None:
    name = "British Standards Institution"
    assert of_term(name, pos="properNoun") == {}
    assert list(of_term("Directorate for Standards, Metrology and Quality")) == ["TG305"]


def test_of_two_spellings_with_i_and_y_the_rarer_one_is_told() -> None:
    fragments = {
        "skill": term("en", "skill") + term("vi", "kĩ năng"),
        "skills-test": term("en", "skills test") + term("vi", "thử nghiệm kỹ năng"),
        "skilled": term("en", "skilled worker") + term("vi", "thợ có kỹ năng"),
        "company": term("en", "company") + term("vi", "công ty"),
        "television": term("en", "television") + term("vi", "ti vi"),
    }
    found = findings_in(fragments)
    assert [(each.code, each.place.id) for each in found] == [("TG306", "skill")]
    assert "kỹ năng" in found[0].message


@pytest.mark.parametrize(
    ("text", "context", "fixed"),
    [
        ("bộ y tế", "Theo quy định của Bộ Y tế, việc này là cần thiết.", "Bộ Y tế"),
        ("Hiệu Chuẩn", "Việc hiệu chuẩn do phòng thực hiện.", "hiệu chuẩn"),
        # A sentence begins, an item of a list, a longer name; or it is a heading.
        ("hiệu chuẩn", "Hiệu chuẩn là một thao tác.", None),
        ("hiệu chuẩn", "a) Hiệu chuẩn phương tiện đo;", None),
        ("luật", "Theo Luật Đo lường năm 2011.", None),
        ("hiệu chuẩn", "QUY TRÌNH HIỆU CHUẨN", None),
        ("Bộ Y tế", "Bộ Y tế ban hành.", None),
    ],
)
def test_a_term_has_the_capitals_of_its_context(text: str, context: str, fixed: str | None) -> None:
    assert of_term(text, context=context) == ({"TG307": fixed} if fixed else {})


def pair(english: str, vietnamese: str) -> list[str]:
    return [each.code for each in findings_in({"x": term("en", english) + term("vi", vietnamese)})]


@pytest.mark.parametrize(
    ("english", "vietnamese", "expected"),
    [
        ("measurement range", "phạm vi measurement", ["TG305"]),
        # Loan words.
        ("container", "container", []),
        ("email address", "địa chỉ email", []),
        ("logo", "logo", []),
        ("blockchain technology", "công nghệ blockchain", []),
        ("website", "website", []),
    ],
)
def test_an_english_word_that_was_left_in_a_term_is_found(
    english: str, vietnamese: str, expected: list[str]
) -> None:
    assert pair(english, vietnamese) == expected


def test_qui_and_quy_are_two_spellings_of_one_syllable() -> None:
    rules = {
        "rule": term("en", "rule") + term("vi", "quy định"),
        "bylaw": term("en", "bylaw") + term("vi", "qui định địa phương"),
    }
    assert {each.code for each in findings_in(rules)} == {"TG306"}
