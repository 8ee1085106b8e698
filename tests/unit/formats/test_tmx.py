"""TMX: what is written, what is read back, and files that break the format."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import tmx
from tmkit.model import Memory, MemoryHeader, Origin, Tag, TranslationUnit, Variant

ENTITY = '<!DOCTYPE tmx [<!ENTITY who "Lan">]>'


def written(*units: TranslationUnit) -> str:
    file = io.BytesIO()
    tmx.write(Memory(MemoryHeader("vi"), units), file)
    return file.getvalue().decode("utf-8")


def file_of(folder: Path, body: str, doctype: str = "") -> Path:
    """A TMX whose body begins on line 4."""
    path = folder / "tide.tmx"
    text = f'<?xml version="1.0"?>\n{doctype}\n<tmx version="1.4"><header srclang="vi"/><body>\n'
    path.write_text(f"{text}{body}</body></tmx>\n", encoding="utf-8")
    return path


def unit_of(folder: Path, body: str, doctype: str = "") -> TranslationUnit:
    (unit,) = tmx.read(file_of(folder, f"<tu>{body}</tu>", doctype))
    return unit


def error_of(path: Path) -> FormatError:
    with pytest.raises(FormatError) as caught:
        list(tmx.read(path))
    assert caught.value.path == str(path)
    return caught.value


def test_the_source_variant_is_written_first() -> None:
    text = written(TranslationUnit("1", (Variant("en", ("tide",)), Variant("vi", ("triều",)))))
    assert text.index("triều") < text.index("tide")


def test_a_unit_no_person_has_read_bears_the_mark_of_the_machine() -> None:
    unit = TranslationUnit("1", (), Origin(("a", "a"), (0,), (0, 1), 0.5))
    assert f'creationid="{tmx.MACHINE}"' in written(unit)


def test_a_unit_a_person_has_read_does_not() -> None:
    unit = TranslationUnit("1", (), Origin(("a", "a"), (0,), (0, 1), 0.5, reviewed=True))
    assert "creationid" not in written(unit)


def test_an_origin_counts_segments_from_one_and_scores_with_four_decimals() -> None:
    text = written(TranslationUnit("1", (), Origin(("a/b", "a/c"), (0,), (4, 5), 0.98765)))
    assert '<prop type="x-tmkit-document">a/b a/c</prop>' in text
    assert '<prop type="x-tmkit-segments">1 5,6</prop>' in text
    assert '<prop type="x-tmkit-score">0.9877</prop>' in text


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused(letter: str) -> None:
    with pytest.raises(FormatError) as caught:
        written(TranslationUnit("1", (Variant("vi", (f"triều{letter}",)),)))
    assert (caught.value.key, caught.value.details["code"]) == (
        "xml-character",
        f"U+{ord(letter):04X}",
    )


def test_the_text_of_a_variant_holds_highlighted_words_but_no_codes() -> None:
    variant = Variant("en", ("The ", Tag("hi", "1", "high"), " tide", Tag("ph", "2", "<br/>")))
    assert variant.text == "The high tide"


def test_a_memory_can_be_read_again_and_again(tmp_path: Path) -> None:
    memory = tmx.read(file_of(tmp_path, '<tu><tuv xml:lang="vi"><seg>triều</seg></tuv></tu>'))
    assert [unit.text("vi") for unit in memory] == [unit.text("vi") for unit in memory] == ["triều"]


@pytest.mark.parametrize(
    ("attribute", "lang"),
    [('xml:lang="VI-vn"', "vi-VN"), ('lang="EN"', "en"), ('xml:lang="vi_VN"', "vi_VN")],
)
def test_a_language_tag_is_read_in_canonical_case(
    tmp_path: Path, attribute: str, lang: str
) -> None:
    unit = unit_of(tmp_path, f"<tuv {attribute}><seg>x</seg></tuv>")
    assert unit.variants[0].lang == lang


def test_reading_does_not_clean(tmp_path: Path) -> None:
    unit = unit_of(tmp_path, '<tuv xml:lang="vi"><seg>ðò\u200b  ngang \n</seg></tuv>')
    assert unit.text("vi") == "ðò\u200b  ngang \n"


def test_inline_codes_are_read_as_tags(tmp_path: Path) -> None:
    seg = 'a<bpt i="1">[b]</bpt>b<ept i="1">[/b]</ept><ph x="2">{n}</ph>'
    unit = unit_of(tmp_path, f'<tuv xml:lang="vi"><seg>{seg}</seg></tuv>')
    assert unit.variants[0].content == (
        *("a", Tag("bpt", "1", "[b]"), "b", Tag("ept", "1", "[/b]"), Tag("ph", "2", "{n}")),
    )


def test_a_code_inside_a_highlight_is_no_text(tmp_path: Path) -> None:
    seg = "<hi>high <ph>[b]</ph>tide</hi>"
    assert unit_of(tmp_path, f'<tuv xml:lang="vi"><seg>{seg}</seg></tuv>').text("vi") == "high tide"


def test_a_comment_in_a_segment_loses_no_text(tmp_path: Path) -> None:
    unit = unit_of(tmp_path, '<tuv xml:lang="vi"><seg>triều <!-- ? -->lên</seg></tuv>')
    assert unit.text("vi") == "triều lên"


def test_a_comment_in_a_note_loses_no_text(tmp_path: Path) -> None:
    unit = unit_of(tmp_path, '<note>spring <!-- ? -->tide</note><tuv xml:lang="vi"><seg/></tuv>')
    assert unit.notes == ("spring tide",)


@pytest.mark.parametrize(
    ("body", "key", "line"),
    [
        ('<tu>\n\n<tuv xml:lang="vi"><seg>a \x07</seg></tuv></tu>', "xml-control", 6),
        ('<tu><tuv xml:lang="vi">\n<seg>a</segment></tuv></tu>', "xml-syntax", 5),
        ('<tu><tuv xml:lang="vi">\n<seg>a & b</seg></tuv></tu>', "xml-syntax", 5),
    ],
)
def test_a_file_that_breaks_the_format_is_refused_at_its_line(
    tmp_path: Path, body: str, key: str, line: int
) -> None:
    error = error_of(file_of(tmp_path, body))
    assert (error.key, error.line) == (key, line)


def test_an_entity_that_was_never_declared_is_refused_at_its_line(tmp_path: Path) -> None:
    body = '<tu><tuv xml:lang="vi">\n<seg>a&nbsp;b</seg></tuv></tu>'
    assert error_of(file_of(tmp_path, body)).line == 5


def test_a_truncated_file_is_an_error_after_its_whole_units(tmp_path: Path) -> None:
    path = file_of(tmp_path, '<tu><tuv xml:lang="vi"><seg>triều</seg></tuv></tu>\n' * 2)
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    units = iter(tmx.read(path))
    assert next(units).text("vi") == "triều"
    with pytest.raises(FormatError) as caught:
        next(units)
    assert (caught.value.key, caught.value.line) == ("xml-syntax", 5)


@pytest.mark.parametrize("content", ["<xliff/>", "<tmx/>", "<xliff><header/></xliff>"])
def test_other_xml_is_not_tmx(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tide.tmx"
    path.write_text(content, encoding="utf-8")
    assert error_of(path).key == "tmx-root"


@pytest.mark.parametrize("content", ["", "source\ttarget\n"])
def test_a_file_that_is_no_xml_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tide.tmx"
    path.write_text(content, encoding="utf-8")
    assert error_of(path).key == "xml-syntax"


def test_a_missing_file_is_an_error_with_its_path(tmp_path: Path) -> None:
    assert error_of(tmp_path / "none.tmx").key == "unreadable"


@pytest.mark.parametrize(
    "declared", ['SYSTEM "file:///etc/hostname"', 'SYSTEM "http://127.0.0.1:9/who"']
)
def test_an_entity_outside_the_file_is_refused_and_never_resolved(
    tmp_path: Path, declared: str
) -> None:
    body = '<tu><tuv xml:lang="vi">\n<seg>Dear &who;!</seg></tuv></tu>'
    error = error_of(file_of(tmp_path, body, f"<!DOCTYPE tmx [<!ENTITY who {declared}>]>"))
    assert (error.key, error.line) == ("xml-entity", 5)
    assert "entity &who; is" in error.text("en")


def test_an_entity_that_the_file_declares_is_read_as_what_it_stands_for(tmp_path: Path) -> None:
    body = '<note>&who;</note><tuv xml:lang="vi"><seg>Dear &who;!</seg></tuv>'
    unit = unit_of(tmp_path, body, ENTITY)
    assert (unit.text("vi"), unit.notes) == ("Dear Lan!", ("Lan",))


@pytest.mark.parametrize(
    "body",
    ["<note>a&nbsp;b</note>", '<tuv xml:lang="vi" creationid="a&nbsp;b"><seg/></tuv>'],
    ids=["text", "attribute"],
)
def test_an_entity_that_only_an_unread_dtd_declares_is_refused(tmp_path: Path, body: str) -> None:
    path = file_of(tmp_path, f"<tu>{body}</tu>", '<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    assert error_of(path).key == "xml-syntax"


def test_reading_opens_no_connection(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/tmx14.dtd"
        assert list(tmx.read(file_of(tmp_path, "", f'<!DOCTYPE tmx SYSTEM "{url}">'))) == []
        with pytest.raises(BlockingIOError):
            server.accept()
