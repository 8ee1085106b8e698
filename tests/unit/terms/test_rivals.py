"""What stands for a term where its own translation does not."""

from __future__ import annotations

from tmkit.terms import stand_ins

LANGUAGES = ("en", "vi")
UNITS = [
    ("The verification of the meter is due.", "Việc kiểm định công tơ đến hạn."),
    ("He pays for the verification.", "Ông ấy trả tiền kiểm định."),
    ("Verification takes a day.", "Kiểm định mất một ngày."),
    ("Nobody repeats the verification.", "Không ai làm lại kiểm định."),
]


def test_a_stand_in_is_what_is_linked_with_the_term() -> None:
    assert stand_ins(UNITS, LANGUAGES, [("en", "verification")]) == {
        ("en", "verification"): ("kiểm định",)
    }


def test_either_language_may_ask() -> None:
    found = stand_ins(UNITS, LANGUAGES, [("vi", "kiểm định")])
    assert found["vi", "kiểm định"] == ("verification",)


def test_the_direction_does_not_matter() -> None:
    turned = [(target, source) for source, target in UNITS]
    found = stand_ins(turned, ("vi", "en"), [("en", "verification")])
    assert found["en", "verification"] == ("kiểm định",)


def test_what_is_seen_once_is_chance() -> None:
    assert stand_ins(UNITS[:1], LANGUAGES, [("en", "verification")])["en", "verification"] == ()


def test_no_units_tell_nothing() -> None:
    assert stand_ins([], LANGUAGES, [("en", "verification")]) == {("en", "verification"): ()}
