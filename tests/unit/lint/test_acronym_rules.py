"""Acronyms have an expansion, one in a subject, whose letters they are."""

from __future__ import annotations

import pytest
from lint_cases import codes_in, findings_in, places_in

from tmkit.lint.rule import term

BARRIERS = term("vi", "hàng rào kỹ thuật trong thương mại")
FULL = "technical barriers to trade"


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ((term("en", "TBT", "acronym"), BARRIERS), ["TG501"]),
        ((term("en", "TBT", "acronym"), BARRIERS, term("vi", "TBT", "acronym")), ["TG501"]),
        ((term("en", FULL), term("en", "TBT", "acronym"), BARRIERS), []),
        # From the other language.
        ((term("en", FULL), term("vi", "TBT", "acronym")), []),
        ((term("en", FULL), BARRIERS, term("vi", "TBT", "acronym")), []),
        ((term("en", "BIPM", "acronym", full="Bureau"), term("vi", "BIPM", "acronym")), ["TG505"]),
        # No acronym, whatever it looks like.
        ((term("en", "ISO", "shortForm"), term("vi", "ISO", "shortForm")), []),
    ],
)
def test_an_acronym_has_an_expansion(terms: tuple[str, ...], expected: list[str]) -> None:
    found = codes_in(*terms)
    assert [code for code in found if code in ("TG501", "TG505")] == expected


NAMES = {
    "of a body, the head left out": ("Directorate for Standards, Metrology and Quality", "STAMEQ"),
    "from the French": ("International Bureau of Weights and Measures", "BIPM"),
    "in the French order": ("International Organization of Legal Metrology", "OIML"),
    "French, translated": ("French Association for Standardization", "AFNOR"),
    "with a number": ("Quality Assurance and Testing Center 3", "QUATEST 3"),
    "letters inside words": ("Hypertext Markup Language", "HTML"),
    "x for ex-": ("Extensible Markup Language", "XML"),
    "one word": ("television", "TV"),
    "a hyphen": ("closed-circuit television", "CCTV"),
    "small function words": ("memorandum of understanding", "MoU"),
    "digits": ("World Wide Web Consortium", "W3C"),
    "an ampersand": ("research and development", "R&D"),
    "some words left out": ("Ministry of Labour, War invalids and Social Affairs", "MOLISA"),
}


@pytest.mark.parametrize(("full", "acronym"), NAMES.values(), ids=NAMES)
def test_letters_that_come_from_the_name(full: str, acronym: str) -> None:
    terms = term("en", full) + term("en", acronym, "acronym", full=full) + term("vi", "tên")
    assert codes_in(terms) == []


@pytest.mark.parametrize(
    ("full", "acronym"),
    [
        ("Tổng cục Tiêu chuẩn Đo lường Chất lượng", "TCĐLCL"),
        ("Tổng cục Tiêu chuẩn Đo lường Chất lượng", "TCDLCL"),
        ("Bộ Khoa học và Công nghệ", "KH&CN"),
        ("Ủy ban nhân dân", "UBND"),
        ("Thành phố Hồ Chí Minh", "TP.HCM"),
        ("Thủ tướng", "TTg"),
    ],
)
def test_letters_that_come_from_syllables(full: str, acronym: str) -> None:
    assert codes_in(term("en", "name"), term("vi", full), term("vi", acronym, "acronym")) == []


WRONG = [
    ("en", "World Trade Organization", "WHO"),
    ("en", "technical barriers to trade", "TBR"),
    ("en", "Directorate for Standards, Metrology and Quality", "STAMQE"),
    ("en", "Global Trade Item Number", "GTIM"),
    ("vi", "Tổng cục Tiêu chuẩn Đo lường Chất lượng", "TCĐLCT"),
]


@pytest.mark.parametrize(("lang", "full", "acronym"), WRONG)
def test_letters_that_come_from_nowhere(lang: str, full: str, acronym: str) -> None:
    other = term("vi" if lang == "en" else "en", "tên")
    files = {"one": term(lang, full) + term(lang, acronym, "acronym", full=full) + other}
    assert places_in(files) == {"TG503 one term[1].term"}


@pytest.mark.parametrize(
    ("more", "quoted"),
    [
        ({"note": "From the German, Deutsches Institut für Normung."}, ""),
        ({}, "Talks with the Institute (DIN) went on."),
    ],
)
def test_the_words_in_a_note_or_a_quotation_speak_for_letters(
    more: dict[str, str], quoted: str
) -> None:
    name = term("en", "Institute", context=quoted or "The Institute.")
    assert codes_in(name, term("en", "DIN", "acronym", **more), term("vi", "Viện")) == []


def test_what_is_the_same_in_both_languages_comes_from_a_third() -> None:
    names = term("en", "Institute") + term("vi", "Viện")
    assert codes_in(names, term("en", "DIN", "acronym"), term("vi", "DIN", "acronym")) == []


def expanded(full: str, top: str = "", kind: str = "acronym", lang: str = "en") -> str:
    return top + term("en", full) + term(lang, "TBT", kind, full=full) + term("vi", f"{full} (vi)")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (expanded(FULL), expanded("torque bench test"), {"one", "other"}),
        (expanded(FULL), expanded("torque bench test", kind="shortForm"), {"one", "other"}),
        (expanded(FULL), expanded("torque bench test", 'subject = "engines"\n'), set()),
        (expanded(FULL), expanded("torque bench test", 'status = "rejected"\n'), set()),
        (expanded(FULL), expanded("technical barriers for trade"), set()),
    ],
)
def test_an_acronym_has_one_expansion_in_a_subject(
    one: str, other: str, expected: set[str]
) -> None:
    found = places_in({"one": one, "other": other})
    assert found == {f"TG502 {id_} term[1].term" for id_ in expected}


@pytest.mark.parametrize(
    ("second", "more", "expected"),
    [
        (term("vi", "Tổ chức Tiêu chuẩn Quốc tế", "fullForm", "admitted"), {}, ["TG502"]),
        (term("vi", "Tổ chức Tiêu chuẩn Quốc tế", "variant", "admitted"), {}, []),
        (term("vi", "Tổ chức Tiêu chuẩn Quốc tế", "fullForm", "deprecated"), {}, []),
        (
            term("vi", "Tổ chức Tiêu chuẩn Quốc tế", "fullForm", "admitted"),
            {"full": "Tổ chức Tiêu chuẩn hóa Quốc tế"},
            [],
        ),
    ],
)
def test_a_concept_says_which_of_two_names_the_acronym_stands_for(
    second: str, more: dict[str, str], expected: list[str]
) -> None:
    first = term("vi", "Tổ chức Tiêu chuẩn hóa Quốc tế")
    iso = term("vi", "ISO", "shortForm", **more)
    assert codes_in(term("en", "standards body"), first, second, iso) == expected


@pytest.mark.parametrize(
    ("english", "vietnamese", "expected"),
    [
        ("TBT", "hàng rào kỹ thuật", {"TG504 one term[0].type"}),
        ("LED", "điốt phát quang", {"TG504 one term[0].type"}),
        # Whole names, the same in both languages; words, formulae, numerals, units, codes.
        ("GS1", "GS1", set()),
        ("USB", "cổng USB", set()),
        ("DNA", "ADN", set()),
        ("pH", "độ pH", set()),
        ("CO2", "khí cacbonic", set()),
        ("NaCl", "natri clorua", set()),
        ("kWh", "kilôoát giờ", set()),
        ("IV", "bốn", set()),
        ("A4", "khổ A4", set()),
        ("X-ray", "tia X", set()),
        ("internet", "internet", set()),
        ("rubber", "cao su", set()),
    ],
)
def test_an_acronym_is_not_called_a_full_form(
    english: str, vietnamese: str, expected: set[str]
) -> None:
    assert places_in({"one": term("en", english) + term("vi", vietnamese)}) == expected


def test_the_type_is_mended_where_a_person_has_looked() -> None:
    (found,) = findings_in({"one": term("en", "TBT") + BARRIERS})
    assert found.fix
    assert (found.fix.text, found.fix.is_safe) == ("acronym", False)


def test_an_expansion_is_another_term_of_the_concept() -> None:
    acronym = term("en", "TBT", "acronym", full="technical barriers of trade")
    (found,) = findings_in({"one": term("en", FULL) + acronym + BARRIERS})
    assert (found.code, found.place.field) == ("TG505", "term[1].full")
    assert FULL in found.help
