"""What a corpus tells: how long a translation is, and which lines are furniture."""

from __future__ import annotations

import pytest
from counted import counts_of, learned_of

from tmkit.align import Counts, Learned, align
from tmkit.align.learned import ratio_of
from tmkit.lexicon import keys_of
from tmkit.model import Bead

NOTICE = "All rights reserved by the agency."
SURE = Bead((0,), (0,), 0.95)


def corpus(*sources: list[str]) -> list[Counts]:
    """The counts of pairs whose targets are all different."""
    return [counts_of(source, [f"Bản {number}."]) for number, source in enumerate(sources)]


@pytest.mark.parametrize(("documents", "recurs"), [(1, False), (2, False), (3, True), (9, True)])
def test_a_line_recurs_from_three_documents_on(documents: int, recurs: bool) -> None:  # noqa: FBT001 # a column of the table
    learned = learned_of(corpus(*[[NOTICE, f"Text {number}."] for number in range(documents)]))
    assert learned.recurs(NOTICE) is recurs
    assert not learned.recurs("Text 0.")


def test_a_line_that_one_document_repeats_does_not_recur() -> None:
    assert not learned_of(corpus([NOTICE] * 5, [NOTICE])).recurs(NOTICE)


def test_a_line_on_both_sides_of_a_pair_stands_in_two_documents() -> None:
    both = [counts_of([NOTICE], [NOTICE]), counts_of([NOTICE], ["Một."])]
    assert learned_of(both).recurs(NOTICE)


def test_a_large_corpus_asks_for_more_than_three_documents() -> None:
    three = [[NOTICE]] * 3
    assert learned_of(corpus(*three, *[["x"]] * 147)).recurs(NOTICE)
    assert not learned_of(corpus(*three, *[["x"]] * 148)).recurs(NOTICE)


@pytest.mark.parametrize("text", [NOTICE.upper(), NOTICE.replace(" ", "\u00a0")])
def test_spellings_of_one_line_are_one_line(text: str) -> None:
    assert learned_of(corpus([NOTICE], [text], [NOTICE])).recurs(text)


@pytest.mark.parametrize(
    ("bead", "characters"),
    [
        (SURE, (10, 14)),
        (Bead((0,), (0,), 0.79), (0, 0)),
        (Bead((0, 1), (0,), 0.99), (0, 0)),
        (Bead((), (0,), 0.99), (0, 0)),
    ],
)
def test_only_sure_beads_of_one_and_one_tell_how_long_a_translation_is(
    bead: Bead, characters: tuple[int, int]
) -> None:
    counts = counts_of(["Ten scales", "more"], ["Mười chiếc cân"], bead)
    assert counts.characters == characters


@pytest.mark.parametrize(
    ("source", "target", "ratio"),
    [(0, 0, 1.0), (500, 500, 1.0), (500, 1500, 2.0), (99_500, 119_500, 1.2)],
)
def test_the_ratio_is_drawn_towards_one_where_little_was_seen(
    source: int, target: int, ratio: float
) -> None:
    assert ratio_of(source, target) == pytest.approx(ratio)


def test_the_ratio_of_a_corpus_is_that_of_all_its_sure_beads() -> None:
    one = counts_of(["a" * 1000], ["b" * 1500], SURE)
    other = counts_of(["a" * 2000], ["b" * 2500], SURE)
    assert learned_of([one, other]).ratio == ratio_of(3000, 4000)


def test_nothing_is_learned_from_nothing() -> None:
    learned = learned_of([])
    assert (learned.ratio, learned.recurring) == (1.0, frozenset())
    assert not Learned().recurs(NOTICE)


def test_a_recurring_line_of_one_side_is_not_paired_with_text() -> None:
    source = ["The office opens at eight.", "Share this page with others", "It closes late."]
    target = ["Văn phòng mở cửa lúc tám giờ.", "Chiều đóng cửa muộn."]
    learned = learned_of(corpus(*[[source[1], f"Text {number}."] for number in range(4)]))
    beads = align(source, target, learned=learned)
    assert [(bead.source, bead.target) for bead in beads] == [
        *(((0,), (0,)), ((1,), ()), ((2,), (1,)))
    ]


def test_lines_that_recur_on_both_sides_are_paired() -> None:
    notices = ["Contact the office", "Liên hệ văn phòng"]
    pairs = [counts_of([notices[0], f"No {n}."], [notices[1], f"Số {n}."]) for n in range(4)]
    beads = align([notices[0]], [notices[1]], learned=learned_of(pairs))
    assert [bead.kind for bead in beads] == ["1-1"]


def test_sure_beads_of_any_kind_teach_their_words() -> None:
    source, target = ["A seal.", "It is new."], ["Con dấu mới."]
    beads = [Bead((0, 1), (0,), 0.9), Bead((0,), (0,), 0.7), Bead((1,), (), 1.0)]
    bitext = counts_of(source, target, *beads).bitext
    assert bitext.source.tolist() == [key for text in source for key in keys_of(text, "en")]
    assert bitext.target.tolist() == keys_of(target[0], "vi")


def test_where_hardly_a_segment_stands_alone_one_more_is_less_likely() -> None:
    lines = [f"Line {number}." for number in range(50)]
    linked = [Bead((number,), (number,), 0.9) for number in range(50)]
    apart = [Bead((number,), (), 0.9) for number in range(50)]
    assert learned_of([counts_of(lines, lines, *linked)]).alone < -0.5
    assert learned_of([counts_of(lines, lines, *apart)]).alone == 0.0


def test_words_are_learned_from_a_hundred_beads_on() -> None:
    def learned(count: int) -> Learned:
        beads = [Bead((0,), (0,), 0.9)] * count
        return learned_of([counts_of(["zorgle"], ["khụng"], *beads)])

    assert learned(99).translations is None
    known = learned(100).translations
    assert known
    number = known.sources.tolist().index(keys_of("zorgle", "en")[0])
    partner = known.partners[known.starts[number]]
    assert known.targets[partner] == keys_of("khụng", "vi")[0]
