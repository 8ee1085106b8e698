"""Each writer against its golden file, byte for byte."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from tides import GLOSSARY

from tmkit.formats import concept, table, tbx, tmx
from tmkit.model import Memory, MemoryHeader, Origin, Tag, TranslationUnit, Variant

MEMORY = Memory(
    MemoryHeader(
        "vi",
        created="20260304T050607Z",
        signature="tmkit:0.1|seg:vi-0000,en-0000|align:len",
        notes=("Beads of 0.5 & more.",),
        props=(("x-project", 'the "tide" desk'),),
    ),
    (
        TranslationUnit(
            "tide-1",
            (
                Variant("en", ("The tide turns at 5 < 6 o'clock.",), "20260304T050607Z"),
                Variant("vi", ("Thủy triều đổi lúc 5 < 6 giờ.",), notes=("checked",)),
            ),
            Origin(("sea/tides", "sea/tides"), (0,), (0, 1), 0.87654),
        ),
        TranslationUnit(
            "tide-2",
            (
                Variant("vi", ("Nước ", Tag("bpt", "1", "<b>"), "lên", Tag("ept", "1", "</b>"))),
                Variant("en", (Tag("hi", "", "High"), " water", Tag("ph", "2", "{n}"))),
            ),
            Origin(("a", "b"), (3, 4), (4,), 1.0, reviewed=True),
            notes=("A person has read it.",),
            props=(("x-desk", "north"),),
        ),
    ),
)

LOOSE_CONCEPT = """\
# Where ships wait for the tide.
status = 'approved' # since spring
id = "tide-gate"
"subject" = "sea"
related = [ "lock",  # the other gate
  "sluice" ]

[event]
date = "2026-03-04" # day of the flood
type = 'abolished'

# who wrote
[[history]]
action = "proposed"
by = "Lan"
date = "2026-03-04"

# the term of the charts
[[term]] # Vietnamese
term = "cửa triều"
type = "fullForm"
lang = "vi"
status = "preferred"
note = '''
Two lines
with "quotes".'''

[definition]
vi = "cửa chỉ mở khi nước lớn"
en = "gate open at high water only" # short
# end of file
"""


def written(write: Callable[[BinaryIO], int]) -> bytes:
    file = io.BytesIO()
    assert write(file) == 2
    return file.getvalue()


@pytest.fixture
def golden(repository: Path) -> Path:
    return repository / "tests" / "golden" / "formats"


def test_a_memory_is_written_as_its_golden_tmx(golden: Path) -> None:
    raw = written(lambda file: tmx.write(MEMORY, file, version="0.1"))
    assert raw == (golden / "memory.tmx").read_bytes()


def test_a_glossary_is_written_as_its_golden_tbx(golden: Path) -> None:
    raw = written(lambda file: tbx.write(GLOSSARY, file, languages=("vi", "en")))
    assert raw == (golden / "glossary.tbx").read_bytes()


def test_a_glossary_is_written_as_its_golden_table(golden: Path) -> None:
    file = io.BytesIO()
    assert table.write(GLOSSARY, file, source="en", target="vi") == 3
    assert file.getvalue() == (golden / "glossary.tsv").read_bytes()


def test_a_concept_is_formatted_as_its_golden_file(golden: Path) -> None:
    raw = concept.canonical(LOOSE_CONCEPT).encode()
    assert raw == (golden / "tide-gate.toml").read_bytes()


def test_a_golden_concept_file_is_sound(golden: Path) -> None:
    assert concept.read(golden / "tide-gate.toml").findings == ()


@pytest.mark.parametrize("name", ["memory.tmx", "glossary.tbx"])
def test_a_golden_file_is_valid(shared: Path, golden: Path, name: str) -> None:
    checker = shared / "tools" / "validate_formats.py"
    checked = subprocess.run(
        [sys.executable, checker, golden / name], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
