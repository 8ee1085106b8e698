"""tmkit convert: a memory from one format into another, and a word on what is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit import read_tmx

TMX = """\
<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en-US" datatype="plaintext"/><body>
<tu tuid="1"><note>Of the port.</note><tuv xml:lang="en-US"><seg>The <ph x="1"/>fee</seg></tuv>
<tuv xml:lang="vi-VN"><seg>Phí</seg></tuv><tuv xml:lang="fr"><seg>La taxe</seg></tuv></tu>
<tu tuid="2"><note>a</note><tuv xml:lang="en-US"><seg>Due&#9;now</seg></tuv>
<tuv xml:lang="vi-VN"><seg>Đến hạn</seg></tuv></tu>
</body></tmx>
"""
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.html" '
    'source-language="en" target-language="vi"><body><trans-unit id="1"><source>Pay <g id="1">now'
    '</g>.</source><target state="final">Nộp <g id="1">ngay</g>.</target></trans-unit></body>'
    "</file></xliff>"
)
PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: vi\\n"\n\n'
    '#, fuzzy\nmsgid "Pay now."\nmsgstr "Nộp ngay."\n\n#~ msgid "a"\n#~ msgstr "b"\n'
)
FILES: dict[str, str | bytes] = {
    "a.tmx": TMX,
    "a.xliff": XLIFF,
    "a.sdlxliff": XLIFF,
    "a.mqxliff": XLIFF,
    "a.mxliff": XLIFF,
    "a.po": PO,
    "a.tsv": "Pay now.\tNộp ngay.\n",
    "a.csv": "Pay now.,Nộp ngay.\n",
    "a.jsonl": '{"en": "Pay now.", "vi": "Nộp ngay."}\n',
    "unnamed.xml": XLIFF,
}


@pytest.fixture
def root(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(FILES)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("output", ["out.tmx", "out.tsv", "out.csv", "out.jsonl"])
@pytest.mark.parametrize("name", FILES)
def test_every_memory_becomes_every_other(run: Run, root: Path, name: str, output: str) -> None:
    result = run("convert", name, output)
    count = 2 if name == "a.tmx" else 1
    assert (result.exit_code, result.stdout) == (0, f"units={count}\n"), result.stderr
    again = run("convert", output, "back.tmx")
    assert again.stdout == f"units={count}\n"
    units = list(read_tmx(root / "back.tmx"))
    first = [variant.text for variant in units[0].variants]
    assert first[:2] == (["The fee", "Phí"] if count == 2 else ["Pay now.", "Nộp ngay."])


def test_json_lines_between_lose_nothing(run: Run, root: Path) -> None:
    run("convert", "a.xliff", "one.tmx")
    run("convert", "a.xliff", "two.jsonl")
    result = run("convert", "two.jsonl", "two.tmx")
    assert result.stderr == ""
    assert (root / "two.tmx").read_bytes() == (root / "one.tmx").read_bytes()


def test_each_kind_of_loss_is_told_once_with_its_count(run: Run, root: Path) -> None:
    result = run("convert", "a.tmx", "out.tsv")
    lines = [line for line in result.stderr.splitlines() if "TG803" in line]
    assert len(lines) == 4
    assert all("a.tmx" in line and ".tsv" in line for line in lines)
    for said in (
        "inline codes, 1",
        "notes, 2",
        "other languages, 1",
        "line breaks (now blanks), 1",
    ):
        assert sum(said in line for line in lines) == 1
    assert "Due now" in (root / "out.tsv").read_text(encoding="utf-8")


def test_losses_are_told_in_vietnamese_and_counted_in_json(run: Run, root: Path) -> None:
    result = run("convert", "a.tmx", root / "out.csv", "--json", "--messages", "vi")
    assert json.loads(result.stdout)["losses"] == {"languages": 1, "codes": 1, "notes": 2}
    assert "TG803 cảnh báo: không đưa được vào tệp .csv" in result.stderr


def test_a_tmx_keeps_the_state_and_the_codes_of_an_xliff(run: Run, root: Path) -> None:
    assert run("convert", "a.sdlxliff", "out.tmx").stderr == ""
    (unit,) = read_tmx(root / "out.tmx")
    assert {("state", "final"), ("original", "a.html")} <= set(unit.props)
    assert len(unit.variants[0].content) == 5


def test_obsolete_entries_are_told_once(run: Run, root: Path) -> None:
    assert run("convert", root / "a.po", "out.tmx").stderr.count("TQ802") == 1


def test_the_pair_names_the_columns_of_a_table(run: Run, root: Path) -> None:
    (root / "b.tsv").write_text("Phí\tFee\n", encoding="utf-8")
    assert run("convert", "b.tsv", "out.tmx", "--pair", "vi-en").exit_code == 0
    memory = read_tmx(root / "out.tmx")
    assert memory.header.source_lang == "vi"
    assert next(iter(memory)).text("vi") == "Phí"


def test_units_in_neither_language_are_not_written_and_are_told(run: Run, root: Path) -> None:
    result = run("convert", "a.tmx", root / "out.tsv", "--pair", "de-fr")
    assert result.stdout == "units=1\n"
    assert "units without a text in de–fr, 1 in all" in result.stderr


@pytest.mark.parametrize(
    ("given", "output", "told"),
    [
        ("gone.tmx", "out.tsv", "gone.tmx: there is no such file"),
        ("a.tmx", "out.doc", "no writer for .doc"),
        ("a.tmx", "out.xliff", "no writer for .xliff"),
        ("bad.tmx", "out.tsv", "bad.tmx:1"),
        ("bad.xliff", "out.tsv", "bad.xliff:1"),
        ("bad.po", "out.tmx", "bad.po:1"),
        ("bad.csv", "out.tmx", "bad.csv:2"),
        ("bad.doc", "out.tmx", "no reader for .doc"),
        ("a.tmx", "a.tmx", "a.tmx: exists already"),
    ],
)
def test_what_cannot_be_converted_is_one_line_and_exit_code_2(
    run: Run, root: Path, given: str, output: str, told: str
) -> None:
    for name in ("bad.tmx", "bad.xliff", "bad.po", "bad.csv", "bad.doc"):
        (root / name).write_text("a,b\nno\n", encoding="utf-8")
    before = sorted(path.name for path in root.iterdir())
    result = run("convert", given, output)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr
    assert sorted(path.name for path in root.iterdir()) == before


@pytest.mark.parametrize("name", [name for name in FILES if name != "unnamed.xml"])
def test_extract_reads_all_of_them(run: Run, root: Path, name: str) -> None:
    result = run("extract", name, "-o", root / "terms.tsv")
    assert result.exit_code == 0, result.stderr
    assert (root / "terms.tsv").exists()


def test_a_folder_without_concepts_and_a_broken_one_are_told(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    root = make_project({"glossaries/g/x.toml": 'id = "x'})
    result = run("convert", root, tmp_path / "out.tbx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "TG101" in result.stderr
    assert "no concept" in result.stderr.splitlines()[-1]


def test_what_is_wrong_with_a_memory_is_told_while_it_is_converted(
    tmp_path: Path, run: Run
) -> None:
    memory = tmp_path / "a.tmx"
    memory.write_text(
        '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" '
        'o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>'
        '<tu tuid="7"><tuv><seg>A seal.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    result = run("convert", memory, tmp_path / "b.tmx")
    assert "TX101 error" in result.stderr
    assert result.exit_code == 1


def test_a_unit_without_a_variant_is_counted_and_not_written(tmp_path: Path, run: Run) -> None:
    memory = tmp_path / "a.tmx"
    memory.write_text(
        '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" '
        'o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body><tu tuid="7"></tu>'
        '<tu tuid="8"><tuv xml:lang="en"><seg>A seal.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    result = run("convert", memory, tmp_path / "b.tmx")
    assert result.stdout == "units=1\n"
    assert "1 in all" in result.stderr


def test_a_memory_is_written_in_shards_with_other_language_codes(tmp_path: Path, run: Run) -> None:
    rows = tmp_path / "a.tsv"
    rows.write_text("".join(f"A seal {n}.\tTem {n}.\n" for n in range(5)), encoding="utf-8")
    result = run(
        *("convert", rows, tmp_path / "b.tmx", "--lang-codes", "en-US,vi-VN", "--split-size", 2)
    )
    assert (result.exit_code, result.stdout) == (0, "units=5\n")
    shards = sorted(tmp_path.glob("b.*.tmx"))
    assert [shard.name for shard in shards] == ["b.0001.tmx", "b.0002.tmx", "b.0003.tmx"]
    assert 'xml:lang="vi-VN"' in shards[0].read_text(encoding="utf-8")
    assert run("validate", *shards).stdout == "units=5\n"


def test_what_is_no_language_tag_is_bad_usage(tmp_path: Path, run: Run) -> None:
    rows = tmp_path / "a.tsv"
    rows.write_text("A seal.\tTem.\n", encoding="utf-8")
    result = run("convert", rows, tmp_path / "b.tmx", "--lang-codes", "en_US")
    assert (result.exit_code, result.stdout) == (2, "")
