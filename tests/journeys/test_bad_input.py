"""What goes wrong is said in one line: what, where, what to do. Nothing is lost or half-written."""

from __future__ import annotations

import json
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
     ({"corpus/en/scan.odt": b"PK"}, "TD110 warning")],
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


@pytest.mark.parametrize("place", ["taken", "taken/below", "taken/far/below"])
@pytest.mark.parametrize("command", ["build", "align"])
def test_a_place_that_cannot_be_written_is_named(
    make_project: MakeProject, run: Run, command: str, place: str
) -> None:
    root = make_project({**GOOD, "taken": "a file, not a folder"})
    if command == "build":
        result = run("build", root, "-o", root / place)
    else:
        folders = (root / "corpus" / "en", root / "corpus" / "vi")
        result = run("align", *folders, "-o", root / place / "out.tmx")
    assert result.exit_code == 2
    assert "taken" in result.stderr
    assert "Name another place with -o." in result.stderr
    assert (root / "taken").read_text(encoding="utf-8") == "a file, not a folder"


@pytest.mark.parametrize("name", ["memory.tmx", "report.html", "omegat"])
def test_a_result_whose_place_is_taken_by_something_else_is_named_and_leaves_no_rest(
    make_project: MakeProject, run: Run, name: str
) -> None:
    root = make_project(GOOD)
    taken = root / "build" / name
    if name == "omegat":
        taken.parent.mkdir()
        taken.write_text("a file", encoding="utf-8")
    else:
        taken.mkdir(parents=True)
    result = run("build", root, "--for", "omegat")
    assert result.exit_code == 2
    assert name in result.stderr.splitlines()[-1]
    assert [path.name for path in (root / "build").iterdir() if path.name.startswith(".")] == []


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


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (("a.txt", "a.txt"), "stands on both sides"),
        (("a.txt", "./sub/../a.txt"), "stands on both sides"),
        (("a.txt", "b.txt", "c.txt"), "A build takes a project folder"),
        (("a.txt", "sub"), "A build takes a project folder"),
        (("sub", "sub"), "A build takes a project folder"),
        (("a.txt", "gone.txt"), "gone.txt: there is no such file"),
        (("gone.txt",), "gone.txt: there is no such folder"),
        (("a.txt",), "none of the 1 documents can be read"),
        (("a.png",), "none of the 1 documents can be read"),
        (("sub",), "no documents"),
    ],
)
def test_what_the_paths_cannot_mean_ends_with_exit_code_2(
    make_project: MakeProject,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    paths: tuple[str, ...],
    message: str,
) -> None:
    files: dict[str, str | bytes] = dict.fromkeys(
        ("a.txt", "b.txt", "c.txt"), "It costs 15 dollars."
    )
    monkeypatch.chdir(make_project({**files, "sub/.keep": "", "a.png": b"\x89PNG"}))
    result = run("build", *paths)
    assert result.exit_code == 2
    assert message in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (GOOD, 0),
        ({"corpus/en/alone.txt": "Nobody translated this."}, 0),
        ({**GOOD, "corpus/vi/good.md": "Một bản nữa."}, 1),
        ({**GOOD, "corpus/en/bad.txt": ""}, 1),
        ({"corpus/en/bad.txt": ""}, 2),
        ({}, 2),
    ],
)
def test_the_exit_code_says_whether_there_is_a_result_and_an_error(
    make_project: MakeProject, run: Run, files: dict[str, str | bytes], code: int
) -> None:
    root = make_project(files)
    result = run("build", root, "--json")
    assert result.exit_code == code
    assert (root / "build" / "memory.tmx").exists() is (code != 2)
    if code != 2:
        summary = json.loads(result.stdout)
        assert bool(summary["findings"].get("error")) is (code == 1)
