"""Where the shipped rules cut, fact by fact; a bar stands before each further segment."""

from __future__ import annotations

import pytest
from segmentation_cases import FACTS

from tmkit.errors import UsageError
from tmkit.settings import Settings
from tmkit.tasks.segmenting import segment_text, signature


def cases(table: dict[str, list[tuple[str, str]]]) -> pytest.MarkDecorator:
    rows = [(fact, *example) for fact, examples in table.items() for example in examples]
    return pytest.mark.parametrize(
        ("lang", "marked"), [row[1:] for row in rows], ids=map("/".join, rows)
    )


def cut(lang: str, marked: str) -> str:
    """The text of a marked example, marked anew where the rules cut it."""
    text = marked.replace("|", "")
    starts = [0, *(segment.start for segment in segment_text(text, lang)[1:])]
    return "|".join(text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True))


@cases(FACTS)
def test_the_shipped_rules_cut_where_the_bars_stand(lang: str, marked: str) -> None:
    assert cut(lang, marked) == marked


@pytest.mark.parametrize("tag", ["en-GB", "EN", "vi-VN"])
def test_a_region_or_capitals_do_not_change_the_language_of_the_rules(tag: str) -> None:
    assert len(segment_text("Tem 1. Tem 2.", tag)) == 2


def test_letter_case_of_a_language_tag_says_nothing() -> None:
    assert len(segment_text("Tem 1. Tem 2.", "Vi")) == 2


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_a_text_without_signs_has_no_segments(text: str) -> None:
    assert segment_text(text, "vi") == []


def test_a_language_without_rules_is_bad_usage() -> None:
    with pytest.raises(UsageError, match="xx"):
        segment_text("Tem 1.", "xx")


def test_the_signature_names_each_language_with_the_digest_of_its_rules() -> None:
    parts = signature(Settings("en-GB", "vi")).split(",")
    assert [part.split("-")[0] for part in parts] == ["en", "vi"]
