"""Each writer against its golden file, byte for byte."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from tmkit.formats import concept, table, tbx, tmx
from tmkit.model import (
    Concept,
    Event,
    Glossary,
    HistoryEntry,
    Memory,
    MemoryHeader,
    Origin,
    Tag,
    Term,
    TranslationUnit,
    Variant,
)

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

GLOSSARY = Glossary(
    "tides",
    (
        Concept(
            id="3-hour-rule",
            subject="sea",
            status="review",
            terms=(
                Term("vi", "quy tắc ba giờ", part_of_speech="noun", valid_from="2020-01-01"),
                Term("vi", "luật ba tiếng", status="forbidden", note="Colloquial."),
                Term("en", "three-hour rule", "phrase", usage="GB", source="pilot#7"),
            ),
            definition={"en": "estimate of the tide's height every 3 hours"},
            definition_source={"en": "Pilot & chart, 2019"},
            history=(HistoryEntry("2026-03-04", "tmkit", "proposed"),),
            note="Compare the rule of twelfths.",
        ),
        Concept(
            id="tide-office",
            subject="bodies",
            status="approved",
            terms=(
                Term("en", "Tide Office", part_of_speech="properNoun"),
                Term(
                    "en", "TO", "acronym", full="Tide Office", context="The TO rang.", source="a#1"
                ),
                Term("vi", "Sở Thủy triều", status="preferred"),
                Term("vi", "STT", "acronym", valid_until="2025-12-31"),
                Term("vi", "Sở Con nước", "variant", "superseded"),
            ),
            event=Event("renamed", "2025-12-31"),
            history=(
                HistoryEntry("2026-03-04", "Lan", "proposed"),
                HistoryEntry("2026-03-05", "Minh", "approved", note="Seen on the door."),
            ),
        ),
    ),
    signature="tmkit:0.1",
    notes=("Approved & in review.",),
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
