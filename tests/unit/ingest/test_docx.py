"""Word documents: what is read on the page, and packages that are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from tmkit.errors import FormatError
from tmkit.ingest import docx

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
# A Vietnamese Word translates style ids; names stay English.
STYLES = f"""<w:styles {NAMES}>
<w:style w:styleId="Tiu"><w:name w:val="Title"/></w:style>
<w:style w:styleId="u1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Phu"><w:name w:val="Subtitle"/></w:style>
<w:style w:styleId="Chuthich"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Oancuadanhsach"><w:name w:val="List Paragraph"/></w:style>
</w:styles>"""


def package(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def word(body: str) -> bytes:
    document = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return package({"word/document.xml": document, "word/styles.xml": STYLES})


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def blocks(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in docx.read(word(body), "minutes.docx").blocks]


def key_of(raw: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        docx.read(raw, "minutes.docx")
    assert caught.value.path == "minutes.docx"
    return caught.value.key


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("Tiu", "title"),
        ("u1", "heading"),
        ("Phu", "heading"),
        ("Chuthich", "caption"),
        ("Oancuadanhsach", "list_item"),
        ("unknown", "paragraph"),
    ],
)
def test_a_style_is_known_by_its_name_whatever_its_id(style: str, kind: str) -> None:
    body = paragraph(run("Biên bản"), f'<w:pStyle w:val="{style}"/>')
    assert blocks(body) == [(kind, "Biên bản")]


def test_a_numbered_paragraph_is_a_list_item() -> None:
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    assert blocks(paragraph(run("two nets"), numbering)) == [("list_item", "two nets")]


def test_a_paragraph_whose_numbering_was_taken_away_is_no_list_item() -> None:
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    assert blocks(paragraph(run("two nets"), numbering)) == [("paragraph", "two nets")]


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = paragraph(
        f"{run('The gate ')}<w:ins>{run('opens')}</w:ins>"
        f"<w:del><w:r><w:delText>closes</w:delText></w:r></w:del>{run(' at six.')}"
    )
    assert blocks(body) == [("paragraph", "The gate opens at six.")]


def test_text_that_was_moved_is_read_where_it_went() -> None:
    body = paragraph(f"<w:moveFrom>{run('Phao.')}</w:moveFrom>{run('Neo.')}")
    body += paragraph(f"<w:moveTo>{run('Phao.')}</w:moveTo>")
    assert [text for _, text in blocks(body)] == ["Neo.", "Phao."]


def test_links_and_content_controls_are_read_and_field_codes_are_not() -> None:
    body = paragraph(
        f"<w:hyperlink>{run('Bến')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:sdt><w:sdtContent>{run(' phà')}</w:sdtContent></w:sdt>"
    )
    assert blocks(body) == [("paragraph", "Bến phà")]


def test_breaks_tabs_and_hyphens_are_characters() -> None:
    body = paragraph(f"{run('Bến')}<w:r><w:br/><w:t>phà</w:t><w:tab/><w:noBreakHyphen/></w:r>")
    assert blocks(body) == [("paragraph", "Bến\nphà\t\u2011")]


def test_table_cells_are_read_row_by_row() -> None:
    cells = [f"<w:tc>{paragraph(run(name))}</w:tc>" for name in ("Giờ", "Bến", "6:30", "Đông")]
    rows = f"<w:tr>{''.join(cells[:2])}</w:tr><w:tr>{''.join(cells[2:])}</w:tr>"
    assert blocks(f"<w:tbl>{rows}</w:tbl>") == [
        *(("cell", "Giờ"), ("cell", "Bến"), ("cell", "6:30"), ("cell", "Đông")),
    ]


def test_a_text_box_is_read_once_and_apart_from_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    anchor = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    body = paragraph(f"{run('Around ')}{anchor}{run('the box.')}")
    assert [text for _, text in blocks(body)] == ["Around the box.", "In the box."]


def test_a_block_knows_the_ordinal_of_its_paragraph() -> None:
    body = paragraph(run("one")) + paragraph("") + paragraph(run("three"))
    read = docx.read(word(body), "minutes.docx").blocks
    assert [(block.place, block.text) for block in read] == [(1, "one"), (2, ""), (3, "three")]


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE x>",
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/hostname">',
    ],
)
def test_a_document_type_declaration_is_refused(doctype: str) -> None:
    document = f"{doctype}<w:document {NAMES}><w:body/></w:document>"
    assert key_of(package({"word/document.xml": document})) == "TD105"


def test_a_part_that_declares_more_than_a_document_is_refused() -> None:
    assert key_of(package({"word/document.xml": " " * 20_000_000})) == "TD106"


def test_a_part_that_holds_more_than_it_declares_is_refused() -> None:
    raw = bytearray(word(paragraph(run("Bến phà"))))
    size = raw.index(b"PK\x01\x02") + 24  # APPNOTE.TXT §4.3.12: the uncompressed size
    raw[size : size + 4] = (60).to_bytes(4, "little")
    assert key_of(bytes(raw)) == "TD105"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not a zip",
        word("")[:-30],
        package({"word/other.xml": "<x/>"}),
        package({"word/document.xml": "<w:document>"}),
        package({"word/document.xml": f"<w:document {NAMES}>&who;</w:document>"}),
    ],
    ids=["empty", "no zip", "cut", "no document part", "no well-formed XML", "unknown entity"],
)
def test_a_package_that_is_no_word_document_is_damaged(raw: bytes) -> None:
    assert key_of(raw) == "TD105"


def test_a_package_with_broken_compression_is_damaged() -> None:
    raw = bytearray(word(paragraph(run("The gate opens at six. " * 40))))
    start = raw.index(b"word/document.xml") + len(b"word/document.xml") + 5
    raw[start : start + 20] = b"\xff" * 20
    assert key_of(bytes(raw)) == "TD105"
