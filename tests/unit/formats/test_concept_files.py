"""Concept files: each kind of break has its code and place; the canonical form keeps all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tmkit.formats import concept, toml
from tmkit.formats.concept_text import is_canonical
from tmkit.model import ConceptFile, Event, Finding, Fix

RAIN_GAUGE = """\
id = "rain-gauge"
subject = "weather"
status = "draft"

[[term]]
lang = "en"
term = "rain gauge"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-03-04"
by = "Lan"
action = "proposed"
"""


def read(folder: Path, text: str | bytes) -> ConceptFile:
    path = folder / "rain-gauge.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return concept.read(path)


def place_of(finding: Finding) -> tuple[str, int, int, str]:
    return finding.code, finding.place.line, finding.place.column, finding.place.field


def test_a_sound_file_is_a_concept_without_findings(tmp_path: Path) -> None:
    file = read(tmp_path, RAIN_GAUGE + '\n[event]\ntype = "renamed"\ndate = "2026-05-06"\n')
    assert file.findings == ()
    assert file.concept is not None
    assert file.concept.event == Event("renamed", "2026-05-06")
    assert [term.text for term in file.concept.terms_in("en")] == ["rain gauge"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"weather"', '"weather', ("TG101", 2, 19, "")),
        ('"weather"', "", ("TG101", 2, 11, "")),
        ('id = "rain-gauge"', 'id = "a"\nid = "b"', ("TG101", 2, 9, "")),
        (
            'type = "fullForm"',
            'type = "fullForm"\ngender = "m"',
            ("TG102", 9, 10, "term[0].gender"),
        ),
        ("[[history]]", "[event]\nkind = 1\n[[history]]", ("TG102", 12, 8, "event.kind")),
        ('subject = "weather"\n', "", ("TG103", 1, 1, "")),
        ('lang = "en"\n', "", ("TG103", 5, 1, "term[0]")),
        ('by = "Lan"', 'by = " "', ("TG106", 13, 6, "history[0].by")),
        ("\n[[term]]", 'definition.vi = ""\n\n[[term]]', ("TG106", 4, 17, "definition.vi")),
        ('"draft"', '"ready"', ("TG104", 3, 10, "status")),
        ('"weather"', "7", ("TG104", 2, 11, "subject")),
        ('lang = "en"', 'lang  =  "en_GB"', ("TG104", 6, 10, "term[0].lang")),
        ('"fullForm"', '"fullform"', ("TG104", 8, 8, "term[0].type")),
        ('"2026-03-04"', "2026-03-04", ("TG105", 12, 8, "history[0].date")),
        ('"2026-03-04"', '"2026-02-30"', ("TG105", 12, 8, "history[0].date")),
        ("\n[[term]]", "<<<<<<< HEAD\n[[term]]", ("TG101", 4, 1, "")),
        ("\n[[term]]", 'related = ["Wind"]\n\n[[term]]', ("TG104", 4, 11, "related")),
        ("\n[[term]]", 'broader = ["a", "a"]\n\n[[term]]', ("TG104", 4, 11, "broader")),
        ("\n[[term]]", 'definition = "x"\n\n[[term]]', ("TG104", 4, 14, "definition")),
        ("\n[[term]]", 'event = "x"\n\n[[term]]', ("TG104", 4, 9, "event")),
    ],
)
def test_each_kind_of_break_is_found_at_its_place(
    tmp_path: Path, old: str, new: str, place: tuple[str, int, int, str]
) -> None:
    file = read(tmp_path, RAIN_GAUGE.replace(old, new, 1))
    assert file.concept is None
    assert place in [place_of(finding) for finding in file.findings]


def test_an_id_that_is_not_the_file_name_leaves_the_concept(tmp_path: Path) -> None:
    file = read(tmp_path, RAIN_GAUGE.replace('id = "rain-gauge"', 'id = "rain"'))
    assert [place_of(finding) for finding in file.findings] == [("TG108", 1, 6, "id")]
    assert file.concept is not None
    assert file.concept.id == "rain"


@pytest.mark.parametrize(
    ("old", "new", "fix"),
    [
        ('"fullForm"', '"FullForm"', Fix("term[0].type", "fullForm")),
        ('lang = "en"', 'lang = "en_gb"', Fix("term[0].lang", "en-GB")),
        ('"2026-03-04"', "2026-03-04", Fix("history[0].date", "2026-03-04")),
        ('"fullForm"', '"full"', None),
        ('"2026-03-04"', '"4 March"', None),
    ],
)
def test_a_value_that_can_only_mean_one_thing_has_its_fix(
    tmp_path: Path, old: str, new: str, fix: Fix | None
) -> None:
    (finding,) = read(tmp_path, RAIN_GAUGE.replace(old, new, 1)).findings
    assert finding.fix == fix


def test_a_file_that_cannot_be_opened_or_is_too_large_is_a_finding(tmp_path: Path) -> None:
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    assert [finding.code for finding in concept.read(loop).findings] == ["TG111"]
    assert [finding.code for finding in read(tmp_path, "#" * 1_000_001).findings] == ["TG112"]


def test_a_byte_order_mark_and_windows_line_ends_are_read_over(tmp_path: Path) -> None:
    file = read(tmp_path, b"\xef\xbb\xbf" + RAIN_GAUGE.replace("\n", "\r\n").encode())
    assert file.findings == ()
    assert file.places["term[0].term"] == (7, 8)
    assert concept.canonical(file.raw) == RAIN_GAUGE


def test_a_byte_that_is_not_utf_8_is_found_on_its_line(tmp_path: Path) -> None:
    file = read(tmp_path, RAIN_GAUGE.encode().replace(b"Lan", b"L\xe2n"))
    assert [place_of(finding) for finding in file.findings] == [("TG110", 13, 0, "")]


def test_a_misspelt_key_brings_the_right_one_to_mind(tmp_path: Path) -> None:
    file = read(tmp_path, RAIN_GAUGE.replace("subject", "sujbect"))
    assert file.findings[0].help == "Did you mean: subject?"


def test_all_breaks_of_a_file_are_found_at_once(tmp_path: Path) -> None:
    file = read(tmp_path, "")
    assert [finding.code for finding in file.findings] == ["TG103"] * 5


def test_a_file_nested_without_end_is_a_finding(tmp_path: Path) -> None:
    file = read(tmp_path, f"note = {'[' * 5000}")
    assert [finding.code for finding in file.findings] == ["TG101"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('status = "draft"\nid = "x"', ['id = "x"', 'status = "draft"']),
        ("id   =   'x'", ['id = "x"']),
        ('note = """\na\tb\n"c\\" \\u007f"""', ['note = "a\\tb\\n\\"c\\" \\u007f"']),
        ('related = [\n  "a",\n  "b",\n]', ['related = ["a", "b"]']),
        ('[definition]\nvi = "x"', ['definition.vi = "x"']),
        ('id = "x"\r\nnote = "y"\r\n', ['id = "x"', 'note = "y"']),
        ('[event]\ndate = "d"\ntype = "t"', ["", "[event]", 'type = "t"', 'date = "d"']),
    ],
)
def test_the_canonical_form_has_one_order_and_one_spelling(text: str, lines: list[str]) -> None:
    assert concept.canonical(text).splitlines() == lines


def test_a_comment_follows_its_key() -> None:
    text = '# state\nstatus = "draft"  # for now\n# name\nid = "x"\n# end\n'
    assert concept.canonical(text) == (
        '# name\nid = "x"\n# state\nstatus = "draft"  # for now\n# end\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        'definition = {vi = "x"}  # why\n',
        '[definition]  # why\nvi = "x"\n',
        '# why\nterm = [{lang = "vi"}]\n',
        'history = [{by = "Lan"}]  # why\n',
    ],
    ids=["beside a table in a line", "beside a header", "above an array", "beside an array"],
)
def test_a_comment_at_a_table_written_in_another_way_stays(text: str) -> None:
    assert "# why" in concept.canonical(text)


def test_the_canonical_form_of_no_toml_is_an_error() -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match="Invalid value"):
        concept.canonical("id = ")


def test_a_canonical_file_without_comments_is_known_at_a_glance(repository: Path) -> None:
    texts = [path.read_text() for path in (repository / "glossaries").rglob("*.toml")]
    known = [is_canonical(text, table) for text in texts if (table := toml.plain(text)) is not None]
    assert all(known)
    assert len(known) > len(texts) // 2
