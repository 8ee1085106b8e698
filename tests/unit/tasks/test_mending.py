"""Fixes: each is put where the old text stood, safe ones alone unless asked, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.formats import concept
from tmkit.tasks.checking import examine

SOUND = """\
id = "level"
subject = "testing"
status = "draft"

[[term]]
lang = "vi"  # as the language is called
term = "mức"
type = "fullForm"
status = "preferred"

[[term]]
lang = "en"
term = "level"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "glossaries" / "house").mkdir(parents=True)
    return tmp_path


def put(house: Path, text: str) -> Path:
    path = house / "glossaries" / "house" / "level.toml"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('lang = "vi"', 'lang = "vn"'),
        ('type = "fullForm"', "type = 'FULLFORM'"),
        ('date = "2026-01-05"', "date = 2026-01-05"),
        ('lang = "vi"', 'lang = """vn"""'),
        ('id = "level"\nsubject = "testing"', 'subject = "testing"\nid = "level"'),
        ("\n", "\r\n"),
        ('id = "level"', '\ufeffid = "level"'),
    ],
)
def test_what_can_only_mean_one_thing_is_mended_and_comments_stay(
    house: Path, old: str, new: str
) -> None:
    path = put(house, SOUND.replace(old, new))
    checked = examine(root=house, fix="safe")
    assert path.read_bytes().decode() == SOUND
    assert checked.findings == []
    assert checked.mended == 1


def test_a_look_changes_nothing_and_shows_the_difference(house: Path) -> None:
    text = SOUND.replace('"vi"', '"vn"')
    path = put(house, text)
    checked = examine(root=house, fix="safe", write=False)
    assert '-lang = "vn"' in checked.diff
    assert '+lang = "vi"' in checked.diff
    assert path.read_text() == text


def test_a_broken_file_stays_as_it_is(house: Path) -> None:
    path = put(house, SOUND.replace('"mức"', '"mức'))
    checked = examine(root=house, fix="unsafe")
    assert [finding.code for finding in checked.findings] == ["TG101"]
    assert path.read_text() == SOUND.replace('"mức"', '"mức')


def test_mending_twice_changes_nothing_more(house: Path) -> None:
    put(house, SOUND.replace('"vi"', '"vn"').replace("\n", "\r\n"))
    assert examine(root=house, fix="safe").mended == 1
    assert examine(root=house, fix="safe").mended == 0


def test_a_field_is_found_by_its_place(house: Path) -> None:
    file = concept.read(put(house, SOUND))
    assert file.places["term[0].lang"] == (6, 8)
