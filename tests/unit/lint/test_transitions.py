"""How a concept comes from a draft to an approval and on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import RefusedError
from tmkit.lint import TRANSITIONS, People, Person, Review, act, content_of, possible
from tmkit.model import Concept, HistoryEntry, Term
from tmkit.settings import GlossarySettings

ONE = GlossarySettings()
TWO = GlossarySettings(approvals=2)
EACH = GlossarySettings(by_language=True)
ACTS = ("proposed", "edited", "reviewed", "approved", "rejected", "deprecated", "reopened")
PEOPLE = People([Person("Trần Minh", ("minh@example.vn",), ("Minh",))])


def history(acts: str) -> tuple[HistoryEntry, ...]:
    """ "Lan proposed, Minh approved vi": who did what, a day each, and for which language."""
    entries = []
    for day, words in enumerate(each.split() for each in acts.split(", ") if each):
        by, action, *lang = words
        note = "Why." if action == "rejected" else ""
        entries.append(HistoryEntry(f"2026-01-{day + 1:02}", by, action, note, "".join(lang)))
    return tuple(entries)


def concept(acts: str, status: str = "review") -> Concept:
    terms = (Term("en", "weir"), Term("vi", "đập tràn"))
    return Concept("weir", "hydrology", status, terms, history=history(acts))


def entry(by: str, action: str, lang: str = "", note: str = "Why.") -> HistoryEntry:
    return HistoryEntry("2026-02-01", by, action, note, lang)


# From each status, what each act leads to; "" where it is impossible.
TABLE = {
    "draft": ("draft", "draft", "review", "", "rejected", "", ""),
    "review": ("review", "review", "review", "approved", "rejected", "", ""),
    "approved": (
        *("review", "approved", "approved", "approved", "rejected", "deprecated", "review"),
    ),
    "deprecated": ("", "deprecated", "", "", "rejected", "", "review"),
    "rejected": ("", "rejected", "", "", "", "", "review"),
}


@pytest.mark.parametrize("status", TABLE)
def test_an_act_leads_from_a_status_to_another_or_is_refused(status: str) -> None:
    for action, wanted in zip(ACTS, TABLE[status], strict=True):
        before = concept("Lan proposed", status)
        if wanted:
            assert act(before, entry("Hoa", action), ONE).status == wanted
            assert action in possible(before)
        else:
            with pytest.raises(RefusedError) as refused:
                act(before, entry("Hoa", action), ONE)
            assert refused.value.key == "refused-act"
            assert action not in possible(before)


@pytest.mark.parametrize(
    ("acts", "statuses"),
    [
        ("Lan proposed", {"draft", "review"}),
        ("Lan proposed, Hoa reviewed", {"review", "draft"}),
        ("Lan proposed, Minh approved", {"approved"}),
        ("Lan proposed, Minh approved, Lan edited", {"approved", "review", "draft"}),
        ("Lan proposed, Minh approved, Hoa deprecated", {"deprecated"}),
        ("Lan proposed, Hoa rejected, Lan reopened", {"draft", "review"}),
        ("Lan proposed, Hoa rejected, Lan reopened, Minh approved", {"approved"}),
    ],
)
def test_a_history_tells_which_status_it_leads_to(acts: str, statuses: set[str]) -> None:
    review = Review.of(concept(acts), ONE)
    assert review.statuses == statuses
    assert review.impossible is None


@pytest.mark.parametrize(
    ("acts", "number"),
    [
        ("Minh approved", 0),
        ("Lan proposed, Hoa rejected, Minh approved", 2),
        ("Lan proposed, Hoa deprecated", 1),
        ("Lan proposed, Hoa reopened", 1),
        ("Lan proposed, Minh approved, Hoa deprecated, Minh approved", 3),
    ],
)
def test_an_impossible_act_is_named(acts: str, number: int) -> None:
    assert Review.of(concept(acts), ONE).impossible == number


@pytest.mark.parametrize(
    ("settings", "acts", "lacking"),
    [
        (ONE, "Lan proposed", 1),
        (ONE, "Lan proposed, Minh approved", 0),
        (ONE, "Lan proposed, tmkit approved", 1),
        (ONE, "Lan proposed, Minh approved, Hoa rejected, Lan reopened", 1),
        (TWO, "Lan proposed, Minh approved", 1),
        (TWO, "Lan proposed, Minh approved, MINH approved", 1),
        (TWO, "Lan proposed, Minh approved, Hoa approved", 0),
        (TWO, "Lan proposed, Minh approved, Lan edited, Hoa approved", 1),
        (EACH, "Lan proposed, Minh approved vi", 1),
        (EACH, "Lan proposed, Minh approved vi, Minh approved en", 0),
        (EACH, "Lan proposed, Minh approved", 1),
    ],
)
def test_approvals_are_counted_by_person_and_language(
    settings: GlossarySettings, acts: str, lacking: int
) -> None:
    assert Review.of(concept(acts), settings).lacking() == lacking


@pytest.mark.parametrize(
    ("settings", "acts", "status", "new", "key"),
    [
        (ONE, "Lan proposed", "review", entry("Lan", "approved"), "refused-self"),
        (ONE, "Lan proposed", "review", entry(" lan ", "approved"), "refused-self"),
        (ONE, "Minh proposed", "review", entry("Trần Minh", "approved"), "refused-self"),
        (ONE, "Lan proposed, Hoa edited", "review", entry("Hoa", "approved"), "refused-self"),
        (ONE, "Lan proposed", "review", entry("tmkit", "approved"), "refused-program"),
        (ONE, "Lan proposed", "review", entry("Hoa", "rejected", note=" "), "refused-reason"),
        (TWO, "Lan proposed, Hoa approved", "review", entry("Hoa", "approved"), "refused-twice"),
        (EACH, "Lan proposed", "review", entry("Hoa", "approved"), "refused-lang"),
        (EACH, "Lan proposed", "review", entry("Hoa", "approved", "fr"), "refused-lang"),
    ],
)
def test_what_may_not_be_done_is_refused_and_says_why(
    settings: GlossarySettings, acts: str, status: str, new: HistoryEntry, key: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        act(concept(acts, status), new, settings, PEOPLE)
    assert refused.value.key == key
    assert refused.value.text("vi") != refused.value.text("en")


def test_it_stays_in_review_until_there_are_enough_approvals() -> None:
    first = act(concept("Lan proposed"), entry("Hoa", "approved"), TWO)
    assert first.status == "review"
    assert act(first, entry("Minh", "approved"), TWO).status == "approved"


def test_who_approved_may_approve_again_what_was_edited_since() -> None:
    edited = concept("Lan proposed, Hoa approved, Lan edited")
    assert act(edited, entry("Hoa", "approved"), TWO).status == "review"


def test_an_act_is_dated_no_earlier_than_the_one_before() -> None:
    done = act(concept("Lan proposed"), HistoryEntry("2025-12-31", "Hoa", "approved"), ONE)
    assert [each.date for each in done.history] == ["2026-01-01", "2026-01-01"]


def test_an_approval_is_about_terms_and_definitions_and_nothing_else() -> None:
    one = Concept("weir", "hydrology", "approved", (Term("en", "weir"), Term("vi", "đập tràn")))
    other = Concept(
        "weir",
        "rivers",
        "review",
        (Term("vi", "đập tràn", context="… đập tràn …", source="law#3"), Term("en", "weir")),
        note="See the law.",
    )
    assert content_of(one) == content_of(other)
    assert content_of(one) != content_of(Concept("weir", "", "approved", (Term("en", "weirs"),)))


@given(st.lists(st.tuples(st.sampled_from(["Lan", "Minh", "Hoa"]), st.sampled_from(ACTS))))
def test_what_acts_make_of_a_concept_follows_from_its_history(
    steps: list[tuple[str, str]],
) -> None:
    made = concept("Lan proposed")
    for by, action in steps:
        try:
            made = act(made, entry(by, action), TWO)
        except RefusedError:
            continue
    review = Review.of(made, TWO)
    assert review.impossible is None
    assert made.status in review.statuses
    assert made.status in TRANSITIONS
