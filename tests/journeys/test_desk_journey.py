"""From a build over decisions to a clean check and a build that asks nothing again."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from conftest import Run

from tmkit.model import Card, Decision, Selection
from tmkit.tasks.desk import Desk

CANDIDATES = Selection(kind="candidate", size=1000)


def codes(run: Run, *options: str) -> Counter[str]:
    return Counter(each["code"] for each in json.loads(run("check", "--json", *options).stdout))


def errors(card: Card) -> list[str]:
    return [each.finding.code for each in card.findings if each.finding.severity == "error"]


def test_what_is_decided_at_the_desk_stands_before_check_and_is_not_asked_again(
    repository: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("corpus", "glossaries"):
        shutil.copytree(repository / name, tmp_path / name)
    shutil.copy(repository / "pyproject.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("build").exit_code == 0
    before, whole = codes(run), codes(run, "--corpus", ".")
    desk = Desk.open(tmp_path, reviewer="Lan")
    assert desk.wait()
    decided = []
    counts = {"approve": 20, "reject": 5, "merge": 2}
    for row in desk.queue(CANDIDATES).rows:
        card = desk.card(row.key)
        decision = chosen(card, counts)
        if decision:
            counts[decision.action] -= 1
            desk.decide(row.key, decision, version=card.version)
            decided.append({term.text for term in card.terms})
    assert counts == {"approve": 0, "reject": 0, "merge": 0}
    desk.close()
    # Nobody has asked the frozen corpus of the new ones; and one expansion is told of beside.
    new = codes(run) - before
    assert not {code for code in new if code not in ("TG606", "TG414")}, new
    # Asked itself, the corpus has every context at its place.
    asked = codes(run, "--corpus", ".") - whole
    assert not {"TG601", "TG602", "TG603", "TG604"} & asked.keys(), asked
    assert run("build").exit_code == 0
    lines = (tmp_path / "build/candidates.jsonl").read_text().splitlines()
    left = [{term["term"] for term in json.loads(line)["terms"]} for line in lines]
    assert [terms for terms in decided if terms in left] == []


def chosen(card: Card, counts: dict[str, int]) -> Decision | None:
    """What is decided of a card, as long as there is something left to decide."""
    target = next((each.key for each in card.near if each.why in ("same", "term")), "")
    if counts["merge"] and target.startswith("concept:") and not card.terms[0].full:
        return Decision("merge", target=target)
    if counts["approve"] and not errors(card) and not card.near:
        return Decision("approve", subject="metrology")
    if counts["reject"] and errors(card):
        return Decision("reject", "3")
    return None
