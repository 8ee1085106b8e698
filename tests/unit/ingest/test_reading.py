"""A document is read by its suffix, and every failure is an error with the path."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit import ingest
from tmkit.errors import FormatError


def key_of(path: Path) -> str:
    with pytest.raises(FormatError) as caught:
        ingest.read(path, id="pier", lang="en")
    assert caught.value.path == str(path)
    return caught.value.key


def test_a_document_takes_its_title_from_its_first_block(tmp_path: Path) -> None:
    path = tmp_path / "pier.TXT"
    path.write_text("The old pier\n\nIt stands on oak posts.\n", encoding="utf-8")
    document = ingest.read(path, id="pier", lang="en")
    assert (document.id, document.lang, document.title) == ("pier", "en", "The old pier")


def test_reading_does_not_clean(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_text("Ðò ngang\u200b chạy từ sáng.\n", encoding="utf-8")
    assert ingest.read(path, id="pier", lang="vi").blocks[0].text == "Ðò ngang\u200b chạy từ sáng."


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    assert key_of(tmp_path / "pier.txt") == "TD101"


def test_a_file_of_blanks_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_text(" \n\t\n", encoding="utf-8")
    assert key_of(tmp_path / "pier.txt") == "TD104"


def test_a_type_without_reader_is_said(tmp_path: Path) -> None:
    assert key_of(tmp_path / "pier.png") == "TD107"


@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf", "xls", "ods"])
def test_a_type_that_can_be_converted_is_said_to_be(tmp_path: Path, suffix: str) -> None:
    assert key_of(tmp_path / f"pier.{suffix}") == "TD110"


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.DOCX"])
def test_supported_types_are_known_by_suffix(name: str) -> None:
    assert ingest.is_supported(Path(name))


@pytest.mark.parametrize("name", ["a.doc", "docx", ".txt"])
def test_other_names_are_not_supported(name: str) -> None:
    assert not ingest.is_supported(Path(name))
