"""TG6: what the corpus bears out, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.formats import concept
from tmkit.lint import Case
from tmkit.lint.rule import term
from tmkit.model import ConceptFile, Finding
from tmkit.settings import Settings
from tmkit.tasks.checking import findings_of
from tmkit.tasks.rulebook import evidence_in_case

Units = tuple[tuple[str, str, str], ...]

UNITS: Units = (
    ("notice#1", "The verification of the meter is due.", "Việc kiểm định công tơ đến hạn."),
    ("notice#2", "He pays for the verification.", "Ông ấy trả tiền kiểm định."),
    ("notice#3", "Verification takes a day.", "Kiểm định mất một ngày."),
    ("notice#4", "Nobody repeats the verification.", "Không ai làm lại kiểm định."),
    ("notice#5", "The verification is an inspection.", "Kiểm định là một cách giám định."),
    ("law#1", "A seal follows the verification.", "Có niêm phong sau giám định."),
)
APPROVED = """
[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"

[[history]]
date = "2026-01-06"
by = "Minh"
action = "approved"
"""


def files_of(texts: dict[str, str]) -> list[ConceptFile]:
    return [concept.parse(text, Path("house", f"{id_}.toml")) for id_, text in texts.items()]


def found(files: dict[str, str], units: Units = UNITS) -> list[Finding]:
    """The findings of TG6 in concept files, by their ids."""
    case = Case(files, units=units)
    settings = Settings()
    read = files_of(case.texts())
    assert [each.findings for each in read] == [()] * len(read)
    findings = findings_of(read, settings, evidence=evidence_in_case(case, read, settings))
    return [each for each in findings if each.code.startswith("TG6")]


def told(files: dict[str, str], units: Units = UNITS) -> list[tuple[str, str]]:
    return [(each.code, each.place.field) for each in found(files, units)]


@pytest.mark.parametrize(
    ("terms", "fields"),
    [
        (term("en", "seal") + term("vi", "niêm phong"), ["term[0].term", "term[1].term"]),
        (term("en", "seal", source="ISO 1, 3.2") + term("vi", "niêm phong"), ["term[1].term"]),
        # The acronym needs none where the full form has it.
        (
            term("en", "verification", context="Verification is due.")
            + term("en", "VN", "acronym", full="verification")
            + term("vi", "kiểm định", source="law#1"),
            [],
        ),
        # A term that is not to be used needs none.
        (
            term("en", "seal", source="law#1")
            + term("vi", "niêm phong", source="law#1")
            + term("vi", "kẹp chì", "variant", "forbidden"),
            [],
        ),
    ],
)
def test_an_approved_concept_shows_each_language_in_use(terms: str, fields: list[str]) -> None:
    file = 'status = "approved"\n' + terms + APPROVED
    assert told({"seal": file}, ()) == [("TG601", field) for field in fields]


def test_a_concept_in_review_may_still_lack_it() -> None:
    assert told({"seal": term("en", "seal") + term("vi", "niêm phong")}, ()) == []


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("seal", "The Seals are broken …"),
        ("SEAL", "One seals it."),
        ("lead seal", "… puts a seal on the lead …"),
    ],
)
def test_a_context_has_its_term(text: str, context: str) -> None:
    codes = told({"seal": term("en", text, context=context)}, ())
    assert codes == ([] if text == "seal" else [("TG602", "term[0].context")])


@pytest.mark.parametrize(
    ("source", "context", "said"),
    [
        ("notice#1", "", None),
        ("notice#1", "… verification of the meter …", None),
        ("notice#6", "", "the corpus has no such segment"),
        ("notice#0", "", "the corpus has no such segment"),
        ("gazette#1", "", "the corpus has no such segment"),
        ("notice#1", "The verification was forgotten.", "the segment is there, but"),
        ("notice#2", "… verification of the meter …", "the context stands in notice#1"),
        ("gazette#7", "… verification of the meter …", "the context stands in notice#1"),
        # What is no reference to the corpus.
        ("Thông tư 03/2009/TT-BNG", "", None),
        ("https://example.org/law#6", "", None),
        ("notice", "", None),
        ("Decision #6", "", None),
    ],
)
def test_a_reference_leads_to_its_context(source: str, context: str, said: str | None) -> None:
    more = {"context": context} if context else {}
    file = term("en", "verification", source=source, **more) + term("vi", "kiểm định")
    findings = found({"test": file})
    assert [(each.code, each.place.field) for each in findings] == (
        [("TG603", "term[0].source")] if said else []
    )
    assert all(said and said in each.message for each in findings)


def test_a_segment_that_has_moved_is_found_again_by_its_quotation() -> None:
    context = "… verification of the meter …"
    file = term("en", "verification", source="notice#2", context=context)
    (finding,) = found({"test": file + term("vi", "kiểm định")})
    assert finding.fix
    assert (finding.fix.field, finding.fix.text) == ("term[0].source", "notice#1")
    assert finding.fix.is_safe
    assert finding.place.line == 9


def test_a_quotation_that_stands_twice_is_not_mended_by_program() -> None:
    units = (*UNITS, ("law#2", *UNITS[0][1:]))
    file = term("en", "verification", source="law#1", context="verification of the meter")
    (finding,) = found({"test": file + term("vi", "kiểm định")}, units)
    assert "notice#1, law#2" in finding.message
    assert finding.fix is None


def test_a_corpus_without_references_tells_nothing_of_sources() -> None:
    units = tuple((str(number), *unit[1:]) for number, unit in enumerate(UNITS))
    file = term("en", "verification", source="gazette#1") + term("vi", "kiểm định")
    assert told({"test": file}, units) == []


@pytest.mark.parametrize(
    ("terms", "fields"),
    [
        (term("en", "sealing wax") + term("vi", "niêm phong"), ["term[0].term"]),
        (term("en", "sealing wax") + term("vi", "sáp"), ["term[0].term", "term[1].term"]),
        # Any form will do.
        (term("en", "seals") + term("vi", "Niêm phong"), []),
        # What is not preferred need not be used.
        (term("en", "seal") + term("en", "wax", "variant", "admitted"), []),
        # Something else bears it out.
        (term("en", "wax", source="ISO 1, 3.2") + term("vi", "sáp", authority="legal"), []),
        # The short form is used.
        (
            term("en", "verification of meters")
            + term("en", "verification", "shortForm")
            + term("vi", "kiểm định"),
            [],
        ),
        (term("en", "seal") + term("en", "SL", "acronym", full="seal"), ["term[1].term"]),
    ],
)
def test_a_preferred_term_is_used(terms: str, fields: list[str]) -> None:
    assert told({"seal": terms}) == [("TG604", field) for field in fields]


def test_a_rejected_concept_is_not_asked_for() -> None:
    assert told({"seal": 'status = "rejected"\n' + term("en", "wax") + term("vi", "sáp")}) == []


def test_the_translation_that_the_corpus_prefers_is_named_with_the_counts() -> None:
    file = term("en", "verification") + term("vi", "giám định")
    (finding,) = found({"test": file})
    assert (finding.code, finding.place.field) == ("TG605", "term[1].term")
    said = "for verification the corpus has kiểm định 4 times, giám định 2 times."
    assert finding.message == said


def test_the_counts_are_those_of_the_whole_corpus() -> None:
    many = tuple(
        (f"log#{n}", f"Verification no. {n}.", f"Kiểm định số {n}.") for n in range(1, 301)
    )
    file = term("en", "verification") + term("vi", "giám định")
    (finding,) = found({"test": file}, (*UNITS, *many))
    assert "kiểm định 304 times, giám định 2 times" in finding.message


def test_the_source_term_may_be_the_wrong_one() -> None:
    file = term("en", "checking") + term("vi", "kiểm định")
    (finding,) = found({"test": file})
    assert finding.place.field == "term[0].term"
    assert "for kiểm định the corpus has verification 5 times, checking 0 times" in finding.message


@pytest.mark.parametrize(
    "terms",
    [
        term("en", "verification") + term("vi", "kiểm định"),
        # Known to the concept: its author has chosen.
        term("en", "verification")
        + term("vi", "giám định")
        + term("vi", "kiểm định", "fullForm", "admitted"),
        term("en", "verification")
        + term("vi", "giám định")
        + term("vi", "kiểm định", "fullForm", "forbidden"),
        # The law says so, whatever the corpus has.
        term("en", "verification") + term("vi", "giám định", source="Luật 04/2011/QH13"),
        # Another word inside a longer term.
        term("en", "verification of the meter") + term("vi", "kiểm định công tơ"),
    ],
)
def test_a_choice_that_is_borne_out_or_known_is_no_finding(terms: str) -> None:
    assert told({"test": terms}) == []


def test_another_sense_of_a_word_is_no_rival() -> None:
    files = {
        "metrology": term("en", "verification") + term("vi", "kiểm định"),
        "logic": 'subject = "logic"\n'
        + term("en", "verification")
        + term("vi", "giám định", note="In logic."),
    }
    assert told(files) == []


def test_a_name_cut_short_is_no_other_translation() -> None:
    units = tuple(
        (f"news#{n}", f"The Lam Giang Office met {n} people.", f"Chi cục đã gặp {n} người.")
        for n in range(1, 6)
    )
    name = term("en", "Lam Giang Office") + term("vi", "Chi cục Lam Giang", source="Luật 1/2026")
    assert told({"office": name}, units) == []


def test_evidence_on_other_terms_is_no_evidence() -> None:
    case = Case({"seal": term("en", "wax") + term("vi", "sáp")}, units=UNITS, stale=True)
    files = files_of(case.texts())
    evidence = evidence_in_case(case, files, Settings())
    codes = [each.code for each in findings_of(files, Settings(), evidence=evidence)]
    assert [code for code in codes if code != "TG109"] == ["TG606"]


def test_an_allowance_is_not_called_needless_where_nothing_was_asked() -> None:
    file = 'note = "New."\nallow = ["TG604"]\n' + term("en", "wax") + term("vi", "sáp")
    case = Case({"seal": file}, units=UNITS, stale=True)
    files = files_of(case.texts())
    for evidence in (None, evidence_in_case(case, files, Settings())):
        codes = {each.code for each in findings_of(files, Settings(), evidence=evidence)}
        assert "TG107" not in codes
