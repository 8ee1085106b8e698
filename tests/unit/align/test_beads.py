"""Two small invented texts, and two long ones, into beads."""

from __future__ import annotations

from random import Random

import pytest

from tmkit.align import align
from tmkit.errors import UsageError
from tmkit.model import Bead

ENGLISH = [
    "The office verified 120 scales in May 2021.",
    "Ninety of them bear the new seal QS-4, and thirty went to Lam Giang in Vinh for repair.",
    "The fee is 45,000 dong for each scale.",
    "Complaints go to Mr. Cuc.",
    "The list is published on the site of the office every year.",
]
VIETNAMESE = [
    "Chi cục đã kiểm định 120 cân trong tháng 5 năm 2021.",
    "Chín mươi chiếc mang tem mới QS-4.",
    "Ba mươi chiếc còn lại được Lam Giang tại Vinh nhận sửa chữa.",
    "Mức phí là 45.000 đồng cho mỗi chiếc cân.",
    "Khiếu nại gửi tới ông Cúc, danh mục được công bố hằng năm trên trang của chi cục.",
]
PAIRS = [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3, 4), (4,))]
UNRELATED = [
    "Hôm qua trời mưa to.",
    "Đội bóng thắng 3-0 trên sân nhà.",
    "Quán phở ở Đà Lạt mở cửa lúc 6 giờ sáng.",
    "Giá cà phê lại tăng.",
    "Chuyến tàu SE7 đến ga muộn.",
    "Lan thích vẽ phong cảnh miền núi.",
]


def pairs(beads: list[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads]


def numbered(count: int, text: str) -> list[str]:
    return [text.format(1000 + 7 * number) for number in range(count)]


def test_one_segment_for_two_and_two_for_one_are_found() -> None:
    assert pairs(align(ENGLISH, VIETNAMESE)) == PAIRS


def test_the_direction_does_not_change_the_beads() -> None:
    beads = align(VIETNAMESE, ENGLISH, languages=("vi", "en"))
    assert pairs(beads) == [(target, source) for source, target in PAIRS]


def test_translations_score_high() -> None:
    assert min(bead.score for bead in align(ENGLISH, VIETNAMESE)) > 0.85


def test_texts_that_do_not_translate_one_another_score_low() -> None:
    linked = [bead for bead in align(ENGLISH, UNRELATED) if bead.source and bead.target]
    assert max((bead.score for bead in linked), default=0.0) < 0.3


def test_a_segment_without_a_counterpart_stands_alone() -> None:
    without = [*VIETNAMESE[:3], *VIETNAMESE[4:]]
    assert ((2,), ()) in pairs(align(ENGLISH, without))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ([], [], []),
        (["Seal 4.", "Seal 5."], [], [((0,), ()), ((1,), ())]),
        ([], ["Tem 4."], [((), (0,))]),
    ],
)
def test_an_empty_text_leaves_the_other_one_alone(
    source: list[str],
    target: list[str],
    expected: list[tuple[tuple[int, ...], tuple[int, ...]]],
) -> None:
    assert pairs(align(source, target)) == expected


def with_gap(count: int, before: int, gap: int) -> list[Bead]:
    """English with `gap` remarks after `before` segments, against Vietnamese without them."""
    english = numbered(count, "Scale number {} was verified on site.")
    english[before:before] = ["This remark was never translated by anybody."] * gap
    return align(english, numbered(count, "Cân số {} đã được kiểm định tại chỗ."))


def expected_of(count: int, before: int, gap: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [
        *(((number,), (number,)) for number in range(before)),
        *(((number,), ()) for number in range(before, before + gap)),
        *(((number + gap,), (number,)) for number in range(before, count)),
    ]


@pytest.mark.parametrize(
    ("count", "before", "gap"), [(1300, 0, 0), (1300, 590, 40), (900, 300, 400)]
)
def test_a_text_of_several_windows_is_aligned_around_its_gap(
    count: int, before: int, gap: int
) -> None:
    assert pairs(with_gap(count, before, gap)) == expected_of(count, before, gap)


def test_a_gap_longer_than_a_window_is_survived() -> None:
    found, expected = pairs(with_gap(900, 300, 650)), expected_of(900, 300, 650)
    # At the edge of the gap one segment more or less may be taken in.
    assert len(set(found) & set(expected)) >= len(expected) - 3


def test_a_delimiter_is_obeyed_against_all_likelihood() -> None:
    beads = align(ENGLISH, VIETNAMESE, delimiters=[(2, 1)])
    assert not any(
        min(bead.source) < 2 and max(bead.target) >= 1
        for bead in beads
        if bead.kind[0] != "0" and bead.target
    )


def test_delimiters_hold_in_texts_that_are_searched_in_a_band() -> None:
    english = numbered(1500, "Scale number {} was verified on site.")
    vietnamese = numbered(1500, "Cân số {} đã được kiểm định tại chỗ.")
    beads = align(english, vietnamese, delimiters=[(700, 700), (1000, 1010)])
    starts = {(bead.source[0], bead.target[0]) for bead in beads if bead.source and bead.target}
    assert {(0, 0), (699, 699), (700, 700), (1499, 1499)} <= starts
    assert not any((i < 1000) != (j < 1010) for i, j in starts)


@pytest.mark.parametrize("places", [[(3, 1), (2, 2)], [(1, 3), (2, 2)], [(99, 1)], [(-1, 0)]])
def test_delimiters_that_do_not_ascend_or_lie_outside_are_refused(
    places: list[tuple[int, int]],
) -> None:
    with pytest.raises(UsageError, match="do not ascend"):
        align(ENGLISH, VIETNAMESE, delimiters=places)


def test_a_segment_that_is_known_to_stand_alone_does() -> None:
    beads = align(ENGLISH, VIETNAMESE, alone=([2], [0]))
    assert {bead.kind for bead in beads if 2 in bead.source or 0 in bead.target} == {"1-0", "0-1"}


def test_two_languages_that_nothing_is_known_of_are_learned_from_the_texts_themselves() -> None:
    rng = Random(5)  # noqa: S311 # words, not keys
    made = ["".join(rng.choices("bdfgklmnprst", k=rng.randint(2, 9))) for _ in range(120)]
    words, other = made[:60], dict(zip(made[:60], made[60:], strict=True))
    source = [" ".join(rng.choices(words, k=rng.randint(4, 12))) for _ in range(60)]
    alone = set(range(10, 60, 15))
    target = [
        " ".join(other[word] for word in reversed(text.split()))
        for number, text in enumerate(source)
        if number not in alone
    ]
    right = [number for number in range(60) if number not in alone]
    beads = align(source, target, languages=("de", "fr"))
    found = {pair for bead, pair in zip(beads, pairs(beads), strict=True) if bead.score >= 0.5}
    expected = {((number,), (place,)) for place, number in enumerate(right)}
    assert len(found & expected) > 0.95 * len(expected)
