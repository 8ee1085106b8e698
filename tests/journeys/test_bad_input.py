"""What goes wrong is said in one line: what, where, what to do. Nothing is lost or half-written."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import MakeProject, Run

GOOD: dict[str, str | bytes] = {
    "corpus/en/good.txt": "It costs 15 dollars.",
    "corpus/vi/good.txt": "Giá là 15 đô la.",
}
CONCEPT = 'id = "x"\nsubject = "trade\n'


@pytest.mark.parametrize(
    ("files", "code", "place"),
    [
        ({"corpus/en/bad.txt": ""}, "TD104", "bad.txt:"),
        ({"corpus/en/bad.txt": " \n\n"}, "TD104", "bad.txt:"),
        ({"corpus/en/bad.txt": "\ufeff\u200b"}, "TD104", "bad.txt:"),
        ({"corpus/en/bad.txt": b"\x7fELF\x00\x01"}, "TD102", "bad.txt:"),
        ({"corpus/vi/bad.txt": b"T\xe0i li\xc3\xaa\n"}, "TD103", "bad.txt:1:2:"),
        ({"corpus/vi/bad.txt": b"M\xe1\xbb\x99t\nT\xc3\xa0i \xff\n"}, "TD103", "bad.txt:2:5:"),
        ({"corpus/vi/bad.docx": b"PK\x03\x04 not a package"}, "TD105", "bad.docx:"),
        ({"corpus/en/a.txt": "x y", "corpus/en/a.docx": b"PK"}, "TD108", "a.txt:"),
        ({"glossaries/g/x.toml": CONCEPT}, "TG101", "x.toml:2:17:"),
    ],
)
def test_one_bad_file_is_an_error_and_the_rest_goes_on(
    make_project: MakeProject,
    run: Run,
    files: dict[str, str | bytes],
    code: str,
    place: str,
) -> None:
    root = make_project({**GOOD, **files})
    result = run("build", root)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if f"{code} error" in line]
    assert len(lines) == 1
    assert place in lines[0]
    assert "15 dollars" in (root / "build" / "memory.tmx").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "code"),
    [({"corpus/en/alone.txt": "Nobody translated this."}, "TD201 info"),
     ({"corpus/en/scan.pdf": b"%PDF-1.7"}, "TD110 warning")],
)  # fmt: skip
def test_what_is_no_error_does_not_fail_the_build(
    make_project: MakeProject, run: Run, files: dict[str, str | bytes], code: str
) -> None:
    result = run("build", make_project({**GOOD, **files}))
    assert result.exit_code == 0
    assert code in result.stderr


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no documents"),
        ({"corpus/en/.hidden.txt": "no"}, "no documents"),
        ({"corpus/en/a.txt": b"\0", "corpus/vi/a.txt": ""}, "none of the 2 documents can be read"),
        ({**GOOD, "tmkit.toml": "corpuss = 'x'"}, "Did you mean: corpus?"),
        ({**GOOD, "tmkit.toml": "corpus ="}, "is not TOML"),
        ({**GOOD, "tmkit.toml": "at_least = 'much'"}, "at_least cannot be 'much'"),
        ({**GOOD, "tmkit.toml": "at_least = 2"}, "at_least cannot be 2"),
        ({**GOOD, "tmkit.toml": 'target = "en"'}, "both en"),
        ({**GOOD, "tmkit.toml": 'source = "e_n"'}, "source cannot be 'e_n'"),
    ],
)
def test_what_cannot_be_built_ends_with_one_line_and_exit_code_2(
    make_project: MakeProject, run: Run, files: dict[str, str | bytes], message: str
) -> None:
    root = make_project(files)
    result = run("build", root)
    assert result.exit_code == 2
    assert message in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.output
    assert not (root / "build").exists() or not list((root / "build").iterdir())


def test_a_folder_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    result = run("build", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere: there is no such folder" in result.stderr


def test_an_output_folder_that_cannot_be_written_is_named(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({**GOOD, "taken": "a file, not a folder"})
    result = run("build", root, "-o", root / "taken")
    assert result.exit_code == 2
    assert "taken" in result.stderr
    assert "Name another place with -o." in result.stderr


def test_a_build_that_fails_leaves_the_last_good_one(make_project: MakeProject, run: Run) -> None:
    root = make_project(GOOD)
    run("build", root)
    before = {path.name: path.read_bytes() for path in (root / "build").iterdir()}
    for name in GOOD:
        (root / name).write_bytes(b"\0")
    assert run("build", root).exit_code == 2
    assert {path.name: path.read_bytes() for path in (root / "build").iterdir()} == before


def test_messages_come_in_vietnamese_where_the_user_asks(
    make_project: MakeProject, run: Run
) -> None:
    result = run("build", make_project({**GOOD, "corpus/en/alone.txt": "One."}), "--messages", "vi")
    assert "TD201 thông tin: không có bản vi tương ứng" in result.stderr
    assert "văn bản (2 có cặp)" in result.stdout


def test_debug_shows_the_traceback_that_is_hidden_otherwise(run: Run, tmp_path: Path) -> None:
    hidden = run("build", tmp_path / "nowhere")
    shown = run("build", tmp_path / "nowhere", "--debug")
    assert isinstance(hidden.exception, SystemExit)
    assert type(shown.exception).__name__ == "UsageError"
