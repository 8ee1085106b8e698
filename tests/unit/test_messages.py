"""The two catalogues say the same, and every finding can be said in both."""

from __future__ import annotations

from string import Formatter

import pytest

from tmkit import codes, messages
from tmkit.errors import FormatError
from tmkit.model import Place, Severity


def places(key: str, language: str, part: str) -> set[str]:
    parsed = Formatter().parse(messages.template(key, language, part))
    return {name for _, name, _, _ in parsed if name is not None}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert messages.keys("en") == messages.keys("vi")


@pytest.mark.parametrize("part", ["message", "help", "why"])
@pytest.mark.parametrize("key", messages.keys())
def test_a_message_has_the_same_places_in_both_languages(key: str, part: str) -> None:
    assert places(key, "en", part) == places(key, "vi", part)
    assert bool(messages.template(key, "en", part)) == bool(messages.template(key, "vi", part))


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("key", messages.keys())
def test_a_message_is_one_line(key: str, language: str) -> None:
    said = messages.template(key, language)
    assert said == " ".join(said.split()) != ""


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("code", codes.CODES)
def test_every_finding_says_what_happened_and_what_to_do(code: str, language: str) -> None:
    assert messages.template(code, language)
    assert messages.template(code, language, "help")


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_has_a_word(severity: Severity) -> None:
    assert messages.message(severity, "vi") != messages.message(severity, "en")


def test_every_finding_name_stands_for_one_code() -> None:
    names = [name for name, _ in codes.CODES.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("line", "column", "said"), [(0, 0, "a.txt"), (7, 0, "a.txt:7"), (7, 3, "a.txt:7:3")]
)
def test_a_place_is_said_as_far_as_it_is_known(line: int, column: int, said: str) -> None:
    assert messages.place("a.txt", line, column) == said


def test_an_error_of_one_file_becomes_a_finding_at_its_place() -> None:
    error = FormatError("TD103", "a.txt", 7, 3, {"byte": "0xFF"})
    finding = codes.finding_of(error, "vi")
    assert finding == codes.finding("TD103", Place("a.txt", 7, 3), "vi", byte="0xFF")
    assert finding.message == "không phải mã UTF-8: byte 0xFF tại vị trí này."


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        messages.message("TD999")
