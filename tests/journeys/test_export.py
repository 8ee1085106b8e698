"""What the files of a memory are like (--lang-codes, --split-size), what becomes of old ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import MakeProject, Run
from lxml import etree

from tmkit import read_tmx
from tmkit.tasks.packaging import TOOLS

EN = "The seal is new.\n\nThe lid is old.\n\nThe tag is blue.\n\nThe fee is paid.\n\nTides come.\n"
VI = "Con dấu còn mới.\n\nCái nắp đã cũ.\n\nThẻ màu xanh.\n\nPhí đã nộp.\n\nThủy triều dâng.\n"
CONCEPT = """\
id = "seal"
subject = "ports"
status = "approved"
definition.en = "a mark"

[[term]]
lang = "en"
term = "seal"
type = "fullForm"
status = "preferred"

[[term]]
lang = "vi"
term = "con dấu"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-05-04"
by = "Trần Thị Ví Dụ"
action = "approved"
"""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def root(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(
        {
            "corpus/en/note.txt": EN,
            "corpus/vi/note.txt": VI,
            "glossaries/ports/seal.toml": CONCEPT,
            "tmkit.toml": "at_least = 0.0\n",
        }
    )
    monkeypatch.chdir(folder)
    return folder


def tmx_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.tmx"))


def tags_in(path: Path) -> set[str]:
    return {each.get(XML_LANG, "") for each in etree.parse(path).iter("tuv", "langSet")}


def texts_in(paths: list[Path]) -> list[tuple[str, ...]]:
    return [
        tuple(variant.text for variant in unit.variants)
        for path in paths
        for unit in read_tmx(path)
    ]


def test_shards_hold_the_units_of_the_whole_in_its_order(run: Run, root: Path) -> None:
    run("build", "-o", "whole")
    whole = texts_in([root / "whole/memory.tmx"])
    assert len(whole) > 2
    assert run("build", "-o", "split", "--split-size", 2).exit_code == 0
    shards = sorted((root / "split").glob("*.tmx"))
    assert [path.name for path in shards[:2]] == ["memory.0001.tmx", "memory.0002.tmx"]
    assert texts_in(shards) == whole
    assert [len(texts_in([path])) for path in shards[:-1]] == [2] * (len(shards) - 1)


@pytest.mark.parametrize(
    ("first", "then"), [("1", ""), ("", "2"), ("1", "2"), ("2", "1"), ("2", "2")]
)
def test_no_file_of_an_earlier_build_stays_beside_the_new_ones(
    run: Run, root: Path, first: str, then: str
) -> None:
    run("build", "-o", "fresh", *(("--split-size", then) if then else ()))
    run("build", "-o", "out", *(("--split-size", first) if first else ()))
    before = tmx_in(root / "out")
    result = run("build", "-o", "out", *(("--split-size", then) if then else ()))
    assert tmx_in(root / "out") == tmx_in(root / "fresh")
    for name in {*before} - {*tmx_in(root / "out")}:
        assert f"{name}: TX121 info: was left by an earlier run" in result.stderr


def test_other_files_of_the_folder_stay(run: Run, root: Path) -> None:
    (root / "out").mkdir()
    for name in ("memory.2024.tmx", "memory.old.tmx", "other.0001.tmx"):
        (root / "out" / name).write_text("mine")
    run("build", "-o", "out")
    assert len(tmx_in(root / "out")) == 4


def test_codes_stand_in_tmx_and_tbx_and_the_tables_stay(run: Run, root: Path) -> None:
    run("build", "-o", "plain")
    assert run("build", "-o", "out", "--lang-codes", "en-US,vi-VN").exit_code == 0
    for name in ("memory.tmx", "glossary.tbx"):
        assert tags_in(root / "out" / name) == {"en-US", "vi-VN"}
    assert 'xml:lang="en-US"' in (root / "out/glossary.v3.tbx").read_text(encoding="utf-8")
    header = etree.parse(root / "out/memory.tmx").find("header")
    assert header is not None
    assert header.get("srclang") == "en-US"
    for name in ("glossary.tsv", "unaligned.tsv", "candidates.jsonl"):
        assert (root / "out" / name).read_bytes() == (root / "plain" / name).read_bytes()


@pytest.mark.parametrize("tool", TOOLS)
def test_the_package_of_a_split_memory_has_all_units_in_the_codes_asked_for(
    run: Run, root: Path, tool: str
) -> None:
    options = ["--for", tool, "--lang-codes", "en-GB", "--split-size", 2]
    assert run("build", "-o", "out", "--for", tool).exit_code == 0
    assert run("build", "-o", "out", *options).exit_code == 0
    packed = sorted((root / "out" / tool).rglob("*.tmx"))
    assert texts_in(packed) == texts_in(sorted((root / "out").glob("*.tmx")))
    assert all(path.stem.startswith("memory") and path.stem != "memory" for path in packed)
    other = "vi-VN" if tool == "trados" else "vi"
    assert {tag for path in packed for tag in tags_in(path)} == {"en-GB", other}
    if tool == "phrase":
        assert tags_in(root / "out/phrase/glossary.tbx") == {"en-GB", "vi"}


def test_align_writes_codes_and_shards(run: Run, root: Path) -> None:
    sides = "corpus/en/note.txt", "corpus/vi/note.txt"
    result = run("align", *sides, "-o", "n.tmx", "--split-size", 1, "--lang-codes", "vi-VN")
    assert result.exit_code == 0
    many = len(list(root.glob("n.*.tmx")))
    assert many > 1
    assert tags_in(root / "n.0001.tmx") == {"en", "vi-VN"}
    result = run("align", *sides, "-o", "n.tmx", "--split-size", 100)
    assert [path.name for path in root.glob("n*.tmx")] == ["n.0001.tmx"]
    assert result.stderr.count("TX121") == many - 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "-o", "out", "--lang-codes", "fr-FR"),
        ("build", "-o", "out", "--lang-codes", "en-US,en-GB"),
        ("build", "-o", "out", "--lang-codes", "english"),
        ("build", "-o", "out", "--split-size", "0"),
        ("align", "corpus/en/note.txt", "corpus/vi/note.txt", "-o", "n.tsv", "--split-size", "5"),
        (
            "align",
            "corpus/en/note.txt",
            "corpus/vi/note.txt",
            "-o",
            "n.jsonl",
            "--lang-codes",
            "vi",
        ),
        ("align", "corpus/en/note.txt", "corpus/vi/note.txt", "-o", "n.tmx", "--lang-codes", "fr"),
    ],
)
def test_nonsense_is_bad_usage_and_nothing_is_written(
    run: Run, root: Path, arguments: tuple[str, ...]
) -> None:
    assert run(*arguments).exit_code == 2
    assert not (root / "out").exists()
    assert list(root.glob("n.*")) == []
