"""Memories as JSON lines: the rows of tmkit, and rows that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import jsonl
from tmkit.model import Memory


def memory_of(folder: Path, text: str) -> Memory:
    path = folder / "fees.jsonl"
    path.write_text(text, encoding="utf-8")
    return jsonl.read(path, ("en", "vi"))


def test_the_lines_that_align_writes_are_units(tmp_path: Path) -> None:
    text = '{"en": "fee", "vi": "phí", "source": [0], "target": [0], "score": 0.5}\n\n'
    (unit,) = memory_of(tmp_path, text)
    assert (unit.id, unit.text("en"), unit.text("vi")) == ("1", "fee", "phí")
    assert unit.props == (("score", "0.5000"),)


@pytest.mark.parametrize(
    "row",
    [
        "no json", "[]", "1", "{}", '{"variants": 1}', '{"variants": [{}]}', "[" * 100_000,
        '{"id": 7, "variants": []}', '{"variants": [{"lang": "en", "text": 5}]}',
        '{"variants": [{"lang": "en", "content": [{"kind": "b"}]}]}',
        '{"variants": [{"lang": "en", "text": "\\ud800"}]}', '{"en": ["fee"]}',
    ],
    ids=range(12),
)  # fmt: skip
def test_a_line_that_is_no_unit_is_one_error_with_its_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(FormatError) as caught:
        list(memory_of(tmp_path, f'{{"en": "fee", "vi": "phí"}}\n{row}\n'))
    assert (caught.value.key, caught.value.line) == ("jsonl-row", 2)
    assert "\n" not in str(caught.value)
