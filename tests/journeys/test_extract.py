"""tmkit extract: a memory, a table or a project in; candidates out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject, Run
from lxml import etree

ROWS = """\
u1\tWeighbridges carry a lead seal.\tCân ô tô có kẹp chì.
u2\tA lead seal is broken by the owner.\tKẹp chì do chủ sở hữu làm gãy.
u3\tThe weighbridge has no lead seal.\tCân ô tô không có kẹp chì.
u4\tOwners of weighbridges pay the fee.\tChủ sở hữu cân ô tô nộp phí.
u5\tNobody repairs the weighbridge.\tKhông ai sửa cân ô tô.
u6\tThe Lam Giang Metrology Office (LGMO) sells it.\tChi cục Đo lường Lam Giang (LGMO) bán.
"""
CONCEPT = """\
id = "weighbridge"
subject = "metrology"
status = "{status}"

[[term]]
lang = "en"
term = "weighbridge"
type = "fullForm"
status = "preferred"

[[term]]
lang = "vi"
term = "{term}"
type = "fullForm"
status = "preferred"

[[history]]
date = "2026-01-02"
by = "tmkit"
action = "proposed"
"""


@pytest.fixture
def table(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_project({"rows.tsv": ROWS})
    monkeypatch.chdir(root)
    return root / "rows.tsv"


def extracted(run: Run, table: Path, name: str = "out.jsonl") -> Path:
    output = table.parent / name
    result = run("extract", table, "-o", output)
    assert result.exit_code == 0, result.stderr
    return output


def sources(output: Path) -> list[str]:
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    return [term["term"] for row in rows for term in row["terms"] if term["lang"] == "en"]


def test_a_table_gives_pairs_of_source_target_score_best_first(run: Run, table: Path) -> None:
    lines = extracted(run, table, "out.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert ["weighbridge", "cân ô tô"] in [row[:2] for row in rows]
    scores = [float(row[2]) for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_json_lines_have_terms_counts_and_evidence(run: Run, table: Path) -> None:
    lines = extracted(run, table).read_text(encoding="utf-8").splitlines()
    row = next(each for each in map(json.loads, lines) if each["terms"][0]["term"] == "weighbridge")
    assert row["count"] == 4
    assert {each["reference"] for each in row["evidence"]} == {"u1", "u3", "u4", "u5"}
    assert row["evidence"][0]["spans"]["vi"].startswith("C")


def test_acronyms_stand_among_the_candidates(run: Run, table: Path) -> None:
    assert "LGMO" in sources(extracted(run, table))


def test_tbx_is_well_formed_and_says_that_nobody_has_looked(run: Run, table: Path) -> None:
    tree = etree.parse(extracted(run, table, "out.tbx"))
    assert "weighbridge" in [term.text for term in tree.iter("term")]
    assert "no person has reviewed" in "".join(tree.getroot().itertext())


def test_a_memory_gives_what_its_table_gives(run: Run, table: Path) -> None:
    units = "".join(
        f'<tu tuid="{name}"><tuv xml:lang="en-US"><seg>{one}</seg></tuv>'
        f'<tuv xml:lang="vi-VN"><seg>{other}</seg></tuv></tu>'
        for name, one, other in (line.split("\t") for line in ROWS.splitlines())
    )
    memory = table.with_name("memory.tmx")
    memory.write_text(
        '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" '
        'o-tmf="x" adminlang="en" srclang="en-US" datatype="plaintext"/>'
        f"<body>{units}</body></tmx>",
        encoding="utf-8",
    )
    assert sources(extracted(run, memory, "one.jsonl")) == sources(extracted(run, table))


def test_a_project_gives_the_candidates_of_its_build(make_project: MakeProject, run: Run) -> None:
    texts = list(zip(*(line.split("\t")[1:] for line in ROWS.splitlines()), strict=True))
    root = make_project(
        {"corpus/en/a.txt": "\n\n".join(texts[0]), "corpus/vi/a.txt": "\n\n".join(texts[1])}
    )
    assert run("build", root, "-o", root / "out").exit_code == 0
    assert run("extract", root, "-o", root / "x.jsonl").exit_code == 0
    found = (root / "x.jsonl").read_text(encoding="utf-8")
    assert "weighbridge" in found
    assert sources(root / "x.jsonl") == sources(root / "out" / "candidates.jsonl")


@pytest.mark.parametrize("status", ["review", "rejected"])
def test_what_the_glossary_holds_or_has_rejected_is_not_asked_again(
    run: Run, table: Path, status: str
) -> None:
    concept = table.parent / "glossaries" / "g" / "weighbridge.toml"
    concept.parent.mkdir(parents=True)
    concept.write_text(CONCEPT.format(status=status, term="Cân ô tô"), encoding="utf-8")
    assert "weighbridge" not in sources(extracted(run, table))


def test_another_translation_of_a_known_term_names_its_concept(run: Run, table: Path) -> None:
    concept = table.parent / "glossaries" / "g" / "weighbridge.toml"
    concept.parent.mkdir(parents=True)
    concept.write_text(CONCEPT.format(status="review", term="cân xe"), encoding="utf-8")
    lines = extracted(run, table).read_text(encoding="utf-8").splitlines()
    row = next(each for each in map(json.loads, lines) if each["terms"][0]["term"] == "weighbridge")
    assert row["concept"] == "weighbridge"


@pytest.mark.parametrize(
    ("name", "content", "output", "told"),
    [
        ("rows.tsv", "one column\n", "out.tsv", "rows.tsv:1:"),
        ("rows.tsv", "", "out.tsv", "rows.tsv:"),
        ("rows.tsv", "a\tb\n", "out.doc", ".doc"),
        ("memory.tmx", "no xml", "out.tsv", "memory.tmx"),
        ("other.tsv", "a\tb\n", "out.tsv", "rows.tsv"),
        ("rows.tsv", "Cân ô tô có kẹp chì.\tWeighbridges have a seal.\n", "out.tsv", "is vi"),
        ("rows.tsv", "The scale has a seal.\tThe scale has a seal.\n", "out.tsv", "is en"),
    ],
)
def test_bad_input_is_told_in_one_line(
    table: Path, run: Run, name: str, content: str, output: str, told: str
) -> None:
    root = table.parent
    table.unlink()
    (root / name).write_text(content, encoding="utf-8")
    given = root / (name if name != "other.tsv" else "rows.tsv")
    result = run("extract", given, "-o", root / output)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (root / output).exists()
