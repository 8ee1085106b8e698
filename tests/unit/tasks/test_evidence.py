"""What can be evidence, what is frozen of it, and what it says of a concept's impact."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import MakeProject

from tmkit import build
from tmkit.errors import FormatError, UsageError
from tmkit.model import Concept, Finding, Passage, Term
from tmkit.settings import Settings
from tmkit.tasks.checking import check
from tmkit.tasks.corpora import Corpus
from tmkit.tasks.evidence import FROZEN, freeze, survey
from tmkit.tasks.impact import impact, impact_of

LANGUAGES = ("en", "vi")
SOURCE = """\
The lead seal of the weighbridge is broken.

Nobody repairs the weighbridge in winter.

The owner pays the fee for the lead seal.
"""
TARGET = """\
Kẹp chì của cân ô tô bị gãy.

Không ai sửa cân ô tô vào mùa đông.

Chủ sở hữu nộp phí kẹp chì.
"""
CONCEPT = """\
id = "{id}"
subject = "metrology"
status = "review"

[[term]]
lang = "en"
term = "{en}"
type = "fullForm"
status = "preferred"

[[term]]
lang = "vi"
term = "{vi}"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"
"""
SEAL = CONCEPT.format(id="lead-seal", en="lead seal", vi="kẹp chì")
FILES: dict[str, str | bytes] = {
    "corpus/en/notice.txt": SOURCE,
    "corpus/vi/notice.txt": TARGET,
    "glossaries/house/lead-seal.toml": SEAL,
    "tmkit.toml": "",
}


def concept(*terms: Term) -> Concept:
    return Concept("seal", "metrology", "review", terms)


def passages(path: Path) -> list[Passage]:
    return list(Corpus(path, Settings()).passages())


def codes(findings: list[Finding]) -> list[str]:
    return [each.code for each in findings]


def test_a_project_gives_its_units_with_the_references_of_both_sides(
    make_project: MakeProject,
) -> None:
    root = make_project(FILES)
    found = passages(root)
    assert [dict(each.segments) for each in found] == [
        {
            "en": ((f"notice#{number}", one),),
            "vi": ((f"notice#{number}", other),),
        }
        for number, (one, other) in enumerate(
            zip(SOURCE.strip().split("\n\n"), TARGET.strip().split("\n\n"), strict=True), start=1
        )
    ]


def test_a_corpus_folder_alone_is_read_like_the_project_around_it(
    make_project: MakeProject,
) -> None:
    root = make_project(FILES)
    assert passages(root / "corpus") == passages(root)


def test_a_document_without_counterpart_is_read_as_segments(make_project: MakeProject) -> None:
    root = make_project({"corpus/vi/notice.txt": TARGET, "corpus/en/other.txt": "Snow fell."})
    found = passages(root)
    assert [*found[0].texts] == ["vi"]
    references = [name for each in found for side in each.segments.values() for name, _ in side]
    assert references == ["notice#1", "notice#2", "notice#3", "other#1"]


def test_memories_in_a_folder_are_read_whether_documents_lie_there_or_not(
    make_project: MakeProject,
) -> None:
    row = "law#1\tA seal is lead.\tKẹp là chì.\n"
    root = make_project({"memories/units.tsv": row, **FILES, "corpus/more.tsv": row})
    assert [each.segments["en"][0][0] for each in passages(root / "memories")] == ["law#1"]
    names = [each.segments["en"][0][0] for each in passages(root / "corpus")]
    assert names == ["law#1", "notice#1", "notice#2", "notice#3"]


def test_a_table_of_something_else_is_no_evidence(make_project: MakeProject) -> None:
    row = "notice\tThe name of a file\tIn which it was once found\n"
    root = make_project({**FILES, "corpus/manifest.tsv": row})
    assert len(passages(root)) == 3
    with pytest.raises(UsageError, match="en"):
        passages(root / "corpus" / "manifest.tsv")


def test_what_lies_beside_the_corpus_of_a_project_is_no_evidence(
    make_project: MakeProject,
) -> None:
    root = make_project({**FILES, "out.tsv": "law#1\tA seal is lead.\tKẹp là chì.\n"})
    assert len(passages(root)) == 3


def test_the_memory_of_a_build_says_the_references_of_both_sides(
    make_project: MakeProject,
) -> None:
    root = make_project(FILES)
    build(root)
    memory = passages(root / "build" / "memory.tmx")
    assert [each.segments for each in memory] == [each.segments for each in passages(root)]
    assert all(each.partial and not each.quotable for each in memory)


def test_a_confidential_document_is_counted_and_not_quoted(make_project: MakeProject) -> None:
    root = make_project({**FILES, "corpus/documents.toml": "[notice]\nconfidential = true\n"})
    assert [each.quotable for each in passages(root)] == [False] * 3
    freeze(root=root)
    text = (root / "glossaries/house" / FROZEN).read_text(encoding="utf-8")
    assert '"counts": [2, 2]' in text
    assert "broken" not in text
    (root / "corpus/documents.toml").unlink()
    freeze(root=root)
    text = (root / "glossaries/house" / FROZEN).read_text(encoding="utf-8")
    assert '[0, "notice#1", "The lead seal of the weighbridge is broken."]' in text


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_what_holds_no_text_is_no_corpus(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        passages(tmp_path / name)


def test_counts_are_of_units_and_do_not_depend_on_how_often_a_unit_says_it() -> None:
    twice = Passage(
        {"en": "A seal is a seal.", "vi": "Kẹp chì là kẹp chì."},
        {"en": (("a#1", "A seal is a seal."),), "vi": (("a#1", "Kẹp chì là kẹp chì."),)},
    )
    seal = concept(Term("en-GB", "seal"), Term("vi", "kẹp chì"), Term("fr", "sceau"))
    told = survey([seal], lambda: [twice, twice], LANGUAGES).of(seal)
    assert told
    assert told.counts == (2, 2, 0)
    assert (told.translated["vi"].units, told.translated["vi"].own) == (2, 2)


def test_frozen_evidence_says_what_the_corpus_says(make_project: MakeProject) -> None:
    wrong = CONCEPT.format(id="weighbridge", en="weighbridge", vi="cân bàn")
    root = make_project({**FILES, "glossaries/house/weighbridge.toml": wrong})
    asked = check(root=root, corpus=root)
    assert codes(asked) == ["TG604"]
    assert codes(check(root=root)) == ["TG600"]
    frozen = freeze(root=root)
    assert (frozen.concepts, frozen.signature.units) == (2, 3)
    assert check(root=root) == asked


def test_freezing_twice_changes_nothing(make_project: MakeProject) -> None:
    root = make_project(FILES)
    first = freeze(root=root).paths[0].read_bytes()
    assert freeze(root=root, corpus=root / "corpus").paths[0].read_bytes() == first


def test_frozen_evidence_on_other_terms_is_reported_and_not_used(
    make_project: MakeProject,
) -> None:
    root = make_project(FILES)
    freeze(root=root)
    path = root / "glossaries/house/lead-seal.toml"
    path.write_text(SEAL.replace('"kẹp chì"', '"sáp"'), encoding="utf-8")
    assert codes(check(root=root)) == ["TG606"]
    # Its status and its notes are nothing that a corpus is asked of.
    path.write_text(SEAL.replace('"review"', '"draft"'), encoding="utf-8")
    assert codes(check(root=root)) == []


def test_a_glossary_without_evidence_beside_one_that_has_it_is_told_once(
    make_project: MakeProject,
) -> None:
    files = {
        f"glossaries/other/{name}.toml": CONCEPT.format(id=name, en=name, vi=name)
        for name in ("fee", "owner")
    }
    root = make_project({**FILES, **files})
    freeze([root / "glossaries/house"], root=root)
    found = [each for each in check(root=root) if each.code == "TG600"]
    assert [each.place.path for each in found] == [str(root / "glossaries/other")]
    assert "of 2 concepts" in found[0].message


def test_broken_evidence_is_an_error_with_its_line(make_project: MakeProject) -> None:
    root = make_project({**FILES, f"glossaries/house/{FROZEN}": '{"corpus": "a"\n'})
    with pytest.raises(FormatError) as caught:
        check(root=root)
    assert caught.value.line == 1


def test_a_document_of_the_corpus_that_cannot_be_read_is_told(make_project: MakeProject) -> None:
    root = make_project({**FILES, "corpus/en/broken.docx": b"PK", "corpus/vi/broken.txt": "Gãy."})
    assert codes(check(root=root, corpus=root)) == ["TD105"]


def test_the_evidence_of_this_repository_is_up_to_date(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / "glossaries", tmp_path / "glossaries")
    frozen = freeze(root=tmp_path, corpus=repository / "corpus")
    names = sorted(path.relative_to(tmp_path) for path in frozen.paths)
    assert names == sorted(
        path.relative_to(repository) for path in repository.glob(f"glossaries/*/{FROZEN}")
    )
    for name in names:
        told = (repository / name).read_bytes()
        assert told == (tmp_path / name).read_bytes(), "run: tmkit evidence freeze"
    assert sum(path.stat().st_size for path in frozen.paths) < 100_000


def unit(number: int, one: str, other: str) -> Passage:
    name = f"law#{number}"
    return Passage({"en": one, "vi": other}, {"en": ((name, one),), "vi": ((name, other),)})


LAW = [
    unit(1, "The verification of the meter is due.", "Việc kiểm định công tơ đến hạn."),
    unit(2, "He pays for the verification.", "Ông ấy trả tiền kiểm định."),
    unit(3, "Verification takes a day.", "Kiểm định mất một ngày."),
    unit(4, "A seal follows the verification.", "Có niêm phong sau giám định."),
    unit(5, "The verification office is closed.", "Phòng xác minh đóng cửa."),
    unit(6, "It was checked.", "Việc xác minh đã xong."),
]


def test_impact_is_what_is_translated_otherwise_and_what_is_to_be_avoided() -> None:
    verification = concept(
        Term("en", "verification"),
        Term("vi", "giám định"),
        Term("vi", "xác minh", status="forbidden"),
    )
    office = concept(Term("en", "verification office"))
    found = impact_of(verification, LAW, LANGUAGES, [office])
    assert (found.units, found.wrong, found.avoided) == (4, 3, 2)
    assert [each[0] for each in found.wrong_units] == ["law#1", "law#2", "law#3"]
    assert {each.term for each in found.wrong_units} == {"kiểm định"}
    assert found.rivals == (("kiểm định", 3),)
    assert [each.reference for each in found.avoided_units] == ["law#5", "law#6"]
    assert found.avoided_units[0].term == "xác minh"


def test_a_concept_that_fits_the_memory_has_no_impact() -> None:
    found = impact_of(concept(Term("en", "seal"), Term("vi", "niêm phong")), LAW, LANGUAGES)
    assert (found.units, found.wrong, found.avoided) == (1, 0, 0)


def test_an_unknown_concept_is_told_what_is_like_it(make_project: MakeProject) -> None:
    root = make_project(FILES)
    assert impact("lead-seal", root=root).units == 2
    with pytest.raises(UsageError, match="lead-seal"):
        impact("leadseal", root=root)
