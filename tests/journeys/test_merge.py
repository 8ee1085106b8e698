"""tmkit merge: several memories, one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Run

from tmkit import Memory, TranslationUnit, read_tmx, write_tmx
from tmkit.model import MemoryHeader, Tag, Variant

Row = tuple[str, str, str]


def memory(path: Path, rows: list[Row], source: str = "en") -> Path:
    units = [
        TranslationUnit(
            f"{path.stem}{number}",
            (Variant("en", (one,), changed=date), Variant("vi", (other,), changed=date)),
        )
        for number, (one, other, date) in enumerate(rows)
    ]
    write_tmx(Memory(MemoryHeader(source), units), path)
    return path


def units(path: Path) -> list[str]:
    return [unit.text("vi") for unit in read_tmx(path)]


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    one = memory(
        tmp_path / "one.tmx",
        [
            ("A seal.", "Một con tem.", "20240101T000000Z"),
            ("A lid.", "Nắp.", "20240101T000000Z"),
            ("A seal.", "Dấu niêm phong.", "20230101T000000Z"),
        ],
    )
    other = memory(
        tmp_path / "other.tmx",
        [
            ("A seal.", "Tem.", "20250101T000000Z"),
            ("A seal.", "Dấu niêm phong.", "20220101T000000Z"),
            ("A lid.", "Nắp.", "20260101T000000Z"),
        ],
    )
    return one, other


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        ("all", ["Một con tem.", "Nắp.", "Dấu niêm phong.", "Tem."]),
        ("newest", ["Tem.", "Nắp."]),
        ("frequent", ["Nắp.", "Dấu niêm phong."]),
        ("first", ["Một con tem.", "Nắp."]),
    ],
)
def test_units_with_one_source_are_kept_by_the_rule(
    both: tuple[Path, Path], run: Run, tmp_path: Path, keep: str, expected: list[str]
) -> None:
    result = run("merge", *both, "-o", tmp_path / "out.tmx", "--keep", keep)
    assert (result.exit_code, result.stdout) == (0, f"units={len(expected)}\n")
    assert units(tmp_path / "out.tmx") == expected


def test_of_the_same_texts_the_newest_unit_stays_by_that_rule_alone(
    both: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    for keep, name in (("all", "one1"), ("newest", "other2")):
        run("merge", *both, "-o", tmp_path / "out.tmx", "--keep", keep)
        (lid,) = [unit for unit in read_tmx(tmp_path / "out.tmx") if unit.text("vi") == "Nắp."]
        assert lid.id == name


def test_a_code_makes_another_unit(run: Run, tmp_path: Path) -> None:
    path = memory(tmp_path / "a.tmx", [("A seal.", "Tem.", "")])
    coded = TranslationUnit(
        "c", (Variant("en", ("A ", Tag("ph", "1", "<b/>"), "seal.")), Variant("vi", ("Tem.",)))
    )
    write_tmx(Memory(MemoryHeader("en"), [coded]), tmp_path / "b.tmx")
    assert run("merge", path, tmp_path / "b.tmx", "-o", tmp_path / "o.tmx").stdout == "units=2\n"


def test_merging_the_result_again_changes_nothing(
    both: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    run("merge", *both, "-o", tmp_path / "x.tmx")
    run("merge", tmp_path / "x.tmx", tmp_path / "x.tmx", "-o", tmp_path / "y.tmx")
    assert (tmp_path / "x.tmx").read_bytes() == (tmp_path / "y.tmx").read_bytes()


def test_another_source_language_is_bad_usage(run: Run, tmp_path: Path) -> None:
    one = memory(tmp_path / "one.tmx", [("A seal.", "Tem.", "")])
    other = memory(tmp_path / "other.tmx", [("A seal.", "Tem.", "")], source="vi")
    result = run("merge", one, other, "-o", tmp_path / "out.tmx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "other.tmx" in result.stderr
    assert not (tmp_path / "out.tmx").exists()


@pytest.mark.parametrize("keep", ["newest", "frequent", "first"])
def test_units_in_regions_and_other_languages_do_not_outdo_one_another(
    run: Run, tmp_path: Path, keep: str
) -> None:
    rows = [("en-US", "A seal.", "vi", "Tem."), ("en-US", "A seal.", "fr", "Sceau.")]
    rows += [("en-US", "A lid.", "vi", "Nắp."), ("de", "Deckel.", "vi", "Nắp.")]
    made = [
        TranslationUnit(str(number), (Variant(one, (text,)), Variant(other, (translation,))))
        for number, (one, text, other, translation) in enumerate(rows)
    ]
    write_tmx(Memory(MemoryHeader("en"), made), tmp_path / "a.tmx")
    result = run("merge", tmp_path / "a.tmx", "-o", tmp_path / "o.tmx", "--keep", keep)
    assert result.stdout == "units=4\n"


def test_without_a_source_language_no_unit_is_chosen_by_its_source(
    run: Run, tmp_path: Path
) -> None:
    path = memory(tmp_path / "a.tmx", [("A seal.", "Tem.", "")], source="*all*")
    assert run("merge", path, "-o", tmp_path / "o.tmx", "--keep", "first").exit_code == 2
    assert run("merge", path, "-o", tmp_path / "o.tmx").exit_code == 0


def test_a_device_is_not_replaced(run: Run, tmp_path: Path) -> None:
    path = memory(tmp_path / "a.tmx", [("A seal.", "Tem.", "")])
    pipe = tmp_path / "pipe.tmx"
    os.mkfifo(pipe)
    assert run("merge", path, "-o", pipe).exit_code == 2
    assert pipe.is_fifo()


def test_the_date_of_a_unit_as_a_whole_counts_too(run: Run, tmp_path: Path) -> None:
    made = [
        TranslationUnit(
            name,
            (Variant("en", ("A seal.",)), Variant("vi", (text,))),
            props=(("tmx:changedate", f"{name}0101T000000Z"),),
        )
        for name, text in (("2001", "Con tem."), ("2025", "Tem."))
    ]
    write_tmx(Memory(MemoryHeader("en"), made), tmp_path / "a.tmx")
    run("merge", tmp_path / "a.tmx", "-o", tmp_path / "o.tmx", "--keep", "newest")
    assert units(tmp_path / "o.tmx") == ["Tem."]


def read_by(who: str, name: str, text: str = "Tem.", lang: str = "en") -> TranslationUnit:
    """A unit as a file has it: read by a person, "yes" or "no", or without a word on it."""
    marks = {
        "": (),
        "no": (("tmx:creationid", "tmkit-align"), ("x-tmkit-reviewed", "no")),
        "bare": (("tmx:creationid", "tmkit-align"),),
        "yes": (("x-tmkit-reviewed", "yes"),),
    }
    return TranslationUnit(
        name, (Variant(lang, ("A seal.",)), Variant("vi", (text,))), props=marks[who]
    )


def written(path: Path, *made: TranslationUnit, source: str = "en") -> Path:
    write_tmx(Memory(MemoryHeader(source), made), path)
    return path


@pytest.mark.parametrize("keep", ["all", "newest", "frequent", "first"])
@pytest.mark.parametrize(
    ("marks", "stays"),
    [
        (("no", "yes", "yes"), "1"),
        (("no", "", "yes"), "1"),
        (("bare", "bare", ""), "2"),
        (("no", "no", "no"), "0"),
        (("yes", "no", ""), "0"),
    ],
)
def test_of_the_same_units_one_that_a_person_has_read_stays(
    run: Run, tmp_path: Path, keep: str, marks: tuple[str, ...], stays: str
) -> None:
    paths = [
        written(tmp_path / f"{number}.tmx", read_by(who, str(number)))
        for number, who in enumerate(marks)
    ]
    assert run("merge", *paths, "-o", tmp_path / "o.tmx", "--keep", keep).stdout == "units=1\n"
    assert [unit.id for unit in read_tmx(tmp_path / "o.tmx")] == [stays]


def test_the_first_file_wins_even_where_a_later_one_has_a_read_twin(
    run: Run, tmp_path: Path
) -> None:
    one = written(tmp_path / "1.tmx", read_by("no", "a", "Tem."), read_by("yes", "b", "Dấu."))
    other = written(tmp_path / "2.tmx", read_by("yes", "c", "Tem."))
    run("merge", one, other, "-o", tmp_path / "o.tmx", "--keep", "first")
    assert [unit.id for unit in read_tmx(tmp_path / "o.tmx")] == ["c"]


@pytest.mark.parametrize("order", [("1.tmx", "2.tmx"), ("2.tmx", "1.tmx")])
def test_no_two_units_have_one_id_and_what_was_changed_is_said(
    run: Run, tmp_path: Path, order: tuple[str, str]
) -> None:
    written(tmp_path / "1.tmx", read_by("", "7", "Tem."), read_by("", "8", "Dấu."))
    written(tmp_path / "2.tmx", read_by("", "7", "Niêm."), read_by("", "8", "Tem."))
    files = [tmp_path / name for name in order]
    result = run("merge", *files, "-o", tmp_path / "o.tmx")
    assert result.exit_code == 0
    ids = [unit.id for unit in read_tmx(tmp_path / "o.tmx")]
    assert len(set(ids)) == len(ids) == 3
    assert ids[0] == "7"
    (new,) = [id_ for id_ in ids if "-" in id_]
    assert "TX120" in result.stderr
    assert f"{new.split('-')[0]}, the first, is now {new}." in result.stderr
    run("merge", *files, "-o", tmp_path / "p.tmx")
    assert (tmp_path / "p.tmx").read_bytes() == (tmp_path / "o.tmx").read_bytes()


def test_a_new_id_gives_way_to_one_that_is_there(run: Run, tmp_path: Path) -> None:
    one = written(tmp_path / "1.tmx", read_by("", "7", "Tem."))
    other = written(tmp_path / "2.tmx", read_by("", "7", "Dấu."))
    run("merge", one, other, "-o", tmp_path / "o.tmx")
    made = [unit.id for unit in read_tmx(tmp_path / "o.tmx")][1]
    third = written(tmp_path / "3.tmx", read_by("", made, "Niêm."))
    run("merge", third, one, other, "-o", tmp_path / "o.tmx")
    ids = [unit.id for unit in read_tmx(tmp_path / "o.tmx")]
    assert ids == [made, "7", f"{made}-2"]


@pytest.mark.parametrize(
    ("tags", "kept"),
    [
        (("en", "en-US", "en_GB"), ["en"]),
        (("sr-Latn", "sr-Cyrl", "sr-Latn-RS"), ["sr-Latn", "sr-Cyrl"]),
        (("zh-Hans-CN", "zh-Hant"), ["zh-Hans-CN", "zh-Hant"]),
        (("EN-us", "en"), ["en-US"]),
    ],
)
def test_regions_are_one_language_and_scripts_are_not(
    run: Run, tmp_path: Path, tags: tuple[str, ...], kept: list[str]
) -> None:
    rows = [read_by("", str(number), lang=tag) for number, tag in enumerate(tags)]
    path = written(tmp_path / "1.tmx", *rows, source=tags[0])
    run("merge", path, "-o", tmp_path / "o.tmx")
    assert [unit.variants[0].lang for unit in read_tmx(tmp_path / "o.tmx")] == kept


def test_two_variants_in_one_language_may_hold_texts_and_codes(run: Run, tmp_path: Path) -> None:
    variants = (Variant("en", ("A ", "seal.")), Variant("en-US", ("A ", Tag("ph", "1", "<b/>"))))
    path = written(tmp_path / "1.tmx", TranslationUnit("1", variants))
    assert run("merge", path, path, "-o", tmp_path / "o.tmx").stdout == "units=1\n"
