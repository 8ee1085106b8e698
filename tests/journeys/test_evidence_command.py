"""check --corpus, evidence freeze and impact, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject, Run

UNITS = """\
reference\ten\tvi
notice#1\tThe verification of the meter is due.\tViệc kiểm định công tơ đến hạn.
notice#2\tHe pays for the verification.\tÔng ấy trả tiền kiểm định.
notice#3\tVerification takes a day.\tKiểm định mất một ngày.
notice#4\tA seal follows the verification.\tCó niêm phong sau giám định.
"""
CONCEPT = """\
id = "verification"
subject = "metrology"
status = "review"

[[term]]
lang = "en"
term = "verification"
type = "fullForm"
status = "preferred"
source = "notice#9"

[[term]]
lang = "vi"
term = "giám định"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"
"""


@pytest.fixture
def project(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_project(
        {
            "tmkit.toml": "",
            "units.tsv": UNITS,
            "glossaries/house/verification.toml": CONCEPT,
        }
    )
    monkeypatch.chdir(root)
    return root


def test_a_check_without_a_corpus_says_what_it_did_not_check(run: Run, project: Path) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{Path('glossaries/house')}: TG600 info:")
    assert project.is_dir()


def test_an_empty_corpus_says_nothing_against_any_term(run: Run, project: Path) -> None:
    empty = project / "empty.tmx"
    empty.write_text(
        '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" '
        'o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body/></tmx>'
    )
    found = json.loads(run("check", "--corpus", empty, "--json").stdout)
    assert {each["code"] for each in found} & {"TG600", "TG603", "TG604", "TG605"} == {"TG600"}


@pytest.mark.usefixtures("project")
def test_a_check_against_a_corpus_names_the_line_and_the_counts(run: Run) -> None:
    result = run("check", "--corpus", "units.tsv")
    assert result.exit_code == 1
    rival, source = (line for line in result.stdout.splitlines() if ": TG" in line)
    place = Path("glossaries/house/verification.toml")
    assert f"{place}:14:8: TG605 warning: for verification the corpus has kiểm định 3" in rival
    assert f"{place}:10:10: TG603 error: source notice#9:" in source


@pytest.mark.usefixtures("project")
def test_what_was_frozen_stands_in_for_the_corpus(run: Run) -> None:
    with_corpus = run("check", "--corpus", "units.tsv", "--messages", "vi")
    frozen = run("evidence", "freeze", "--corpus", "units.tsv")
    assert frozen.exit_code == 0
    assert "1 concepts, asked of 4 units and 8 segments" in frozen.stderr
    Path("units.tsv").unlink()
    again = run("check", "--messages", "vi")
    assert (again.exit_code, again.output) == (with_corpus.exit_code, with_corpus.output)
    text = Path("glossaries/house/evidence.jsonl").read_text(encoding="utf-8")
    assert "meter" not in text


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--corpus", "missing"),
        ("evidence", "freeze", "--corpus", "missing"),
        ("impact", "verification", "--corpus", "glossaries"),
        ("evidence", "freeze", "missing", "--corpus", "units.tsv"),
        ("impact", "verification", "--corpus", "missing"),
        ("impact", "verfication", "--corpus", "units.tsv"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.usefixtures("project")
def test_impact_shows_counts_first_then_the_units(run: Run) -> None:
    result = run("impact", "verification", "--corpus", "units.tsv")
    assert result.exit_code == 0
    first, rival, *units = result.stdout.splitlines()
    assert first.startswith("verification: of 4 units with verification, 3 have none")
    assert rival == "  kiểm định: 3"
    assert units[:3] == [
        "≠ notice#1 [kiểm định]",
        "  The verification of the meter is due.",
        "  Việc kiểm định công tơ đến hạn.",
    ]


@pytest.mark.usefixtures("project")
def test_impact_is_data_too(run: Run) -> None:
    row = json.loads(run("impact", "verification", "--corpus", "units.tsv", "--json").stdout)
    assert (row["units"], row["wrong"], row["avoided"]) == (4, 3, 0)
    assert row["rivals"] == [{"term": "kiểm định", "count": 3}]
    assert row["wrong_units"][0]["reference"] == "notice#1"


@pytest.mark.usefixtures("project")
def test_an_unknown_concept_is_met_with_a_like_one(run: Run) -> None:
    result = run("impact", "verfication", "--corpus", "units.tsv", "--messages", "vi")
    assert "verification?" in result.stderr
