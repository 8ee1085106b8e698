"""XLIFF 1.2 and 2.x, and the dialects of Trados, memoQ and Phrase: what is read or refused."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import xliff
from tmkit.model import Finding, Memory, Tag, TranslationUnit

TAGS = 'source-language="en-US" target-language="vi-VN" datatype="plaintext" original="fees.html"'
XLIFF_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns:mq="MQXliff" '
    'xmlns:m="http://www.memsource.com/mxlf/2.0">'
)
XLIFF_2 = (
    '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="vi" '
    'xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">'
)


def file_1(folder: Path, body: str, tags: str = TAGS) -> Path:
    """An XLIFF 1.2 file whose body begins on line 3."""
    path = folder / "fees.xlf"
    text = f'<?xml version="1.0"?>\n{XLIFF_1}<file {tags}><body>\n{body}\n</body></file></xliff>'
    path.write_text(text, encoding="utf-8")
    return path


def file_2(folder: Path, body: str) -> Path:
    path = folder / "fees.xlf"
    text = f'{XLIFF_2}<file id="f" original="fees.html">\n{body}\n</file></xliff>'
    path.write_text(text, encoding="utf-8")
    return path


def unit_1(folder: Path, inside: str, attributes: str = "") -> TranslationUnit:
    (unit,) = xliff.read(file_1(folder, f'<trans-unit id="7" {attributes}>{inside}</trans-unit>'))
    return unit


def unit_2(folder: Path, inside: str) -> TranslationUnit:
    (unit,) = xliff.read(file_2(folder, f'<unit id="u">{inside}</unit>'))
    return unit


def texts(memory: Memory) -> list[tuple[str, ...]]:
    return [tuple(variant.text for variant in unit.variants) for unit in memory]


def error_of(path: Path) -> FormatError:
    with pytest.raises(FormatError) as caught:
        list(xliff.read(path))
    assert caught.value.path == str(path)
    return caught.value


PAIR = "<source>The fee is paid.</source><target>Phí đã được nộp.</target>"


def test_a_trans_unit_is_a_unit_with_the_languages_of_its_file(tmp_path: Path) -> None:
    unit = unit_1(tmp_path, PAIR)
    assert unit.id == "7"
    assert [(each.lang, each.text) for each in unit.variants] == [
        ("en-US", "The fee is paid."),
        ("vi-VN", "Phí đã được nộp."),
    ]
    assert dict(unit.props)["original"] == "fees.html"


def test_a_memory_names_the_source_language_and_can_be_read_again(tmp_path: Path) -> None:
    memory = xliff.read(file_1(tmp_path, f'<trans-unit id="1">{PAIR}</trans-unit>'))
    assert memory.header.source_lang == "en-US"
    assert list(memory) == list(memory) != []


@pytest.mark.parametrize("target", ["", "<target/>", "<target> \n</target>"])
def test_a_unit_without_translation_is_kept_with_its_source(tmp_path: Path, target: str) -> None:
    unit = unit_1(tmp_path, f"<source>The fee is paid.</source>{target}")
    assert [each.text for each in unit.variants] == ["The fee is paid."]


def test_a_proposal_is_no_translation_and_is_kept_as_a_prop(tmp_path: Path) -> None:
    inside = (
        "<source>Fee</source><alt-trans><source>Fees</source><target>Các phí</target></alt-trans>"
        '<alt-trans origin="machine-trans"><target/></alt-trans>'
    )
    unit = unit_1(tmp_path, inside)
    assert [each.text for each in unit.variants] == ["Fee"]
    assert [value for name, value in unit.props if name == "alternative"] == ["Các phí"]


@pytest.mark.parametrize(
    ("inside", "attributes", "state"),
    [
        ('<source>a</source><target state="needs-review-translation">b</target>', "",
         "needs-review-translation"),
        ("<source>a</source><target>b</target>", 'mq:status="ManuallyConfirmed"',
         "ManuallyConfirmed"),
        ("<source>a</source><target>b</target>", 'm:confirmed="1"', "confirmed"),
        ("<source>a</source><target>b</target>", 'm:confirmed="0"', "unconfirmed"),
        ('<source>a</source><sdl:seg-defs><sdl:seg id="5" conf="Draft"/></sdl:seg-defs>', "",
         "Draft"),
        ("<source>a</source><target>b</target>", "", None),
    ],
)  # fmt: skip
def test_the_state_stands_in_the_words_of_the_file(
    tmp_path: Path, inside: str, attributes: str, state: str | None
) -> None:
    assert dict(unit_1(tmp_path, inside, attributes).props).get("state") == state


def test_locks_notes_contexts_and_other_attributes_are_kept(tmp_path: Path) -> None:
    unit = unit_1(
        tmp_path,
        f"{PAIR}<note>Of the port.</note><context-group><context context-type='sourcefile'>a.ts"
        "</context></context-group>",
        'm:locked="true" translate="no" approved="yes"',
    )
    assert unit.notes == ("Of the port.",)
    assert {
        ("m:locked", "true"), ("translate", "no"), ("approved", "yes"),
        ("context:sourcefile", "a.ts"),
    } <= set(unit.props)  # fmt: skip


SEGMENTED = (
    "<source>Pay. Wait.</source>"
    '<seg-source><g id="9"><mrk mtype="seg" mid="1">Pay.</mrk> '
    '<mrk mtype="seg" mid="2">Wait.</mrk></g></seg-source>'
    '<target><g id="9"><mrk mtype="seg" mid="1">Nộp.</mrk> '
    '<mrk mtype="seg" mid="2">{}</mrk></g></target>'
    '<sdl:seg-defs><sdl:seg id="1" conf="Translated" locked="true" origin="tm" percent="98">'
    '<sdl:value key="created_by">An</sdl:value></sdl:seg><sdl:seg id="2" conf="Draft"/>'
    "</sdl:seg-defs>"
)


def test_the_segments_of_a_trans_unit_are_units_each_with_its_state(tmp_path: Path) -> None:
    path = file_1(tmp_path, f'<trans-unit id="a">{SEGMENTED.format("Chờ.")}</trans-unit>')
    units = list(xliff.read(path))
    assert texts(xliff.read(path)) == [("Pay.", "Nộp."), ("Wait.", "Chờ.")]
    assert [unit.id for unit in units] == ["a/1", "a/2"]
    assert [dict(unit.props)["state"] for unit in units] == ["Translated", "Draft"]
    assert {("sdl:locked", "true"), ("sdl:percent", "98"), ("sdl:created_by", "An")} <= set(
        units[0].props
    )


def test_a_segment_that_is_not_translated_is_kept_alone(tmp_path: Path) -> None:
    path = file_1(tmp_path, f'<trans-unit id="a">{SEGMENTED.format("")}</trans-unit>')
    assert texts(xliff.read(path)) == [("Pay.", "Nộp."), ("Wait.",)]


def test_segments_of_the_target_alone_are_kept(tmp_path: Path) -> None:
    inside = (
        '<source><mrk mtype="seg" mid="1">Pay.</mrk></source><target><mrk mtype="seg" mid="1">Nộp.'
        '</mrk><mrk mtype="seg" mid="2">Chờ.</mrk></target>'
    )
    path = file_1(tmp_path, f'<trans-unit id="a">{inside}</trans-unit>')
    assert texts(xliff.read(path)) == [("Pay.", "Nộp."), ("Chờ.",)]


def test_a_target_that_is_not_segmented_is_the_translation_of_the_whole(tmp_path: Path) -> None:
    inside = (
        '<source>Pay. Wait.</source><seg-source><mrk mtype="seg" mid="1">Pay.</mrk> '
        '<mrk mtype="seg" mid="2">Wait.</mrk></seg-source><target>Nộp rồi chờ.</target>'
    )
    path = file_1(tmp_path, f'<trans-unit id="a">{inside}</trans-unit>')
    assert texts(xliff.read(path)) == [("Pay. Wait.", "Nộp rồi chờ.")]


def test_text_between_segments_is_told_once_with_its_line(tmp_path: Path) -> None:
    inside = (
        '<source>1) Pay.</source><seg-source>1) <mrk mtype="seg" mid="1">Pay.</mrk></seg-source>'
    )
    found: list[Finding] = []
    body = "\n".join(f'<trans-unit id="{n}">{inside}</trans-unit>' for n in range(3))
    list(xliff.read(file_1(tmp_path, body), found.append))
    assert [(each.code, each.place.line) for each in found] == [("TQ803", 3)]
    assert "3 places" in found[0].message


@pytest.mark.parametrize(
    ("inside", "content"),
    [
        ('Pay <g id="1">now</g>.',
         ("Pay ", Tag("bpt", "1"), "now", Tag("ept", "1"), ".")),
        ('Pay<x id="2"/>now', ("Pay", Tag("ph", "2"), "now")),
        ('<bx id="3" rid="1"/>a<ex id="4" rid="1"/>', (Tag("bpt", "1"), "a", Tag("ept", "1"))),
        ('<ph id="5">&lt;br/&gt;</ph>a', (Tag("ph", "5", "<br/>"), "a")),
        ('<bpt id="1">{</bpt>a<ept id="1">}</ept>',
         (Tag("bpt", "1", "{"), "a", Tag("ept", "1", "}"))),
        ('<it id="6" pos="open">[b]</it>a', (Tag("it", "6", "[b]"), "a")),
        ('a <mrk mtype="term" mid="8">fee</mrk>', ("a ", Tag("hi", "8", "fee"))),
        ('<mrk mtype="x-sdl-deleted" mid="8">old</mrk>new', (Tag("ph", "8", "old"), "new")),
        ('<mrk mtype="x-sdl-location" mid="8"/>a', (Tag("ph", "8"), "a")),
        ('a<mq:ch val="&#x2028;"/>b', ("a", Tag("ph", "ch", "\u2028"), "b")),
        ("a <b>fee</b>", ("a ", Tag("bpt", "b"), "fee", Tag("ept", "b"))),
        ("a<!-- no -->b", ("ab",)),
        ("  a\n\tb ", ("  a\n\tb ",)),
    ],
)  # fmt: skip
def test_inline_codes_of_xliff_1_are_data(
    tmp_path: Path, inside: str, content: tuple[str | Tag, ...]
) -> None:
    assert unit_1(tmp_path, f"<source>{inside}</source>").variants[0].content == content


@pytest.mark.parametrize(
    ("inside", "content"),
    [
        ('Pay <pc id="1" dataRefStart="d1" dataRefEnd="d2">now</pc>',
         ("Pay ", Tag("bpt", "1", "<b>"), "now", Tag("ept", "1", "</b>"))),
        ('<sc id="1" dataRef="d1"/>a<ec startRef="1" dataRef="d2"/>',
         (Tag("bpt", "1", "<b>"), "a", Tag("ept", "1", "</b>"))),
        ('a<ec id="4" isolated="yes"/>', ("a", Tag("it", "4"))),
        ('a<ph id="3" dataRef="d1"/>', ("a", Tag("ph", "3", "<b>"))),
        ('a<cp hex="001A"/>b', ("a", Tag("ph", "cp", "001A"), "b")),
        ('<sm id="5" type="term"/>fee<em startRef="5"/>',
         (Tag("bpt", "5"), "fee", Tag("ept", "5"))),
        ('<mrk id="6" type="term">fee</mrk>', (Tag("hi", "6", "fee"),)),
    ],
)  # fmt: skip
def test_inline_codes_of_xliff_2_are_data(
    tmp_path: Path, inside: str, content: tuple[str | Tag, ...]
) -> None:
    data = '<data id="d1">&lt;b></data><data id="d2">&lt;/b></data>'
    unit = unit_2(
        tmp_path,
        f"<originalData>{data}</originalData><segment><source>{inside}</source></segment>",
    )
    assert unit.variants[0].content == content


def test_the_codes_that_phrase_writes_into_its_text_are_data(tmp_path: Path) -> None:
    marks = "".join(
        f'<m:mark id="{n}"><m:type>{kind}</m:type><m:content>{said}</m:content></m:mark>'
        for n, kind, said in ((1, "bpt", "[b]"), (2, "ph", "[br]"))
    )
    inside = (
        f"<source>{{1>Pay&lt;1}}{{2}} {{3}}</source><m:tunit-metadata>{marks}</m:tunit-metadata>"
    )
    assert unit_1(tmp_path, inside).variants[0].content == (
        Tag("bpt", "1", "[b]"), "Pay", Tag("ept", "1"), Tag("ph", "2", "[br]"), " {3}",
    )  # fmt: skip


def test_the_segments_of_a_unit_of_xliff_2_are_units(tmp_path: Path) -> None:
    body = (
        '<unit id="u1" name="fees"><notes><note>Of the port.</note></notes>'
        "<mtc:matches><mtc:match><source>Pay</source><target>Nộp đi</target></mtc:match>"
        "</mtc:matches>"
        '<segment id="s1" state="final"><source>Pay.</source><target>Nộp.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Wait.</source></segment></unit>"
        '<group id="g"><unit id="u2"><segment><source>Go.</source></segment></unit></group>'
    )
    memory = xliff.read(file_2(tmp_path, body))
    assert texts(memory) == [("Pay.", "Nộp."), ("Wait.",), ("Go.",)]
    units = list(memory)
    assert [unit.id for unit in units] == ["u1/s1", "u1/2", "u2"]
    assert [dict(unit.props)["state"] for unit in units] == ["final", "initial", "initial"]
    assert units[0].notes == ("Of the port.",)
    assert {("name", "fees"), ("alternative", "Nộp đi")} <= set(units[0].props)


def test_each_file_of_an_xliff_has_its_own_languages_and_name(tmp_path: Path) -> None:
    path = file_1(tmp_path, f'<trans-unit id="1">{PAIR}</trans-unit>')
    second = (
        '<file source-language="vi_VN" target-language="EN-gb" original="b.txt"><body>'
        '<trans-unit id="1"><source>Phí</source><target>Fee</target></trans-unit></body></file>'
    )
    text = path.read_text(encoding="utf-8").replace("</xliff>", second + "</xliff>")
    path.write_text(text, encoding="utf-8")
    units = list(xliff.read(path))
    assert [each.lang for unit in units for each in unit.variants] == [
        "en-US", "vi-VN", "vi-VN", "en-GB",
    ]  # fmt: skip
    assert dict(units[1].props)["original"] == "b.txt"


def test_a_language_that_is_not_named_is_undetermined_and_told_once(tmp_path: Path) -> None:
    body = "".join(f'<trans-unit id="{n}">{PAIR}</trans-unit>' for n in range(3))
    found: list[Finding] = []
    units = list(xliff.read(file_1(tmp_path, body, 'source-language="en"'), found.append))
    assert [each.lang for each in units[2].variants] == ["en", "und"]
    assert [each.code for each in found] == ["TQ801"]


def test_a_file_without_namespace_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(
        f'<xliff version="1.1"><file {TAGS}><body><trans-unit id="1">{PAIR}</trans-unit></body>'
        "</file></xliff>",
        encoding="utf-16",
    )
    assert texts(xliff.read(path)) == [("The fee is paid.", "Phí đã được nộp.")]


ENTITY = '<!DOCTYPE xliff [<!ENTITY e SYSTEM "{}">]>'
BOMB = "<!DOCTYPE xliff [<!ENTITY a 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1 if n else str()};' * 10}'>" for n in range(9))
)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("", "xml-syntax", 1),
        ("no xml", "xml-syntax", 1),
        ("<tmx/>", "xliff-root", 1),
        ("<a><xliff/></a>", "xliff-root", 1),
        ('<xliff>\n<file source-language="en"><body>\n<trans-unit id="1"><source>a',
         "xml-syntax", 3),
        (ENTITY.format("file:///etc/passwd") + '\n<xliff><file source-language="en">\n'
         '<trans-unit id="1"><source>&e;</source></trans-unit></file></xliff>', "xml-entity", 3),
        (BOMB + '\n<xliff><file source-language="en">\n'
         '<trans-unit id="1"><note>&a8;</note><source>a</source></trans-unit></file></xliff>',
         "xml-expansion", 3),
        ("<xliff><file>" + "<g>" * 5000, "xml-syntax", 1),
        ('<xliff><file><trans-unit id="1"><source>' + "x" * 10_100_000, "xml-syntax", 1),
    ],
    ids=range(9),
)  # fmt: skip
def test_hostile_and_broken_files_are_one_error_with_its_line(
    tmp_path: Path, text: str, key: str, line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", None)
    path = tmp_path / "bad.xlf"
    path.write_text(text, encoding="utf-8")
    error = error_of(path)
    assert (error.key, error.line) == (key, line)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"<?xml version='1.0' encoding='none-such'?><xliff/>", "xml-encoding"),
        (b"\xff\xfe<", "xml-bytes"),
        (b"\x1f\x8b\x08\x00", "xml-syntax"),
        (b"PK\x03\x04", "unreadable"),
        (b"<xliff>\xff</xliff>", "xml-bytes"),
    ],
)
def test_bytes_that_are_no_text_are_one_error(tmp_path: Path, data: bytes, key: str) -> None:
    path = tmp_path / "bad.xlf"
    path.write_bytes(data)
    assert error_of(path).key == key


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (('<xliff>\n<file source-language="en" target-language="vi"><body>\n'
         '<trans-unit id="1"><target>phí</target></trans-unit>'
         '<trans-unit id="2"><source>fee</source></trans-unit></body></file></xliff>'), 3),
        (('<xliff srcLang="en" trgLang="vi">\n<file><unit id="1"><segment>\n<target>phí</target>'
         '</segment><segment><source>fee</source></segment></unit></file></xliff>'), 2),
    ],
)  # fmt: skip
def test_a_segment_without_a_source_is_told_and_the_rest_is_read(
    tmp_path: Path, text: str, line: int
) -> None:
    path = tmp_path / "fees.xlf"
    path.write_text(text, encoding="utf-8")
    told: list[Finding] = []
    assert texts(xliff.read(path, told.append)) == [("phí",), ("fee",)]
    assert [(each.code, each.place.line) for each in told] == [("TQ804", line)]


def test_a_document_of_any_length_may_stand_in_the_header(tmp_path: Path) -> None:
    path = tmp_path / "fees.xlf"
    path.write_text(
        '<xliff><file source-language="en"><header><skl><internal-file form="base64">'
        f"{'QUFB' * 3_000_000}</internal-file></skl></header><body><trans-unit id='1'>"
        "<source>fee</source></trans-unit></body></file></xliff>",
        encoding="utf-8",
    )
    assert texts(xliff.read(path)) == [("fee",)]


def test_a_prefix_that_is_bound_to_nothing_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "fees.xlf"
    path.write_text(
        '<xliff><file source-language="en"><body><trans-unit id="1" mq:space="a" mq:kind="b">'
        "<source>fee<mq:x/></source></trans-unit></body></file></xliff>",
        encoding="utf-8",
    )
    assert error_of(path).key == "xml-syntax"


def test_codes_in_codes_beyond_any_text_are_one_error(tmp_path: Path) -> None:
    path = tmp_path / "fees.xlf"
    path.write_text(
        '<xliff><file source-language="en"><body><trans-unit id="1"><source>'
        f"{'<g>' * 1500}fee{'</g>' * 1500}</source></trans-unit></body></file></xliff>",
        encoding="utf-8",
    )
    assert error_of(path).key == "xml-deep"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1258"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_is_opened_as_any_other_exchange_file(
    tmp_path: Path, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    name = "windows-1258" if encoding == "windows-1258" else "utf-16"
    text = (
        f"<?xml version='1.0' encoding='{name}'?><!DOCTYPE xliff [<!ENTITY e 'gate'>]><xliff>"
        '<file source-language="en"><body><trans-unit id="1"><source>tide &e; đ</source>'
        "</trans-unit></body></file></xliff>"
    )
    path = tmp_path / "tides.xlf"
    path.write_bytes(pack(text.encode(encoding)))
    told: list[Finding] = []
    (unit,) = xliff.read(path, told.append)
    assert unit.variants[0].text == "tide gate đ"
    # That one alone is not what it declares.
    assert [each.code for each in told] == ["TX111"] * (encoding == "utf-8-sig")


def test_a_file_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    assert error_of(tmp_path / "gone.xlf").key == "unreadable"
    assert error_of(tmp_path).key == "unreadable"
