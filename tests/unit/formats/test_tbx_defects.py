"""Defects of TBX files: each is a finding at its line, and the reading goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit import messages
from tmkit.codes import CODES
from tmkit.formats import tbx
from tmkit.model import Concept, Finding, Glossary

BASIC = '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">'
TERM = '<langSec xml:lang="en"><termSec><term>tide</term></termSec></langSec>'


def in_term(inner: str, *, term: str = "<term>tide</term>") -> str:
    section = f"<termSec>{term}{inner}</termSec>"
    return f'<conceptEntry id="c1"><langSec xml:lang="en">{section}</langSec></conceptEntry>'


def in_entry(inner: str, *, attributes: str = 'id="c1"') -> str:
    return f"<conceptEntry {attributes}>{inner}{TERM}</conceptEntry>"


def opened(
    folder: Path, body: str, *, root: str = BASIC, back: str = ""
) -> tuple[Glossary, list[Finding]]:
    """The glossary of a file whose body begins on its line 2, and where its findings will stand."""
    path = folder / "defects.tbx"
    end = root[1:-1].partition(" ")[0]
    path.write_text(f"{root}<text><body>\n{body}</body>{back}</text></{end}>", encoding="utf-8")
    findings: list[Finding] = []
    return tbx.read(path, findings.append), findings


def read(folder: Path, body: str, **rest: str) -> tuple[list[Concept], list[Finding]]:
    glossary, findings = opened(folder, body, **rest)
    return list(glossary), findings


DEFECTS = [
    # picklists
    ("TG811", in_term('<termNote type="termType">Acronym</termNote>')),
    ("TG811", in_term('<termNote type="partOfSpeech">properNoun</termNote>')),
    ("TG811", in_term('<termNote type="administrativeStatus">preferredTerm</termNote>')),
    ("TG811", in_term('<termNote type="grammaticalGender">common</termNote>')),
    ("TG811", in_entry('<transacGrp><transac type="transactionType">merge</transac></transacGrp>')),
    # levels
    ("TG812", in_term('<descrip type="definition">flow</descrip>')),
    ("TG812", in_term('<descrip type="subjectField">sea</descrip>')),
    ("TG812", in_entry('<descrip type="context">The tide turns.</descrip>')),
    ("TG812", in_entry('<descripGrp><descrip type="context">x</descrip></descripGrp>')),
    # categories
    ("TG813", in_term('<termNote type="register">slangRegister</termNote>')),
    ("TG813", in_term('<termNote type="usageStatus">preferred</termNote>')),
    ("TG813", in_entry('<admin type="definition">flow</admin>')),
    ("TG813", in_entry("<descrip>flow</descrip>")),
    # ids and references
    ("TG814", in_entry("", attributes="")),
    ("TG815", in_entry("") + in_entry("<note>another</note>")),
    ("TG817", in_entry('<ref type="crossReference" target="c9">related: c9</ref>')),
    # languages
    ("TG816", in_term("").replace('"en"', '"vi_VN"')),
    ("TG816", in_term("").replace(' xml:lang="en"', "")),
    # what cannot be kept
    ("TG818", in_term("", term="<term>t<ph>x</ph>ide</term>")),
    ("TG818", in_entry('<ref type="crossReference" target="c1">see the sea</ref>')),
    ("TG818", in_entry("loose words")),
    ("TG818", in_entry("") + "loose words"),
    ("TG818", in_entry("") + "loose words" + in_entry("").replace("c1", "c2")),
    ("TG818", in_entry('<note xml:lang="en">flow</note>')),
    ("TG818", in_entry("") + "<remark>by hand</remark>"),
    ("TG818", in_term("", term='<term id="t1">tide</term>')),
    # the rest
    (
        "TG819",
        in_entry(
            '<transacGrp><transac type="transactionType">origination</transac>'
            "<date>4 March</date></transacGrp>"
        ),
    ),
    ("TG820", in_term("", term="<term/>")),
    ("TG820", '<conceptEntry id="c1"/>'),
    ("TG821", in_term("", term="<term> tide\n</term>")),
]


@pytest.mark.parametrize(("code", "body"), DEFECTS)
def test_a_defect_is_a_finding(tmp_path: Path, code: str, body: str) -> None:
    concepts, findings = read(tmp_path, body)
    assert code in {finding.code for finding in findings}
    assert len(concepts) == body.count("<conceptEntry")
    assert all(finding.place.path.endswith("defects.tbx") for finding in findings)


def test_every_code_of_tbx_has_its_defect() -> None:
    codes = {code for code in CODES if code.startswith(("TG81", "TG82"))}
    assert codes - {code for code, _ in DEFECTS} == {"TG822"}


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize(("_code", "body"), DEFECTS)
def test_a_finding_is_said_in_the_language_asked_for(
    tmp_path: Path, _code: str, body: str, language: str
) -> None:
    opened(tmp_path, body)
    findings: list[Finding] = []
    list(tbx.read(tmp_path / "defects.tbx", findings.append, language=language))
    assert all(finding.message and finding.help for finding in findings)


def test_a_finding_knows_line_entry_and_field(tmp_path: Path) -> None:
    body = in_entry("") + "\n" + in_term('\n<termNote type="termType">Word</termNote>')
    _, findings = read(tmp_path, body.replace("c1", "c2", 1))
    place = findings[0].place
    assert (place.line, place.id, place.field) == (4, "c1", "termType")


@pytest.mark.parametrize(
    "root",
    [
        '<tbx type="TBX-Linguist" style="dca">',
        '<tbx type="TBX-Basic" style="DCA">',
        "<tbx>",
        '<martif type="MyTBX">',
        '<TBX dialect="TBX-Max">',
    ],
)
def test_an_unknown_dialect_is_said_and_read(tmp_path: Path, root: str) -> None:
    concepts, findings = read(tmp_path, in_entry(""), root=root)
    assert [finding.code for finding in findings] == ["TG822"]
    assert len(concepts) == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("preferredTerm-admn-sts", "preferred"),
        ("admittedTerm", "admitted"),
        ("Deprecated", "deprecated"),
        ("notRecommended", "deprecated"),
        ("obsolete", "superseded"),
    ],
)
def test_a_status_is_understood_in_the_spellings_that_are_about(
    tmp_path: Path, said: str, status: str
) -> None:
    note = f'<termNote type="administrativeStatus">{said}</termNote>'
    (concept,), _ = read(tmp_path, in_term(note))
    assert concept.terms[0].status == status
    assert concept.terms[0].note == ""


def test_a_word_that_no_list_has_is_kept(tmp_path: Path) -> None:
    note = '<termNote type="partOfSpeech">gerund</termNote>'
    (concept,), _ = read(tmp_path, in_term(note))
    assert concept.terms[0].part_of_speech == ""
    assert concept.terms[0].note == f"tbx: {note}"


@pytest.mark.parametrize(("said", "read_as"), [("vi_VN", "vi-VN"), ("EN-gb", "en-GB"), ("", "und")])
def test_a_language_is_read_as_its_tag(tmp_path: Path, said: str, read_as: str) -> None:
    (concept,), _ = read(tmp_path, in_term("").replace('"en"', f'"{said}"'))
    assert concept.terms[0].lang == read_as


def test_an_id_that_is_missing_is_made_of_the_content(tmp_path: Path) -> None:
    first, _ = read(tmp_path, in_entry("<note>one</note>", attributes=""))
    again, _ = read(tmp_path, "\n" + in_entry("<note>one</note>", attributes=""))
    other, _ = read(tmp_path, in_entry("<note>two</note>", attributes=""))
    assert first == again
    assert first[0].id != other[0].id


def test_no_two_concepts_have_one_id(tmp_path: Path) -> None:
    body = (in_entry("") + in_entry("<note>another</note>") + in_entry("", attributes="")) * 3
    concepts, findings = read(tmp_path, body)
    assert len({concept.id for concept in concepts}) == len(concepts) == 9
    assert concepts[0].id == "c1"
    codes = [finding.code for finding in findings]
    assert (codes.count("TG815"), codes.count("TG814")) == (5, 3)


def test_a_finding_is_told_once_however_often_the_concepts_are_read(tmp_path: Path) -> None:
    glossary, findings = opened(tmp_path, in_term('<termNote type="termType">Word</termNote>') * 3)
    next(iter(glossary))
    list(glossary)
    told = len(findings)
    list(glossary)
    assert len(findings) == told
    assert [finding.code for finding in findings].count("TG811") == 3


def test_back_matter_is_named(tmp_path: Path) -> None:
    back = "<back><refObjectSec><refObject><item>Lan</item></refObject></refObjectSec></back>"
    _, findings = read(tmp_path, in_entry(""), back=back)
    assert [(finding.code, finding.place.field) for finding in findings] == [("TG818", "<back>")]


def test_nobody_needs_to_listen(tmp_path: Path) -> None:
    read(tmp_path, in_term('<termNote type="termType">Word</termNote>'))
    assert len(list(tbx.read(tmp_path / "defects.tbx"))) == 1
