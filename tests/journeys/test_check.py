"""`tmkit check`, `rules` and `schema`: what people, editors and CI see."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tmkit.cli import main
from tmkit.formats import concept

SOUND = """\
id = "level"
subject = "testing"
status = "draft"

[[term]]
lang = "vi"
term = "mức"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "glossaries" / "house"
    folder.mkdir(parents=True)
    (folder / "level.toml").write_text(SOUND.replace('"vi"', '"vn"'))
    monkeypatch.chdir(tmp_path)
    return folder


def tmkit(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_finding_shows_its_line_its_help_and_its_rule(house: Path) -> None:
    result = tmkit("check")
    assert result.exit_code == 1
    path = house.relative_to(Path.cwd()) / "level.toml"
    # What was not asked of a corpus is told too, before what weighs more.
    told, *_, shown = result.stdout.partition(f"\n\n{path}")
    assert told.startswith(f"{path.parent}: TG600 info: ")
    assert f"{path}{shown}" == textwrap.dedent(
        f"""\
        {path}:6:8: TG104 error: lang cannot be "vn".
          |
        6 | lang = "vn"
          |        ^^^^
          = help: Possible: en, vi
          = rule: tmkit rules TG104

        """
    )
    assert result.stderr == "Concept files checked: 1. Errors: 1, warnings: 0, infos: 1.\n"


def test_messages_are_vietnamese_where_asked(house: Path) -> None:
    result = tmkit("check", "--messages", "vi", str(house))
    assert 'lỗi: lang không thể là "vn".' in result.stdout
    assert "gợi ý: Giá trị được chấp nhận: en, vi" in result.stdout


def test_json_goes_to_stdout_alone(house: Path) -> None:
    result = tmkit("check", "--json", str(house))
    told, found = json.loads(result.stdout)
    assert told["code"] == "TG600"
    assert (found["code"], found["line"], found["id"]) == ("TG104", 6, "level")
    assert result.exit_code == 1


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_every_format_exits_alike(house: Path, form: str) -> None:
    assert tmkit("check", "--format", form, str(house)).exit_code == 1
    (house / "level.toml").write_text(SOUND)
    assert tmkit("check", "--format", form, str(house)).exit_code == 0


def test_fix_mends_and_diff_only_shows(house: Path) -> None:
    looked = tmkit("check", "--diff")
    assert '+lang = "vi"' in looked.stdout
    assert looked.stderr.startswith("1 files would be mended.\n")
    assert tmkit("check").exit_code == 1
    mended = tmkit("check", "--fix")
    assert mended.stderr.startswith("1 files mended.\n")
    assert mended.exit_code == 0
    assert (house / "level.toml").read_text() == SOUND


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nowhere"),
        ("check", "--format", "yaml"),
        ("rules", "TG999"),
        ("check", "--unknown"),
    ],
)
def test_bad_usage_exits_2_with_one_line(house: Path, arguments: tuple[str, ...]) -> None:
    assert house.is_dir()
    result = tmkit(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_broken_settings_exit_2(house: Path) -> None:
    Path("tmkit.toml").write_text('[glossary.house]\ntone = "old"\n')
    result = tmkit("check")
    assert result.exit_code == 2
    assert "glossary.house.tone" in result.stderr
    assert house.is_dir()


def test_one_broken_file_does_not_hide_the_others(house: Path) -> None:
    (house / "a.toml").write_text("<<<<<<< HEAD\n")
    (house / "b.toml").symlink_to(house / "b.toml")
    (house / "c.toml").write_bytes(b"#" * 2_000_000)
    (house / "d.toml").write_bytes(b"\xff")
    (house / "loop").symlink_to(house)
    found = json.loads(tmkit("check", "--json").stdout)
    codes = ["TG101", "TG111", "TG112", "TG110", "TG104"]
    assert [each["code"] for each in found] == ["TG600", *codes]


@pytest.mark.parametrize("settings", ["tmkit.toml", "pyproject.toml"])
@pytest.mark.parametrize("asked", [".", "terms", "terms/house", "terms/house/level.toml"])
def test_a_path_is_checked_as_a_part_of_the_project_that_it_lies_in(
    house: Path, tmp_path_factory: pytest.TempPathFactory, settings: str, asked: str
) -> None:
    assert tmkit("check").exit_code == 1  # where one is has an error of its own
    other = tmp_path_factory.mktemp("other")
    (other / "terms" / "house").mkdir(parents=True)
    (other / "terms" / "house" / "level.toml").write_text(SOUND)
    (other / "corpus").mkdir()
    (other / "corpus" / "documents.toml").write_text("[law]\nconfidential = true\n")
    table = 'glossaries = "terms"\n[{}glossary.house]\nsubjects = {{ hydrology = "thủy văn" }}\n'
    whole = (
        table.format("")
        if settings == "tmkit.toml"
        else "[tool.tmkit]\n" + table.format("tool.tmkit.")
    )
    (other / settings).write_text(whole)
    found = json.loads(tmkit("check", "--json", str(other / asked)).stdout)
    assert [each["code"] for each in found] == ["TG600", "TG406", "TG414"]
    assert house.is_dir()


def test_a_path_in_no_project_is_checked_by_the_settings_of_where_one_is(house: Path) -> None:
    (house / "level.toml").write_text(SOUND)
    Path("pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    assert tmkit("check", str(house / "level.toml")).exit_code == 0
    Path("tmkit.toml").write_text('[glossary.house]\nsubjects = { hydrology = "thủy văn" }\n')
    assert "TG414" in tmkit("check", "glossaries/house").stdout


def test_a_rule_explains_itself_by_an_example(house: Path) -> None:
    assert house.is_dir()
    result = tmkit("rules", "tg104")
    assert result.stdout.startswith("TG104 bad-value (error)\n")
    assert 'It says: lang cannot be "vn".' in result.stdout
    listed = tmkit("rules").stdout.splitlines()
    assert "TG104  error     bad-value" in listed
    pages = json.loads(tmkit("rules", "--json").stdout)
    assert len(pages) == len(listed)


README = Path(__file__).parent.parent.parent / "README.md"
(HOUSE_RULE,) = re.findall(
    r"```py\n(# house_rules\.py\n.*?)```", README.read_text(encoding="utf-8"), re.DOTALL
)
(ENTRY_POINT,) = re.findall(
    r'entry-points\."tmkit\.rules"\]\n(.*?)\n```', README.read_text(encoding="utf-8")
)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with an entry point for house rules, as pip leaves it on the path."""
    (tmp_path / "house_rules.py").write_text(HOUSE_RULE)
    about = tmp_path / "house_rules-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1\n")
    (about / "entry_points.txt").write_text(f"[tmkit.rules]\n{ENTRY_POINT}\n".replace('"', ""))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "house_rules", raising=False)
    return about


def test_the_house_rule_of_the_readme_is_checked_beside_the_shipped_ones(
    house: Path, install: Path
) -> None:
    (house / "level.toml").write_text(SOUND.replace("mức", "MỨC CHÊNH LỆCH"))
    assert "HX001 warning: MỨC CHÊNH LỆCH is in capitals." in tmkit("check").stdout
    page = tmkit("rules", "HX001").stdout
    assert "We write terms as in running text." in page
    assert 'term = "MỨC CHÊNH LỆCH"' in page
    (install / "entry_points.txt").write_text("[tmkit.rules]\nhouse = house_rules:Rule\n")
    assert tmkit("check").exit_code == 2
    (install / "entry_points.txt").write_text("[tmkit.rules]\nhouse = nowhere:RULE\n")
    assert tmkit("check").exit_code == 2


def test_a_house_rule_that_fails_is_an_error_of_its_own(house: Path, install: Path) -> None:
    assert house.is_dir()
    rules = install.parent / "house_rules.py"
    rules.write_text(HOUSE_RULE.replace("for number", "1 / 0\n    for number"))
    result = tmkit("check")
    assert result.exit_code == 2
    assert "rule HX001 failed on concept level: ZeroDivisionError" in result.stderr


def test_the_schema_for_editors_knows_the_keys_and_choices_of_the_reader(house: Path) -> None:
    assert house.is_dir()
    schema = json.loads(tmkit("schema").stdout)
    assert set(schema["properties"]) == set(concept.TOP)
    for kind, keys in (("term", concept.TERM), ("history", concept.HISTORY)):
        assert set(schema["properties"][kind]["items"]["properties"]) == set(keys)
    assert set(schema["properties"]["event"]["properties"]) == set(concept.EVENT)
    for name, choices in concept.CHOICES.items():
        kind, key = name.split(".")
        table = schema if kind == "concept" else schema["properties"][kind]
        said = table.get("items", table)["properties"][key]["enum"]
        assert tuple(said) == choices
