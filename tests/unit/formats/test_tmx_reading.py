"""TMX as other tools write it: encodings, packings, namespaces, codes; each defect is a finding."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

import tmkit
from tmkit.errors import FormatError
from tmkit.formats import tmx
from tmkit.model import Finding, Memory, MemoryHeader, Tag, TranslationUnit, Variant

HEADER = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"'
    ' srclang="vi" datatype="plaintext"/>'
)
VI = '<tuv xml:lang="vi"><seg>triều</seg></tuv>'
UNIT = f'<tu tuid="1">{VI}</tu>'


def text_of(body: str, header: str = HEADER, version: str = "1.4") -> str:
    """A TMX without an XML declaration; its body begins on line 2."""
    return f'<tmx version="{version}">{header}<body>\n{body}</body></tmx>\n'


def read(folder: Path, content: bytes) -> tuple[list[TranslationUnit], list[Finding]]:
    path = folder / "tide.tmx"
    path.write_bytes(content)
    findings: list[Finding] = []
    return list(tmx.read(path, findings.append)), findings


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["unmarked", "marked"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_unicode_is_read_with_and_without_a_mark(tmp_path: Path, encoding: str, mark: str) -> None:
    declared = encoding[:6].rstrip("-")
    text = f'{mark}<?xml version="1.0" encoding="{declared}"?>\n{text_of(UNIT)}'
    units, findings = read(tmp_path, text.encode(encoding))
    assert ([unit.text("vi") for unit in units], findings) == (["triều"], [])


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        ("windows-1252", "’café"),
        ("ISO-8859-1", "café"),
        ("windows-1258", "café"),
        ("us-ascii", "tide"),
        ("Shift_JIS", "潮"),
        ("GB18030", "潮"),
    ],
)
def test_a_declared_legacy_encoding_is_read(tmp_path: Path, encoding: str, word: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{text_of(UNIT.replace("triều", word))}'
    units, findings = read(tmp_path, text.encode(encoding))
    assert ([unit.text("vi") for unit in units], findings) == ([word], [])


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        lambda content: gzip.compress(content[:70]) + gzip.compress(content[70:]),
        lambda content: zipped(**{"memory.tmx": content}),
        lambda content: zipped(**{"memory.tmx": content, "__MACOSX/._memory.tmx": b"x"}),
    ],
    ids=["gzip", "two gzip members", "zip", "zip of a Mac"],
)
def test_a_packed_file_is_read(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    units, findings = read(tmp_path, pack(text_of(UNIT).encode()))
    assert ([unit.text("vi") for unit in units], findings) == (["triều"], [])


@pytest.mark.parametrize(
    "text",
    [
        text_of(UNIT).replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" '),
        text_of(UNIT)
        .replace("</", "\0")
        .replace("<", "<t:")
        .replace("\0", "</t:")
        .replace("<t:tmx ", '<t:tmx xmlns:t="http://www.lisa.org/tmx14" '),
        text_of(UNIT, version="1.1").replace("xml:lang", "lang"),
        text_of(UNIT, header=HEADER.replace('srclang="vi"', 'srclang="*all*"')),
        text_of(UNIT).replace("<seg>triều", "<seg><![CDATA[tri]]><!-- ? -->ều"),
    ],
    ids=["namespace", "prefix", "1.1", "*all*", "CDATA and comment"],
)
def test_what_other_tools_write_is_read_without_a_finding(tmp_path: Path, text: str) -> None:
    units, findings = read(tmp_path, text.encode())
    assert ([(unit.id, unit.text("vi")) for unit in units], findings) == ([("1", "triều")], [])


@pytest.mark.parametrize(
    ("seg", "content"),
    [
        ('<bpt i="1" x="2" type="b"/>', Tag("bpt", "1", "", (("x", "2"), ("type", "b")))),
        ('<ept i="1">]</ept>', Tag("ept", "1", "]")),
        ('<it pos="end" x="3">]</it>', Tag("it", "3", "]", (("pos", "end"),))),
        ('<ph x="1" assoc="p">{n}</ph>', Tag("ph", "1", "{n}", (("assoc", "p"),))),
        ("<ut>{n}</ut>", Tag("ut", "", "{n}")),
        ('<hi type="i">cao</hi>', Tag("hi", "", "cao", (("type", "i"),))),
        (
            "<hi>cao <ph>b</ph>nhất</hi>",
            Tag("hi", "", "cao nhất", (), ("cao ", Tag("ph", "", "b"), "nhất")),
        ),
        (
            '<ph>a<sub type="t">chữ</sub>b</ph>',
            Tag("ph", "", "achữb", (), ("a", Tag("sub", "", "chữ", (("type", "t"),)), "b")),
        ),
    ],
    ids=["bpt", "ept", "it", "ph", "ut", "hi", "code in hi", "sub"],
)
def test_an_inline_code_keeps_all_it_needs_to_be_written_back(
    tmp_path: Path, seg: str, content: Tag
) -> None:
    units, _ = read(tmp_path, text_of(UNIT.replace("triều", seg)).encode())
    assert units[0].variants[0].content == (content,)


def test_attributes_without_a_field_are_props_and_become_attributes_again(tmp_path: Path) -> None:
    tuv = '<tuv xml:lang="vi" changeid="Hà"><seg/></tuv>'
    tu = f'<tu tuid="1" creationid="Lan" usagecount="3">{tuv}</tu>'
    ((unit,), findings) = read(tmp_path, text_of(tu).encode())
    assert unit.props == (("tmx:creationid", "Lan"), ("tmx:usagecount", "3"))
    assert unit.variants[0].props == (("tmx:changeid", "Hà"),)
    file = io.BytesIO()
    tmx.write(Memory(MemoryHeader("vi"), [unit]), file)
    assert b'<tu tuid="1" creationid="Lan" usagecount="3">' in file.getvalue()
    assert (list(read(tmp_path, file.getvalue())[0]), findings) == ([unit], [])


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ('<tu tuid="7">\n<tuv><seg>triều</seg></tuv></tu>', "TX101", 3),
        (f'<tu tuid="7">{VI.replace("triều", "<b>triều</b>")}</tu>', "TX102", 2),
        ('\n<tu tuid="7"/>', "TX103", 3),
        ('<tu tuid="7">\n\n<tuv xml:lang="vi"/></tu>', "TX104", 4),
        (f'<tu tuid="7">{VI}\n<tuv xml:lang="en_US"><seg/></tuv></tu>', "TX105", 3),
        ('<tu tuid="7"><tuv xml:lang="vi"><seg><bpt i="1"/>x</seg></tuv></tu>', "TX106", 2),
        (f'<tu tuid="7" creationdate="2026-11-20">{VI}</tu>', "TX107", 2),
        ('<tu tuid="7"><tuv xml:lang="en"><seg>tide</seg></tuv></tu>', "TX108", 2),
        (f'<tu tuid="7">\n<context/>{VI}</tu>', "TX109", 3),
        (f'<tu tuid="7">{VI.replace("</tuv>", "<seg>lên</seg></tuv>")}</tu>', "TX109", 2),
        (f'<tu tuid="7">{VI.replace("triều", "<it>x</it>")}</tu>', "TX114", 2),
        (f'<tu tuid="7">\n<prop>x</prop>{VI}</tu>', "TX114", 3),
        (f'<tu tuid="7">{VI}{VI}</tu>', "TX115", 2),
        (f'<tu tuid="7">{VI}chữ lạc</tu>', "TX116", 2),
    ],
)
def test_a_defect_of_a_unit_is_a_finding_and_the_rest_is_read(
    tmp_path: Path, body: str, code: str, line: int
) -> None:
    units, findings = read(tmp_path, text_of(f"{body}{UNIT}").encode())
    assert [(found.code, found.place.line, found.place.id) for found in findings] in (
        [(code, line, "7")],
        [(code, line, "7"), ("TX108", line - 1, "7")],
    )
    assert [unit.id for unit in units] == ["7", "1"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (text_of(UNIT, header='<header srclang="vi"/>'), "TX110"),
        (text_of(UNIT, header=""), "TX110"),
        (f'<?xml version="1.0" encoding="UTF-16"?>{text_of(UNIT)}', "TX111"),
        (f'\n <?xml version="1.0"?>{text_of(UNIT)}', "TX112"),
        (text_of(UNIT, version="2.0"), "TX113"),
    ],
)
def test_a_defect_of_the_head_is_a_finding_and_the_units_are_read(
    tmp_path: Path, text: str, code: str
) -> None:
    units, findings = read(tmp_path, text.encode())
    assert ([found.code for found in findings], len(units)) == ([code], 1)


def test_a_variant_without_a_language_is_undetermined(tmp_path: Path) -> None:
    units, _ = read(tmp_path, text_of("<tu><tuv><seg>triều</seg></tuv></tu>").encode())
    assert units[0].text("und") == "triều"


def test_text_of_a_foreign_element_is_kept(tmp_path: Path) -> None:
    units, _ = read(tmp_path, text_of(UNIT.replace("triều", "tri<b>ề</b>u")).encode())
    assert units[0].variants == (Variant("vi", ("triều",)),)


def test_shards_hold_at_most_so_many_units_each(tmp_path: Path) -> None:
    units = [TranslationUnit(str(n), (Variant("vi", ("triều",)),)) for n in range(5)]
    memory = Memory(MemoryHeader("vi"), units)
    written = tmx.save(memory, tmp_path / "m.tmx", split_size=2)
    assert [path.name for path in written] == ["m.0001.tmx", "m.0002.tmx", "m.0003.tmx"]
    assert [[unit.id for unit in tmx.read(path)] for path in written] == [
        *(["0", "1"], ["2", "3"], ["4"]),
    ]


def test_a_memory_without_units_is_one_shard(tmp_path: Path) -> None:
    (path,) = tmx.save(Memory(MemoryHeader("vi"), []), tmp_path / "m.tmx", split_size=2)
    assert list(tmx.read(path)) == []


def test_language_codes_are_written_as_asked_for_in_header_and_variants(tmp_path: Path) -> None:
    unit = TranslationUnit("1", (Variant("en", ("tide",)), Variant("vi", ("triều",))))
    codes = {"vi": "vi-VN", "en": "en-US"}
    memory = Memory(MemoryHeader("vi"), [unit])
    (path,) = tmx.save(memory, tmp_path / "m.tmx", lang_codes=codes)
    read_back = tmx.read(path)
    assert read_back.header.source_lang == "vi-VN"
    assert [variant.lang for unit in read_back for variant in unit.variants] == ["vi-VN", "en-US"]


def test_the_front_door_reads_with_findings_and_writes_in_shards(tmp_path: Path) -> None:
    path = tmp_path / "tide.tmx"
    path.write_text(text_of(UNIT * 3, version="2.0"), encoding="utf-8")
    findings: list[Finding] = []
    memory = tmkit.read_tmx(path, on_finding=findings.append, language="vi")
    assert [finding.code for finding in findings] == ["TX113"]
    count = tmkit.write_tmx(memory, tmp_path / "m.tmx", lang_codes={"vi": "vi-VN"}, split_size=2)
    assert count == 3
    assert b'xml:lang="vi-VN"' in (tmp_path / "m.0002.tmx").read_bytes()


def test_a_package_of_two_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read(tmp_path, zipped(**{"a.tmx": b"", "b.tmx": b""}))
    assert caught.value.key == "zip-members"
