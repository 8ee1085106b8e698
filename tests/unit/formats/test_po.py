"""PO: entries as gettext has them, and catalogues that break its rules."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import po
from tmkit.model import Finding, TranslationUnit

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n"Language: vi_VN\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
UTF_8 = HEADER.format("UTF-8")
FIRST = UTF_8.count("\n") + 1


def file_of(folder: Path, body: str | bytes, header: str = UTF_8) -> Path:
    path = folder / "fees.po"
    path.write_bytes(header.encode() + (body.encode() if isinstance(body, str) else body))
    return path


def units(folder: Path, body: str | bytes, header: str = UTF_8) -> list[TranslationUnit]:
    return list(po.read(file_of(folder, body, header)))


def pairs(folder: Path, body: str, header: str = UTF_8) -> list[tuple[str, ...]]:
    return [tuple(each.text for each in unit.variants) for unit in units(folder, body, header)]


def test_an_entry_is_a_unit_and_the_header_names_its_language(tmp_path: Path) -> None:
    (unit,) = units(tmp_path, 'msgid "fee"\nmsgstr "phí"\n')
    assert [(each.lang, each.text) for each in unit.variants] == [("en", "fee"), ("vi-VN", "phí")]
    assert po.read(tmp_path / "fees.po").header.source_lang == "en"


def test_a_catalogue_can_be_read_again_and_again(tmp_path: Path) -> None:
    memory = po.read(file_of(tmp_path, 'msgid "fee"\nmsgstr "phí"\n'))
    assert list(memory) == list(memory) != []


@pytest.mark.parametrize(
    ("body", "pair"),
    [
        ('msgid ""\n"The fee "\n"is paid."\nmsgstr ""\n"Phí đã "\n"nộp."',
         ("The fee is paid.", "Phí đã nộp.")),
        ('msgid "a" "b"\nmsgstr "c"', ("ab", "c")),
        ('msgid\n"a"\nmsgstr\n"c"', ("a", "c")),
        ('msgid"a"\r\nmsgstr"c"\r\n', ("a", "c")),
        ('msgid "a\\tb\\n\\"c\\" \\\\n"\nmsgstr "c"', ('a\tb\n"c" \\n', "c")),
        ('msgid "\\303\\251\\xe1\\xba\\xbf\\134n"\nmsgstr "c"', ("éế\\n", "c")),
        ('msgid "a # b"\nmsgstr "c"', ("a # b", "c")),
        ('msgid "a"\nmsgstr ""', ("a",)),
        ('domain "x"\nmsgid "a"\nmsgstr "c"', ("a", "c")),
    ],
)  # fmt: skip
def test_texts_are_read_by_the_rules_of_gettext(
    tmp_path: Path, body: str, pair: tuple[str, ...]
) -> None:
    assert pairs(tmp_path, body) == [pair]


def test_entries_need_no_blank_line_between_them(tmp_path: Path) -> None:
    body = (
        'msgid "a"\nmsgstr "b"\nmsgctxt "x"\nmsgid "a"\nmsgstr "c"\n# note\nmsgid "d"\nmsgstr "e"'
    )
    assert pairs(tmp_path, body) == [("a", "b"), ("a", "c"), ("d", "e")]


def test_one_plural_form_translates_both_singular_and_plural(tmp_path: Path) -> None:
    body = 'msgid "%d fee"\nmsgid_plural "%d fees"\nmsgstr[0] "%d khoản phí"'
    assert pairs(tmp_path, body) == [("%d fee", "%d khoản phí"), ("%d fees", "%d khoản phí")]


def test_more_plural_forms_are_a_unit_each(tmp_path: Path) -> None:
    body = 'msgid "fee"\nmsgid_plural "fees"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] ""'
    assert pairs(tmp_path, body) == [("fee", "a"), ("fees", "b"), ("fees",)]
    assert [dict(unit.props)["plural"] for unit in units(tmp_path, body)] == ["0", "1", "2"]


def test_comments_flags_context_and_references_are_kept(tmp_path: Path) -> None:
    body = (
        "# From the port.\n#. Shown on top.\n#: a.c:1 b.c:2\n#, fuzzy, c-format\n"
        '#| msgid "fees"\nmsgctxt "port"\nmsgid "fee"\nmsgstr "phí"\n'
    )
    (unit,) = units(tmp_path, body)
    assert unit.notes == ("From the port.", "Shown on top.")
    assert unit.props == (
        ("state", "fuzzy"), ("context", "port"), ("flags", "c-format"),
        ("reference", "a.c:1 b.c:2"), ("previous", 'msgid "fees"'),
    )  # fmt: skip


def test_obsolete_entries_are_left_out_and_counted(tmp_path: Path) -> None:
    body = (
        'msgid "a"\nmsgstr "b"\n\n#~ msgid "old"\n#~ msgstr "cũ"\n\n'
        '#~ msgctxt "x"\n#~ msgid "older"\n#~ msgid_plural "s"\n#~ msgstr[0] "cũ"\n'
    )
    found: list[Finding] = []
    assert len(list(po.read(file_of(tmp_path, body), found.append))) == 1
    assert [(each.code, each.place.line) for each in found] == [("TQ802", FIRST + 3)]
    assert "2 obsolete" in found[0].message


def test_a_header_without_language_is_told(tmp_path: Path) -> None:
    found: list[Finding] = []
    path = file_of(tmp_path, 'msgid "a"\nmsgstr "b"\n', "")
    (unit,) = po.read(path, found.append)
    assert [each.lang for each in unit.variants] == ["en", "und"]
    assert [each.code for each in found] == ["TQ801"]


def test_the_header_names_the_character_encoding(tmp_path: Path) -> None:
    body = 'msgid "fee"\nmsgstr "phí"\n'.encode("windows-1252")
    (unit,) = units(tmp_path, body, HEADER.format("windows-1252"))
    assert unit.text("vi-VN") == "phí"


def test_a_byte_order_mark_and_a_template_are_read(tmp_path: Path) -> None:
    assert pairs(tmp_path, 'msgid "fee"\nmsgstr ""\n', "\ufeff" + HEADER.format("CHARSET")) == [
        ("fee",)
    ]


@pytest.mark.parametrize(
    ("body", "key", "line"),
    [
        ("fee = phí\n", "po-syntax", 0),
        ('msgid "a"\nmsgstr "b\n', "po-syntax", 1),
        ('msgid "a"\nmsgstr b\n', "po-syntax", 1),
        ('msgid "a" x\nmsgstr "b"\n', "po-syntax", 0),
        ('msgid "\\q"\nmsgstr "b"\n', "po-syntax", 0),
        ('msgid "\\777"\nmsgstr "b"\n', "po-syntax", 0),
        ('msgid "a"\nmsgid "c"\nmsgstr "b"\n', "po-entry", 0),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', "po-syntax", 2),
        ('msgstr "b"\n', "po-syntax", 0),
        ('msgid "a"\n', "po-entry", 0),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"', "po-entry", 0),
        ('msgid "a"\nmsgstr[0] "c"', "po-entry", 0),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"', "po-entry", 0),
        (b'msgid "a"\nmsgstr "\xff"\n', "not-in-charset", 1),
        (b'msgid "\\377"\nmsgstr "a"\n', "not-in-charset", 0),
        (b"\x00\x01PK", "po-syntax", 0),
    ],
)
def test_a_broken_catalogue_is_one_error_with_its_line(
    tmp_path: Path, body: str | bytes, key: str, line: int
) -> None:
    path = file_of(tmp_path, body)
    with pytest.raises(FormatError) as caught:
        list(po.read(path))
    error = caught.value
    assert (error.key, error.path, error.line) == (key, str(path), FIRST + line)


def test_an_encoding_that_is_not_known_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        po.read(file_of(tmp_path, "", HEADER.format("KLINGON-8")))
    assert (caught.value.key, caught.value.line) == ("po-charset", 1)


def test_a_catalogue_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        po.read(tmp_path / "gone.po")
    assert caught.value.key == "unreadable"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_catalogue_is_read_by_its_mark_and_unpacked(
    tmp_path: Path, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    text = UTF_8 + 'msgid "fee"\nmsgstr "phí Ċ ਊ"\n' + 'msgid "file"\nmsgstr "tệp"\n'
    path = tmp_path / "fees.po"
    path.write_bytes(pack(text.encode(encoding)))
    read = [tuple(each.text for each in unit.variants) for unit in po.read(path)]
    assert read == [("fee", "phí Ċ ਊ"), ("file", "tệp")]
