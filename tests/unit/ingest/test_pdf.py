"""PDF documents: lines become paragraphs, furniture is told from text, bad files are refused."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.ingest import pdf
from tmkit.ingest.pdfium import Line, contents

# Every letter of the test font is half as wide as it is high. Its codes begin where Courier has
# signs to draw: PDFium passes over a text without any.
WIDTH, FIRST = 0.5, 33
Placed = tuple[float, float, str]
LONG = "Phòng thử nghiệm phải lưu giữ hồ sơ hiệu chuẩn của mọi phương tiện đo trong năm năm."
HALVES = (
    "Phòng thử nghiệm phải lưu giữ hồ sơ hiệu chuẩn",
    "của mọi phương tiện đo trong năm năm.",
)


def made(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF file of these objects; the first is the catalogue."""
    raw, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n" % (size, table)
    end = b"<< /Size %d /Root 1 0 R /Info 4 0 R %b >>" % (size, trailer)
    return raw + head + end + b"\nstartxref\n%d\n%%%%EOF" % len(raw)


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >> stream\n%b\nendstream" % (len(packed), packed)


def file_of(
    pages: Sequence[bytes], letters: str = " ", *, page: bytes = b"", info: str = ""
) -> bytes:
    """A PDF file with these contents; the codes of its font are the places in `letters`."""
    rows = b"".join(
        b"<%02X> <%b>\n" % (code, hexed(each)) for code, each in enumerate(letters, FIRST)
    )
    cmap = b"begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n" % len(
        letters
    )
    widths = b" ".join([b"%d" % (WIDTH * 1000)] * len(letters))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 33 /LastChar %d "
    font += b"/Widths [%b] /ToUnicode 5 0 R >>"
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(pages), kids),
        font % (FIRST + len(letters), widths),
        b"<< %b >>" % info.encode("latin-1"),
        stream(cmap + rows + b"endbfchar\nendcmap"),
    ]
    for number, content in enumerate(pages):
        place = b"/Contents %d 0 R %b" % (7 + 2 * number, page)
        fonts = b"/Resources << /Font << /F 3 0 R >> >>"
        box = b"/MediaBox [0 0 600 800]"
        objects += [b"<< /Type /Page /Parent 2 0 R %b %b %b >>" % (box, fonts, place)]
        objects += [stream(content)]
    return made(objects)


def hexed(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode()


def typed(*pages: Sequence[Placed], size: float = 10, info: str = "", page: bytes = b"") -> bytes:
    """A PDF file with texts at their places on its pages."""
    letters = "".join(sorted({letter for page in pages for _, _, text in page for letter in text}))
    shown = [
        b"\n".join(
            b"BT /F %g Tf %g %g Td <%b> Tj ET"
            % (size, x, y, b"".join(b"%02X" % (letters.index(each) + FIRST) for each in text))
            for x, y, text in page
        )
        for page in pages
    ]
    return file_of(shown, letters, info=info, page=page)


def line(
    text: str, base: float, *, left: float = 50, size: float = 10, page: int = 1, weight: int = 400
) -> Line:
    width = len(text) * size * WIDTH
    first = len(text.split(maxsplit=1)[0]) * size * WIDTH
    return Line(text, page, left, left + width, base, size, weight, first, cell=False)


def texts(lines: Sequence[Line]) -> list[str]:
    return [block.text for block in pdf.blocks_of(lines) if block.kind != "boilerplate"]


def key_of(raw: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        pdf.read(raw, "report.pdf")
    assert caught.value.path == "report.pdf"
    assert str(caught.value).startswith("report.pdf: ")
    return caught.value.key


# Files


def test_lines_on_a_page_are_one_paragraph_in_its_letters() -> None:
    raw = typed([(50, 700, HALVES[0]), (50, 688, HALVES[1])])
    assert [(block.kind, block.text, block.place) for block in pdf.read(raw, "x.pdf").blocks] == [
        ("paragraph", LONG, 1)
    ]


def test_letters_drawn_after_the_rest_of_their_line_stand_where_they_are_seen() -> None:
    raw = typed(
        [(50, 700, "hi"), (65, 700, "u chu"), (95, 700, "n"), (60, 700, "ệ"), (90, 700, "ẩ")]
    )
    assert [line.text for line in contents(raw, "x.pdf").lines] == ["hiệu chuẩn"]


def test_a_page_that_is_turned_is_read_as_it_is_shown() -> None:
    letters = "".join(sorted(set("".join(HALVES))))
    shown = b"".join(
        b"BT /F 10 Tf 0 1 -1 0 %d 100 Tm <%b> Tj ET\n"
        % (300 + 12 * row, b"".join(b"%02X" % (letters.index(each) + FIRST) for each in text))
        for row, text in enumerate(HALVES)
    )
    raw = file_of([shown], letters, page=b"/Rotate 90")
    assert [block.text for block in pdf.read(raw, "x.pdf").blocks] == [LONG]


def test_texts_far_apart_on_one_line_are_cells() -> None:
    raw = typed([(50, 700, "Cân bàn"), (300, 700, "85.000 đồng")])
    assert [(block.kind, block.text) for block in pdf.read(raw, "x.pdf").blocks] == [
        ("cell", "Cân bàn"),
        ("cell", "85.000 đồng"),
    ]


def test_the_document_says_its_title_author_and_date() -> None:
    info = "/Title (Annual report) /Author (Jane Example) /CreationDate (D:20240229080000+07'00')"
    raw = typed([(50, 720, "Centre for Metrology"), (50, 680, "Annual report")], info=info)
    page = pdf.read(raw, "x.pdf")
    assert [block.text for block in page.blocks if block.kind == "title"] == ["Annual report"]
    assert page.metadata == {"author": "Jane Example", "date": "2024-02-29"}


def test_a_byline_on_the_page_goes_before_what_the_program_wrote() -> None:
    info = "/Author (Jane Example) /CreationDate (D:20240229)"
    lines = [(50, 720, "Annual report"), (50, 680, "Post by: Ann Sample | 3 March 2023")]
    assert pdf.read(typed(lines, info=info), "x.pdf").metadata == {
        "author": "Ann Sample",
        "date": "2023-03-03",
    }


@pytest.mark.parametrize(
    "name", ["Admin", "Microsoft Word - a.docx", "Windows User", "HP", "tmkit"]
)
def test_names_that_programs_give_are_no_authors(name: str) -> None:
    raw = typed([(50, 720, "Annual report")], info=f"/Author ({name})")
    assert pdf.read(raw, "x.pdf").metadata == {}


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"", "TD120"),
        (b"<!doctype html><title>Not found</title>", "TD120"),
        (b"%PDF-1.7\n", "TD120"),
        (typed([(50, 700, LONG)])[:600], "TD120"),
        (file_of([b"0 0 m 9 9 l S"]), "TD123"),
        (typed([(50, 700, LONG)], [], []), "TD123"),
        (typed([(50, 700, "\ue001\ue002\ue003")]), "TD124"),
    ],
    ids=["empty", "html", "head only", "cut", "pictures", "most pages pictures", "no letters"],
)
def test_a_file_without_readable_text_is_refused(raw: bytes, key: str) -> None:
    assert key_of(raw) == key


def test_a_file_locked_with_a_password_is_said_to_be() -> None:
    keys = b"/O <%b> /U <%b>" % (b"11" * 32, b"22" * 32)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 %b >> /ID [<00> <00>]" % keys
    pages = b"<< /Type /Pages /Count 0 /Kids [] >>"
    assert key_of(made([b"<< /Type /Catalog /Pages 2 0 R >>", pages], trailer=lock)) == "TD121"


def test_a_page_that_unpacks_to_gigabytes_ends_the_child_and_not_the_build() -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 24)) for _ in range(128)) + packer.flush()
    raw = file_of([b"PLACE"])
    content = b"<< /Length %d /Filter /FlateDecode >> stream\n%b\nendstream" % (len(packed), packed)
    assert key_of(raw.replace(stream(b"PLACE"), content)) in ("TD120", "TD122", "TD123")


def test_a_file_with_more_pages_than_any_book_is_refused() -> None:
    raw = file_of([b"0 0 m 9 9 l S"])
    kids = b"/Count 20001 /Kids [" + b"6 0 R " * 20_001 + b"]"
    assert key_of(raw.replace(b"/Count 1 /Kids [6 0 R]", kids)) == "TD122"


# Paragraphs


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        # A wider space.
        ([(50, 700, "Full to the margin here"), (50, 680, "And Another paragraph")], 2),
        # The first word would have fitted on the line above.
        ([(50, 700, "Full to the margin here"), (50, 688, "A short one"), (50, 676, "Third")], 3),
        # Indented first lines.
        (
            [
                *((70, 700, "First line is indented"), (50, 688, "and goes on to margin here")),
                *((70, 676, "Second is indented too"), (50, 664, "and it goes on as well")),
            ],
            2,
        ),
        # A hanging item.
        ([(50, 700, "- The item hangs to left"), (60, 688, "and goes on to the margin"),
          (50, 676, "- Another item follows.")], 2),
        # A number at the beginning of a line that only goes on.
        ([(70, 700, "the tests of QUATEST no."[:-1]), (50, 688, "1) went on to the margin ok")], 1),
    ],
    ids=["gap", "room", "indentation", "list", "chance number"],
)  # fmt: skip
def test_the_place_of_a_line_tells_where_a_paragraph_begins(
    lines: Sequence[Placed], paragraphs: int
) -> None:
    body = [line("The text of the page fills", 760 - 12 * row) for row in range(3)]
    found = texts([*body, *(line(text, base - 60, left=left) for left, base, text in lines)])
    assert len(found) - 1 == paragraphs


@pytest.mark.parametrize(("size", "weight"), [(14, 400), (10, 700)])
def test_another_type_is_another_block(size: float, weight: int) -> None:
    head = line("A heading as wide as this", 700)._replace(size=size, weight=weight)
    assert len(texts([head, line("the text below is as wide", 688)])) == 2


def test_a_paragraph_goes_on_behind_the_furniture_of_the_page() -> None:
    body = [
        "the text goes on to margin",
        "of any page that is as long",
        "as it is wide and then on,",
    ]
    pages = [
        [
            line("Metrology bulletin", 780, page=page),
            *(line(body[(row + page) % 3], 700 - 12 * row, page=page) for row in range(3)),
            line(f"Page {page} of 3", 30, page=page),
        ]
        for page in (1, 2, 3)
    ]
    blocks = list(pdf.blocks_of([each for page in pages for each in page]))
    assert [block.text for block in blocks if block.kind != "boilerplate"] == [
        " ".join(body[(row + page) % 3] for page in (1, 2, 3) for row in range(3))
    ]
    furniture = [block.text for block in blocks if block.kind == "boilerplate"]
    assert furniture.count("Metrology bulletin") == 3
    assert furniture.count("Page 2 of 3") == 1


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    body = ["the text goes on to margin", "of the column beside this,", "as wide as it is high ok"]
    columns = [[line(text, 700 - 12 * row, left=left) for row, text in enumerate(body)]
               for left in (50, 320)]  # fmt: skip
    assert texts([*columns[0], *columns[1]]) == [" ".join(body * 2)]


def test_a_cell_does_not_go_on_in_the_one_beside_it() -> None:
    first = [line("Kiểm định cân bàn có mức", 700), line("cân đến 60 kg nhưng dưới", 688)]
    first = [first[0]._replace(cell=True), first[1], line("mức cân một tấn tiêu chuẩn", 676)]
    assert len(texts([*first, line("tính theo lô", 700, left=320)])) == 2


def test_a_number_that_is_not_the_pages_stays_in_the_text() -> None:
    assert texts([line("Fees", 700), line("2024", 650)]) == ["Fees", "2024"]


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("an inter-", "national standard", "an international standard"),
        ("the well-", "known and well-known", "the well-known and well-known"),
        ("TCVN ISO/IEC", "17025:2017", "TCVN ISO/IEC 17025:2017"),
        ("Decision No. 12/QĐ-", "TĐC", "Decision No. 12/QĐ-TĐC"),
        ("from 2019–", "2020", "from 2019–2020"),
        ("quality -", "productivity", "quality - productivity"),
        ("state-of-the-", "art", "state-of-the-art"),
        ("nước In-", "đô-nê-xi-a", "nước In-đô-nê-xi-a"),
        ("vitamin hay vi-", "ta được ghi nhãn", "vitamin hay vi-ta được ghi nhãn"),
        ("cer\u00ad", "tificate", "cer\u00adtificate".replace("\u00ad", "")),
        ("the o\ufb03ce", "is open", "the office is open"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole_again(
    one: str, other: str, joined: str
) -> None:
    # All lines to the margin.
    lines = [
        line(text, base)._replace(right=500)
        for text, base in (
            ("Above", 780),
            ("there is more", 768),
            (one, 700),
            (f"{other} {other}", 688),
        )
    ]
    assert texts(lines)[1].startswith(joined)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("• Cân bàn", ("list_item", "Cân bàn")),
        ("– Cân bàn", ("list_item", "Cân bàn")),
        ("\uf0b7 Cân bàn", ("list_item", "Cân bàn")),
        ("a) cân bàn;", ("list_item", "a) cân bàn;")),
        ("1. Cân được kiểm định.", ("list_item", "1. Cân được kiểm định.")),
        ("2. Cân bàn", ("heading", "2. Cân bàn")),
        ("Cân được kiểm định.", ("paragraph", "Cân được kiểm định.")),
    ],
)
def test_the_kind_of_a_paragraph_shows_in_its_beginning_and_end(
    text: str, block: tuple[str, str]
) -> None:
    title = line("Fees for verification", 760, size=16)
    assert [(each.kind, each.text) for each in pdf.blocks_of([title, line(text, 700)])][1] == block


def test_the_largest_type_of_the_first_page_is_the_title() -> None:
    lines = [line("Centre for Metrology", 760), line("Annual report", 720, size=18)]
    assert [each.kind for each in pdf.blocks_of(lines)] == ["heading", "title"]


WORDS = st.lists(
    st.sampled_from(["đo", "thử", "cân", "chuẩn", "nghiệm", "verification", "of", "the"]),
    min_size=1,
)


@given(st.lists(WORDS, max_size=6), st.integers(20, 70))
def test_paragraphs_with_space_between_them_come_back_as_they_were(
    paragraphs: list[list[str]], width: int
) -> None:
    lines: list[Line] = []
    base = 10_000.0
    wanted = [" ".join(words) + "." for words in paragraphs]
    for text in wanted:
        row: list[str] = []
        for word in [*text.split(), ""]:
            if row and (not word or len(" ".join([*row, word])) > width):
                lines.append(line(" ".join(row), base))
                base, row = base - 12, []
            row.append(word)
        base -= 18
    found = texts(lines)
    assert " ".join(found) == " ".join(wanted)
    # Nothing is lost, and no block runs over the space between two paragraphs.
    assert all(any(text in one for one in wanted) for text in found)
