"""Laws of the readers: any bytes are read or refused, and no text of a document is lost.

Bilingual files, which tmkit.tasks.reading takes apart, stand at the end.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.ingest import docx, furniture, html, markdown, plain
from tmkit.ingest.dates import is_date, iso_date
from tmkit.ingest.furniture import Page
from tmkit.model import Block, BlockKind

Reader = Callable[[bytes, str], Page]
READERS: dict[str, Reader] = {
    "plain": plain.read,
    "markdown": markdown.read,
    "html": html.read,
    "docx": docx.read,
}
WORD_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
each_reader = pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())

# Pieces of mark-up, whole and broken, between words of both languages.
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\r",
            " ",
            "    ",
            "\t",
            "\u2028",
            "\x0c",
            "\ufeff",
            "\x00",
            "\x07",
            "\ud7ff",
        ),
        *(
            "# ",
            "## ",
            "===",
            "---\n",
            "- ",
            "1. ",
            "> ",
            "`",
            "```",
            "~~~",
            "*",
            "_",
            "**",
            "|",
            "$$",
        ),
        *(
            "[a](b)",
            "![",
            "](",
            "[[x]]",
            "{#x}",
            "[^1]:",
            "[1]: ",
            "\\",
            ":::",
            ":::note ",
            "{%",
            "%}",
        ),
        *(
            "{/*",
            "*/}",
            "<!--",
            "-->",
            "<Tip>",
            "</Tip>",
            "<A b={",
            "}",
            "/>",
            "import ",
            "export ",
        ),
        *("title: ", "date: ", '"\\ud800"', "[!NOTE]", "<p>", "</p>", "<div>", "</div>", "<table>"),
        *(
            "<td>",
            "<li>",
            "<h1>",
            "</h1>",
            "<br>",
            "<pre>",
            "<script>",
            "</script>",
            "<body>",
            "<head>",
        ),
        *(
            "<title>",
            "<meta charset=",
            "windows-1258",
            "punycode",
            '"',
            ">",
            "<",
            "&#xD800;",
            "&nbsp;",
        ),
        *(
            "<a>",
            "<math>",
            "<html>",
            "</html>",
            "<svg>",
            "<nav>",
            "<form hidden>",
            "<?",
            "<![CDATA[",
        ),
        *(
            "By Lan Anh",
            "Post date: 5/3/2024",
            " - ",
            "Nguồn: ",
            "Tin liên quan",
            "đo lường",
            "mass",
        ),
    ]
)
MARK_UP = st.lists(PIECES, max_size=25).map("".join)
WORD = st.text("abcdeghiklmnopqrstuvxyăâđêôơưạảấầệịọớửỳ", min_size=1, max_size=7)
SENTENCES = st.lists(WORD, min_size=1, max_size=30).map(" ".join).map(lambda text: f"{text}.")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=8)


def word(document: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def assert_read_or_refused(reader: Reader, raw: bytes) -> None:
    try:
        page = furniture.furnished(reader(raw, "x"))
    except FormatError as error:
        refusal: FormatError | None = error
        page = Page([])
    else:
        refusal = None
    assert refusal is None or (refusal.path == "x" and refusal.text())
    for block in page.blocks:
        block.text.encode()
        assert block.place >= 0
    for value in page.metadata.values():
        value.encode()


@each_reader
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(reader: Reader, raw: bytes) -> None:
    assert_read_or_refused(reader, raw)


@each_reader
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused(reader: Reader, text: str) -> None:
    assert_read_or_refused(reader, text.encode("utf-8", "replace"))


@pytest.mark.parametrize("reader", [markdown.read, html.read], ids=["markdown", "html"])
@given(text=MARK_UP)
@settings(deadline=None, max_examples=250)
def test_any_mark_up_is_read_or_refused(reader: Reader, text: str) -> None:
    assert_read_or_refused(reader, text.encode("utf-8", "replace"))


@given(text=MARK_UP)
def test_any_front_matter_is_read_or_left_alone(text: str) -> None:
    assert_read_or_refused(markdown.read, f"---\n{text}\n---\nmass\n".encode("utf-8", "replace"))


@given(text=MARK_UP.map(escape))
def test_any_word_document_is_read_or_refused(text: str) -> None:
    body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    assert_read_or_refused(
        docx.read, word(f"<w:document {WORD_NAMES}><w:body>{body}</w:body></w:document>")
    )


def words_of(page: Page) -> list[str]:
    return " ".join(block.text for block in page.blocks).split()


@given(paragraphs=PARAGRAPHS)
def test_no_word_of_a_markdown_text_is_lost(paragraphs: list[str]) -> None:
    raw = "\n\n".join(f"**{text}**" for text in paragraphs).encode()
    assert words_of(markdown.read(raw, "x")) == " ".join(paragraphs).split()


@given(paragraphs=PARAGRAPHS, shells=st.integers(0, 5), has_title=st.booleans())
@pytest.mark.parametrize(
    "piece", ["<p>{}</p>", "<div>{}</div>", "{}<br>", "<ul><li>{}</ul>", "<h2>{}"]
)
def test_no_word_of_a_page_is_lost(
    piece: str, paragraphs: list[str], shells: int, *, has_title: bool
) -> None:
    body = "\n".join(piece.format(text) for text in paragraphs)
    title = "<h1>Headline</h1>" if has_title else ""
    raw = f"{'<div>' * shells}{title}{body}{'</div>' * shells}".encode()
    expected = (["Headline"] if has_title else []) + " ".join(paragraphs).split()
    assert words_of(html.read(raw, "x")) == expected


@given(paragraphs=PARAGRAPHS, menu=st.lists(WORD, min_size=1, max_size=5))
def test_a_menu_takes_no_word_of_the_text_with_it(paragraphs: list[str], menu: list[str]) -> None:
    links = "".join(f"<li><a href=x>{word}9</a>" for word in menu)
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    raw = f"<nav><ul>{links}</ul></nav><h1>Headline</h1>{body}<footer>{links}</footer>".encode()
    assert words_of(html.read(raw, "x")) == ["Headline", *" ".join(paragraphs).split()]


KINDS: list[BlockKind] = ["title", "heading", "paragraph", "list_item", "cell", "caption", "code"]
BLOCKS = st.lists(
    st.builds(Block, st.sampled_from(KINDS), st.text() | MARK_UP, st.integers(0, 9)), max_size=12
)


@given(blocks=BLOCKS)
def test_furnishing_changes_kinds_alone(blocks: list[Block]) -> None:
    furnished = furniture.furnished(Page(blocks))
    assert [(each.text, each.place) for each in furnished.blocks] == [
        (each.text, each.place) for each in blocks
    ]


@given(date=st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_a_date_is_read_back_however_it_is_written(date: dt.date) -> None:
    day, month, year = date.day, date.month, date.year
    for text in (
        date.isoformat(),
        f"{day}/{month}/{year}",
        f"ngày {day} tháng {month} năm {year}",
        f"{date:%B} {day}, {year}",
        f"{day} {date:%b}. {year}",
    ):
        assert iso_date(f"A, {text}, 10:30") == date.isoformat()
        assert is_date(text)


@given(text=st.text() | st.text("0123456789/-. thángnăm"))
def test_what_is_read_as_a_date_is_in_the_calendar(text: str) -> None:
    date = iso_date(text)
    assert date == "" or dt.date.fromisoformat(date)
