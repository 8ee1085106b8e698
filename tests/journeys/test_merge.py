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
