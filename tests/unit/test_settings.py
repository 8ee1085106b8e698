"""Settings: where they are found, and what is refused with a word of help."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.errors import SettingsError
from tmkit.settings import WEIGHTS, Settings, load


def error_of(folder: Path) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(folder)
    return caught.value


def test_a_folder_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    text = 'source = "vi"\ntarget = "en-GB"\nat_least = 1\n'
    (tmp_path / "tmkit.toml").write_text(text, encoding="utf-8")
    assert load(tmp_path) == Settings(source="vi", target="en-GB", at_least=1)


def test_a_file_of_rules_is_looked_for_in_the_project(tmp_path: Path) -> None:
    (tmp_path / "tmkit.toml").write_text('srx = "rules/my.srx"', encoding="utf-8")
    assert load(tmp_path).srx == str(tmp_path / "rules/my.srx")


def test_abbreviations_stand_by_language(tmp_path: Path) -> None:
    text = '[abbreviations]\nvi = ["CĐ.", "KTV."]\nen = ["Regn."]\n'
    (tmp_path / "tmkit.toml").write_text(text, encoding="utf-8")
    assert load(tmp_path).abbreviations == (("en", ("Regn.",)), ("vi", ("CĐ.", "KTV.")))


def test_weights_change_those_bands_alone_that_they_name(tmp_path: Path) -> None:
    (tmp_path / "tmkit.toml").write_text('[analysis.weights]\n"95-99" = 25\n', encoding="utf-8")
    assert dict(load(tmp_path).weights) == {**dict(WEIGHTS), "95-99": 25}


def test_the_direction_is_source_then_target() -> None:
    assert Settings(source="vi", target="en").languages == ("vi", "en")


def test_the_table_may_stand_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.tmkit]\noutput = "out"\n', encoding="utf-8")
    assert load(tmp_path) == Settings(output="out")


def test_a_pyproject_without_the_table_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n", encoding="utf-8")
    assert load(tmp_path) == Settings()


def test_tmkit_toml_goes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "tmkit.toml").write_text('output = "one"\n', encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.tmkit]\noutput = "two"\n', encoding="utf-8")
    assert load(tmp_path).output == "one"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('source = "en', "settings-syntax"),
        ('sauce = "en"', "settings-key"),
        ("source = 7", "settings-value"),
        ("at_least = true", "settings-value"),
        ('at_least = "0.5"', "settings-value"),
        ("at_least = 1.5", "settings-value"),
        ("at_least = nan", "settings-value"),
        ('target = "vi_VN"', "settings-value"),
        ('source = "vi"', "settings-same"),
        ('abbreviations = ["CĐ."]', "settings-value"),
        ('[abbreviations]\nvi = "CĐ."', "settings-value"),
        ('[abbreviations]\nvi = [""]', "settings-value"),
        ('[abbreviations]\nvi_VN = ["CĐ."]', "settings-value"),
        ('source = "en-GB"\ntarget = "en-US"', "settings-same"),
        ("analysis = 7", "settings-value"),
        ("[analysis]\nweight = 7", "settings-value"),
        ("[analysis.weights]\n95 = 7", "settings-key"),
        ("[analysis.weights]\nnew = -1", "settings-value"),
        ("[analysis.weights]\nnew = true", "settings-value"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "tmkit.toml").write_text(text, encoding="utf-8")
    error = error_of(tmp_path)
    assert (error.key, error.path) == (key, str(tmp_path / "tmkit.toml"))


@pytest.mark.parametrize("text", ["[tool]\ntmkit = 7\n", "tool = 7\n"])
def test_a_pyproject_whose_tool_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert error_of(tmp_path).path == str(tmp_path / "pyproject.toml")


def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "tmkit.toml").write_bytes(b'output = "b\xffild"')
    assert error_of(tmp_path).key == "settings-syntax"


@pytest.mark.parametrize(
    ("key", "hint"), [("glosaries", "glossaries"), ("atleast", "at_least"), ("zzz", "source, ")]
)
def test_an_unknown_key_brings_the_right_one_to_mind(tmp_path: Path, key: str, hint: str) -> None:
    (tmp_path / "tmkit.toml").write_text(f'{key} = "x"', encoding="utf-8")
    assert f"Did you mean: {hint}" in error_of(tmp_path).text("en")
