"""tmkit propose, approve, reject: from a term to an approval that git vouches for."""

from __future__ import annotations

import json

import pytest
from conftest import Run
from working_tree import WorkingTree, concept


def test_a_term_is_proposed_and_approved_by_somebody_else(tree: WorkingTree, run: Run) -> None:
    done = run(
        *("propose", "--into", "house", "--subject", "hydrology"),
        *("--term", "en=Tidal barrier", "--term", "vi=đập ngăn triều", "--term", "en=TB"),
    )
    assert done.exit_code == 0
    assert done.stdout == "glossaries/house/tidal-barrier.toml\n"
    text = tree.path("tidal-barrier").read_text()
    assert 'status = "review"' in text
    assert text.endswith('[[history]]\ndate = "2026-01-21"\nby = "Lê Lan"\naction = "proposed"\n')
    tree.commit()
    assert run("approve", "tidal-barrier").exit_code == 2
    tree.act_as("whoever", "minh@home.example")
    assert run("approve", "tidal-barrier").exit_code == 0
    assert tree.git("log", "-1", "--format=%s %ae") == "Approve tidal-barrier minh@home.example"
    assert tree.git("status", "--porcelain") == ""
    assert (
        tree.path("tidal-barrier").read_text().endswith('by = "Trần Minh"\naction = "approved"\n')
    )
    checked = run("check", "--since", "HEAD~2", "--json")
    assert json.loads(checked.stdout) == []


def test_an_approval_under_another_name_is_found_out(tree: WorkingTree, run: Run) -> None:
    tree.write(concept("groyne", acts="Hoa proposed"))
    tree.commit()
    assert run("approve", "groyne", "--by", "Minh").exit_code == 0
    found = json.loads(run("check", "--since", "HEAD~1", "--json").stdout)
    assert [each["code"] for each in found] == ["TG706"]


def test_comments_stay_where_they_are(tree: WorkingTree, run: Run) -> None:
    tree.write(
        concept("groyne", acts="Hoa proposed").replace("[[history]]", "# By mail.\n[[history]]")
    )
    tree.commit()
    assert run("approve", "glossaries/house/groyne.toml", "--no-commit").exit_code == 0
    assert "# By mail.\n[[history]]\n" in tree.path("groyne").read_text()
    assert tree.git("status", "--porcelain") == "M glossaries/house/groyne.toml"


def test_a_rejection_says_why(tree: WorkingTree, run: Run) -> None:
    assert run("reject", "weir").exit_code == 2
    assert run("reject", "weir", "--reason", "A brand").exit_code == 0
    text = tree.path("weir").read_text()
    assert 'status = "rejected"' in text
    assert 'note = "A brand"' in text
    assert tree.git("log", "-1", "--format=%s") == "Reject weir"
    assert run("check").exit_code == 0


def test_each_language_is_approved_for_itself_where_the_glossary_asks_so(
    tree: WorkingTree, run: Run
) -> None:
    tree.put("tmkit.toml", "[glossary.house]\nby_language = true\n")
    tree.commit()
    tree.act_as("Minh", "minh@example.vn")
    assert run("approve", "weir").exit_code == 2
    assert run("approve", "weir", "--lang", "vi").stderr == "weir: review\n"
    assert run("approve", "weir", "--lang", "en").stderr == "weir: approved\n"
    assert run("check", "--since", "HEAD~2").exit_code == 0


def test_where_one_concept_refuses_nothing_is_written(tree: WorkingTree, run: Run) -> None:
    tree.write(concept("groyne", acts="Minh proposed"))
    tree.commit()
    assert run("approve", "groyne", "weir").exit_code == 2
    assert tree.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("approve", "nothing"), "there is no concept nothing"),
        (("approve", "gone.toml"), "no such file"),
        (("propose", "--into", "house"), "nothing is proposed"),
        (("propose", "--into", "nowhere", "--term", "en=a"), "no such folder"),
        (("propose", "weir", "--into", "house", "--term", "en=a"), "there is a concept weir"),
        (("propose", "Weir!", "--into", "house", "--term", "en=a"), "cannot be an id"),
        (("propose", "--into", "house", "--term", "weir"), "of which language"),
        (("propose", "--into", "house", "--from", "a.jsonl:1"), "no line with a candidate"),
    ],
)
@pytest.mark.usefixtures("tree")
def test_what_cannot_be_done_ends_with_one_line_and_exit_2(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_approval_takes_no_other_change_along(tree: WorkingTree, run: Run) -> None:
    tree.act_as("Minh", "minh@example.vn")
    tree.write(concept("weir", vi="đập"))
    result = run("approve", "weir")
    assert result.exit_code == 2
    assert "not committed" in result.stderr


def test_a_candidate_is_proposed_with_its_place_in_the_corpus(tree: WorkingTree, run: Run) -> None:
    row = {
        "score": 0.9,
        "method": "acronym",
        "terms": [
            {"lang": "en", "term": "flood gate", "type": "fullForm", "status": "preferred"},
            {"lang": "vi", "term": "cửa chắn lũ", "type": "fullForm", "status": "preferred"},
        ],
        "evidence": [{"reference": "law#3", "spans": {"en": "flood gate"}}],
    }
    tree.put("c.jsonl", "\n" + json.dumps(row) + "\n")
    assert run("propose", "--into", "house", "--from", "c.jsonl:2", "--draft").exit_code == 0
    text = tree.path("flood-gate").read_text()
    assert 'status = "draft"' in text
    assert text.count('source = "law#3"') == 2
    assert run("check").exit_code == 0
