"""Real documents and published schemas, where they are at hand (TMKIT_SHARED)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import Run

from tmkit import read_tmx


def test_pages_that_do_not_translate_one_another_give_acronyms_and_no_unit(
    shared: Path, run: Run, tmp_path: Path
) -> None:
    for page in (shared / "seeds").glob("*.txt"):
        shutil.copy(page, tmp_path)
    result = run("build", tmp_path)
    assert result.exit_code == 0
    assert "No unit" in result.stderr
    assert list(read_tmx(tmp_path / "build" / "memory.tmx")) == []
    lines = (tmp_path / "build" / "candidates.jsonl").read_text(encoding="utf-8").splitlines()
    found = {
        term["term"]: term.get("full") for row in map(json.loads, lines) for term in row["terms"]
    }
    assert found["APO"] == "Tổ chức Năng suất Châu Á"
    assert found["UNMZ"] == "Văn phòng Tiêu chuẩn, Đo lường và Thử nghiệm Séc"
    assert found["JISC"] == "Japan Industrial Standards Committee"


def test_the_exchange_files_of_this_repository_are_valid(
    shared: Path, repository: Path, run: Run, tmp_path: Path
) -> None:
    run("build", repository, "-o", tmp_path)
    files = [tmp_path / "memory.tmx", tmp_path / "glossary.tbx"]
    checker = shared / "tools" / "validate_formats.py"
    done = subprocess.run(
        [sys.executable, checker, *files], check=False, capture_output=True, text=True
    )
    assert done.stdout.count("VALID  ") == len(files), done.stdout
    assert done.returncode == 0
