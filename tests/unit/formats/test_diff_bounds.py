"""The page of a comparison: its bounds."""

from __future__ import annotations

import io

import pytest

from tmkit.formats import diff_page
from tmkit.formats.diff_page import Change, Comparison, Edit, Part


def page(texts: list[str]) -> str:
    changes = [Change("added", "u", (Part((Edit("new", text),), "vi"),)) for text in texts]
    file = io.BytesIO()
    diff_page.write(Comparison("units", "a", "b", changes), file)
    return file.getvalue().decode()


@pytest.mark.parametrize(
    ("texts", "shown"), [(["x"] * 5, 5), (["y" * 150_000] * 5, 1), (["z" * 900_000] * 2, 1)]
)
def test_long_texts_leave_room_for_fewer_changes_but_always_for_one(
    texts: list[str], shown: int
) -> None:
    written = page(texts)
    assert written.count("<h3>u</h3>") == shown
    assert ("more." in written) == (shown < len(texts))


def test_two_that_do_not_differ_say_so() -> None:
    assert "The two hold the same." in page([])
