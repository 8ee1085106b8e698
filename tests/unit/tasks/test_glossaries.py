"""Glossaries by path: which reader a file gets, and what each format leaves out of a concept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.errors import FormatError, UsageError
from tmkit.model import Concept, Event, Glossary, HistoryEntry, Term
from tmkit.tasks.glossaries import (
    KNOWN,
    is_glossary,
    languages_in,
    losses_of,
    read_glossary,
    write_glossary,
)

LANGUAGES = ("en", "vi")
TIDE = Concept("tide", "sea", "approved", (Term("en", "tide"), Term("vi", "triều")))


def glossary_of(*concepts: Concept) -> Glossary:
    return Glossary("harbours", concepts)


@pytest.mark.parametrize("suffix", KNOWN)
def test_what_is_written_by_its_suffix_is_read_by_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"sea{suffix}"
    assert write_glossary(glossary_of(TIDE), path, LANGUAGES) == 1
    assert is_glossary(path, LANGUAGES)
    glossary = read_glossary(path, LANGUAGES)
    assert [concept.terms for concept in glossary] == [TIDE.terms]
    assert list(glossary) == list(glossary)
    assert glossary.name


def test_tbx_is_known_by_what_it_holds(tmp_path: Path) -> None:
    write_glossary(glossary_of(TIDE), tmp_path / "a.tbx", LANGUAGES)
    path = (tmp_path / "a.tbx").rename(tmp_path / "a.xml")
    assert is_glossary(path, LANGUAGES)
    assert len(list(read_glossary(path, LANGUAGES))) == 1


@pytest.mark.parametrize("name", ["gone.tbx", "a.doc"])
def test_what_is_no_glossary_is_bad_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.doc").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError):
        read_glossary(tmp_path / name, LANGUAGES)


def test_a_long_table_of_segments_is_looked_at_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "long.tsv"
    path.write_bytes(b"The sea.\tBi\xe1\xbb\x83n.\n" * 50_000 + b"\xff")
    assert not is_glossary(path, LANGUAGES)
    with pytest.raises(FormatError, match=r":50001"):
        read_glossary(path, LANGUAGES)


@pytest.mark.parametrize(
    ("tags", "pair"),
    [
        (("en", "vi"), ("en", "vi")),
        (("vi", "en"), ("en", "vi")),
        (("vi-VN", "en-GB"), ("en-GB", "vi-VN")),
        (("fr", "vi"), ("fr", "vi")),
        (("de", "fr"), ("de", "fr")),
        (("en",), ("en", "vi")),
        ((), ("en", "vi")),
    ],
)
def test_the_pair_is_the_default_as_far_as_the_glossary_has_it(
    tags: tuple[str, ...], pair: tuple[str, str]
) -> None:
    concept = Concept("a", "sea", "review", tuple(Term(tag, "x") for tag in tags))
    assert languages_in(glossary_of(concept), LANGUAGES) == pair


RICH = Concept(
    id="office",
    subject="bodies",
    status="approved",
    terms=(
        Term("en", "Tide\tOffice", context="The Tide Office rang.", full="x", authority="legal"),
        Term("en", "#1 office", "variant", "admitted"),
        Term("en", "Old Office", status="deprecated"),
        Term("vi", "Sở Thủy triều", note="New."),
        Term("vi", "Sở Con nước", status="forbidden"),
        Term("fr", "bureau"),
    ),
    definition={"en": "office that watches the tide"},
    history=(HistoryEntry("2026-03-04", "Lan", "proposed", lang="vi"),),
    event=Event("renamed", "2025-12-31"),
)


@pytest.mark.parametrize(
    ("name", "losses"),
    [
        ("a.csv", {}),
        ("a.tsv", {}),
        ("a.xlsx", {}),
        ("a.tbx", {"props": 4}),
        ("a.v3.tbx", {"props": 4}),
        (
            "a.utf8",
            {
                "definitions": 1,
                "languages": 1,
                "terms": 2,
                "breaks": 1,
                "notes": 1,
                "contexts": 1,
                "props": 3,
            },
        ),
    ],
)
def test_what_a_format_leaves_out_is_counted(name: str, losses: dict[str, int]) -> None:
    counted = losses_of(glossary_of(RICH), Path(name), LANGUAGES)
    assert {kind: count for kind, count in counted.items() if count} == losses


def test_a_concept_without_an_id_is_held_by_one_row_only() -> None:
    terms = (Term("en", "Tide Office"), Term("en", "TO", "acronym"))
    concept = Concept("", "bodies", "draft", terms)
    assert losses_of(glossary_of(concept), Path("a.csv"), LANGUAGES) == {"rows": 1}
