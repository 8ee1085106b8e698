"""The rules on who did what to a concept, and when."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from working_tree import concept

from tmkit.formats import concept as concepts
from tmkit.lint import Base, People, Person
from tmkit.lint.workflow import RULES
from tmkit.model import Concept
from tmkit.settings import GlossarySettings, Settings
from tmkit.tasks.checking import findings_of

WHO = People([Person("Trần Minh", ("minh@example.vn",), ("Minh",)), Person("Lan", ("l@e.vn",))])
APPROVED = concept("weir", status="approved", acts="Lan proposed, Minh approved")


def parsed(text: str) -> Concept:
    found = concepts.parse(text, Path("house", "weir.toml")).concept
    assert found
    return found


def check(
    text: str,
    was: str = "",
    *,
    settings: GlossarySettings | None = None,
    authors: Mapping[int, frozenset[str]] | None = None,
    approved: str = "",
) -> list[tuple[str, str]]:
    """The code and the field of each finding in a concept."""
    base = None
    if was or authors is not None:
        known = {"weir": parsed(was)} if was else {}
        since = {"weir": parsed(approved)} if approved else {}
        base = Base(known, {"weir": authors or {}}, since)
    file = concepts.parse(text, Path("house", "weir.toml"))
    given = Settings(glossary=(("house", settings or GlossarySettings()),))
    found = findings_of([file], given, rules=RULES, base=base, people=WHO)
    return [(each.code, each.place.field) for each in found if each.code != "TG707"]


@pytest.mark.parametrize(
    ("status", "acts", "found"),
    [
        ("review", "tmkit proposed", []),
        ("draft", "tmkit proposed", []),
        ("approved", "Lan proposed, Minh approved", []),
        ("approved", "Lan proposed, Minh approved, Lan edited", []),
        ("review", "Lan proposed, Minh approved, Lan edited", []),
        ("rejected", "Lan proposed, Minh rejected", []),
        ("deprecated", "Lan proposed, Minh approved, Lan deprecated", []),
        ("review", "Lan proposed, Minh rejected, Lan reopened", []),
        ("rejected", "Lan proposed", [("TG701", "status")]),
        ("deprecated", "Lan proposed", [("TG701", "status")]),
        ("draft", "Lan proposed, Minh approved", [("TG701", "status")]),
        ("review", "Minh approved", [("TG701", "history[0].action")]),
        (
            "approved",
            "Lan proposed, Hoa rejected, Minh approved",
            [("TG701", "history[2].action")],
        ),
        ("approved", "Lan proposed", [("TG702", "status")]),
        ("approved", "Lan proposed, tmkit approved", [("TG702", "status")]),
        ("approved", "Lan proposed, lan approved", [("TG703", "history[1].by")]),
        ("approved", "Minh proposed, Trần  Minh approved", [("TG703", "history[1].by")]),
        (
            "approved",
            "Lan proposed, Minh edited, Minh approved",
            [("TG703", "history[2].by")],
        ),
    ],
)
def test_the_status_follows_from_acts_of_people_who_may_act_so(
    status: str, acts: str, found: list[tuple[str, str]]
) -> None:
    assert check(concept("weir", status=status, acts=acts)) == found


def test_a_glossary_may_ask_for_two_reviewers() -> None:
    two = GlossarySettings(approvals=2)
    assert check(APPROVED, settings=two) == [("TG702", "status")]
    more = concept("weir", status="approved", acts="Lan proposed, Minh approved, Hoa approved")
    assert check(more, settings=two) == []


def test_a_glossary_may_ask_for_a_review_of_each_language() -> None:
    each = GlossarySettings(by_language=True)
    assert check(APPROVED, settings=each) == [("TG702", "status")]
    languages = APPROVED.replace('"approved"\n', '"approved"\nlang = "en"\n').replace(
        'status = "approved"\nlang = "en"\n', 'status = "approved"\n'
    )
    both = languages + languages[languages.rindex("\n[[history]]") :].replace('"en"', '"vi"')
    assert check(languages, settings=each) == [("TG702", "status")]
    assert check(both, settings=each) == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("từ wei", "đập", "term[1].term"),
        ('"preferred"', '"admitted"', "term[0].status"),
        ('"fullForm"', '"variant"', "term[0].type"),
        ('hydrology"\n', 'hydrology"\ndefinition.en = "a low dam"\n', "definition.en"),
        ('hydrology"\n', 'hydrology"\nnote = "See the law."\n', ""),
        ('"preferred"', '"preferred"\ncontext = "… weir …"', ""),
    ],
)
def test_approved_content_changes_by_review_alone(old: str, new: str, field: str) -> None:
    found = check(APPROVED.replace(old, new, 1), APPROVED)
    assert found == ([("TG704", field)] if field else [])


def test_what_is_sent_back_to_review_may_change() -> None:
    text = concept("weir", acts="Lan proposed, Minh approved, Lan edited", vi="đập")
    assert check(text, APPROVED) == []


def test_what_was_changed_after_its_approval_has_not_been_approved() -> None:
    changed = APPROVED.replace("từ wei", "đập")
    was = concept("weir")
    assert check(changed, was, authors={1: frozenset({"Minh"})}) == []
    assert check(changed, was, authors={1: frozenset({"Minh"})}, approved=APPROVED) == [
        ("TG704", "term[1].term")
    ]


@pytest.mark.parametrize(
    ("now", "field"),
    [
        ("Minh proposed, Minh approved", "history[0].by"),
        ("Lan proposed", "history[0]"),
        ("Lan proposed, Minh approved, Hoa edited", ""),
    ],
)
def test_acts_are_added_and_never_changed(now: str, field: str) -> None:
    text = concept("weir", status="approved", acts=now)
    found = [each for each in check(text, APPROVED) if each[0] == "TG705"]
    assert found == ([("TG705", field)] if field else [])


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("2026-01-06", []),
        ("2026-01-04", [("TG705", "history[1].date")]),
        ("2999-01-01", [("TG705", "history[1].date")]),
    ],
)
def test_dates_run_neither_backwards_nor_ahead(date: str, found: list[tuple[str, str]]) -> None:
    text = concept("weir", acts="Lan proposed, Lan edited").replace("2026-01-06", date)
    assert check(text) == found


@pytest.mark.parametrize(
    ("authors", "found"),
    [
        ({"minh@x.vn"}, [("TG706", "history[1].by")]),
        ({"Lan"}, [("TG706", "history[1].by")]),
        ({"Trần Minh"}, []),
        ({"Lan", "Trần Minh"}, []),
    ],
)
def test_an_approval_comes_in_a_commit_of_who_approves(
    authors: set[str], found: list[tuple[str, str]]
) -> None:
    assert check(APPROVED, concept("weir"), authors={1: frozenset(authors)}) == found


def test_an_approval_of_which_git_cannot_tell_is_reported() -> None:
    file = concepts.parse(APPROVED, Path("house", "weir.toml"))
    base = Base({"weir": parsed(concept("weir"))}, {})
    found = findings_of([file], Settings(), rules=RULES, base=base, people=WHO)
    assert [(each.code, each.severity) for each in found] == [("TG707", "info")]


def test_a_draft_is_not_approved_without_review_since_the_base() -> None:
    was = concept("weir", status="draft")
    assert check(APPROVED, was, authors={1: frozenset({"Minh"})}) == [
        ("TG701", "history[1].action")
    ]


def test_a_rejection_gives_its_reason() -> None:
    text = concept("weir", status="rejected", acts="Lan proposed, Minh rejected")
    assert check(text) == []
    assert check(text.replace('note = "Not a term."\n', "")) == [("TG708", "history[1].action")]
