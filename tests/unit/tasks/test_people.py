"""glossaries/people.toml: who is who."""

from __future__ import annotations

from pathlib import Path

import pytest
from working_tree import PEOPLE, WorkingTree

from tmkit.errors import SettingsError, UsageError
from tmkit.lint import People
from tmkit.tasks.people import load_people, parse_people, who_acts


@pytest.mark.parametrize("name", ["Trần Minh", "trần  minh", "MINH", "T. Minh"])
def test_a_person_is_known_by_any_of_their_names(name: str) -> None:
    people = parse_people(PEOPLE.encode(), "people.toml")
    assert people.knows(name)
    assert people.written(name) == "Trần Minh"
    assert people.name_of(name) == people.name_of("Minh") != people.name_of("Lan")


@pytest.mark.parametrize("email", ["minh@example.vn", "Minh@Home.Example"])
def test_a_person_is_known_by_any_of_their_addresses(email: str) -> None:
    assert parse_people(PEOPLE.encode(), "people.toml").author(email) == "Trần Minh"


def test_whom_nobody_knows_keeps_their_name() -> None:
    people = parse_people(PEOPLE.encode(), "people.toml")
    assert (people.written("Hoa"), people.author("hoa@example.vn")) == ("Hoa", "")


def test_a_folder_without_the_file_has_no_people(tmp_path: Path) -> None:
    assert not load_people(tmp_path)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[Lan", "settings-syntax"),
        ('Lan = "lan@example.vn"', "settings-value"),
        ("[Lan]", "settings-value"),
        ("[Lan]\nemails = []", "settings-value"),
        ("[Lan]\nemails = [7]", "settings-value"),
        ('[Lan]\nemails = ["l@x.vn"]\naliases = "L"', "settings-value"),
        ('[Lan]\nemails = ["l@x.vn"]\nalias = ["L"]', "settings-key"),
        ('[Lan]\nemails = ["l@x.vn"]\n[Hoa]\nemails = ["L@x.vn"]', "people-twice"),
        ('[Lan]\nemails = ["l@x.vn"]\n[lan]\nemails = ["h@x.vn"]', "people-twice"),
        ('[L]\nemails = ["l@x.vn"]\n[H]\nemails = ["h@x.vn"]\naliases = ["l"]', "people-twice"),
    ],
)
def test_what_cannot_be_relied_on_is_refused(text: str, key: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse_people(text.encode(), "people.toml")
    assert error.value.key == key
    assert error.value.text("vi").startswith("people.toml: ")


@pytest.mark.parametrize(
    ("by", "email", "wanted"),
    [("", "minh@home.example", "Trần Minh"), ("T. Minh", "lan@example.vn", "Trần Minh")],
)
def test_an_act_is_noted_under_the_name_that_the_file_gives(
    tree: WorkingTree, by: str, email: str, wanted: str
) -> None:
    tree.act_as("somebody", email)
    people = load_people(tree.root / "glossaries")
    assert who_acts(by, people, tree.root) == wanted
    assert who_acts(by, People(), tree.root) == (by or "somebody")


def test_nobody_acts_without_a_name(tree: WorkingTree) -> None:
    tree.git("config", "--unset", "user.name")
    tree.git("config", "--unset", "user.email")
    with pytest.raises(UsageError) as error:
        who_acts("", People(), tree.root)
    assert error.value.key == "no-name"
    assert "--by" in error.value.text("en")
    with pytest.raises(UsageError) as error:
        who_acts(" \n", People(), tree.root, option="--reviewer")
    assert "--reviewer" in error.value.text("vi")


def test_a_name_is_one_line(tree: WorkingTree) -> None:
    assert who_acts("Trần\n Minh ", People(), tree.root) == "Trần Minh"
