"""Reading TBX: every public dialect, by its golden file, and what each category becomes."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tmkit import read_tbx
from tmkit.formats import concept, tbx
from tmkit.model import Concept, Finding, Glossary, HistoryEntry, Term

Read = Callable[..., Concept]

CUSTOMER = 'tbx: <admin type="customerSubset">Tide Office</admin>'
SEA = Concept("c2", "", "approved", (Term("en", "sea"),))
MIN = Concept(
    *("c1", "sea", "approved"),
    (
        Term("en", "tide", part_of_speech="noun", note=CUSTOMER),
        Term("vi", "thủy triều", status="admitted"),
    ),
)
MIN_2013 = replace(
    MIN,
    terms=(
        replace(MIN.terms[0], note=f"seen: at the pier\n{CUSTOMER}"),
        replace(MIN.terms[1], status="superseded"),
    ),
)
BASIC = Concept(
    id="c1",
    subject="sea",
    status="approved",
    terms=(
        Term(
            *("en", "tide"),
            part_of_speech="noun",
            source="bay#3",
            context="The tide turns.",
            note='tbx: <termNote type="grammaticalGender">neuter</termNote>',
        ),
        Term("vi", "thủy triều", usage="VN", note="Also: con nước."),
    ),
    definition={"en": "rise and fall of the sea"},
    definition_source={"en": "Pilot, 2019"},
    broader=("c2",),
    history=(HistoryEntry("2026-03-04", "Lan", "proposed"),),
    note='tbx: <xref type="externalCrossReference" target="https://tide.example/">Tables</xref>',
)
DEFAULT = replace(
    BASIC,
    terms=(
        replace(
            BASIC.terms[0],
            source="",
            note='tbx: <termNote type="register">technicalRegister</termNote>',
        ),
        Term(
            *("vi", "thủy triều"),
            status="superseded",
            note='tbx: <termNote type="termType">synonym</termNote>',
        ),
    ),
    definition_source={},
    history=(),
    note="",
)
CORE = Concept(
    *("c1", "", "approved"),
    (Term("en", "tide"), Term("vi", "thủy triều", note="Also: con nước.")),
    note="Moon and sun.",
)
GOLDEN = {
    "v3-core.tbx": (CORE,),
    "v3-min-dca.tbx": (MIN,),
    "v3-min-dct.tbx": (MIN,),
    "v3-basic-dca.tbx": (BASIC, SEA),
    "v3-basic-dct.tbx": (BASIC, SEA),
    "v2-basic-tig.tbx": (BASIC, SEA),
    "v2-default-ntig.tbx": (DEFAULT, SEA),
    "min-2013.tbx": (MIN_2013,),
    "min-2013-entry.tbx": (
        replace(
            MIN_2013,
            terms=(
                replace(MIN_2013.terms[0], note=f"seen at the pier\n{CUSTOMER}"),
                MIN_2013.terms[1],
            ),
        ),
    ),
}


@pytest.fixture
def golden(repository: Path) -> Path:
    return repository / "tests" / "golden" / "tbx"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A reader of one entry, given what stands in it."""

    def read_entry(inner: str, kind: str = "TBX-Basic") -> Concept:
        path = tmp_path / "one.tbx"
        path.write_text(
            f'<martif type="{kind}" xml:lang="en"><text><body><termEntry id="c1">{inner}'
            '<langSet xml:lang="en"><tig><term>tide</term></tig></langSet>'
            "</termEntry></body></text></martif>",
            encoding="utf-8",
        )
        (found,) = tbx.read(path)
        return found

    return read_entry


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_file_is_read_as_its_concepts_without_a_finding(golden: Path, name: str) -> None:
    findings: list[Finding] = []
    glossary = tbx.read(golden / name, findings.append)
    assert tuple(glossary) == GOLDEN[name]
    assert glossary.name == "Tides"
    assert glossary.notes[0] == "Written for tests."
    assert findings == []


def test_every_golden_file_has_its_concepts(golden: Path) -> None:
    assert {path.name for path in golden.iterdir()} == GOLDEN.keys()


# The published schema of TBX-Min 2013 has termEntry; files with its earlier names are about too.
@pytest.mark.parametrize("name", sorted(GOLDEN.keys() - {"min-2013-entry.tbx"}))
def test_a_golden_file_is_valid_tbx(shared: Path, golden: Path, name: str) -> None:
    command = [sys.executable, str(shared / "tools" / "validate_formats.py"), str(golden / name)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("dialect", tbx.DIALECTS)
def test_what_another_tool_s_file_says_is_written_back_valid(
    shared: Path, golden: Path, tmp_path: Path, name: str, dialect: str
) -> None:
    glossary = tbx.read(golden / name)
    path = tmp_path / "back.tbx"
    with path.open("wb") as file:
        tbx.write(glossary, file, languages=("en", "vi"), dialect=dialect)
    assert tuple(tbx.read(path)) == tuple(glossary)
    command = [sys.executable, str(shared / "tools" / "validate_formats.py"), str(path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
def test_a_kept_category_is_an_element_again_where_the_dialect_has_it(
    golden: Path, dialect: str
) -> None:
    file = io.BytesIO()
    glossary = tbx.read(golden / "v3-basic-dca.tbx")
    tbx.write(glossary, file, languages=("en", "vi"), dialect=dialect)
    said = file.getvalue().decode()
    assert '\n<termNote type="grammaticalGender">neuter</termNote>\n' in said
    assert '\n<xref type="externalCrossReference" target="https://tide.example/">' in said
    assert "tbx: " not in said


def test_a_kept_category_stays_a_note_where_the_dialect_lacks_it(golden: Path) -> None:
    file = io.BytesIO()
    tbx.write(tbx.read(golden / "v2-default-ntig.tbx"), file, languages=("en", "vi"))
    assert '<note>tbx: &lt;termNote type="register"&gt;' in file.getvalue().decode()


def test_a_glossary_can_be_iterated_again(golden: Path) -> None:
    glossary = tbx.read(golden / "v3-basic-dct.tbx")
    assert list(glossary) == list(glossary)


def test_the_front_door_reads_by_path_or_by_name(golden: Path) -> None:
    path = golden / "v3-core.tbx"
    assert list(read_tbx(str(path))) == list(read_tbx(path)) == [CORE]


def test_a_concept_file_comes_back_but_for_what_tbx_lacks(repository: Path, tmp_path: Path) -> None:
    path = repository / "tests" / "golden" / "formats" / "tide-gate.toml"
    before = concept.read(path).concept
    assert before is not None
    file = tmp_path / "gate.tbx"
    with file.open("wb") as out:
        tbx.write(Glossary("gates", (before,)), out, languages=("vi", "en"))
    (after,) = tbx.read(file)
    assert after == replace(before, event=None, related=())
    lost = tbx.loss(before, "basic-v2", languages=("vi", "en"), ids={before.id})
    assert [each.field for each in lost] == ["related[0]", "related[1]", "event"]


def test_a_header_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "head.tbx"
    before = Glossary("tides & ebbs", (), "tmkit:0.3|x", ("Approved.", "In review."))
    for dialect in tbx.DIALECTS:
        with path.open("wb") as file:
            tbx.write(before, file, languages=("en",), dialect=dialect)
        after = tbx.read(path)
        assert (after.name, after.signature, after.notes) == (
            *(before.name, before.signature, before.notes),
        )


@pytest.mark.parametrize(
    ("inner", "field", "value"),
    [
        ('<descrip type="subjectField">sea</descrip>', "subject", "sea"),
        ('<descrip type="definition">flow</descrip>', "definition", {"en": "flow"}),
        ('<descrip type="definition" xml:lang="fr">flux</descrip>', "definition", {"fr": "flux"}),
        ('<descrip type="definition">a <hi>b</hi> c</descrip>', "definition", {"en": "a b c"}),
        ('<ref type="crossReference" target="c9">related: c9</ref>', "related", ("c9",)),
        ('<ref type="crossReference" target="c9">replaced by: c9</ref>', "replaced_by", ("c9",)),
        ('<ref type="crossReference" target="_9">broader: 9</ref>', "broader", ("9",)),
        ('<ref type="crossReference" target="c9">the sea</ref>', "related", ("c9",)),
        ("<note>status: draft</note>", "status", "draft"),
        ("<note>one</note><note>two</note>", "note", "one\ntwo"),
        ("<note>note: status: draft</note>", "note", "status: draft"),
    ],
)
def test_what_an_entry_says_has_its_field(
    read: Read, inner: str, field: str, value: object
) -> None:
    assert getattr(read(inner), field) == value


def test_a_second_definition_is_kept(read: Read) -> None:
    one, two = (f'<descrip type="definition">{text}</descrip>' for text in ("flow", "ebb"))
    found = read(one + two)
    assert found.definition == {"en": "flow"}
    assert found.note == 'tbx: <descrip type="definition" xml:lang="en">ebb</descrip>'


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("origination", "proposed"),
        ("modification", "edited"),
        ("check", "reviewed"),
        ("approval", "approved"),
    ],
)
def test_a_transaction_is_an_act_of_the_history(read: Read, kind: str, action: str) -> None:
    found = read(
        f'<transacGrp><transac type="transactionType">{kind}</transac><date>2026-03-04</date>'
        '<transacNote type="responsibility" target="p1">Lan</transacNote></transacGrp>'
    )
    assert found.history == (HistoryEntry("2026-03-04", "Lan", action),)


def test_a_transaction_that_is_no_act_is_kept(read: Read) -> None:
    group = '<transacGrp><transac type="transactionType">exportation</transac></transacGrp>'
    assert read(group).note == f"tbx: {group}"


def test_a_note_of_a_language_section_is_kept_with_its_language(
    golden: Path, tmp_path: Path
) -> None:
    text = (golden / "v3-core.tbx").read_text(encoding="utf-8")
    path = tmp_path / "note.tbx"
    path.write_text(text.replace("<termSec>", "<note>N</note><termSec>", 1), encoding="utf-8")
    (found,) = tbx.read(path)
    line = 'tbx: <langSec xml:lang="en"><note>N</note></langSec>'
    assert found.note == f"Moon and sun.\n{line}"
