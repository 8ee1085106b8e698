"""tmkit memory pretranslate: matches where a file has no translation, all else byte for byte."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from conftest import Run

GOLDEN = Path(__file__).parent.parent / "golden" / "pretranslate"
NAMES = sorted(path.name for path in (GOLDEN / "filled").iterdir())


@pytest.fixture
def store(tmp_path: Path, run: Run) -> Path:
    """A memory of three units, one of them with codes."""
    path = tmp_path / "memory.db"
    assert run("memory", "add", GOLDEN / "memory.tmx", "--store", path).exit_code == 0
    return path


@pytest.mark.parametrize("name", NAMES)
def test_empty_targets_are_filled_and_all_else_stays(
    name: str, store: Path, tmp_path: Path, run: Run
) -> None:
    output = tmp_path / name
    result = run("memory", "pretranslate", GOLDEN / name, "-o", output, "--store", store)
    assert result.exit_code == 0
    assert output.read_bytes() == (GOLDEN / "filled" / name).read_bytes()


@pytest.mark.parametrize("source", ["units.tmx", "units.tmx.gz"])
@pytest.mark.parametrize("target", ["out.tmx", "out.tmx.gz"])
def test_a_packed_file_is_read_and_written(
    source: str, target: str, store: Path, tmp_path: Path, run: Run
) -> None:
    plain = (GOLDEN / "units.tmx").read_bytes()
    path, output = tmp_path / source, tmp_path / target
    path.write_bytes(gzip.compress(plain) if source.endswith(".gz") else plain)
    written = []
    for _ in range(2):
        result = run("memory", "pretranslate", path, "-o", output, "--store", store)
        assert result.exit_code == 0
        written.append(output.read_bytes())
    data = gzip.decompress(written[0]) if target.endswith(".gz") else written[0]
    assert data == (GOLDEN / "filled" / "units.tmx").read_bytes()
    assert written[0] == written[1]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_filled_in_is_valid(name: str, run: Run) -> None:
    assert run("validate", GOLDEN / "filled" / name).exit_code == 0


@pytest.mark.parametrize("name", NAMES)
def test_what_is_there_is_never_replaced(name: str, store: Path, tmp_path: Path, run: Run) -> None:
    output = tmp_path / name
    filled = GOLDEN / "filled" / name
    assert run("memory", "pretranslate", filled, "-o", output, "--store", store).exit_code == 0
    # A segment of a unit that is filled in part is left as it is as well.
    assert output.read_bytes() == filled.read_bytes()


def test_what_is_less_alike_than_asked_for_is_left_out(
    store: Path, tmp_path: Path, run: Run
) -> None:
    output = tmp_path / "out.tsv"
    arguments = (GOLDEN / "plain.tsv", "-o", output, "--store", store, "--at-least", 81)
    assert run("memory", "pretranslate", *arguments).stdout == "filled=1\n"


def test_codes_that_do_not_fit_leave_the_segment_empty_with_a_note(
    store: Path, tmp_path: Path, run: Run
) -> None:
    output = tmp_path / "out.xlf"
    result = run("memory", "pretranslate", GOLDEN / "xliff-2.xlf", "-o", output, "--store", store)
    assert "TQ811" in result.stderr
    assert "xliff-2.xlf:6" in result.stderr


def test_a_document_becomes_a_table_of_its_segments(store: Path, tmp_path: Path, run: Run) -> None:
    text = tmp_path / "notice.txt"
    text.write_text("The fee is fixed. Nothing else is alike.\n", encoding="utf-8")
    output = tmp_path / "out.tsv"
    assert run("memory", "pretranslate", text, "-o", output, "--store", store).exit_code == 0
    assert output.read_text(encoding="utf-8").splitlines() == [
        "id\ten\tvi\tmatch\tmatch origin",
        "notice#1\tThe fee is fixed.\tPhí có mức cố định.\t100\t1",
        "notice#2\tNothing else is alike.\t\t\t",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.xlf", b"<xliff><file>", "broken.xlf:1"),
        ("other.xlf", b"<html/>", "neither TMX nor XLIFF"),
        ("bomb.tmx", b'<!DOCTYPE tmx [<!ENTITY a "aa">]><tmx>&a;</tmx>', "bomb.tmx:1"),
        ("one.tsv", b"alone\n", "one.tsv"),
        ("torn.tmx.gz", gzip.compress(b"<tmx/>" * 99)[:30], "torn.tmx.gz"),
        ("bomb.tmx.gz", gzip.compress(bytes(40_000_000)), "bomb.tmx.gz"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line_and_nothing_is_written(
    name: str, content: bytes, said: str, store: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    output = tmp_path / f"out{''.join(path.suffixes)}"
    result = run("memory", "pretranslate", path, "-o", output, "--store", store)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not output.exists()
