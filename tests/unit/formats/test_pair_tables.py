"""Tables of segment pairs: columns by place or by name, quoting, and rows that cannot be read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import pairs
from tmkit.model import Origin, Tag, TranslationUnit, Variant

LANGUAGES = ("en", "vi")


def read(folder: Path, text: str | bytes, name: str = "fees.tsv") -> list[TranslationUnit]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(pairs.read(path, LANGUAGES))


def row_of(unit: TranslationUnit) -> tuple[str, ...]:
    return (unit.id, *(f"{each.lang}={each.text}" for each in unit.variants))


@pytest.mark.parametrize(
    ("text", "row", "props"),
    [
        ("fee\tphí\n", ("1", "en=fee", "vi=phí"), ()),
        ("fee\tphí\t0.9876\n", ("1", "en=fee", "vi=phí"), (("score", "0.9876"),)),
        ("u7\tfee\tphí\n", ("u7", "en=fee", "vi=phí"), ()),
        ("u7\tfee\tphí\t.5\tport\n", ("u7", "en=fee", "vi=phí"),
         (("score", ".5"), ("column 5", "port"))),
        ("fee\t\n", ("1", "en=fee"), ()),
        ('"fee"\tphí "a"\n', ("1", 'en="fee"', 'vi=phí "a"'), ()),
        ("\n\nfee\tphí\r\n", ("3", "en=fee", "vi=phí"), ()),
        ("source\ttarget\nfee\tphí\n", ("2", "en=fee", "vi=phí"), ()),
        ("Đích\tNguồn\nphí\tfee\n", ("2", "vi=phí", "en=fee"), ()),
        ("vi-VN\ten-GB\tid\nphí\tfee\tu7\n", ("u7", "vi-VN=phí", "en-GB=fee"), ()),
        ("id\tde\tfr\tscore\n1\tGebühr\ttaxe\t\n", ("1", "de=Gebühr", "fr=taxe"), ()),
        ("id\ten\tvi\tnote\nu7\t5\t6\tport\n", ("u7", "en=5", "vi=6"), (("note", "port"),)),
        ("is\tno\n", ("1", "en=is", "vi=no"), ()),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_place_or_by_their_heading(
    tmp_path: Path, text: str, row: tuple[str, ...], props: tuple[tuple[str, str], ...]
) -> None:
    (unit,) = read(tmp_path, text)
    assert (row_of(unit), unit.props) == (row, props)


@pytest.mark.parametrize(
    "text",
    [
        '"fee, or ""due""",phí\n',
        '\ufeff"fee, or ""due""",phí\r\n',
        'en,vi\n"fee, or ""due""",phí\n',
        '\ufeffid;en;vi\n1;fee, or "due";phí\n'.replace('fee, or "due"', '"fee, or ""due"""'),
    ],
)
def test_csv_quotes_and_byte_order_marks_are_no_text(tmp_path: Path, text: str) -> None:
    (unit,) = read(tmp_path, text, "fees.csv")
    assert [each.text for each in unit.variants] == ['fee, or "due"', "phí"]


def test_a_unit_bears_the_line_its_row_begins_on(tmp_path: Path) -> None:
    units = read(tmp_path, '"two\nlines",hai\none,một\n', "fees.csv")
    assert [unit.id for unit in units] == ["1", "3"]


def test_the_heading_names_the_source_language(tmp_path: Path) -> None:
    path = tmp_path / "fees.tsv"
    path.write_text("vi\ten\nphí\tfee\n", encoding="utf-8")
    assert pairs.read(path, LANGUAGES).header.source_lang == "vi"


@pytest.mark.parametrize(
    ("name", "text", "key", "line"),
    [
        ("a.tsv", "fee\tphí\none column\n", "no-columns", 2),
        ("a.csv", "fee,phí\none column\n", "no-columns", 2),
        ("a.tsv", "id\ten\tvi\nu7\tfee\n", "no-columns", 2),
        ("a.csv", 'fee,phí\n"never\nclosed,phí\n', "pairs-row", 2),
        ("a.csv", 'fee,phí\n"a"b,phí\n', "pairs-row", 2),
        ("a.tsv", b"fee\tph\xed\n", "unreadable", 0),
    ],
)
def test_a_broken_table_is_one_error_with_its_line(
    tmp_path: Path, name: str, text: str | bytes, key: str, line: int
) -> None:
    with pytest.raises(FormatError) as caught:
        read(tmp_path, text, name)
    assert (caught.value.key, caught.value.line) == (key, line)
    assert caught.value.path.endswith(name)


def written(unit: TranslationUnit, suffix: str) -> str:
    file = io.BytesIO()
    assert pairs.write([unit], file, LANGUAGES, suffix) == 1
    return file.getvalue().decode()


def test_a_table_is_written_with_a_heading_and_scores() -> None:
    variants = (Variant("vi-VN", ("phí",)), Variant("en", ("The ", Tag("ph", "1"), "fee")))
    unit = TranslationUnit("u7", variants, Origin(("a", "a"), (0,), (0,), 0.5))
    assert written(unit, ".tsv") == "id\ten\tvi\tscore\nu7\tThe fee\tphí\t0.5000\n"


def test_what_would_break_a_cell_becomes_a_blank_in_tsv_and_is_quoted_in_csv() -> None:
    unit = TranslationUnit("1", (Variant("en", ("a\tb\r\nc",)), Variant("vi", ('"d",',))))
    assert written(unit, ".tsv").splitlines()[1] == '1\ta b c\t"d",\t'
    assert written(unit, ".csv").endswith('\r\n1,"a\tb\r\nc","""d"",",\r\n')
