"""tmkit name, and the glossary of official names that it answers from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit.model import Concept
from tmkit.tasks.concepts import load_concepts
from tmkit.tasks.naming import look_up
from tmkit.text import unmarked

ACT = "Nghị quyết 176/2025/QH15"
CIRCULAR = "Thông tư 03/2009/TT-BNG"


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no project, as the one we are in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def known(repository: Path) -> dict[str, Concept]:
    """The concepts of this repository by id."""
    concepts, findings = load_concepts(repository / "glossaries")
    assert findings == []
    return {concept.id: concept for concept in concepts}


@pytest.fixture(scope="module")
def shipped(repository: Path, known: dict[str, Concept]) -> list[Concept]:
    """The concepts of the shipped glossary."""
    files = sorted((repository / "glossaries/vn-government").glob("*.toml"))
    return [known[file.stem] for file in files]


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize(
    "name", ["Bộ Giao thông vận tải", "bo giao thong van tai", "MOT", "ministry of transport"]
)
def test_name_tells_what_became_of_a_ministry_and_by_which_act(run: Run, name: str) -> None:
    result = run("name", name, "--on", "2025-03-01")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "en: Ministry of Transport (MOT)",
        "vi: Bộ Giao thông vận tải",
        f"merged into another on 2025-03-01 ({ACT})",
        "successor: Ministry of Construction (MOC) = Bộ Xây dựng",
        f"source: {CIRCULAR}",
        "status: in review",
    ]


@pytest.mark.usefixtures("outside")
def test_name_says_until_when_a_name_held_at_a_date_before_its_end(run: Run) -> None:
    lines = run("name", "MOT", "--on", "2025-02-28", "--messages", "vi").stdout.splitlines()
    assert "đến hết ngày: 2025-02-28" in lines
    assert not any(ACT in line for line in lines)


@pytest.mark.usefixtures("outside")
def test_name_gives_all_that_bear_a_name_apart_by_their_definitions(run: Run) -> None:
    answers = run("name", "Cục trưởng").stdout.split("\n\n")
    assert [answer.splitlines()[0] for answer in answers] == [
        "en: Director General",
        "en: Director",
    ]
    assert all("definition: head of a department" in answer for answer in answers)


@pytest.mark.usefixtures("outside")
def test_name_prints_a_list_of_objects_as_json(run: Run) -> None:
    (row,) = json.loads(run("name", "cema", "--on", "2026-01-01", "--json").stdout)
    assert (row["id"], row["status"]) == ("cema", "review")
    assert [(term["lang"], term["term"]) for term in row["names"]] == [
        ("en", "Committee for Ethnic Affairs"),
        ("vi", "Ủy ban Dân tộc"),
    ]
    assert [term["term"] for term in row["acronyms"]] == ["CEMA"]
    assert row["event"] == {"type": "renamed", "date": "2025-03-01", "act": ACT}
    (heir,) = row["successors"]
    assert heir["names"][1]["term"] == "Bộ Dân tộc và Tôn giáo"
    assert [heir["id"]] == row["replaced_by"]


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Bộ Y tá", "Bộ Y tá: nothing in vn-government bears this name. The nearest: Bộ Y tế"),
        ("qqq", "qqq: nothing in vn-government bears this name."),
    ],
)
def test_a_name_that_nothing_bears_is_told_in_one_line(run: Run, name: str, said: str) -> None:
    plain, as_json = run("name", name), run("name", name, "--json")
    assert (plain.exit_code, plain.stdout) == (1, "")
    assert plain.stderr.startswith(said)
    assert len(plain.stderr.splitlines()) == 1
    assert (as_json.exit_code, json.loads(as_json.stdout)) == (1, [])


@pytest.mark.usefixtures("outside")
def test_a_date_that_is_none_is_told_in_one_line(run: Run) -> None:
    result = run("name", "MOT", "--on", "1/3/2025", "--messages", "vi")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "'1/3/2025' không phải là ngày hợp lệ. Hãy viết theo dạng năm-tháng-ngày: 2025-03-01.\n"
    )


def test_a_successor_that_the_project_does_not_hold_is_named_by_its_id(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """\
id = "lock"
subject = "sea"
status = "approved"
replaced_by = ["sluice-office"]

[[term]]
lang = "en"
term = "Lock Office"
type = "fullForm"
status = "preferred"
from = "2010-01-01"

[[history]]
date = "2026-01-02"
by = "tmkit"
action = "proposed"

[event]
type = "abolished"
date = "2020-01-01"
"""
    monkeypatch.chdir(make_project({"glossaries/g/lock.toml": text}))
    assert run("name", "lock office").stdout.splitlines() == [
        "en: Lock Office",
        "abolished on 2020-01-01",
        "successor: sluice-office",
    ]
    assert run("name", "qqqq").stderr.count("bears") == 1
    early = run("name", "lock office", "--on", "2009-12-31")
    assert early.stdout.splitlines() == ["no name is recorded for this date"]


def test_the_shipped_glossary_has_a_name_in_both_languages_for_a_hundred_bodies(
    shipped: list[Concept],
) -> None:
    assert len(shipped) >= 100
    assert {concept.subject for concept in shipped} == {"public administration"}
    for concept in shipped:
        assert concept.terms_in("en"), concept.id
        assert concept.terms_in("vi"), concept.id


def test_no_shipped_name_is_called_approved_while_no_person_has_approved_it(
    shipped: list[Concept],
) -> None:
    for concept in shipped:
        approved = any(entry.action == "approved" for entry in concept.history)
        assert concept.status != "approved" or approved, concept.id


def test_every_shipped_body_that_has_ended_names_its_act_and_successors(
    shipped: list[Concept], known: dict[str, Concept]
) -> None:
    ended = [concept for concept in shipped if concept.event]
    assert len(ended) >= 6
    for concept in ended:
        assert concept.event is not None
        assert concept.event.act, concept.id
        assert concept.replaced_by, concept.id
        assert all(term.valid_until < concept.event.date for term in concept.terms), concept.id
        assert all(heir in known for heir in concept.replaced_by), concept.id


def test_the_concepts_of_this_repository_relate_to_concepts_that_are_there(
    known: dict[str, Concept],
) -> None:
    for concept in known.values():
        others = {*concept.related, *concept.broader, *concept.replaced_by}
        assert others <= known.keys() - {concept.id}, concept.id


def test_every_name_of_the_shipped_glossary_is_found_with_its_marks_and_without(
    shipped: list[Concept],
) -> None:
    for concept in shipped:
        for term in concept.terms:
            for name in (term.text, unmarked(term.text).upper()):
                found = look_up(name, shipped, on="2024-01-01")
                assert concept in [naming.concept for naming in found], name


def test_an_acronym_of_the_shipped_glossary_expands_to_a_term_of_its_concept(
    shipped: list[Concept],
) -> None:
    for concept in shipped:
        texts = {term.text for term in concept.terms}
        for term in concept.terms:
            assert term.kind != "acronym" or term.full in texts, concept.id
