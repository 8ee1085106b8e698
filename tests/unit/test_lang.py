"""Language tags of BCP 47."""

from __future__ import annotations

import pytest

from tmkit import lang


@pytest.mark.parametrize("tag", ["vi", "vi-VN", "zh-Hant-TW", "de-CH-1901", "es-419", "EN-gb"])
def test_a_language_with_script_region_and_variants_is_a_tag(tag: str) -> None:
    assert lang.is_tag(tag)


@pytest.mark.parametrize("text", ["", "v", "vi_VN", "vi-", "-vi", "viet-nam", "vi VN", "vi\n"])
def test_other_text_is_no_tag(text: str) -> None:
    assert not lang.is_tag(text)


@pytest.mark.parametrize(
    ("tag", "written"),
    [("VI-vn", "vi-VN"), ("ZH-hant-tw", "zh-Hant-TW"), ("de-ch-1901", "de-CH-1901")],
)
def test_a_tag_has_one_letter_case(tag: str, written: str) -> None:
    assert lang.canonical(tag) == written


@pytest.mark.parametrize("text", ["VI_vn", "x-Ours", ""])
def test_what_is_no_tag_stays_as_it_is(text: str) -> None:
    assert lang.canonical(text) == text


@pytest.mark.parametrize(("tag", "language"), [("en-GB", "en"), ("VI", "vi"), ("vi_VN", "vi")])
def test_the_language_of_a_tag_comes_first(tag: str, language: str) -> None:
    assert lang.primary(tag) == language


@pytest.mark.parametrize(
    ("tag", "said"),
    [("en-GB", "en"), ("sr-Cyrl-RS", "sr-cyrl"), ("zh_Hant", "zh-hant"), ("*all*", "*all*")],
)
def test_a_language_is_written_the_same_in_any_region(tag: str, said: str) -> None:
    assert lang.written(tag) == said
