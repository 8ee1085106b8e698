"""Subtitles: a block for each cue, its text without tags, numbers and times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.ingest import subtitles


def cue(number: object, text: str, times: str = "00:00:01,000 --> 00:00:02,500") -> str:
    return f"{number}\n{times}\n{text}\n\n"


def blocks(text: str) -> list[tuple[int, str]]:
    page = subtitles.read(text.encode(), "film.srt")
    assert {block.kind for block in page.blocks} == {"paragraph"}
    return [(block.place, block.text) for block in page.blocks]


def test_each_cue_is_a_block_and_knows_its_number() -> None:
    text = cue(7, "Cân được kiểm định") + cue(8, "hai năm một lần.")
    assert blocks(text) == [(7, "Cân được kiểm định"), (8, "hai năm một lần.")]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            "Every scale is verified\nonce in two years.",
            "Every scale is verified once in two years.",
        ),
        ("Who verifies it?\nThe Centre does.", "Who verifies it?\nThe Centre does."),
        ("- Ai kiểm định?\n- Trung tâm.", "- Ai kiểm định?\n- Trung tâm."),
        ("CLERK: The fee,\nplease.\nANN: Here.", "CLERK: The fee, please.\nANN: Here."),
        ("“Who?”\nasked Ann.", "“Who?”\nasked Ann."),
    ],
)
def test_a_line_break_stays_where_a_sentence_or_speaker_begins(lines: str, text: str) -> None:
    assert blocks(cue(1, lines)) == [(1, text)]


@pytest.mark.parametrize(
    "tagged",
    [
        "<i>Cân bàn</i>",
        "{\\an8}Cân bàn",
        '<font color="#ffff00">Cân <b>bàn</b></font>',
        "{\\an8\\pos(1,2)}<I>Cân bàn</I>",
        "{i}Cân bàn{/i}",
    ],
)
def test_tags_are_no_text(tagged: str) -> None:
    assert blocks(cue(1, tagged)) == [(1, "Cân bàn")]


@pytest.mark.parametrize("text", ["a < b and c > d", "{1} and {an}", "<name> of the body"])
def test_what_only_looks_like_a_tag_is_text(text: str) -> None:
    assert blocks(cue(1, text)) == [(1, text)]


@pytest.mark.parametrize(
    "times",
    [
        "00:00:01,000 --> 00:00:02,500",
        "00:00:01.000 --> 00:00:02.500",
        "0:00:01,0-->0:00:02,5",
        "00:00:01,000 --> 00:00:02,500  X1:40 X2:600 Y1:20 Y2:50",
    ],
)
def test_times_are_no_text_however_they_are_written(times: str) -> None:
    assert blocks(cue(1, "Cân bàn", times)) == [(1, "Cân bàn")]


def test_cues_without_numbers_or_blank_lines_between_them_are_counted() -> None:
    times = "00:00:01,000 --> 00:00:02,500"
    assert blocks(f"{times}\nOne\n{times}\nTwo") == [(1, "One"), (2, "Two")]
    assert blocks(f"1\n{times}\nOne\n2\n{times}\nTwo") == [(1, "One"), (2, "Two")]


def test_a_number_that_is_all_a_cue_says_is_its_text() -> None:
    assert blocks(cue(1, "2024") + cue(2, "A good year.")) == [(1, "2024"), (2, "A good year.")]


def test_a_blank_line_in_a_cue_does_not_end_it() -> None:
    assert blocks(cue(1, "One\n\nand two") + cue(2, "Three")) == [(1, "One and two"), (2, "Three")]


@pytest.mark.parametrize("text", ["", "<!doctype html><p>Not found</p>", "1\n\nno times here\n"])
def test_a_file_without_times_is_refused(text: str) -> None:
    with pytest.raises(FormatError) as caught:
        subtitles.read(text.encode(), "film.srt")
    assert caught.value.key == "TD127"


LINES = st.lists(st.from_regex(r"[a-zđ]+( [a-zđ]+){0,4}", fullmatch=True), min_size=1, max_size=3)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_every_word_of_every_cue_comes_back(cues: list[list[str]]) -> None:
    text = "".join(cue(number, "\n".join(lines)) for number, lines in enumerate(cues, 1))
    assert blocks(text) == [(number, " ".join(lines)) for number, lines in enumerate(cues, 1)]
