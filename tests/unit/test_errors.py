"""Errors name the place, speak both languages and travel between processes."""

from __future__ import annotations

import pickle
import zipfile

import pytest

from tmkit.errors import FormatError, OutputError, SettingsError, TmkitError, UsageError
from tmkit.ingest import docx

ERRORS = [
    FormatError("TD103", "a.txt", 7, 3, {"byte": "0xFF"}),
    FormatError("TD105", "a.docx", details={"reason": zipfile.BadZipFile("cut")}),
    SettingsError("settings-key", "tmkit.toml", details={"key": "sauce", "near": "source"}),
    UsageError("no-folder", "corpus"),
    OutputError("output", "out.tmx", details={"reason": "disk full"}),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_an_error_survives_pickling(error: TmkitError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 # our own bytes
    assert type(again) is type(error)
    assert [again.text(language) for language in ("en", "vi")] == [
        error.text(language) for language in ("en", "vi")
    ]
    assert (again.key, again.path, again.line, again.column) == (
        *(error.key, error.path, error.line, error.column),
    )


def test_an_error_from_a_reader_survives_pickling() -> None:
    with pytest.raises(FormatError) as caught:
        docx.read(b"no zip", "a.docx")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 # our own bytes
    assert str(again) == str(caught.value)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_every_error_has_the_one_root(error: TmkitError) -> None:
    assert isinstance(error, TmkitError)


def test_an_error_says_where_what_and_what_to_do() -> None:
    assert str(ERRORS[0]) == "a.txt:7:3: is not UTF-8: byte 0xFF here. Save the file in UTF-8."


def test_an_error_speaks_vietnamese_when_asked() -> None:
    assert ERRORS[3].text("vi") == "corpus: không có thư mục này."


def test_an_error_without_place_begins_with_the_message() -> None:
    assert str(UsageError("one-folder")).startswith("source and target")
