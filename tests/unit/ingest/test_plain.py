"""Plain text: blocks, kinds, and bytes that are no text."""

from __future__ import annotations

import codecs

import pytest

from tmkit.errors import FormatError
from tmkit.ingest import plain

WRAPPED = """\
The ferry across the estuary was for eighty years the only way to
reach the market town from the southern villages, and its timetable
ruled the day of every family there.
"""
FIRST = "Trạm quan trắc cũ bên sông đã ghi mực nước suốt năm mươi năm."


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in plain.read(text.encode(), "notes.txt").blocks]


def test_lines_wrapped_at_one_width_are_one_paragraph() -> None:
    assert blocks(WRAPPED) == [("paragraph", " ".join(WRAPPED.split()))]


def test_lines_that_had_room_for_the_next_word_stay_apart() -> None:
    text = f"{WRAPPED}\nMr Binh, ferryman.\nMs Hoa, clerk.\n"
    assert [text for _, text in blocks(text)][1:] == ["Mr Binh, ferryman.", "Ms Hoa, clerk."]


def test_a_list_whose_first_line_is_the_longest_of_all_stays_a_list() -> None:
    text = "Packing list\n\n- A raincoat with a hood and two wide pockets\n- A torch\n"
    assert len(blocks(text)) == 3


@pytest.mark.parametrize("bullet", ["-", "*", "•", "+", "◦"])
def test_a_bullet_makes_a_list_item_and_is_no_part_of_it(bullet: str) -> None:
    assert blocks(f"{FIRST}\n\n{bullet} Áo mưa") == [("paragraph", FIRST), ("list_item", "Áo mưa")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("1. The pier opens at six.", "list_item"),
        ("a) tàu khách;", "list_item"),
        ("đ) thuyền buồm", "list_item"),
        ("2. Opening hours", "heading"),  # a number without a sentence
        ("Giờ mở cửa", "heading"),
        ("Bến mở cửa lúc sáu giờ.", "paragraph"),
        ("“Bến mở cửa lúc sáu giờ.”", "paragraph"),
        ("-5 degrees at dawn.", "paragraph"),  # no space: a minus
    ],
)
def test_the_kind_of_a_line_shows_in_its_beginning_and_end(line: str, kind: str) -> None:
    assert blocks(f"{FIRST}\n\n{line}")[-1] == (kind, line)


def test_the_first_line_is_the_title_when_it_ends_no_sentence() -> None:
    assert blocks(f"Sổ tay bến phà\n\n{FIRST}")[0] == ("title", "Sổ tay bến phà")


def test_a_first_line_that_ends_a_sentence_is_no_title() -> None:
    assert blocks(FIRST) == [("paragraph", FIRST)]


def test_a_block_knows_the_line_it_begins_on() -> None:
    text = f"Bến phà\n\n\n{WRAPPED}\nGhi chú"
    assert [block.place for block in plain.read(text.encode(), "notes.txt").blocks] == [1, 4, 8]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_marks_and_line_ends_do_not_show(encoding: str, end: str) -> None:
    raw = f"Bến phà{end}{end}{FIRST}{end}".encode(encoding)
    assert [block.text for block in plain.read(raw, "notes.txt").blocks] == ["Bến phà", FIRST]


def test_big_endian_utf_16_is_read() -> None:
    raw = codecs.BOM_UTF16_BE + FIRST.encode("utf-16-be")
    assert plain.decode(raw, "notes.txt") == FIRST


@pytest.mark.parametrize(
    ("raw", "place", "byte"),
    [
        (b"\xff", (1, 1), "0xFF"),
        ("Bến\nphà ".encode() + b"\xe0 cu", (2, 5), "0xE0"),
        ("mũi tên → ".encode() + b"\x92", (1, 11), "0x92"),
        pytest.param(
            *(codecs.BOM_UTF8 + b"one\ntwo \x92", (2, 5), "0x92"),
        ),
    ],
)
def test_an_invalid_byte_is_named_with_its_line_and_column(
    raw: bytes, place: tuple[int, int], byte: str
) -> None:
    with pytest.raises(FormatError) as caught:
        plain.decode(raw, "notes.txt")
    error = caught.value
    assert (error.key, error.line, error.column) == ("TD103", *place)
    assert error.details == {"byte": byte}


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x00\x00", codecs.BOM_UTF16_LE + b"a\x00b"])
def test_bytes_that_no_text_has_are_refused(raw: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        plain.decode(raw, "notes.txt")
    assert caught.value.key == "TD102"
