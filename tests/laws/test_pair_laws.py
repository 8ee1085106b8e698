"""Laws of pairs: what is written to a table or to JSON lines comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats import jsonl, pairs
from tmkit.model import Tag, TranslationUnit, Variant
from tmkit.tasks.memories import read_memory

LANGUAGES = ("en", "vi")
LETTERS = st.characters(exclude_categories=["Cs"])
ODD = st.sampled_from("\"',;\t\r\n \ufeff\u2028\x85")
ANY = st.text(st.one_of(ODD, LETTERS), min_size=1, max_size=8)
CELLS = {".csv": ANY, ".tsv": ANY.filter(lambda text: not pairs.BREAKS.search(text))}
NOTES = st.lists(ANY, max_size=2).map(tuple)
PROPS = st.lists(st.tuples(ANY, ANY), max_size=2).map(tuple)
TAGS = st.builds(Tag, st.sampled_from(["ph", "bpt", "ept", "it", "hi", "ut"]), ANY, ANY)
CONTENT = st.lists(st.one_of(ANY, TAGS), max_size=4).map(tuple)
VARIANTS = st.builds(Variant, st.sampled_from(LANGUAGES), CONTENT, ANY, ANY, NOTES, PROPS)
UNITS = st.builds(
    TranslationUnit, ANY, st.lists(VARIANTS, max_size=3).map(tuple), st.none(), NOTES, PROPS
)
SCORES = st.one_of(st.just(()), st.just((("score", "0.5000"),)))


def units_of(cells: st.SearchStrategy[str]) -> st.SearchStrategy[TranslationUnit]:
    variants = [
        st.builds(lambda text, lang=lang: Variant(lang, (text,)), cells) for lang in LANGUAGES
    ]
    some = st.one_of(st.tuples(*variants), *(st.tuples(each) for each in variants))
    named = cells.filter(str.strip)
    return st.builds(TranslationUnit, named, some, st.none(), st.just(()), SCORES)


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_pairs_that_are_written_come_back(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: st.DataObject
) -> None:
    units = data.draw(st.lists(units_of(CELLS[suffix]), max_size=4))
    path = tmp_path_factory.getbasetemp() / f"law{suffix}"
    with path.open("wb") as file:
        assert pairs.write(units, file, LANGUAGES, suffix) == len(units)
    assert list(pairs.read(path, LANGUAGES)) == units


@settings(max_examples=60, deadline=None)
@given(st.lists(UNITS, max_size=3))
def test_units_that_are_written_as_json_lines_come_back_whole(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "law.jsonl"
    with path.open("wb") as file:
        assert jsonl.write(units, file) == len(units)
    assert list(jsonl.read(path, LANGUAGES)) == units


STARTS = {
    ".xliff": (b'<xliff srcLang="en"><file source-language="en">', b'<trans-unit id="1"><source>',
               b"<mrk mtype='seg' mid='1'>", b"</mrk>", b"</source><target>", b"</target>",
               b"</trans-unit>", b"<unit><segment><source>", b"</source></segment></unit>",
               b"<g id='1'>", b"</g>", b"&a;", b"<x/>", b"</file></xliff>"),
    ".po": (b'msgid ""\nmsgstr "Content-Type: charset=', b'\\n"\n', b"UTF-8", b"punycode",
            b'msgid "', b'msgid_plural "', b'msgstr "', b'msgstr[0] "', b'msgctxt "', b'"\n', b"\\",
            b"#~ ", b"#, fuzzy\n"),
    ".jsonl": (b'{"variants": [', b'{"lang": "en", ', b'"text": "', b'"content": [', b'"', b"}",
               b"]", b"\\ud800", b'{"en": "a", "score": ', b"null", b"NaN", b"1e999", b"\n"),
    ".csv": (b'"', b",", b";", b"\n", b"\r", b"en", b"vi", b"id", b"score", b"\0", b"0.5"),
    ".tsv": (b"\t", b"\n", b"\r", b"en", b"vi", b"id", b"score", b"\0", b"0.5"),
}  # fmt: skip


@pytest.mark.parametrize("suffix", STARTS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_a_file_holds_it_gives_units_or_one_error_that_names_it(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: st.DataObject
) -> None:
    some = st.one_of(st.sampled_from(STARTS[suffix]), st.binary(max_size=3))
    path = tmp_path_factory.getbasetemp() / f"odd{suffix}"
    path.write_bytes(b"".join(data.draw(st.lists(some, max_size=14))))
    said = ""
    try:
        units = list(read_memory(path, LANGUAGES))
    except FormatError as error:
        units, said = [], error.text("vi")
    assert all(isinstance(unit, TranslationUnit) for unit in units)
    assert not said or (said.startswith(str(path)) and "\n" not in said)
