"""The desk: queue, cards, decisions and what they leave in files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from desks import BARRIER, CANDIDATES, KEEPER, POND, WEIR, candidate, write_project
from working_tree import WorkingTree, concept

from tmkit.errors import ConflictError, RefusedError, UsageError
from tmkit.model import OPEN, Card, Decision, QueuePage, Row, Selection, Term
from tmkit.tasks.checking import check
from tmkit.tasks.desk import Desk

Open = Callable[..., Desk]

REJECT = Decision("reject", "1")
APPROVE = Decision("approve")


@pytest.fixture
def open_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A function that opens the desk of a project in a folder of its own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769000000")  # 2026-01-21
    desks: list[Desk] = []

    def open_(reviewer: str = "Minh", **project: object) -> Desk:
        root = tmp_path / "project"
        if project or not root.exists():
            write_project(root, **project)  # type: ignore[arg-type] # as the caller names them
        desks.append(Desk.open(root, reviewer=reviewer))
        return desks[-1]

    yield open_
    for desk in desks:
        desk.close()


def rows(desk: Desk, **selection: object) -> list[Row]:
    return list(page(desk, **selection).rows)


def page(desk: Desk, **selection: object) -> QueuePage:
    return desk.queue(replace(Selection(), **selection))  # type: ignore[arg-type] # its fields


def key_of(desk: Desk, source: str) -> str:
    return next(row.key for row in rows(desk) if row.source == source)


def decide(desk: Desk, key: str, decision: Decision = APPROVE) -> str:
    """Decide of a card as it stands; the key of what came of it."""
    return desk.decide(key, decision, version=desk.card(key).version).key


def text_of(desk: Desk, key: str) -> str:
    return desk.raw(key).text


def acts(card: Card) -> list[str]:
    return [each.action for each in card.acts if each.is_possible]


QUEUES: list[tuple[dict[str, object], list[str]]] = [
    ({}, ["weir", "tidal barrier", "mill pond", "keeper"]),
    ({"kind": "candidate"}, ["tidal barrier", "mill pond", "keeper"]),
    ({"kind": "concept"}, ["weir"]),
    ({"status": "review"}, ["weir"]),
    ({"status": OPEN, "score_from": 0.75}, ["tidal barrier", "mill pond"]),
    ({"method": "name"}, ["keeper"]),
    ({"subject": "hydrology"}, ["weir"]),
    ({"glossary": "house"}, ["weir"]),
    ({"reviewer": "Lan"}, ["weir"]),
    ({"lang": "vi", "kind": "candidate", "sort": "name"}, ["keeper", "mill pond", "tidal barrier"]),
    ({"lang": "fr"}, []),
    ({"text": "ngan TRIEU"}, ["tidal barrier"]),
    ({"text": "đập tràn"}, ["weir"]),
    ({"text": "pond barrier"}, []),
    ({"sort": "score"}, ["tidal barrier", "mill pond", "keeper", "weir"]),
    ({"size": 2, "page": 2}, ["mill pond", "keeper"]),
    ({"size": 3, "page": 9}, ["keeper"]),
]


@pytest.mark.parametrize(("selection", "expected"), QUEUES)
def test_a_queue_has_what_is_selected(
    open_desk: Open, selection: dict[str, object], expected: list[str]
) -> None:
    assert [row.source for row in rows(open_desk(), **selection)] == expected


def test_facets_count_what_another_value_would_select(open_desk: Open) -> None:
    facets = {each.name: dict(each.values) for each in page(open_desk(), status="review").facets}
    assert facets["status"] == {"candidate": 3, OPEN: 4, "review": 1}
    assert facets["kind"] == {"concept": 1}
    assert facets["method"] == {}


def test_a_candidate_that_a_concept_holds_is_not_asked_again(open_desk: Open) -> None:
    desk = open_desk(candidates=[*CANDIDATES, candidate(("Weirs", "đập tràn"))])
    assert [row.source for row in rows(desk, kind="candidate")] == [
        "tidal barrier",
        "mill pond",
        "keeper",
    ]


def test_lines_that_are_no_candidates_are_passed_over(open_desk: Open) -> None:
    odd = ["{\n", "[]\n", '{"terms": []}\n', '{"terms": [{}], "score": 1, "method": ""}\n', "\n"]
    desk = open_desk(candidates=[*odd, CANDIDATES[0], CANDIDATES[0]])
    assert [row.source for row in rows(desk, kind="candidate")] == ["tidal barrier"]


def test_a_card_shows_where_the_corpus_has_both_terms(open_desk: Open) -> None:
    desk = open_desk()
    assert desk.wait()
    card = desk.card(key_of(desk, "tidal barrier"))
    assert [quote.place for quote in card.quotes] == ["tides#1", "tides#2", "mills#1", "tides#3"]
    marked = [piece.text for piece in card.quotes[0].texts["vi"] if piece.mark]
    assert marked == ["Đập ngăn triều"]
    assert "".join(piece.text for piece in card.quotes[0].texts["en"]) == (
        "The tidal barrier was closed at noon."
    )
    assert (card.documents, card.count, card.preparing) == (2, 4, False)
    assert acts(card) == ["approve", "reject", "edit", "merge", "skip", "comment", "propose"]


def test_an_approved_candidate_is_a_concept_with_its_evidence(open_desk: Open) -> None:
    desk = open_desk()
    key = decide(desk, key_of(desk, "tidal barrier"), Decision("approve", subject="hydrology"))
    assert key == "concept:house/tidal-barrier"
    assert text_of(desk, key) == (
        'id = "tidal-barrier"\nsubject = "hydrology"\nstatus = "approved"\n\n'
        '[[term]]\nlang = "en"\nterm = "tidal barrier"\ntype = "fullForm"\nstatus = "preferred"\n'
        'context = "The tidal barrier was closed at noon."\nsource = "tides#1"\n\n'
        '[[term]]\nlang = "vi"\nterm = "đập ngăn triều"\ntype = "fullForm"\n'
        'status = "preferred"\ncontext = "Đập ngăn triều được đóng lúc trưa."\n'
        'source = "tides#1"\n\n'
        '[[history]]\ndate = "2026-01-21"\nby = "tmkit"\naction = "proposed"\n'
        'note = "pair, 0.9000"\n\n'
        '[[history]]\ndate = "2026-01-21"\nby = "Minh"\naction = "approved"\n'
    )
    assert "tidal barrier" not in [row.source for row in rows(desk, kind="candidate")]
    assert [each.code for each in check(root=Path(desk.facts.root))] == ["TG600"]


def test_a_rejection_is_told_with_its_reason_in_the_language_of_the_page(open_desk: Open) -> None:
    desk = open_desk()
    key = key_of(desk, "mill pond")
    desk.decide(key, REJECT, version=desk.card(key).version, language="vi")
    assert 'action = "rejected"\nnote = "Không phải thuật ngữ"\n' in text_of(
        desk, "concept:house/mill-pond"
    )
    with pytest.raises(RefusedError, match="without a reason"):
        decide(desk, key_of(desk, "keeper"), Decision("reject", " "))
    assert len(rows(desk, kind="candidate")) == 2


@pytest.mark.parametrize(("decision", "is_told"), [(REJECT, False), (APPROVE, True)])
def test_nobody_mends_what_was_rejected(
    open_desk: Open, decision: Decision, *, is_told: bool
) -> None:
    acronym = candidate(("TBX", "đập ngăn triều")).replace("fullForm", "acronym", 1)
    desk = open_desk(concepts=[], candidates=[acronym])
    decide(desk, rows(desk)[0].key, decision)
    found = {each.code for each in check(root=Path(desk.facts.root))}
    assert ("TG501" in found) == is_told


def test_an_id_that_is_taken_gets_a_number(open_desk: Open) -> None:
    desk = open_desk(candidates=[candidate(("weir", "đập dâng"))])
    assert decide(desk, rows(desk, kind="candidate")[0].key) == "concept:house/weir-2"


def test_a_candidate_goes_where_it_is_sent(open_desk: Open) -> None:
    desk = open_desk()
    assert decide(desk, key_of(desk, "keeper"), Decision("approve", into="names")) == (
        "concept:names/keeper"
    )
    for into in ("../out", "a/b", "Ủy ban"):
        with pytest.raises(UsageError, match="glossary"):
            decide(desk, key_of(desk, "mill pond"), Decision("approve", into=into))
    assert [each.name for each in desk.facts.glossaries] == ["house", "names"]


def test_a_candidate_that_is_changed_waits_for_somebody_else(open_desk: Open) -> None:
    desk = open_desk()
    card = desk.card(key_of(desk, "keeper"))
    terms = (replace(card.terms[0], text=" lock\u00a0keeper "), *card.terms[1:], Term("en", " "))
    key = decide(desk, card.key, Decision("edit", terms=terms))
    after = desk.card(key)
    assert [term.text for term in after.terms] == ["lock keeper", "người gác"]
    assert [(each.by, each.action) for each in after.history] == [
        ("tmkit", "proposed"),
        ("Minh", "edited"),
    ]
    assert after.status == "review"
    assert "approve" not in acts(after)
    assert "approve" in acts(open_desk("Hoa").card(key))


def test_a_merged_candidate_is_a_term_of_the_concept(open_desk: Open) -> None:
    desk = open_desk(candidates=[candidate(("weir dam", "đập tràn"), 0.5, "mills#4")])
    key = rows(desk, kind="candidate")[0].key
    assert [near.key for near in desk.card(key).near] == ["concept:house/weir"]
    assert decide(desk, key, Decision("merge", target="concept:house/weir")) == "concept:house/weir"
    card = desk.card("concept:house/weir")
    assert [(term.text, term.status) for term in card.terms] == [
        ("weir", "preferred"),
        ("đập tràn", "preferred"),
        ("weir dam", "admitted"),
    ]
    assert (card.history[-1].action, card.history[-1].note) == (
        "edited",
        "With the terms of weir dam",
    )
    assert rows(desk, kind="candidate") == []


def test_of_two_concepts_merged_one_is_given_up(open_desk: Open) -> None:
    approved = concept("overfall", status="approved", acts="Lan proposed, Hoa approved")
    desk = open_desk(concepts=[concept("weir", vi="đập tràn"), approved])
    decide(desk, "concept:house/overfall", Decision("merge", target="concept:house/weir"))
    assert desk.card("concept:house/overfall").status == "deprecated"
    assert 'replaced_by = ["weir"]' in text_of(desk, "concept:house/overfall")
    assert len(desk.card("concept:house/weir").terms) == 4
    desk.undo()
    assert desk.card("concept:house/overfall").status == "approved"
    assert len(desk.card("concept:house/weir").terms) == 2


def test_what_was_approved_and_is_changed_goes_back_to_review(open_desk: Open) -> None:
    approved = concept("weir", status="approved", acts="Lan proposed, Hoa approved")
    desk = open_desk(concepts=[approved.replace("[[term]]", "# By mail.\n[[term]]", 1)])
    key = "concept:house/weir"
    decide(desk, key, Decision("edit", note="Not a dam."))
    assert desk.card(key).status == "approved"
    assert len(desk.card(key).history) == 2
    terms = desk.card(key).terms
    decide(desk, key, Decision("edit", "clearer", terms=(terms[0], replace(terms[1], text="đập"))))
    assert desk.card(key).status == "review"
    assert desk.card(key).comments[-1].note == "clearer"
    assert "# By mail.\n[[term]]" in text_of(desk, key)
    with pytest.raises(UsageError, match="nothing was changed"):
        decide(desk, key, Decision("edit"))


def test_who_proposed_does_not_approve(open_desk: Open) -> None:
    desk = open_desk("Lan")
    refusals = {each.action: each.refusal for each in desk.card("concept:house/weir").acts}
    assert refusals["approve"].startswith("Lan proposed or edited weir")
    with pytest.raises(RefusedError):
        decide(desk, "concept:house/weir")


def test_each_language_is_approved_for_itself(open_desk: Open) -> None:
    settings = {"tmkit.toml": "[glossary.house]\nby_language = true\n"}
    desk = open_desk(files=settings)
    key = "concept:house/weir"
    with pytest.raises(RefusedError, match="Choose one: en, vi"):
        decide(desk, key)
    decide(desk, key, Decision("approve", lang="vi"))
    card = desk.card(key)
    assert (card.status, card.acts[0].langs) == ("review", ("en",))
    decide(desk, key, Decision("approve", lang="en"))
    assert desk.card(key).status == "approved"
    assert desk.facts.glossaries[0].by_language


def test_a_comment_is_a_look_with_words(open_desk: Open) -> None:
    desk = open_desk(concepts=[concept("weir"), concept("groyne", status="draft")])
    decide(desk, "concept:house/weir", Decision("comment", "Ask the port."))
    card = desk.card("concept:house/weir")
    assert [(each.by, each.action, each.note) for each in card.comments] == [
        ("Minh", "reviewed", "Ask the port.")
    ]
    assert "approve" in acts(card)
    with pytest.raises(RefusedError):
        decide(desk, "concept:house/groyne", Decision("comment", "Why?"))
    decide(desk, "concept:house/groyne", Decision("propose", "Why not?"))
    assert desk.card("concept:house/groyne").status == "review"


def test_a_concept_is_deprecated_and_reopened(open_desk: Open) -> None:
    desk = open_desk(concepts=[concept("weir")])
    for action, status in (
        ("approve", "approved"),
        ("deprecate", "deprecated"),
        ("reopen", "review"),
        ("approve", "approved"),
    ):
        decide(desk, "concept:house/weir", Decision(action))  # type: ignore[arg-type] # of ACTIONS
        assert desk.card("concept:house/weir").status == status


def test_what_is_skipped_comes_last_also_after_a_restart(open_desk: Open) -> None:
    desk = open_desk()
    decide(desk, key_of(desk, "tidal barrier"), Decision("skip"))
    last = rows(open_desk())[-1]
    assert (last.source, last.skipped) == ("tidal barrier", True)
    assert not rows(open_desk("Hoa"))[1].skipped
    again = open_desk()
    assert again.undo()
    assert rows(again)[1].source == "tidal barrier"


def test_the_neighbours_are_those_of_the_old_place(open_desk: Open) -> None:
    desk = open_desk()
    chosen = Selection(kind="candidate", status=OPEN)
    keys = [row.key for row in desk.queue(chosen).rows]
    assert desk.neighbours(keys[1], chosen) == (keys[0], keys[2])
    assert desk.neighbours(keys[0], chosen) == ("", keys[1])
    decide(desk, keys[1])
    assert desk.neighbours(keys[1], chosen) == (keys[0], keys[2])
    assert desk.neighbours("concept:house/none", chosen) == ("", "")


def test_the_same_decision_twice_is_told_and_not_repeated(open_desk: Open) -> None:
    desk = open_desk()
    key = key_of(desk, "tidal barrier")
    version = desk.card(key).version
    first = desk.decide(key, APPROVE, version=version)
    again = desk.decide(key, APPROVE, version=version)
    assert (again.key, again.repeated) == (first.key, True)
    assert open_desk().decide(key, APPROVE, version=version).repeated
    assert text_of(desk, first.key).count("[[history]]") == 2
    assert page(desk).progress.session == 1


def test_another_decision_on_what_has_changed_shows_both_texts(open_desk: Open) -> None:
    desk, other = open_desk(), open_desk("Hoa")
    key = "concept:house/weir"
    version = other.card(key).version
    decide(desk, key, Decision("comment", "First."))
    with pytest.raises(ConflictError) as caught:
        other.decide(key, Decision("comment", "Second."), version=version)
    details = caught.value.details
    assert 'note = "First."' in str(details["now"])
    assert 'note = "Second."' in str(details["wanted"])
    assert details["version"] == other.card(key).version
    assert "Second" not in text_of(desk, key)


def test_a_candidate_that_somebody_else_has_decided_is_a_conflict(open_desk: Open) -> None:
    desk, other = open_desk(), open_desk("Hoa")
    key = key_of(other, "keeper")
    version = other.card(key).version
    decide(desk, key)
    with pytest.raises(ConflictError) as caught:
        other.decide(key, REJECT, version=version)
    assert 'status = "approved"' in str(caught.value.details["now"])
    assert 'status = "rejected"' in str(caught.value.details["wanted"])
    assert caught.value.details["key"] == "concept:house/keeper"


def test_what_is_deleted_while_it_is_open_is_gone(open_desk: Open) -> None:
    desk = open_desk()
    version = desk.card("concept:house/weir").version
    (Path(desk.facts.root) / "glossaries/house/weir.toml").unlink()
    with pytest.raises(UsageError, match="not there any more"):
        desk.decide("concept:house/weir", APPROVE, version=version)
    with pytest.raises(UsageError):
        desk.card("concept:house/weir")
    assert [row.kind for row in rows(desk)] == ["candidate"] * 3


@pytest.mark.parametrize("key", ["", "concept:../../etc/passwd", "candidate:", "weir", "x:y"])
def test_a_key_that_nobody_gave_leads_nowhere(open_desk: Open, key: str) -> None:
    desk = open_desk()
    with pytest.raises(UsageError):
        desk.card(key)
    with pytest.raises(UsageError):
        desk.raw(key)


def test_what_others_write_is_seen(open_desk: Open) -> None:
    desk = open_desk()
    root = Path(desk.facts.root)
    (root / "glossaries/house/mill-pond.toml").write_text(concept("mill-pond", vi="ao cối xay"))
    (root / "build/candidates.jsonl").write_text(candidate(WEIR) + candidate(POND) + CANDIDATES[2])
    desk.refresh()
    assert [row.source for row in rows(desk)] == ["mill pond", "weir", "keeper"]
    (root / "glossaries/house/mill-pond.toml").unlink()
    desk.refresh()
    assert [row.source for row in rows(desk)] == ["weir", "keeper", "mill pond"]


def test_a_broken_file_is_listed_and_mended_as_text(open_desk: Open) -> None:
    sound = concept("weir")
    desk = open_desk(concepts=[sound.replace('status = "review"', "status = ")])
    (row,) = rows(desk, kind="broken")
    card = desk.card(row.key)
    assert [each.code for each in card.broken] == ["TG101"]
    assert acts(card) == ["skip"]
    with pytest.raises(UsageError):
        decide(desk, row.key)
    raw = desk.raw(row.key)
    desk.write_raw(row.key, sound.replace("\n", "\r\n"), version=raw.version)
    assert text_of(desk, row.key) == sound
    assert rows(desk, kind="broken") == []
    with pytest.raises(ConflictError) as caught:
        desk.write_raw(row.key, "x", version=raw.version)
    assert caught.value.details["wanted"] == "x"
    desk.undo()
    assert rows(desk, kind="broken") == [row]


def test_what_is_larger_than_any_concept_is_broken_in_the_list_and_on_its_card(
    open_desk: Open,
) -> None:
    large = f"# {'x' * 1_000_000}\n{concept('weir', vi='đập tràn')}"
    desk = open_desk(concepts=[], files={"glossaries/house/weir.toml": large})
    assert [row.kind for row in rows(desk)][:1] == ["broken"]
    assert desk.card("concept:house/weir").kind == "broken"


def test_what_is_no_utf_8_comes_back_as_it_was(open_desk: Open) -> None:
    desk = open_desk()
    path = Path(desk.facts.root) / "glossaries/house/weir.toml"
    path.write_bytes(b'id = "\xe9"\n')
    raw = desk.raw("concept:house/weir")
    desk.write_raw("concept:house/weir", concept("weir"), version=raw.version)
    desk.undo()
    assert path.read_bytes() == b'id = "\xe9"\n'


def test_the_fix_of_a_finding_is_applied(open_desk: Open) -> None:
    desk = open_desk(concepts=[concept("weir", en="weir  gate")])
    assert desk.wait()
    card = desk.card("concept:house/weir")
    assert [(each.finding.code, each.fix) for each in card.findings if each.fix] == [
        ("TG202", "weir gate")
    ]
    assert rows(desk, finding="error")[0].findings[0] == "TG202"
    desk.fix(card.key, card.findings[0].number, version=card.version)
    after = desk.card(card.key)
    assert after.terms[0].text == "weir gate"
    assert "TG202" not in [each.finding.code for each in after.findings]
    with pytest.raises(UsageError):
        desk.fix(card.key, 7, version=after.version)


def test_a_candidate_is_told_what_check_would_say(open_desk: Open) -> None:
    desk = open_desk(concepts=[concept("pond", en="mill pond", vi="ao làng")])
    assert desk.card(key_of(desk, "keeper")).findings == ()
    card = desk.card(rows(desk, kind="candidate", text="mill pond")[0].key)
    assert [(each.key, each.why) for each in card.near] == [("concept:house/pond", "term")]
    assert card.held == "pond"
    desk.decide(card.key, Decision("approve", subject="hydrology"), version=card.version)
    assert desk.wait()
    assert {row.id for row in rows(desk, finding="TG403")} == {"mill-pond", "pond"}


def test_a_card_tells_what_check_would_say_once_it_is_approved(open_desk: Open) -> None:
    bare = concept("sill", vi="ngưỡng").replace('source = "Own usage"\n', "")
    bare = bare.replace('status = "review"\n', 'status = "review"\nrelated = ["weir"]\n')
    desk = open_desk(concepts=[bare, concept("weir", vi="đập tràn")])
    assert desk.wait()
    sill, weir = (desk.card(f"concept:house/{name}").findings for name in ("sill", "weir"))
    assert {each.finding.code for each in sill} == {"TG601"}
    assert weir == ()


def test_many_are_decided_at_once_with_a_preview(open_desk: Open) -> None:
    desk = open_desk()
    chosen = Selection(kind="candidate", score_from=0.75)
    preview = desk.preview(chosen, REJECT)
    assert [row.source for row in preview.rows] == ["tidal barrier", "mill pond"]
    assert len(rows(desk, kind="candidate")) == 3
    decide(desk, key_of(desk, "mill pond"))
    done = desk.decide_all(REJECT, preview.versions)
    assert [each.title for each in done.done] == ["tidal barrier"]
    assert len(done.refused) == 1
    assert [row.source for row in rows(desk, kind="candidate")] == ["keeper"]


def test_a_decision_on_many_is_taken_back_at_once(open_desk: Open) -> None:
    desk = open_desk()
    desk.decide_all(REJECT, desk.preview(Selection(kind="candidate"), REJECT).versions)
    assert page(desk).progress.session == 3
    undone = desk.undo()
    assert undone
    assert undone.count == 3
    assert len(rows(desk, kind="candidate")) == 3
    assert desk.undo() is None


def test_a_preview_says_what_is_refused(open_desk: Open) -> None:
    desk = open_desk("Lan")
    preview = desk.preview(Selection(), APPROVE)
    assert [(row.source, why[:12]) for row, why in preview.refused] == [("weir", "Lan proposed")]
    assert len(preview.rows) == 3
    with pytest.raises(UsageError):
        desk.preview(Selection(), Decision("edit"))


def test_undo_survives_a_restart_and_refuses_what_was_changed_since(open_desk: Open) -> None:
    desk = open_desk()
    decide(desk, key_of(desk, "keeper"))
    decide(desk, "concept:house/weir")
    desk.close()
    desk = open_desk()
    undone = desk.undo()
    assert undone
    assert (undone.key, undone.action, undone.status) == ("concept:house/weir", "undo", "review")
    path = Path(desk.facts.root) / "glossaries/house/keeper.toml"
    text = path.read_text()
    path.write_text(text + "# Mine.\n")
    with pytest.raises(ConflictError):
        desk.undo()
    assert path.read_text() == text + "# Mine.\n"
    path.write_text(text)
    assert desk.undo()
    assert not path.exists()
    assert desk.undo() is None
    assert open_desk().undo() is None


def test_nobody_undoes_what_another_decided(open_desk: Open) -> None:
    desk = open_desk()
    decide(desk, key_of(desk, "keeper"))
    assert open_desk("Hoa").undo() is None


def test_what_was_taken_back_can_be_decided_again(open_desk: Open) -> None:
    desk = open_desk()
    key = key_of(desk, "keeper")
    version = desk.card(key).version
    for _ in range(3):
        assert not desk.decide(key, APPROVE, version=version).repeated
        assert desk.undo()
    assert KEEPER[0] in [row.source for row in rows(desk, kind="candidate")]
    assert BARRIER[0] in [row.source for row in rows(desk, kind="candidate")]


def test_a_project_with_nothing_has_an_empty_desk(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path, reviewer="Minh")
    assert (desk.queue(Selection()).total, desk.queue(Selection()).pages) == (0, 1)
    assert [each.name for each in desk.facts.glossaries] == ["glossary"]
    assert not (tmp_path / ".tmkit").exists()
    desk.close()


def test_an_acronym_is_shown_with_what_it_stands_for(open_desk: Open) -> None:
    acronym = candidate(("TB", "đập ngăn triều")).replace("fullForm", "acronym", 1)
    desk = open_desk(candidates=[acronym])
    assert desk.wait()
    found = desk.card(rows(desk, kind="candidate")[0].key).expansions
    assert [(each.acronym, each.text, each.count) for each in found] == [("TB", "tidal barrier", 1)]


NEAR = [
    (("tidal barriers", "đập ngăn triều lớn"), "term"),
    (("Tidal-barrier", "Đập ngăn triều"), ""),
    (("tide barrier", "đập ngan triêu"), "letters"),
    (("old tidal barrier", "đập cũ"), "part"),
    (("tidal", "triều"), None),
]


def test_of_a_candidate_with_acronyms_the_full_forms_come_first(open_desk: Open) -> None:
    told = json.loads(candidate(BARRIER, 0.9, "tides#3"))
    for term, short in zip(told["terms"][:2], ("TB", "ĐNT"), strict=True):
        told["terms"].append({**term, "term": short, "type": "acronym", "full": term["term"]})
    told["terms"].reverse()
    desk = open_desk(candidates=[json.dumps(told) + "\n"])
    assert desk.wait()
    key = key_of(desk, "tidal barrier")
    shown = ["đập ngăn triều", "ĐNT", "tidal barrier", "TB"]
    assert [term.text for term in desk.card(key).terms] == shown
    made = decide(desk, key)
    assert [term.text for term in desk.card(made).terms] == shown


def test_as_many_contexts_are_counted_as_are_shown(open_desk: Open) -> None:
    desk = open_desk(candidates=[candidate(BARRIER, 0.9, "tides#1")])
    assert desk.wait()
    card = desk.card(key_of(desk, "tidal barrier"))
    assert card.count >= sum(quote.both for quote in card.quotes) > 1


@pytest.mark.parametrize(("other", "why"), NEAR)
def test_what_may_be_the_same_is_shown(
    open_desk: Open, other: tuple[str, str], why: str | None
) -> None:
    barrier = concept("tidal-barrier", vi="đập ngăn triều")
    desk = open_desk(concepts=[barrier], candidates=[candidate(other)])
    found = rows(desk, kind="candidate")
    assert bool(found) == (why != "")
    for row in found:
        assert [near.why for near in desk.card(row.key).near] == ([why] if why else [])


def test_a_session_is_one_commit_of_the_reviewer(tree: WorkingTree) -> None:
    tree.commit()
    tree.put("glossaries/house/mine.toml", "# Not of this session.\n")
    desk = Desk.open(tree.root, reviewer="Minh")
    try:
        for id_ in ("weir", "sluice"):
            decide(desk, f"concept:house/{id_}")
        decide(desk, "concept:house/tide-gate")
        desk.undo()
        commit = desk.commit()
        assert commit == tree.git("rev-parse", "HEAD")
        assert tree.git("log", "-1", "--format=%s|%an|%ae") == (
            "Review: files 2|Trần Minh|minh@example.vn"
        )
        assert tree.git("show", "--name-only", "--format=", "HEAD").split() == [
            "glossaries/house/sluice.toml",
            "glossaries/house/weir.toml",
        ]
        assert tree.git("status", "--porcelain") == "?? glossaries/house/mine.toml"
        assert desk.commit() == ""
    finally:
        desk.close()


def test_git_names_the_reviewer(tree: WorkingTree) -> None:
    desk = Desk.open(tree.root)
    assert desk.reviewer == "Lê Lan"
    desk.close()


def test_the_memory_that_is_asked_is_the_projects_own_or_that_of_the_build(
    open_desk: Open,
) -> None:
    desk = open_desk()
    assert desk.wait()
    made = Path(desk.store())
    assert (made.parent.name, made.suffix, desk.is_preparing()) == ("build", ".db", False)
    assert Path(open_desk().store()) in (made, Path())
    (Path(desk.facts.root) / "memory.db").touch()
    assert Path(desk.store()).name == "memory.db"


def test_a_new_build_takes_the_place_of_the_old_one(open_desk: Open) -> None:
    desk = open_desk()
    assert desk.wait()
    old = Path(desk.store())
    memory = Path(desk.facts.root) / "build/memory.tmx"
    memory.write_text(memory.read_text().replace("at noon", "at night"))
    desk.refresh()
    assert desk.wait()
    quote = desk.card(key_of(desk, "tidal barrier")).quotes[0]
    assert "".join(piece.text for piece in quote.texts["en"]).endswith("at night.")
    assert Path(desk.store()) != old


@pytest.mark.parametrize("memory", ["", "<tmx", None])
def test_without_a_sound_memory_a_source_is_what_there_is(
    open_desk: Open, memory: str | None
) -> None:
    root = Path(open_desk().facts.root)
    path = root / "build/memory.tmx"
    path.unlink() if memory is None else path.write_text(memory)
    desk = open_desk()
    assert desk.wait()
    card = desk.card(key_of(desk, "keeper"))
    assert (card.quotes, card.preparing, desk.store()) == ((), False, "")
    terms = desk.card(decide(desk, card.key)).terms
    assert [(term.context, term.source) for term in terms] == [("", "tides#2")] * 2


ACROSS = [
    # One segment says where it stands; of two the whole text stands in both.
    (r">(2) 2<", "Người gác đánh giá đập tràn.", "mills#4"),
    (r">(\d) \d<", "Một đập ngăn triều cần hai người gác.", "tides#2"),
]


@pytest.mark.parametrize(("segments", "context", "source"), ACROSS)
def test_a_context_stands_where_its_source_says(
    open_desk: Open, segments: str, context: str, source: str
) -> None:
    root = Path(open_desk().facts.root)
    path = root / "build/memory.tmx"
    path.write_text(re.sub(segments, r">\1 \1,9<", path.read_text()))
    desk = open_desk()
    assert desk.wait()
    term = desk.card(decide(desk, key_of(desk, "keeper"))).terms[1]
    assert (term.context, term.source) == (context, source)
