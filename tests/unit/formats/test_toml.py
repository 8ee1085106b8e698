"""Places and reasons in a TOML text."""

from __future__ import annotations

import tomllib

import pytest

from tmkit.formats import toml

TEXT = '''\
# tide.toml
id = "tide"  # [not a table]
note = """
status = "no key"
[[term]]
"""
related = [
  "moon", # ]
  "sea",
]
definition."vi-VN" = 'triều # lên'

  [[ term ]]
lang   =   "en"
[[term]]
	lang = "vi"
[event]
type = "renamed"
'''


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("id", (2, 6)),
        ("note", (3, 8)),
        ("related", (7, 11)),
        ("definition", (11, 22)),
        ("definition.vi-VN", (11, 22)),
        ("term[0]", (13, 1)),
        ("term[0].lang", (14, 12)),
        ("term[1].lang", (16, 9)),
        ("event", (17, 1)),
        ("event.type", (18, 8)),
    ],
)
def test_a_value_stands_at_its_line_and_column(field: str, place: tuple[int, int]) -> None:
    assert toml.places_of(TEXT)[field] == place


def test_what_stands_in_strings_and_comments_has_no_place() -> None:
    assert set(toml.places_of(TEXT)).isdisjoint({"status", "not a table", "term[2]"})


@pytest.mark.parametrize(
    ("text", "place"), [("a = 1\nb = ?", (2, 5)), ('a = "x\n', (1, 7)), ("a = 1\nb = [", (2, 6))]
)
def test_the_reason_of_an_error_comes_apart_from_its_place(
    text: str, place: tuple[int, int]
) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    reason, *found = toml.reason_of(caught.value, text)
    assert tuple(found) == place
    assert "(at" not in reason


@pytest.mark.parametrize(("name", "written"), [("vi-VN", "vi-VN"), ("a b", '"a b"'), ("", '""')])
def test_a_key_is_quoted_when_it_must_be(name: str, written: str) -> None:
    assert toml.key(name) == written


def test_a_value_no_concept_file_holds_is_refused() -> None:
    with pytest.raises(TypeError):
        toml.value(7)
