"""Complete glossary tables: which cell holds what, what people's own tables mean, what is told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tides import GLOSSARY

from tmkit.errors import FormatError
from tmkit.formats import concept_rows, concept_tables, table, workbooks, xlsx
from tmkit.formats.columns import Column, column_of, heading, known, layout
from tmkit.model import Concept, Finding, Glossary, Term

LANGUAGES = ("en", "vi")


def read(
    text: str | bytes, folder: Path, suffix: str = ".csv"
) -> tuple[list[Concept], list[Finding]]:
    path = folder / f"own{suffix}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    findings: list[Finding] = []
    return list(concept_tables.read(path, LANGUAGES, findings.append)), findings


def told(findings: list[Finding]) -> list[tuple[str, int, int]]:
    return [(each.code, each.place.line, each.place.column) for each in findings]


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_a_glossary_is_written_as_its_golden_complete_table(
    repository: Path, suffix: str, tmp_path: Path
) -> None:
    file = io.BytesIO()
    assert concept_tables.write(GLOSSARY, file, LANGUAGES, suffix) == 2
    golden = repository / "tests" / "golden" / "formats" / f"complete{suffix}"
    assert file.getvalue() == golden.read_bytes()
    concepts, findings = read(golden.read_bytes(), tmp_path, suffix)
    assert concepts == [concept_rows.kept(each, LANGUAGES) for each in GLOSSARY]
    assert findings == []


def test_a_workbook_has_the_cells_of_the_text(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "book.xlsx"
    with path.open("wb") as file:
        xlsx.write(GLOSSARY, file, source="en", target="vi")
    terms, about = workbooks.sheets(path)
    golden = repository / "tests" / "golden" / "formats" / "complete.csv"
    whole = concept_tables._text_table(golden, LANGUAGES)  # noqa: SLF001 # the same rows, as text
    assert [row for _, row in terms.rows] == [row for _, row in whole.rows]
    assert about.rows[0][1][1] == "tides"


def test_what_a_workbook_says_of_the_glossary_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with path.open("wb") as file:
        xlsx.write(GLOSSARY, file, source="en", target="vi")
    glossary = concept_tables.read(path, LANGUAGES)
    assert (glossary.name, glossary.signature, glossary.notes) == (
        *("tides", "tmkit:0.1"),
        ("Approved & in review.",),
    )


def shown(*terms: Term) -> list[tuple[str, str]]:
    """The terms of each row, those not to use with a cross before them."""
    concept = Concept("c", "sea", "review", terms)
    return [
        (
            row.get(Column("term", "en")) or "×" + row.get(Column("avoid", "en"), ""),
            row.get(Column("term", "vi")) or "×" + row.get(Column("avoid", "vi"), ""),
        )
        for row in concept_rows.rows_of(concept)
    ]


def test_full_forms_stand_beside_full_forms_and_short_beside_short() -> None:
    assert shown(
        Term("en", "Tide Office"),
        Term("en", "TO", "acronym"),
        Term("vi", "Sở Thủy triều"),
        Term("vi", "Sở Con nước", "variant", "admitted"),
        Term("vi", "STT", "acronym"),
    ) == [("Tide Office", "Sở Thủy triều"), ("×", "Sở Con nước"), ("TO", "STT")]


def test_what_must_not_be_used_stands_beside_no_translation() -> None:
    assert shown(
        Term("en", "tide"),
        Term("vi", "nước lớn", status="forbidden"),
        Term("vi", "thủy triều"),
    ) == [("×", "×nước lớn"), ("tide", "thủy triều")]


LAYOUT = layout(["en", "vi", "fr", "en-GB", "zh-Hant"])


@pytest.mark.parametrize("column", LAYOUT, ids="-".join)
def test_a_heading_of_ours_is_read_whole_and_by_its_halves(column: Column) -> None:
    whole = heading(column)
    assert [column_of(part) for part in (whole, *whole.split(" / "))] == [column] * 3


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("English", Column("term", "en")),
        ("TIẾNG VIỆT", Column("term", "vi")),
        ("VN", Column("term", "vi")),
        ("en-US", Column("term", "en-US")),
        ("English term", Column("term", "en")),
        ("Thuật ngữ tiếng Anh", Column("term", "en")),
        ("term_en", Column("term", "en")),
        ("Vietnamese (VI)", Column("term", "vi")),
        ("Term - English", Column("term", "en")),
        ("Định nghĩa tiếng Việt", Column("definition", "vi")),
        ("Domain/Lĩnh vực", Column("subject")),
        ("Viết tắt (tiếng Anh)", Column("short", "en")),
        ("Notes (EN)", Column("term_note", "en")),
        ("English status", Column("term_status", "en")),
        ("Status", Column("status")),
        ("  Ghi   chú ", Column("note")),
        ("STT", None),
        ("French", None),
        ("", None),
    ],
)
def test_people_s_own_headings_are_understood(text: str, column: Column | None) -> None:
    assert column_of(text) == column


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["Term", "Translation"], [("term", "en"), ("term", "vi")]),
        (["Source", "Target", "Comment"], [("term", "en"), ("term", "vi"), ("note", "")]),
        (["Thuật ngữ", "Tiếng Anh"], [("term", "vi"), ("term", "en")]),
        (["English", "Viết tắt", "Vietnamese"], [("term", "en"), ("short", "en"), ("term", "vi")]),
        (["English", "Vietnamese", "Nghĩa", "English"], [("term", "en"), ("term", "vi")]),
    ],
)
def test_headings_are_understood_beside_one_another(
    headings: list[str], columns: list[tuple[str, str]]
) -> None:
    found, _ = known(dict(enumerate(headings)), LANGUAGES)
    assert list(found.values()) == [Column(*column) for column in columns]


OWN = """\
GLOSSARY OF THE HARBOUR;;;;;
;;;;;
Mã;Tiếng Anh;Tiếng Việt;Viết tắt;Định nghĩa;Màu
tide;tide; thủy triều ;;nước biển lên xuống;xanh
to;Tide Office;Sở Thủy triều;STT;;
;ebb;triều rút;;;
to;;;;cơ quan;
to;;;;sở;
"""


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_of_people_s_own_is_read_with_what_it_leaves_open(
    tmp_path: Path, delimiter: str, encoding: str, end: str
) -> None:
    text = OWN.replace(";", delimiter).replace("\n", end)
    concepts, findings = read(text.encode(encoding), tmp_path)
    assert [(concept.id, concept.status) for concept in concepts] == [
        ("tide", "draft"),
        ("to", "draft"),
        ("", "draft"),
    ]
    tide, office, _ = concepts
    assert tide.definition == {"vi": "nước biển lên xuống"}
    assert [(term.lang, term.text, term.kind) for term in office.terms] == [
        ("en", "Tide Office", "fullForm"),
        ("vi", "Sở Thủy triều", "fullForm"),
        ("vi", "STT", "abbreviation"),
    ]
    assert told(findings) == [
        ("TG836", 1, 0),
        ("TQ801", 3, 4),
        ("TQ801", 3, 5),
        ("TG832", 3, 6),
        ("TG821", 4, 3),
        ("TG834", 8, 5),
        ("TG833", 6, 0),
    ]


HEADS = "id,English,Type (English),English status,Do not use (Vietnamese),Vietnamese status,Event\n"


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("a,tide,fullform,,,,", "", ("fullForm", "preferred")),
        ("a,tide,Acronym,admitted,,,", "", ("acronym", "admitted")),
        ("a,tide,chữ viết tắt,ĐƯỢC CHẤP NHẬN,,,", "", ("acronym", "admitted")),
        ("a,tide,acronym / chữ viết tắt,,,,", "", ("acronym", "preferred")),
        ("a,tide,short-form,,,,", "", ("shortForm", "preferred")),
        ("a,tide,,forbidden,,,", "", ("fullForm", "forbidden")),
        ("a,tide,nonsense,,,,", "TG811", ("fullForm", "preferred")),
        ("a,,,,triều,,", "", ("fullForm", "forbidden")),
        ("a,,,,triều,deprecated,", "", ("fullForm", "deprecated")),
        ("a,,,,triều,preferred,", "TG838", ("fullForm", "forbidden")),
        ("a,tide,,,,,renamed | 2020-01-01 | Act 7", "", ("fullForm", "preferred")),
        ("a,tide,,,,,last spring", "TG811", ("fullForm", "preferred")),
    ],
)
def test_words_in_cells_are_read_in_both_languages_and_others_are_told(
    tmp_path: Path, row: str, code: str, said: tuple[str, str]
) -> None:
    (concept,), findings = read(HEADS + row, tmp_path)
    assert [each.code for each in findings] == ([code] if code else [])
    assert (concept.terms[0].kind, concept.terms[0].status) == said


def test_a_cell_without_its_term_is_told(tmp_path: Path) -> None:
    (concept,), findings = read(HEADS + "a,,acronym,,,,", tmp_path)
    assert (concept.terms, told(findings)) == ((), [("TG835", 2, 3)])


def test_one_row_may_say_what_to_use_and_what_not(tmp_path: Path) -> None:
    text = "Vietnamese,Do not use (Vietnamese),English\ntriều,nước lớn,tide\n"
    (concept,), _ = read(text, tmp_path)
    assert [(term.text, term.status) for term in concept.terms_in("vi")] == [
        ("triều", "preferred"),
        ("nước lớn", "forbidden"),
    ]


def test_rows_of_a_concept_belong_together_wherever_they_stand(tmp_path: Path) -> None:
    text = "id,English,Vietnamese,Note\na,TO,STT,\nb,tide,triều,\na,Tide Office,Sở Thủy triều,n\n"
    concepts, findings = read(text, tmp_path)
    assert [(each.id, len(each.terms), each.note) for each in concepts] == [
        ("a", 4, "n"),
        ("b", 2, ""),
    ]
    assert findings == []


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-5", "@x", "\t=", " =1", "'=1", "''x", "'", "＝1"]
)
def test_no_cell_of_a_text_is_a_formula_and_each_comes_back(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    concept = Concept("a", "sea", "review", (Term("en", "tide", note=text),))
    with path.open("wb") as file:
        concept_tables.write(Glossary("g", [concept]), file, LANGUAGES, ".csv")
    assert next(iter(concept_tables.read(path, LANGUAGES))).terms[0].note == text
    written = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert not [cell for cell in written.split(",") if cell.strip('" \t').startswith(tuple("=+-@"))]


def test_a_cell_of_a_million_characters_is_read(tmp_path: Path) -> None:
    long = "sóng " * 200_000 + "!"
    (concept,), _ = read(f'English,Vietnamese,Note\ntide,triều,"{long}"\n', tmp_path)
    assert concept.note == long


def test_fifty_columns_of_junk_are_fifty_findings(tmp_path: Path) -> None:
    junk = ",".join(f"junk {number}" for number in range(50))
    (concept,), findings = read(f"id,English,{junk}\na,tide{',x' * 50}\n", tmp_path)
    assert (len(concept.terms), [each.code for each in findings]) == (1, ["TG832"] * 50)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        (b'English,Vietnamese\ntide,"tri\xe1\xbb\x81u\n', "pairs-row", 2),
        (b"English,Vietnamese\ntide,tri\xeau\n", "TD103", 2),
        (b"tide,ebb\n", "no-heading", 0),
        (b"", "no-heading", 0),
        (b"\0" * 64, "no-heading", 0),
    ],
)
def test_a_table_that_cannot_be_read_is_one_error(
    tmp_path: Path, text: bytes, key: str, line: int
) -> None:
    with pytest.raises(FormatError) as caught:
        read(text, tmp_path)
    assert (caught.value.key, caught.value.line) == (key, line)


def test_omegat_s_table_is_read_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "g.utf8"
    path.write_text("# harbours\ntide\ttriều\tsea\nebb\n", encoding="utf-8")
    findings: list[Finding] = []
    glossary = table.read(path, LANGUAGES, findings.append)
    (concept,) = glossary
    assert (concept.id, concept.note, glossary.notes) == ("", "sea", ("harbours",))
    assert told(findings) == [("TG831", 4 - 1, 0)]
