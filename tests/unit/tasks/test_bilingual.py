"""Bilingual files: taken apart into two documents, whatever leads and however it is laid out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.tasks.reading import Groups, read_bilingual, read_document

WORD_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(document: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def sides(
    path: Path, languages: tuple[str, str] = ("en", "vi")
) -> tuple[list[str], list[str], Groups]:
    source, target, groups = read_bilingual(path, path.stem, languages)
    assert (source.lang, target.lang) == languages
    assert (len(source.blocks), len(target.blocks)) == tuple(map(sum, zip(*groups, strict=True)))
    return [each.text for each in source.blocks], [each.text for each in target.blocks], groups


def text_file(folder: Path, lines: list[str], name: str = "scale.txt") -> Path:
    path = folder / name
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def table_file(folder: Path, rows: list[list[str]]) -> Path:
    cells = [
        "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
        for row in rows
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    path = folder / "scale.docx"
    body = f"<w:body><w:tbl>{table}</w:tbl></w:body>"
    path.write_bytes(word(f"<w:document {WORD_NAMES}>{body}</w:document>"))
    return path


EN = ["The scale is new.", "It weighs two tonnes.", "Nobody may move it."]
VI = ["Chiếc cân này mới.", "Cân được hai tấn.", "Không ai được di chuyển cân."]
MIXED = [line for pair in zip(EN, VI, strict=True) for line in pair]


def test_each_block_is_cleaned(tmp_path: Path) -> None:
    path = text_file(tmp_path, ["Ðo lươ\u0300ng\u200b", "Chiếc cân này mới."])
    document = read_document(path, "scale", "")
    assert [block.text for block in document.blocks] == ["Đo lường", "Chiếc cân này mới."]
    assert (document.title, document.lang) == ("Đo lường", "vi")


def test_a_language_that_is_told_is_believed(tmp_path: Path) -> None:
    assert read_document(text_file(tmp_path, EN), "scale", "vi").lang == "vi"


def test_a_document_of_numbers_has_no_language(tmp_path: Path) -> None:
    assert read_document(text_file(tmp_path, ["12 %."]), "scale", "").lang == ""


def test_text_that_cleaning_takes_away_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read_document(text_file(tmp_path, ["\u200b"]), "scale", "en")
    assert caught.value.key == "TD104"


@pytest.mark.parametrize("lead", [0, 1])
def test_paragraphs_that_alternate_are_taken_apart(tmp_path: Path, lead: int) -> None:
    lines = MIXED if lead == 0 else [line for pair in zip(VI, EN, strict=True) for line in pair]
    assert sides(text_file(tmp_path, lines)) == (EN, VI, ((1, 1),) * 3)


def test_either_language_may_be_the_source(tmp_path: Path) -> None:
    path = text_file(tmp_path, MIXED)
    assert sides(path, ("vi-VN", "en-GB")) == (VI, EN, ((1, 1),) * 3)


def test_a_text_may_come_whole_before_its_translation(tmp_path: Path) -> None:
    assert sides(text_file(tmp_path, EN + VI)) == (EN, VI, ((3, 3),))


def test_runs_of_unequal_length_belong_together(tmp_path: Path) -> None:
    lines = [EN[0], VI[0], VI[1], EN[1], EN[2], VI[2]]
    assert sides(text_file(tmp_path, lines)) == (EN, VI, ((1, 2), (2, 1)))


def test_what_has_no_translation_yet_stands_alone(tmp_path: Path) -> None:
    assert sides(text_file(tmp_path, [*MIXED[:2], EN[1]]))[2] == ((1, 1), (1, 0))


@pytest.mark.parametrize("lead", [0, 1])
def test_rows_of_a_table_pair_their_cells(tmp_path: Path, lead: int) -> None:
    rows = [
        ["English", "Tiếng Việt"],
        ["Water meter", "Đồng hồ nước"],
        ["40", "40"],
        ["Weighbridge", "Cân ô tô"],
    ]
    rows = rows if lead == 0 else [row[::-1] for row in rows]
    english, vietnamese, groups = sides(table_file(tmp_path, rows))
    assert english == ["English", "Water meter", "40", "Weighbridge"]
    assert vietnamese == ["Tiếng Việt", "Đồng hồ nước", "40", "Cân ô tô"]
    assert groups == ((1, 1),) * 4


@pytest.mark.parametrize("lead", [0, 1])
@pytest.mark.parametrize("name", ["ISO 9001", "15 mm", "TCVN 6394", "40"])
def test_a_name_in_both_columns_stands_on_both_sides(tmp_path: Path, lead: int, name: str) -> None:
    rows = [[name, name], ["Water meter", "Đồng hồ nước"], [name, name], ["Scale", "Cái cân đĩa"]]
    rows = rows if lead == 0 else [row[::-1] for row in rows]
    english, vietnamese, groups = sides(table_file(tmp_path, rows))
    assert english == [name, "Water meter", name, "Scale"]
    assert vietnamese == [name, "Đồng hồ nước", name, "Cái cân đĩa"]
    assert groups == ((1, 1),) * 4


@pytest.mark.parametrize("lead", [0, 1])
def test_numbers_of_rows_stay_with_the_language_that_leads(tmp_path: Path, lead: int) -> None:
    rows = [["1", "Water meter", "Đồng hồ nước"], ["2", "Weighbridge", "Cân ô tô"]]
    rows = rows if lead == 0 else [[row[0], row[2], row[1]] for row in rows]
    found = sides(table_file(tmp_path, rows))
    assert found[lead] == [text for row in rows for text in row[:2]]
    assert found[1 - lead] == [row[2] for row in rows]
    assert found[2] == (((2, 1), (1, 2))[lead],) * 2


def test_each_side_has_its_own_title(tmp_path: Path) -> None:
    text = ["# New scale", EN[0], "# Cân mới", VI[0]]
    source, target, _ = read_bilingual(text_file(tmp_path, text, "scale.md"), "scale", ("en", "vi"))
    assert (source.title, target.title) == ("New scale", "Cân mới")


@pytest.mark.parametrize(
    ("lines", "lang"), [(EN, "en"), (VI, "vi"), (["12 %.", "7."], ""), ([*EN, "12"], "en")]
)
def test_a_file_in_one_language_is_refused(tmp_path: Path, lines: list[str], lang: str) -> None:
    path = text_file(tmp_path, lines)
    with pytest.raises(FormatError) as caught:
        read_bilingual(path, "scale", ("en", "vi"))
    assert (caught.value.key, caught.value.path) == ("TD111", str(path))
    assert caught.value.details == {"lang": lang}
