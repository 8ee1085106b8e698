"""The terms of one concept: preferred, in both languages, once, of a known subject."""

from __future__ import annotations

import pytest
from lint_cases import codes_in, findings_in, places_in

from tmkit.lint.rule import term
from tmkit.settings import GlossarySettings

METRE = term("vi", "mét")
FROM, UNTIL = {"from": "2025-03-01"}, {"until": "2025-03-01"}


@pytest.mark.parametrize(
    "terms",
    [
        (term("en", "metre", usage="GB"), term("en", "meter", usage="US")),
        (term("en", "metre"), term("en", "m", "abbreviation", full="metre")),
        (term("en", "metre", **UNTIL), term("en", "meter", **FROM)),
        (term("en", "test", pos="noun"), term("en", "test", pos="verb")),
        (term("en-GB", "metre"), term("en-US", "meter")),
        (term("en", "metre"), term("en", "meter", "fullForm", "admitted")),
    ],
)
def test_preferred_terms_that_go_together(terms: tuple[str, ...]) -> None:
    assert codes_in(*terms, METRE) == []


@pytest.mark.parametrize(
    ("terms", "field", "says"),
    [
        (term("en", "metre") + term("en", "meter"), "term[1].status", "2 of"),
        (term("en", "metre") + term("en", "meter", **FROM), "term[1].status", "2 of"),
        (term("en", "metre") + term("en", "meter", "variant"), "term[1].status", "2 of"),
        (term("en", "metre", "fullForm", "admitted"), "term[0].status", "0 of"),
        (term("en", "metre", "fullForm", "forbidden"), "term[0].status", "0 of"),
    ],
)
def test_of_one_type_just_one_term_is_preferred(terms: str, field: str, says: str) -> None:
    (found,) = findings_in({"metre": terms + METRE})
    assert (found.code, found.place.field) == ("TG405", field)
    assert found.message.startswith(says)


def test_a_concept_that_has_ended_need_not_prefer_anything() -> None:
    terms = term("en", "metre", "fullForm", "superseded") + METRE
    assert codes_in(terms, top='status = "rejected"\n') == []


@pytest.mark.parametrize(("there", "lacking"), [("en", "vi"), ("vi", "en")])
def test_a_concept_has_a_term_in_each_language(there: str, lacking: str) -> None:
    (found,) = findings_in({"metre": term(there, "m")})
    assert (found.code, found.place.line) == ("TG406", 1)
    assert lacking in found.message


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        (term("en", "Metre", "variant", "admitted"), ["TG407"]),
        (term("en", "metre", "variant", "forbidden"), ["TG407"]),
        (term("en", "metres", "variant", "admitted"), []),
        (term("en", "METRE", "acronym", "admitted"), []),
        (term("vi", "metre", "variant", "admitted"), []),
    ],
)
def test_a_term_stands_in_a_concept_once(again: str, expected: list[str]) -> None:
    found = findings_in({"metre": term("en", "metre") + METRE + again})
    assert [each.code for each in found if each.code == "TG407"] == expected
    assert all(each.place.field == "term[2].term" for each in found if each.code == "TG407")


def test_a_repeated_term_that_says_nothing_new_is_taken_out() -> None:
    again = term("en", "metre")
    (found,) = findings_in({"metre": term("en", "metre", note="SI.") + again + METRE})
    assert found.code == "TG407"
    assert found.fix
    assert (found.fix.field, found.fix.is_safe) == ("", True)
    assert found.fix.text.count('term = "metre"') == 1
    assert 'term = "mét"' in found.fix.text


def test_a_repeated_term_with_a_comment_or_a_note_of_its_own_is_left_to_a_person() -> None:
    for more in (term("en", "metre", note="Other."), term("en", "metre") + "# Why?\n"):
        found = findings_in({"metre": term("en", "metre") + more + METRE})
        assert [each.fix for each in found if each.code == "TG407"] == [None]


SETTINGS = GlossarySettings(subjects=(("metrology", "đo lường"), ("trade", "thương mại")))


@pytest.mark.parametrize(
    ("subject", "near", "fix"),
    [
        ("metrologie", "metrology", None),
        ("Metrology", "metrology", "metrology"),
        ("đo lường", "metrology", "metrology"),
        ("music", "metrology, trade", None),
    ],
)
def test_a_subject_is_one_of_those_in_the_settings(
    subject: str, near: str, fix: str | None
) -> None:
    (found,) = findings_in(
        {"metre": f'subject = "{subject}"\n' + term("en", "metre") + METRE}, SETTINGS
    )
    assert (found.code, found.place.field) == ("TG414", "subject")
    assert near in found.help
    assert (found.fix and found.fix.text) == fix


def test_without_a_list_any_subject_will_do() -> None:
    assert codes_in(term("en", "metre"), METRE, top='subject = "music"\n') == []


def test_a_period_ends_after_it_begins() -> None:
    period = {"from": "2025-03-01", "until": "2025-02-28"}
    files = {"metre": term("en", "metre", **period) + METRE}
    assert places_in(files) == {"TG416 metre term[0].until"}
