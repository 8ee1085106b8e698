"""Word documents: what is read on the page, and packages that are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from tmkit.errors import FormatError
from tmkit.ingest import docx

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
# A Vietnamese Word translates style ids; names stay English.
STYLES = f"""<w:styles {NAMES}>
<w:style w:styleId="Tiu"><w:name w:val="Title"/></w:style>
<w:style w:styleId="u1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Phu"><w:name w:val="Subtitle"/></w:style>
<w:style w:styleId="Chuthich"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Oancuadanhsach"><w:name w:val="List Paragraph"/></w:style>
<w:style w:styleId="Dieu"><w:name w:val="Điều"/><w:basedOn w:val="u1"/></w:style>
<w:style w:styleId="Muc"><w:name w:val="Mục"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="Khoan"><w:name w:val="Khoản"/>
<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Mucluc1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Vong"><w:name w:val="Vòng"/><w:basedOn w:val="Vong"/></w:style>
<w:style w:styleId="An"><w:name w:val="Ẩn"/><w:rPr><w:vanish/></w:rPr></w:style>
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
        ("Dieu", "heading"),  # through the style it is based on
        ("Muc", "heading"),
        ("Khoan", "list_item"),
        ("Mucluc1", "boilerplate"),
        ("Vong", "paragraph"),  # based on itself
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


def test_tables_in_tables_are_read_where_they_stand() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph(run('85.000'))}</w:tc></w:tr></w:tbl>"
    row = f"<w:tc>{paragraph(run('Cân'))}{inner}{paragraph(run('đồng'))}</w:tc>"
    row += f"<w:tc>{paragraph(run('Ghi chú'))}</w:tc>"
    assert blocks(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>") == [
        *(("cell", "Cân"), ("cell", "85.000"), ("cell", "đồng"), ("cell", "Ghi chú")),
    ]


def test_a_deleted_row_is_not_read_and_an_inserted_one_is() -> None:
    rows = "".join(
        f"<w:tr><w:trPr><w:{mark}/></w:trPr><w:tc>{paragraph(run(mark))}</w:tc></w:tr>"
        for mark in ("del", "ins")
    )
    assert [text for _, text in blocks(f"<w:tbl>{rows}</w:tbl>")] == ["ins"]


def test_paragraphs_whose_border_is_deleted_are_one() -> None:
    body = paragraph(run("Cân được "), "<w:rPr><w:del/></w:rPr>") + paragraph(run("kiểm định."))
    assert blocks(body) == [("paragraph", "Cân được kiểm định.")]


def field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate")]
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"{marks[0]}{code}{marks[1]}{result}{end}"


def test_of_a_field_the_result_is_read_also_where_its_code_holds_another_one() -> None:
    inner = field("<w:r><w:instrText>DATE</w:instrText></w:r>", run("2024"))
    body = paragraph(f"{run('Năm ')}{field(inner + run(' = 0'), run('2025'))}{run('.')}")
    assert blocks(body) == [("paragraph", "Năm 2025.")]


def test_a_field_may_begin_and_end_within_one_run() -> None:
    begin, separate, end = (
        f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")
    )
    run_of_all = f"<w:r>{begin}<w:t>x</w:t>{separate}<w:t>12</w:t>{end}<w:t>!</w:t></w:r>"
    assert blocks(paragraph(run_of_all)) == [("paragraph", "12!")]


def test_a_field_may_span_paragraphs() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    body = (
        paragraph(begin + run("code"))
        + paragraph(separate + run("One"))
        + paragraph(run("Two") + end)
    )
    assert [text for _, text in blocks(body)] == ["", "One", "Two"]


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("<w:vanish/>", "Cân."),
        ('<w:vanish w:val="true"/>', "Cân."),
        ('<w:vanish w:val="0"/>', "Cân mật."),
        ('<w:rStyle w:val="An"/>', "Cân."),
        ('<w:rStyle w:val="An"/><w:vanish w:val="false"/>', "Cân mật."),
        ("<w:webHidden/>", "Cân mật."),
    ],
)
def test_hidden_text_is_not_read(properties: str, text: str) -> None:
    hidden = f"<w:r><w:rPr>{properties}</w:rPr><w:t> mật</w:t></w:r>"
    assert blocks(paragraph(f"{run('Cân')}{hidden}{run('.')}")) == [("paragraph", text)]


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<w:softHyphen/>", "\u00ad"),
        ('<w:sym w:font="Symbol" w:char="F0B1"/>', "±"),
        ('<w:sym w:font="Symbol" w:char="006D"/>', "μ"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "\uf0fc"),
        ('<w:sym w:font="Arial" w:char="00B0"/>', "°"),
        ('<w:sym w:font="Arial" w:char="nought"/>', "\ufffd"),
        ('<w:sym w:font="Arial" w:char="D800"/>', "\ufffd"),
        ("<w:footnoteReference/>", ""),
        ("<w:commentReference/><w:annotationRef/>", ""),
        ("<w:lastRenderedPageBreak/>", ""),
    ],
)
def test_elements_that_stand_for_letters_are_read_as_them(element: str, text: str) -> None:
    body = paragraph(f"{run('a')}<w:r>{element}</w:r>{run('b')}")
    assert blocks(body) == [("paragraph", f"a{text}b")]


def test_formulas_are_read_and_the_reading_of_ruby_is_not() -> None:
    formula = "<m:oMath><m:r><m:t>U=k</m:t></m:r></m:oMath>"
    both = f"<w:rt>{run('kan')}</w:rt><w:rubyBase>{run('Cân')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{both}</w:ruby></w:r>"
    assert blocks(paragraph(f"{ruby}{run(': ')}{formula}")) == [("paragraph", "Cân: U=k")]


def test_the_prompt_of_an_empty_content_control_is_not_read() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inline = paragraph(run("Số: ") + prompt.format(run("Click here")))
    around = prompt.format(paragraph(run("Click here")))
    assert blocks(inline + around) == [("paragraph", "Số:")]


# Notes and properties


def notes(kind: str, **texts: str) -> str:
    each = "".join(
        f'<w:{kind} w:id="{name[1:]}">{paragraph(run(text))}</w:{kind}>'
        for name, text in texts.items()
    )
    line = paragraph("<w:r><w:separator/></w:r>")
    rule = f'<w:{kind} w:type="separator" w:id="-1">{line}</w:{kind}>'
    return f"<w:{kind}s {NAMES}>{rule}{each}</w:{kind}s>"


def reference(kind: str, id: int) -> str:  # noqa: A002 # the name of the attribute
    return f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'


def test_notes_follow_the_body_in_the_order_of_their_references() -> None:
    deleted = f"<w:del>{reference('footnote', 3)}</w:del>"
    body = paragraph(
        run("Cân") + reference("endnote", 1) + reference("footnote", 2)
        + reference("footnote", 1) + deleted
    )  # fmt: skip
    raw = package(
        {
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": notes("footnote", n1="Một.", n2="Hai.", n3="Ba.", n4="Bốn."),
            "word/endnotes.xml": notes("endnote", n1="Cuối."),
            "word/header1.xml": f"<w:hdr {NAMES}>{paragraph(run('Head'))}</w:hdr>",
            "word/comments.xml": f"<w:comments {NAMES}>{paragraph(run('Why?'))}</w:comments>",
        }
    )
    read = docx.read(raw, "minutes.docx").blocks
    assert [(block.kind, block.text, block.place) for block in read] == [
        *(("paragraph", "Cân", 1), ("paragraph", "Hai.", 2), ("paragraph", "Một.", 3)),
        ("paragraph", "Cuối.", 4),
    ]


def related(kind: str, target: str) -> str:
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    type_ = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    each = f'<Relationship Id="r1" Type="{type_}" Target="{target}"/>'
    return f'<Relationships xmlns="{names}">{each}</Relationships>'


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml"])
def test_the_parts_are_found_by_their_relationships(target: str) -> None:
    title = paragraph(run("Biên bản"), '<w:pStyle w:val="Tiu"/>')
    raw = package(
        {
            "_rels/.rels": related("officeDocument", target),
            "word/document2.xml": f"<w:document {NAMES}><w:body>{title}</w:body></w:document>",
            "word/_rels/document2.xml.rels": related("styles", "styles7.xml"),
            "word/styles7.xml": STYLES,
        }
    )
    assert [block.kind for block in docx.read(raw, "minutes.docx").blocks] == ["title"]


CORE = """<cp:coreProperties xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Biên bản  họp</dc:title>
 <dc:creator>Jane Example</dc:creator><dc:rights>CC BY 4.0</dc:rights>
 <dcterms:created>2026-01-02T00:00:00Z</dcterms:created></cp:coreProperties>"""


def test_of_the_properties_the_rights_are_kept_and_the_title_names_its_paragraph() -> None:
    body = paragraph(run("Trung tâm")) + paragraph(run("BIÊN BẢN HỌP"))
    document = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    page = docx.read(
        package({"word/document.xml": document, "docProps/core.xml": CORE}), "minutes.docx"
    )
    assert [block.kind for block in page.blocks] == ["paragraph", "title"]
    assert page.metadata == {"rights": "CC BY 4.0"}


def test_a_title_by_its_style_goes_before_the_properties() -> None:
    body = paragraph(run("Tên"), '<w:pStyle w:val="Tiu"/>') + paragraph(run("Biên bản họp"))
    document = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    parts = {"word/document.xml": document, "word/styles.xml": STYLES, "docProps/core.xml": CORE}
    page = docx.read(package(parts), "minutes.docx")
    assert [block.kind for block in page.blocks] == ["title", "paragraph"]


# Bad packages


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
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        word("")[:-30],
        package({"word/other.xml": "<x/>"}),
        package({"word/document.xml": "<w:document>"}),
        package({"word/document.xml": f"<w:document {NAMES}>&who;</w:document>"}),
    ],
    ids=[
        "empty",
        "no zip",
        "encrypted or .doc",
        "cut",
        "no document part",
        "no well-formed XML",
        "unknown entity",
    ],
)
def test_a_package_that_is_no_word_document_is_damaged(raw: bytes) -> None:
    assert key_of(raw) == "TD105"


def test_a_package_with_broken_compression_is_damaged() -> None:
    raw = bytearray(word(paragraph(run("The gate opens at six. " * 40))))
    start = raw.index(b"word/document.xml") + len(b"word/document.xml") + 5
    raw[start : start + 20] = b"\xff" * 20
    assert key_of(bytes(raw)) == "TD105"
