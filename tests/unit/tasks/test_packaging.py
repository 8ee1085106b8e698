"""Packages for CAT tools: which files, in which languages, and what stays out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tmkit import read_tmx, write_tmx
from tmkit.errors import FormatError
from tmkit.formats import tmx
from tmkit.model import (
    Concept,
    Glossary,
    Memory,
    MemoryHeader,
    Origin,
    Term,
    TranslationUnit,
    Variant,
)
from tmkit.settings import Settings
from tmkit.tasks.exports import Export, with_languages
from tmkit.tasks.packaging import LONGEST, TOOLS, package
from tmkit.tasks.segmenting import rules_of

GLOSSARY = Glossary(
    "tides",
    [
        Concept(
            *("tide", "sea", "review"),
            (
                Term("en", "tide, spring"),
                Term("vi", 'triều "cường"'),
                Term("vi", "x", status="forbidden"),
            ),
            definition={"vi": "nước lên"},
        )
    ],
)


def unit(id_: str, en: str, vi: str, *, reviewed: bool = False) -> TranslationUnit:
    origin = Origin(("bay", "bay"), (0,), (0, 1), 0.9, reviewed)
    return TranslationUnit(id_, (Variant("en", (en,)), Variant("vi", (vi,))), origin)


MACHINE = unit("m", "The tide rises.", "Thủy triều lên.")
READ = unit("r", "The tide falls.", "Thủy triều xuống.", reviewed=True)


def packed(
    tool: str,
    folder: Path,
    *units: TranslationUnit,
    sources: Sequence[Path] = (),
    settings: Settings = Settings(),  # noqa: B008 # frozen
) -> dict[str, Path]:
    """The files of a package by their path below its folder."""
    memory = Memory(MemoryHeader(settings.source), units)
    files = package(
        *(tool, folder),
        memory=memory,
        glossary=GLOSSARY,
        sources=sources,
        settings=settings,
        export=Export(),
    )
    return {path.relative_to(folder).as_posix(): path for path in files}


def ids(path: Path) -> list[str]:
    return [unit.id for unit in read_tmx(path)]


@pytest.mark.parametrize(
    ("tool", "names"),
    [
        (
            "omegat",
            {
                "omegat.project",
                "omegat/segmentation.conf",
                "glossary/glossary.utf8",
                "tm/memory-reviewed.tmx",
                "tm/penalty-05/memory.tmx",
            },
        ),
        ("trados", {"memory.tmx", "glossary.xlsx"}),
        ("memoq", {"memory.tmx", "glossary.csv"}),
        ("phrase", {"memory.tmx", "glossary.tbx", "glossary.xlsx"}),
    ],
)
def test_a_package_has_the_files_that_its_tool_takes(
    tmp_path: Path, tool: str, names: set[str]
) -> None:
    assert set(packed(tool, tmp_path, MACHINE, READ)) == {*names, "README.txt"}
    written = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert written == {*names, "README.txt"}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, tool: str) -> None:
    one, other = (packed(tool, tmp_path / name, MACHINE, READ) for name in ("one", "other"))
    assert [path.read_bytes() for path in one.values()] == [
        path.read_bytes() for path in other.values()
    ]


@pytest.mark.parametrize("tool", TOOLS)
def test_the_readme_says_the_steps_in_both_languages(tmp_path: Path, tool: str) -> None:
    text = packed(tool, tmp_path, MACHINE)["README.txt"].read_text(encoding="utf-8")
    steps = [line for line in text.splitlines() if line[:2] in ("1.", "2.", "3.", "4.", "5.")]
    assert len(steps) == 10
    assert "made by tmkit" in text
    assert "do tmkit tạo" in text


def test_an_unknown_tool_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        packed("notepad", tmp_path)


def test_omegat_gets_what_a_person_has_read_apart_from_what_nobody_has(tmp_path: Path) -> None:
    files = packed("omegat", tmp_path, MACHINE, READ)
    assert ids(files["tm/memory-reviewed.tmx"]) == ["r"]
    assert ids(files["tm/penalty-05/memory.tmx"]) == ["m"]
    assert not (tmp_path / "tm/auto").exists()


def test_a_unit_of_unknown_origin_is_not_taken_for_reviewed(tmp_path: Path) -> None:
    files = packed("omegat", tmp_path, MACHINE._replace(origin=None))
    assert ids(files["tm/penalty-05/memory.tmx"]) == ["m"]


def test_a_memory_of_an_earlier_run_goes_when_there_is_nothing_for_it_now(tmp_path: Path) -> None:
    packed("omegat", tmp_path, READ, MACHINE)
    packed("omegat", tmp_path, MACHINE)
    assert not (tmp_path / "tm/memory-reviewed.tmx").exists()


def test_a_project_keeps_what_the_translator_put_into_it(tmp_path: Path) -> None:
    (tmp_path / "omegat").mkdir()
    (tmp_path / "omegat/project_save.tmx").write_text("mine")
    packed("omegat", tmp_path, MACHINE)
    assert (tmp_path / "omegat/project_save.tmx").read_text() == "mine"


@pytest.mark.parametrize(
    ("settings", "said"),
    [(Settings(), ("EN", "VI")), (Settings(source="pt-BR", target="fr"), ("PT-BR", "FR"))],
)
def test_an_omegat_project_names_its_languages(
    tmp_path: Path, settings: Settings, said: tuple[str, str]
) -> None:
    path = packed("omegat", tmp_path, settings=settings)["omegat.project"]
    root = etree.parse(path).getroot()
    assert (root.findtext(".//source_lang"), root.findtext(".//target_lang")) == said


@pytest.mark.parametrize(
    "layout", [("corpus/en/a.txt", "corpus/en/news/en/b.txt"), ("en/a.txt", "en/news/en/b.txt")]
)
def test_sources_keep_their_path_below_the_language_folder(
    tmp_path: Path, layout: tuple[str, str]
) -> None:
    sources = [tmp_path / "in" / name for name in layout]
    for path in sources:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    files = packed("omegat", tmp_path / "out", sources=sources)
    assert files["source/a.txt"].read_text() == "a.txt"
    assert files["source/news/en/b.txt"].read_text() == "b.txt"


def test_a_loose_source_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert "source/a.txt" in packed("omegat", tmp_path / "out", sources=[tmp_path / "a.txt"])


def test_a_source_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        packed("omegat", tmp_path / "out", sources=[tmp_path / "gone.txt"])
    assert caught.value.path == str(tmp_path / "gone.txt")


def test_trados_gets_language_tags_with_regions(tmp_path: Path) -> None:
    memory = read_tmx(packed("trados", tmp_path, MACHINE)["memory.tmx"])
    assert memory.header.source_lang == "en-US"
    assert [variant.lang for unit in memory for variant in unit.variants] == ["en-US", "vi-VN"]


@pytest.mark.parametrize("tag", ["en-GB", "fr"])
def test_a_language_with_a_region_or_without_a_usual_one_stays(tmp_path: Path, tag: str) -> None:
    one = TranslationUnit("1", (Variant(tag, ("x",)), Variant("vi", ("y",))))
    memory = read_tmx(packed("trados", tmp_path, one, settings=Settings(source=tag))["memory.tmx"])
    assert memory.header.source_lang == tag
    assert [variant.lang for unit in memory for variant in unit.variants] == [tag, "vi-VN"]


@pytest.mark.parametrize(("length", "is_left_out"), [(LONGEST, False), (LONGEST + 1, True)])
def test_units_that_trados_does_not_take_are_reported(
    tmp_path: Path, length: int, *, is_left_out: bool
) -> None:
    files = packed("trados", tmp_path, MACHINE, unit("long", "short", "x" * length))
    assert ("long" in ids(files["memory.tmx"])) is not is_left_out
    assert ("left-out.tsv" in files) is is_left_out
    if is_left_out:
        _, row = files["left-out.tsv"].read_text(encoding="utf-8").splitlines()
        assert row.split("\t") == ["long", "5", "2001", "short", "x" * length]


def test_memoq_gets_a_quoted_table_with_a_byte_order_mark(tmp_path: Path) -> None:
    raw = packed("memoq", tmp_path)["glossary.csv"].read_bytes()
    assert raw.startswith(b'\xef\xbb\xbf"English","Vietnamese","Subject",')
    heading, row = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert dict(zip(heading, row, strict=True)) == {
        "English": "tide, spring",
        "Vietnamese": 'triều "cường"',
        "Subject": "sea",
        "Definition (English)": "",
        "Definition (Vietnamese)": "nước lên",
        "Note": "đang xem xét; không dùng: x",
        "ID": "tide",
    }


@pytest.mark.parametrize("tool", ["trados", "memoq", "phrase"])
def test_units_no_person_has_read_are_marked_also_when_they_come_from_a_file(
    tmp_path: Path, tool: str
) -> None:
    write_tmx(Memory(MemoryHeader("en"), (MACHINE, READ)), tmp_path / "memory.tmx")
    packed_ = packed(tool, tmp_path / tool, *read_tmx(tmp_path / "memory.tmx"))
    units = {tu.get("tuid"): tu for tu in etree.parse(packed_["memory.tmx"]).iter("tu")}
    assert (units["m"].get("creationid"), units["r"].get("creationid")) == (tmx.MACHINE, None)
    assert [prop.text for prop in units["m"].iter("prop")] == [
        "bay",
        "1 1,2",
        "1-2",
        "0.9000",
        "no",
    ]


def test_props_that_tmkit_did_not_write_stay(tmp_path: Path) -> None:
    names = ("document", "segments", "bead", "score", "reviewed")
    props = tuple((f"x-tmkit-{name}", "what?") for name in names)
    memory = read_tmx(
        packed("memoq", tmp_path, MACHINE._replace(origin=None, props=props))["memory.tmx"]
    )
    assert [unit.props for unit in memory] == [props]


def test_languages_are_renamed_in_header_and_variants_each_time_the_units_are_read() -> None:
    memory = with_languages(Memory(MemoryHeader("en"), (MACHINE,)), {"en": "en-AU"})
    assert memory.header == replace(MemoryHeader("en"), source_lang="en-AU")
    for _ in range(2):
        assert [v.lang for unit in memory for v in unit.variants] == ["en-AU", "vi"]


def test_units_are_streamed() -> None:
    class Endless:
        def __iter__(self) -> Iterator[TranslationUnit]:
            while True:
                yield MACHINE

    memory = with_languages(Memory(MemoryHeader("en"), Endless()), {"vi": "vi-VN"})
    assert next(iter(memory)).text("vi-VN") == "Thủy triều lên."


def test_an_omegat_project_segments_by_the_rules_of_its_source_language(tmp_path: Path) -> None:
    conf = packed("omegat", tmp_path, settings=Settings("vi", "en"))["omegat/segmentation.conf"]
    text = conf.read_text(encoding="utf-8")
    assert "<string>vi</string>" in text
    (rules,) = rules_of(Settings(), "vi").languages
    # And one that keeps OmegaT's own rules from breaking anywhere else.
    assert text.count("org.omegat.core.segmentation.Rule") == len(rules.rules) + 1


def test_a_language_without_rules_leaves_omegat_to_its_own(tmp_path: Path) -> None:
    assert "omegat/segmentation.conf" not in packed(
        "omegat", tmp_path, settings=Settings("pt", "en")
    )
