"""Laws of pairs: what is written to a table or to JSON lines comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.formats import jsonl, pairs
from tmkit.model import Tag, TranslationUnit, Variant

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
