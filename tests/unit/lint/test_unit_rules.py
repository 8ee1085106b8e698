"""The rules of translation units: each by its own examples, then by tables of cases."""

from __future__ import annotations

import unicodedata

import pytest

from tmkit import codes, messages
from tmkit.lint import UNIT_RULES, Pair, Survey, UnitCase, UnitHit, UnitRule
from tmkit.lint.marks import marks_of, words_alone
from tmkit.model import Concept, Event, Tag, Term

BY_CODE = {rule.code: rule for rule in UNIT_RULES}


def hits_in(case: UnitCase) -> dict[str, list[UnitHit]]:
    """What all rules find in the last unit of a case, by their codes."""
    survey = Survey(case.concepts)
    for pair in case.pairs:
        survey.add(pair)
    context = survey.context()
    found: dict[str, list[UnitHit]] = {}
    for pair in case.pairs:
        found = {rule.code: list(rule.check(pair, context)) for rule in UNIT_RULES}
    return {code: hits for code, hits in found.items() if hits}


def codes_in(source: str, target: str, languages: tuple[str, str] = ("en", "vi")) -> set[str]:
    return set(hits_in(UnitCase((Pair(source, target, languages),))))


@pytest.mark.parametrize("rule", UNIT_RULES, ids=lambda rule: rule.code)
def test_a_rule_fires_on_its_bad_example_and_none_on_its_good_one(rule: UnitRule) -> None:
    assert rule.code in hits_in(rule.bad)
    assert hits_in(rule.good) == {}


def test_the_table_has_each_code_once_and_in_order() -> None:
    table = [rule.code for rule in UNIT_RULES]
    assert table == sorted(set(table))


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("rule", UNIT_RULES, ids=lambda rule: rule.code)
def test_a_rule_of_units_gives_its_reason(rule: UnitRule, language: str) -> None:
    assert rule.code in codes.CODES
    assert rule.why(language).endswith(".")


@pytest.mark.parametrize("rule", UNIT_RULES, ids=lambda rule: rule.code)
def test_the_details_of_a_rule_fill_its_message(rule: UnitRule) -> None:
    for hit in hits_in(rule.bad)[rule.code]:
        assert messages.message(rule.code, "vi", **hit.details)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Open the valve slowly.", "", {"TQ204"}),
        ("", "Mở van từ từ.", {"TQ204"}),
        ("Open the valve slowly.", "Open the valve slowly.", {"TQ202"}),
        ("Open the valve slowly.", "open the valve slowly.", {"TQ202"}),
        ("TCVN ISO 9001:2015", "TCVN ISO 9001:2015", set()),
        ("Norland Institute of Measurement", "Norland Institute of Measurement", set()),
        ("scale.read_value(), limit=3", "scale.read_value(), limit=3", set()),
        ("reader@example.com", "reader@example.com", set()),
        ("Open the valve and wait.", "Open the valve and wait for it.", {"TQ201"}),
        (
            "Stop, then open the valve and wait.",
            "Dừng lại, then open the valve and wait.",
            {"TQ201"},
        ),
        ("The film is “The Man of the Mill”.", "Phim có tên “The Man of the Mill”.", set()),
        ("Run `open the valve and wait`.", "Chạy `open the valve and wait`.", set()),
        ("The House of the Rising Scale closed.", "The House of the Rising Scale đã đóng.", set()),
        ("Let us do that now.", "Let us do that now.", {"TQ202"}),
        ("Finance and Scales", "Finance and Scales", set()),
        ("Mở van rồi chờ.", "If it opens, then you have to wait.", {"TQ201", "TQ203"}),
        ("Open the valve and wait.", "打开阀门，然后等待。", {"TQ203"}),
        ("Open the valve and wait.", "Abra la válvula y espere unos minutos.", {"TQ203"}),
        ("Open the valve and wait.", "Silakan membuka katup dan menunggu sebentar.", {"TQ203"}),
    ],
)
def test_what_is_not_translated_is_found_and_names_and_code_are_not(
    source: str, target: str, expected: set[str]
) -> None:
    assert codes_in(source, target) & {"TQ201", "TQ202", "TQ203", "TQ204"} == expected


def test_vietnamese_left_in_english_is_found_too() -> None:
    target = "If the seal is broken, thì phải báo ngay cho trung tâm."
    source = "Nếu niêm phong bị hỏng, thì phải báo ngay cho trung tâm."
    assert codes_in(source, target, ("vi", "en")) == {"TQ201"}


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (unicodedata.normalize("NFD", "đo lường"), "TQ301"),
        ("hóa đơn và hoá chất", "TQ302"),
        ("thủy lực và thuỷ tinh", "TQ302"),
        ("Tuỳ chọn, tùy ý", "TQ302"),
        ("phép đо", "TQ303"),
        ("cái cân ðo", "TQ303"),
        ("Ðúng", "TQ303"),
        ("cái cân có vǎn bản", "TQ303"),
        ("phép đo\u200b chính xác", "TQ304"),
        ("phép \u00adđo", "TQ304"),
        ("phép Ä‘o", "TQ304"),
        ("phép \ufffdo", "TQ304"),
    ],
)
def test_a_sign_that_is_not_right_is_found(target: str, code: str) -> None:
    assert codes_in("the measurement", target) == {code}


@pytest.mark.parametrize(
    "target",
    [
        "hóa đơn, thủy lực, xóa",
        "quý, quỹ, thuyền, hoàn",
        "bà Thuỷ Tiên mua hóa chất",
        "độ dài bằng μm, điện trở bằng Ω, góc α",
        "từ tiếng Nga «Москва» và số",
        "gia đình 👨\u200d👩\u200d👧",
        "dòng một\r\ndòng hai",
    ],
)
def test_signs_that_only_look_odd_are_right(target: str) -> None:
    assert codes_in("a text of such length", target) == set()


@pytest.mark.parametrize(
    ("source", "target", "is_found"),
    [
        ("Press {key}.", "Nhấn {key}.", False),
        ("Press {key}.", "Nhấn phím.", True),
        ("%d files in %s", "%s có %d tệp", False),
        ("%1$s of %2$s", "%2$s của %1$s", False),
        ("%(n)d files", "%(n)s tệp", True),
        ("100% of all scales", "100 % số cân", False),
        ("Run `scale --zero`.", "Chạy lệnh này.", True),
        ("Run `scale --zero`.", "Chạy `scale --zero`, rồi lại `scale --zero`.", False),
        ("See [the list](list.md).", "Xem [danh mục](danh-muc.md).", False),
        ("See [the list](list.md).", "Xem danh mục.", True),
        ("**Stop** it.", "**Dừng** lại.", False),
        ("**Stop** it.", "Dừng lại.", True),
        ("Line one.<br/>Line two.", "Dòng một. Dòng hai.", True),
        ("Write to a@example.com.", "Gửi thư đến b@example.com.", True),
        ("At https://example.com/en-us/a.", "Tại https://example.com/vi-vn/a.", False),
        ("At https://example.com/a.", "Tại https://example.com/b.", True),
        ("${name} weighs it", "${name} cân nó", False),
    ],
)
def test_placeholders_and_markup_stay(source: str, target: str, is_found: bool) -> None:  # noqa: FBT001 # a column of the table
    assert ("TQ402" in codes_in(source, target)) is is_found


BOLD, END, LINE = Tag("bpt", "1", "<b>"), Tag("ept", "1", "</b>"), Tag("ph", "2", "<br/>")


@pytest.mark.parametrize(
    ("source", "target", "is_found"),
    [
        ((BOLD, "a", END), (BOLD, "b", END), False),
        ((BOLD, "a", END, LINE), (LINE, BOLD, "b", END), False),
        ((BOLD, "a", END), ("b",), True),
        ((BOLD, "a", END), (BOLD, "b"), True),
        ((BOLD, "a", END), (END, "b", BOLD), True),
        (("a", LINE), ("b", LINE, LINE), True),
        (("a",), ("b",), False),
    ],
)
def test_inline_codes_are_those_of_the_source_in_any_order_that_opens_before_it_closes(
    source: tuple[str | Tag, ...],
    target: tuple[str | Tag, ...],
    is_found: bool,  # noqa: FBT001 # a column of the table
) -> None:
    case = UnitCase((Pair("a", "b", content=(source, target)),))
    assert ("TQ401" in hits_in(case)) is is_found


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("the seal (of lead)", "niêm phong (bằng chì", {"TQ403"}),
        ("the seal (of lead)", "niêm phong bằng chì)", {"TQ403"}),
        ("the seal of lead", "niêm phong (lead) bằng chì", set()),
        ("e) the seal", "đ) niêm phong", set()),
        ("1) the seal; (ii) the scale", "1) niêm phong; ii) cái cân", set()),
        ("c) the seal", "c niêm phong", {"TQ403"}),
        ("the seal (see 7)", "niêm phong xem 7)", {"TQ403"}),
        ("the seal (part one", "niêm phong (phần một", set()),
        ("Press “Stop”.", 'Nhấn "Dừng".', set()),
        ("Press “Stop”.", "Nhấn “Dừng.", {"TQ404"}),
        ('a 5" pipe', 'ống 5"', set()),
        ("Is it on?", "Có bật không?", set()),
        ("Is it on?", "Nó đang bật.", {"TQ405"}),
        ("It is on.", "Nó đang bật", {"TQ405"}),
        ("It is on!", "Nó đang bật.", set()),
        ("(It is on.)", "(Nó đang bật.)", set()),
        ("scales, seals etc.", "cân, niêm phong, v.v.", set()),
        ("the seal, the scale", "niêm phong,cái cân", {"TQ408"}),
        ("the seal and the scale", "niêm phong  và cái cân", {"TQ408"}),
        ("the seal ", "niêm phong", {"TQ408"}),
    ],
)
def test_marks_of_punctuation_are_held_against_the_source(
    source: str, target: str, expected: set[str]
) -> None:
    assert codes_in(source, target) == expected


@pytest.mark.parametrize(
    "target",
    [
        "cái cân của của phòng",
        "các các phòng",
        "phòng có thể có thể đo",
        "đo độ dài độ dài",
        "Các các phòng",
        "tác vụ vụ này",
        "nhà sản sản xuất",
        "trường hợp hợp này",
    ],
)
def test_a_word_typed_twice_is_found(target: str) -> None:
    assert "TQ406" in codes_in("such a text as this", target)


@pytest.mark.parametrize(
    "target",
    [
        "luôn luôn, dần dần và mãi mãi",
        "khăng khăng đòi đo",
        "màu xanh xanh",
        "kế hoạch năm năm",
        "hành vi vi phạm",
        "kiểm định định kỳ",
        "chọn Chọn tệp",
        "người kiểm định kiểm định",
        "không, không phải",
        "đo `a a` rồi",
    ],
)
def test_a_word_that_the_language_doubles_is_none(target: str) -> None:
    assert "TQ406" not in codes_in("such a text as this", target)


@pytest.mark.parametrize(
    ("source", "target", "is_found"),
    [
        ("Open the valve slowly and wait.", "Mở van.", True),
        ("Open the valve slowly.", "Mở van từ từ.", False),
        ("OK", "Đồng ý với nội dung nêu trên", False),
    ],
)
def test_lengths_that_differ_much_are_found(source: str, target: str, is_found: bool) -> None:  # noqa: FBT001 # a column of the table
    assert ("TQ407" in codes_in(source, target)) is is_found


def test_lengths_of_languages_that_nothing_is_known_of_are_not_judged() -> None:
    source = "Open the valve slowly and wait until it stops."
    assert "TQ407" not in codes_in(source, "慢慢打开阀门等它停", ("en", "zh"))


def test_another_translation_is_told_once_with_the_first() -> None:
    case = UnitCase.of("Open the valve.", "Mở van.").then("Open the valve.", "Hãy mở cái van.")
    (hit,) = hits_in(case)["TQ501"]
    assert hit.details == {"other": "Mở van."}
    assert "TQ501" not in hits_in(UnitCase(case.pairs[:1]))


def test_a_translation_in_other_letters_is_the_same() -> None:
    case = UnitCase.of("Open the valve.", "Mở van hoá chất.").then(
        "open the valve.", "mở van hóa chất."
    )
    assert "TQ501" not in hits_in(case)


def body(*terms: Term, event: Event | None = None) -> Concept:
    return Concept("body", "testing", "approved", terms, event=event)


SCALE = body(
    Term("en", "weighing scale"),
    Term("en", "WS", "acronym"),
    Term("vi", "cái cân"),
    Term("vi", "cân hoá học", "variant", "admitted"),
    Term("vi", "đồ cân", status="forbidden"),
)


def used(source: str, target: str, concept: Concept, date: str = "") -> set[str]:
    case = UnitCase((Pair(source, target, date=date),), (concept,))
    return {code for code in hits_in(case) if code.startswith("TQ6")}


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("two weighing scales", "hai cái cân", set()),
        ("Weighing scales", "Cái cân", set()),
        ("the WS", "cái cân", set()),
        ("the weighing scale", "cân hóa học", set()),
        ("the weighing scale", "đồ cân", {"TQ601"}),
        ("the tool", "dụng cụ", set()),
        ("two weighing scales", "hai dụng cụ", {"TQ602"}),
        ("weighing, scale", "cân, thang", set()),
    ],
)
def test_terms_are_found_in_any_form(source: str, target: str, expected: set[str]) -> None:
    assert used(source, target, SCALE) == expected


def test_the_longest_term_counts() -> None:
    short = body(
        Term("en", "seal"), Term("vi", "niêm phong"), Term("vi", "dấu", status="forbidden")
    )
    long = Concept(
        "stamp", "testing", "approved", (Term("en", "date stamp"), Term("vi", "con dấu"))
    )
    pair = Pair("the seal and the date stamp", "niêm phong và con dấu")
    assert "TQ601" not in hits_in(UnitCase((pair,), (short, long)))


@pytest.mark.parametrize("name", ["Sở Cân đo Hà Nội", "Sở Cân đo Ha Noi"])
def test_a_name_is_the_same_without_its_marks(name: str) -> None:
    office = body(Term("en", "Ha Noi Office of Weights"), Term("vi", "Sở Cân đo Hà Nội"))
    assert used("Hà Nội Office of Weights", name, office) == set()


def test_a_body_may_be_called_by_the_head_of_its_name() -> None:
    office = body(Term("en", "NWC", "acronym"), Term("vi", "Trung tâm Cân đo Quốc gia"))
    assert used("Ask the NWC.", "Hãy hỏi Trung tâm.", office) == set()
    assert used("Ask the NWC.", "Hãy hỏi trung tâm nào đó.", office) == {"TQ602"}


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2029-12-31", set()), ("2030-01-01", {"TQ603"}), ("2031-05-01", {"TQ603"}), ("", set())],
)
def test_a_former_name_is_right_before_its_body_ended(date: str, expected: set[str]) -> None:
    office = body(Term("vi", "Sở Cân đo"), event=Event("abolished", "2030-01-01"))
    assert used("the office", "Sở Cân đo", office, date) == expected


def test_texts_that_were_cut_into_words_are_told_of_once() -> None:
    survey = Survey()
    pairs = [Pair(f"Scale {number} , please .", f"Cân {number} , nhé .") for number in range(9)]
    for pair in pairs:
        survey.add(pair)
    told = [(remark.code, remark.details["language"]) for remark in survey.remarks()]
    assert told == [("TQ409", "en"), ("TQ409", "vi")]
    context = survey.context()
    assert not any(list(BY_CODE["TQ408"].check(pair, context)) for pair in pairs)


def test_two_styles_of_tone_marks_in_a_file_are_told_of_once() -> None:
    survey = Survey()
    for target in ("hóa đơn", "hoá chất", "văn hóa"):
        survey.add(Pair("a text", target))
    assert [dict(remark.details) for remark in survey.remarks()] == [
        {"one": "hóa (2)", "other": "hoá (1)"}
    ]


def test_marks_are_told_by_their_kinds() -> None:
    text = "Run `a b`, see [**this** page](x.md) or https://example.com/a. <b>{n}</b> %s a@b.vn"
    kinds = [mark.kind for mark in marks_of(text)]
    assert kinds == [
        *("code", "bold", "link", "address", "tag", "placeholder", "tag", "placeholder", "address")
    ]


def test_words_alone_keep_their_places() -> None:
    text = "Run `a b` on [this](x.md)"
    assert words_alone(text) == "Run \ufffc\ufffc\ufffc\ufffc\ufffc on [this]" + "\ufffc" * 6
