"""Laws of glossary tables: what is written is read again, and no file breaks their readers."""

from __future__ import annotations

import contextlib
import io
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats import cell_words, cells, concept_rows, concept_tables, table
from tmkit.model import Concept, Event, Finding, Glossary, HistoryEntry, Term

LANGUAGES = ("en", "vi")
# White space of all kinds, what tables and spreadsheets take for signs of their own, astral letters
# and letters from right to left.
AWKWARD = st.sampled_from(
    [
        *("\t", "\n", "\r", "\r\n", '"', '""', "'", "=", "+", "-", "@", "＝", ",", ";", "|", "\\"),
        *("\\n", " | ", " / ", "#", "_x0041_", "_x005F_", "x005F_", "_x000D_", "\u00a0", "\u2028"),
        *("\u3000", "\u200f", "שלום", "𝔱𝔦𝔡𝔢", "thủy triều", "e\u0323\u0302", "sep=;", "\ufeff"),
    ]
)
LETTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
TEXTS = st.lists(st.one_of(AWKWARD, LETTERS), max_size=6).map("".join)
WORDS = TEXTS.filter(lambda text: bool(text.strip()))
SLUGS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
TAGS = st.sampled_from(["en", "vi", "fr", "en-GB", "zh-Hant"])
DAYS = st.one_of(st.just(""), st.dates().map(str))
KINDS = st.sampled_from(
    ["fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"],
)
ACTS = st.builds(
    HistoryEntry,
    st.dates().map(str),
    WORDS,
    st.sampled_from(["proposed", "edited", "reviewed", "approved", "rejected", "reopened"]),
    TEXTS,
    st.sampled_from(["", "vi"]),
)
EVENTS = st.builds(
    Event, st.sampled_from(["renamed", "merged", "split"]), st.dates().map(str), TEXTS
)
IDS = st.lists(st.one_of(SLUGS, WORDS), max_size=3).map(tuple)


def concepts_of(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Concept]:
    """Concepts whose fields hold such texts."""
    terms = st.builds(
        Term,
        lang=TAGS,
        text=WORDS,
        kind=KINDS,
        status=st.sampled_from(["preferred", "admitted", "deprecated", "superseded", "forbidden"]),
        part_of_speech=st.sampled_from(["", "noun", "properNoun", "other"]),
        full=texts,
        usage=st.sampled_from(["", "GB"]),
        authority=st.sampled_from(["", "legal", "own-usage"]),
        source=texts,
        context=texts,
        note=texts,
        valid_from=DAYS,
        valid_until=DAYS,
    )
    return st.builds(
        Concept,
        id=SLUGS,
        subject=texts,
        status=st.sampled_from(["draft", "review", "approved", "deprecated", "rejected"]),
        terms=st.lists(terms, max_size=5).map(tuple),
        definition=st.dictionaries(TAGS, texts, max_size=2),
        definition_source=st.dictionaries(TAGS, texts, max_size=2),
        broader=IDS,
        related=IDS,
        replaced_by=IDS,
        event=st.one_of(st.none(), EVENTS),
        history=st.lists(ACTS, max_size=3).map(tuple),
        note=texts,
        allow=st.sampled_from([(), ("TG501", "TG502")]),
    )


CONCEPTS = concepts_of(TEXTS)
GLOSSARIES = st.lists(CONCEPTS, min_size=1, max_size=3, unique_by=lambda concept: concept.id)


def back(concepts: list[Concept], suffix: str, findings: list[Finding]) -> list[Concept]:
    """What comes back of concepts that are written and read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"law{suffix}"
        with path.open("wb") as file:
            concept_tables.write(Glossary("law", concepts), file, LANGUAGES, suffix)
        return list(concept_tables.read(path, LANGUAGES, findings.append))


def order_in(concepts: list[Concept]) -> list[str]:
    """The languages of a table: source and target, then the others as they come."""
    tags = dict.fromkeys(LANGUAGES)
    for concept in concepts:
        tags |= dict.fromkeys(term.lang for term in concept.terms)
        tags |= dict.fromkeys((*concept.definition, *concept.definition_source))
    return list(tags)


@pytest.mark.parametrize("suffix", concept_tables.SUFFIXES)
@settings(max_examples=100, deadline=None)
@given(concepts=GLOSSARIES)
def test_what_is_written_is_read_again(suffix: str, concepts: list[Concept]) -> None:
    findings: list[Finding] = []
    held = [concept_rows.kept(concept, order_in(concepts)) for concept in concepts]
    assert back(concepts, suffix, findings) == held
    assert {finding.code for finding in findings} <= {"TG821"}


@settings(max_examples=200, deadline=None)
@given(CONCEPTS)
def test_what_is_kept_once_is_kept_for_good(concept: Concept) -> None:
    held = concept_rows.kept(concept)
    assert concept_rows.kept(held) == held


@settings(max_examples=100, deadline=None)
@given(concepts_of(WORDS))
def test_a_concept_without_blank_texts_is_kept_whole(concept: Concept) -> None:
    order = order_in([concept])
    terms = sorted(concept.terms, key=lambda term: order.index(term.lang))
    assert concept_rows.kept(concept, order) == replace(concept, terms=tuple(terms))


@settings(max_examples=200, deadline=None)
@given(CONCEPTS)
def test_every_term_stands_once_and_beside_none_of_another_kind(concept: Concept) -> None:
    seen = []
    for row in concept_rows.rows_of(concept):
        shown = {column: text for column, text in row.items() if column.role in ("term", "avoid")}
        assert len({column.role for column in shown}) <= 1
        seen += [(column.lang, text) for column, text in shown.items()]
    assert sorted(seen) == sorted((term.lang, term.text) for term in concept.terms)


ROWS = st.lists(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), min_size=1, max_size=4),
    max_size=4,
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@settings(max_examples=200, deadline=None)
@given(rows=ROWS)
def test_rows_of_any_text_are_read_as_they_were_written(
    delimiter: str, rows: list[list[str]]
) -> None:
    # The first line keeps what would be Excel's word on the delimiter from the beginning.
    file = io.BytesIO()
    cells.write_rows([["head"], *rows], file, delimiter)
    text = cells.decoded(file.getvalue(), "law")
    read = [dict(row) for _, row in cells.rows(text, delimiter)]
    held = [{number: cell for number, cell in enumerate(row) if cell} for row in rows]
    assert read == [{0: "head"}, *filter(None, held)]


@given(st.lists(ACTS, max_size=4).map(tuple))
def test_a_history_comes_back_from_its_cell(history: tuple[HistoryEntry, ...]) -> None:
    assert cell_words.history_of(cell_words.history_cell(history)) == (history, ())


@given(IDS)
def test_ids_come_back_from_their_cell(ids: tuple[str, ...]) -> None:
    assert cell_words.ids_of(cell_words.ids_cell(ids)) == ids


@given(EVENTS)
def test_an_event_comes_back_from_its_cell(event: Event) -> None:
    assert cell_words.event_of(cell_words.event_cell(event)) == event


@given(st.text(), st.text())
def test_no_text_of_a_cell_breaks_its_reader(text: str, other: str) -> None:
    cell_words.ids_of(text)
    cell_words.event_of(text)
    acts, others = cell_words.history_of(f"{text}\n{other}")
    if text.strip() and "\\" not in text + other:
        assert acts or others


HEAD = b"English,Vietnamese,Definition\r\n"


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([".csv", ".tsv", ".utf8"]), st.one_of(st.binary(), st.text().map(str.encode))
)
def test_whatever_a_text_holds_it_is_a_glossary_or_one_error(suffix: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"any{suffix}"
        path.write_bytes(HEAD + content)
        reader = table.read if suffix == ".utf8" else concept_tables.read
        with contextlib.suppress(FormatError):
            for concept in reader(path, LANGUAGES):
                assert all(term.text.strip() for term in concept.terms)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=3), st.sampled_from(["", "sheet"]))
def test_a_damaged_workbook_is_a_glossary_or_one_error(
    place: int, damage: bytes, inside: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.xlsx"
        concept = Concept("tide", "sea", "review", (Term("en", "tide"), Term("vi", "triều")))
        with path.open("wb") as file:
            concept_tables.write(Glossary("law", [concept]), file, LANGUAGES, ".xlsx")
        raw = path.read_bytes()
        if inside:
            raw = _with_damaged_sheet(raw, place, damage)
        else:
            place %= len(raw)
            raw = raw[:place] + damage + raw[place + len(damage) :]
        path.write_bytes(raw)
        with contextlib.suppress(FormatError):
            for read in concept_tables.read(path, LANGUAGES):
                assert all(term.text.strip() for term in read.terms)


def _with_damaged_sheet(raw: bytes, place: int, damage: bytes) -> bytes:
    """A workbook whose first sheet has other bytes at a place."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                at = place % len(part)
                part = part[:at] + damage + part[at + len(damage) :]
            new.writestr(name, part)
    return made.getvalue()
