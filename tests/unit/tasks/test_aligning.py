"""A document pair → units, what is left over, findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import MakeProject

from tmkit.align import learn
from tmkit.settings import Settings
from tmkit.tasks.aligning import PairResult, align_pair
from tmkit.tasks.preparing import Work, count_readings, read_pair
from tmkit.tasks.project import Declared, DocumentFile, Pair

ENGLISH = """\
Verification of weighing scales

The Centre for Metrology (CFM) verified 1,250 weighing scales in 2025.

Scales used at markets are verified every 12 months.
"""
VIETNAMESE = """\
Kiểm định cân

Năm 2025, Trung tâm Đo lường (CFM) đã kiểm định 1.250 chiếc cân.

Cân dùng tại chợ được kiểm định 12 tháng một lần.
"""
WORK = Work(Settings())


def pair_of(folder: Path, declared: Declared | None = None) -> Pair:
    """The pair of the files en.* and vi.* in a folder, whichever are there."""
    sides = [
        DocumentFile(path, "cân", tag)
        for tag in ("en", "vi")
        for path in sorted(folder.glob(f"{tag}.*"))
    ]
    by_language = {side.lang: side for side in sides}
    return Pair(by_language.get("en"), by_language.get("vi"), declared or Declared())


def aligned(
    make_project: MakeProject, files: dict[str, str | bytes], declared: Declared | None = None
) -> PairResult:
    return align_pair(pair_of(make_project(files), declared), WORK)


def codes(result: PairResult) -> list[str]:
    return [finding.code for finding in result.findings]


GOOD: dict[str, str | bytes] = {"en.txt": ENGLISH, "vi.txt": VIETNAMESE}


def test_a_pair_becomes_units_with_their_origin(make_project: MakeProject) -> None:
    result = aligned(make_project, GOOD)
    assert result.segments == (3, 3)
    assert [unit.text("vi") for unit in result.units] == VIETNAMESE.strip().split("\n\n")
    origins = [unit.origin for unit in result.units]
    assert [(each.documents, each.source) for each in origins if each] == [
        (("cân", "cân"), (number,)) for number in range(3)
    ]
    assert result.findings == ()


def test_what_is_declared_goes_into_the_properties_of_each_unit(make_project: MakeProject) -> None:
    declared = Declared("CC BY 4.0", "Centre for Metrology", "2026-03-01", "Press office")
    result = aligned(make_project, GOOD, declared)
    assert {unit.props for unit in result.units} == {
        (
            ("x-tmkit-author", "Press office"),
            ("x-tmkit-date", "2026-03-01"),
            ("x-tmkit-rights", "CC BY 4.0"),
            ("x-tmkit-source", "Centre for Metrology"),
        )
    }


def test_nothing_of_a_confidential_pair_is_used(make_project: MakeProject) -> None:
    result = aligned(make_project, GOOD, Declared(confidential=True))
    assert codes(result) == ["TD205"]
    assert (result.rows, result.units, result.sightings) == ((), (), ())


def test_a_confidential_pair_tells_nothing_of_the_corpus(make_project: MakeProject) -> None:
    root = make_project(GOOD)
    secret = read_pair(pair_of(root, Declared(confidential=True)), WORK)
    assert count_readings([secret]) is None
    both = count_readings([read_pair(pair_of(root), WORK), secret])
    assert both
    assert both.pairs == 1


@pytest.mark.parametrize("text", [ENGLISH, VIETNAMESE])
def test_a_copy_is_no_translation(make_project: MakeProject, text: str) -> None:
    result = aligned(make_project, {"en.txt": text, "vi.txt": text})
    assert codes(result) == ["TD204"]
    assert result.units == ()
    assert all(not row.kept for row in result.rows)


def test_documents_without_a_segment_are_no_copies_of_one_another(
    make_project: MakeProject,
) -> None:
    code = "```\nx = {0}\n```\n"
    result = aligned(make_project, {"en.md": code.format(1), "vi.md": code.format(2)})
    assert "TD204" not in codes(result)


@pytest.mark.parametrize(
    ("vietnamese", "code"),
    [(b"", "TD104"), (b"\0", "TD102"), ("Đo lường".encode("utf-16-le"), "TD102")],
)
def test_the_twin_of_a_broken_document_gives_its_acronyms(
    make_project: MakeProject, vietnamese: bytes, code: str
) -> None:
    result = aligned(make_project, {"en.txt": ENGLISH, "vi.txt": vietnamese})
    assert codes(result) == [code]
    assert (result.documents, result.alone, result.units) == (1, "en", ())
    assert [sighting.shorts[0][0] for sighting in result.sightings] == ["en"]


def test_a_document_without_a_twin_says_what_is_missing(make_project: MakeProject) -> None:
    result = aligned(make_project, {"vi.txt": VIETNAMESE})
    assert codes(result) == ["TD201"]
    assert "no twin in en" in result.findings[0].message
    assert (result.segments, result.alone) == ((0, 3), "vi")


def test_segments_that_stay_alone_are_rows_without_a_unit(make_project: MakeProject) -> None:
    more = ENGLISH + "\nThe museum shop sells postcards, umbrellas, chocolate and old maps.\n"
    result = aligned(make_project, {"en.txt": more, "vi.txt": VIETNAMESE})
    left_over = [row for row in result.rows if not row.kept]
    assert [(row.reference, row.kind, row.text[1]) for row in left_over] == [("cân#4", "1-0", "")]
    assert codes(result) == ["TD202"]


def test_the_texts_of_both_sides_are_those_of_the_settings_direction(
    make_project: MakeProject,
) -> None:
    root = make_project(GOOD)
    one, other = pair_of(root).files
    result = align_pair(Pair(other, one), Work(Settings("vi", "en")))
    assert [variant.lang for variant in result.units[0].variants] == ["vi", "en"]


def test_ids_come_from_content_and_place(make_project: MakeProject, tmp_path: Path) -> None:
    ids = [unit.id for unit in aligned(make_project, GOOD).units]
    assert len(set(ids)) == 3
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name, text in GOOD.items():
        (elsewhere / name).write_text(str(text), encoding="utf-8")
    assert [unit.id for unit in align_pair(pair_of(elsewhere), WORK).units] == ids


def test_what_is_read_already_is_not_read_again(make_project: MakeProject) -> None:
    root = make_project(GOOD)
    pair = pair_of(root)
    reading, result = read_pair(pair, WORK), align_pair(pair, WORK)
    for file in pair.files:
        file.path.unlink()
    assert align_pair(pair, WORK, reading) == result


def test_the_length_of_translations_is_learned_from_sure_pairs(make_project: MakeProject) -> None:
    counts = count_readings([read_pair(pair_of(make_project(GOOD)), WORK)])
    assert counts
    source, target = counts.characters
    assert 0 < target < source
    assert (learn([counts], ("en", "vi")).ratio or 0) < 1


def test_a_pair_that_cannot_be_read_tells_nothing_of_the_corpus(
    make_project: MakeProject,
) -> None:
    pair = pair_of(make_project({"en.txt": ENGLISH, "vi.txt": ""}))
    assert count_readings([read_pair(pair, WORK)]) is None


def test_a_document_in_the_folder_of_the_other_language_is_told_by_its_letters(
    make_project: MakeProject,
) -> None:
    result = aligned(make_project, {"en.txt": VIETNAMESE, "vi.txt": VIETNAMESE + "\nHết.\n"})
    assert "TD206" in codes(result)


def test_a_sentence_that_was_left_untranslated_is_no_unit(make_project: MakeProject) -> None:
    left = "This sentence of 2025 was left as it is."
    files = {"en.txt": f"{ENGLISH}\n{left}\n", "vi.txt": f"{VIETNAMESE}\n{left}\n"}
    result = aligned(make_project, dict(files))
    assert left not in [unit.text("vi") for unit in result.units]
    assert len(result.units) == 3


def test_two_texts_that_hardly_share_a_segment_are_told(make_project: MakeProject) -> None:
    vietnamese = [f"Đội bóng số {number} thắng đậm trên sân nhà." for number in range(40)]
    english = [f"The weather office reports heavy rain, {number + 90}." for number in range(40)]
    same = "On 5 May 2024, QUATEST 3 verified 1,250 scales."
    files: dict[str, str | bytes] = {
        "en.txt": "\n\n".join([*english, same]),
        "vi.txt": "\n\n".join([*vietnamese, "Ngày 5/5/2024, QUATEST 3 đã kiểm định 1.250 cân."]),
    }
    result = aligned(make_project, files)
    assert {"TD203", "TD210"} & {*codes(result)}
    assert len(result.units) <= 3
