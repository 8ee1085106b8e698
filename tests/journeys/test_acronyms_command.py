"""tmkit acronyms: the ledger of documents and of a project."""

from __future__ import annotations

import json

import pytest
from conftest import MakeProject, Run

ENGLISH = """\
The Lam Giang Metrology Office (LGMO) met.

LGMO and the Seal Office (SO) agreed. BIPM wrote.

The Sea Observatory (SO) stayed away.
"""
VIETNAMESE = """\
Văn phòng Đo lường Lam Giang (VPĐL) họp.

VPĐL và Chi cục Kiểm định (CCKĐ) đồng ý. BIPM có thư.

Đài Quan trắc biển (ĐQT) không dự.
"""
CONCEPT = """\
id = "lgmo"
subject = "metrology"
status = "review"
replaced_by = ["seal-office"]

[[term]]
lang = "en"
term = "LGMO"
type = "acronym"
status = "preferred"
full = "Lam Giang Metrology Office"

[[history]]
date = "2026-01-02"
by = "tmkit"
action = "proposed"

[event]
type = "merged"
date = "2025-03-01"
"""


def test_documents_give_a_table_by_language_the_most_frequent_first(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({"a.txt": ENGLISH, "b.txt": VIETNAMESE})
    result = run("acronyms", root / "a.txt", root / "b.txt")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "lang\tacronym\tcount\tlong forms\tcounterpart\tfirst\tlast\tdoubts",
        "en\tLGMO\t2\tLam Giang Metrology Office (1)\t\t\t\t",
        "en\tSO\t2\tSea Observatory (1); Seal Office (1)\t\t\t\tcontradiction",
        "en\tBIPM\t1\t\tBIPM\t\t\tunexplained",
        "vi\tVPĐL\t2\tVăn phòng Đo lường Lam Giang (1)\t\t\t\t",
        "vi\tBIPM\t1\t\tBIPM\t\t\tunexplained",
        "vi\tCCKĐ\t1\tChi cục Kiểm định (1)\t\t\t\t",
        "vi\tĐQT\t1\tĐài Quan trắc biển (1)\t\t\t\t",
    ]


def test_a_project_links_the_languages_and_dates_what_it_finds(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project(
        {
            "corpus/en/a.txt": ENGLISH,
            "corpus/vi/a.txt": VIETNAMESE,
            "corpus/documents.toml": '[a]\ndate = "2024-05-06"\n',
        }
    )
    rows = json.loads(run("acronyms", root, "--json").stdout)
    lgmo = next(row for row in rows if row["acronym"] == "LGMO")
    assert (lgmo["counterpart"], lgmo["method"]) == ("VPĐL", "co-occurrence")
    assert lgmo["longs"] == [
        {
            "text": "Lam Giang Metrology Office",
            "count": 1,
            "first": "2024-05-06",
            "last": "2024-05-06",
            "reference": "a#1",
        }
    ]


def test_what_the_glossary_knows_of_its_end_stands_beside_an_acronym(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_project({"a.txt": ENGLISH, "glossaries/g/lgmo.toml": CONCEPT})
    monkeypatch.chdir(root)
    rows = json.loads(run("acronyms", "a.txt", "--json").stdout)
    assert rows[0]["acronym"] == "LGMO"
    assert rows[0]["concepts"] == [
        {
            "id": "lgmo",
            "event": {"kind": "merged", "date": "2025-03-01", "act": ""},
            "replaced_by": ["seal-office"],
        }
    ]


def test_an_unreadable_document_is_told_and_the_rest_goes_on(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({"a.txt": ENGLISH, "b.docx": "no archive"})
    result = run("acronyms", root / "a.txt", root / "b.docx")
    assert result.exit_code == 1
    assert "b.docx" in result.stderr
    assert "LGMO" in result.stdout


@pytest.mark.parametrize("names", [("none.txt",), (".", "a.txt"), ("b.docx",)])
def test_bad_usage_is_told_in_one_line(
    make_project: MakeProject, run: Run, names: tuple[str, ...]
) -> None:
    root = make_project({"a.txt": ENGLISH, "b.docx": "no archive"})
    result = run("acronyms", *(root / name for name in names))
    assert (result.exit_code, result.stdout) == (2, "")
