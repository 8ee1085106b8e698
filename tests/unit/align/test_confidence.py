"""How sure a bead is, in small texts."""

from __future__ import annotations

import pytest

from tmkit.align import align

ENGLISH = [
    "The office verified 120 scales in May.",
    "The seals were new.",
    "Nobody complained about the fee.",
    "The list is published every year on the site of the agency.",
]
VIETNAMESE = [
    "Chi cục đã kiểm định 120 cân trong tháng 5.",
    "Tem kiểm định là tem mới.",
    "Không ai phàn nàn về mức phí.",
    "Danh sách được công bố hằng năm trên trang của cơ quan.",
]
OTHER = [
    "Hôm qua trời mưa to ở miền núi.",
    "Đội bóng thắng đậm trên sân nhà.",
    "Giá cà phê lại tăng trong tuần.",
    "Lan thích vẽ phong cảnh và đọc truyện tranh vào cuối tuần.",
]


def test_what_translates_is_surer_than_what_does_not() -> None:
    right = [bead.score for bead in align(ENGLISH * 3, VIETNAMESE * 3)]
    wrong = [bead.score for bead in align(ENGLISH * 3, OTHER * 3) if bead.source and bead.target]
    assert min(right) > 0.7
    assert max(wrong, default=0.0) < 0.3


@pytest.mark.parametrize(("english", "vietnamese"), [("Hello.", "Xin chào."), ("Scope", "Phạm vi")])
def test_a_single_segment_is_believed_to_translate_the_other(english: str, vietnamese: str) -> None:
    assert align([english], [vietnamese])[0].score >= 0.5


def test_the_score_of_a_segment_that_stands_alone_says_how_sure_that_is() -> None:
    beads = align([*ENGLISH, "Late forms are not considered."], VIETNAMESE)
    assert (beads[-1].kind, beads[-1].score > 0.8) == ("1-0", True)
