"""The other commands: segment, align, fmt, init, doctor, completion."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit import __version__, read_tmx

ENGLISH = "Dr. Ha came at 9 a.m. on May 5, 2024. She tested 1,250 samples."
VIETNAMESE = "TS. Hà đến lúc 9 giờ ngày 5/5/2024. Bà đã thử nghiệm 1.250 mẫu."

SEMICOLON = """\
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="no"/><body>
<languagerules><languagerule languagerulename="All"><rule break="yes">
<beforebreak>;</beforebreak><afterbreak> </afterbreak></rule></languagerule>
</languagerules><maprules><languagemap languagepattern=".*" languagerulename="All"/>
</maprules>
</body>
</srx>
"""


def test_segment_prints_one_segment_a_line(make_project: MakeProject, run: Run) -> None:
    root = make_project({"a.txt": VIETNAMESE})
    result = run("segment", root / "a.txt", "--lang", "vi")
    assert result.stdout.splitlines() == [
        "TS. Hà đến lúc 9 giờ ngày 5/5/2024.",
        "Bà đã thử nghiệm 1.250 mẫu.",
    ]


def test_segment_gives_offsets_into_the_block_as_json(make_project: MakeProject, run: Run) -> None:
    root = make_project({"a.txt": ENGLISH})
    rows = [
        json.loads(line)
        for line in run("segment", root / "a.txt", "--lang", "en", "--json").stdout.splitlines()
    ]
    assert [row["number"] for row in rows] == [0, 1]
    assert all(ENGLISH[row["start"] : row["end"]] == row["text"] for row in rows)


def test_segment_takes_the_users_rules(make_project: MakeProject, run: Run) -> None:
    srx = (
        '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="no"/><body>'
        '<languagerules><languagerule languagerulename="All"><rule break="yes">'
        "<beforebreak>;</beforebreak><afterbreak> </afterbreak></rule></languagerule>"
        '</languagerules><maprules><languagemap languagepattern=".*" languagerulename="All"/>'
        "</maprules></body></srx>"
    )
    root = make_project({"a.txt": "One; two. Three.", "my.srx": srx})
    result = run("segment", root / "a.txt", "--lang", "fr", "--srx", root / "my.srx")
    assert result.stdout.splitlines() == ["One;", "two. Three."]


def test_segment_writes_its_rules_for_other_tools_and_takes_them_back(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({"a.txt": VIETNAMESE, "b.txt": ENGLISH})
    assert run("segment", "--export-srx", root / "out.srx").exit_code == 0
    for name, tag in (("a.txt", "vi"), ("b.txt", "en")):
        own = run("segment", root / name, "--lang", tag, "--srx", root / "out.srx").stdout
        assert own == run("segment", root / name, "--lang", tag).stdout


def test_the_abbreviations_of_a_project_end_no_segment(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str | bytes] = {"a.txt": "Trường CĐKT. Vinh mở cửa.", "tmkit.toml": ""}
    root = make_project(files)
    monkeypatch.chdir(root)
    assert len(run("segment", "a.txt", "--lang", "vi").stdout.splitlines()) == 2
    make_project({"tmkit.toml": '[abbreviations]\nvi = ["CĐKT."]\n'})
    assert len(run("segment", "a.txt", "--lang", "vi").stdout.splitlines()) == 1
    run("segment", "--lang", "vi", "--export-srx", "out.srx")
    assert "CĐKT" in (root / "out.srx").read_text(encoding="utf-8")


def test_a_build_segments_by_the_rules_of_the_project(make_project: MakeProject, run: Run) -> None:
    root = make_project(
        {
            "corpus/en/a.txt": "The gauge is sealed; the lid is shut. It holds.\n",
            "corpus/vi/a.txt": "Đồng hồ được niêm phong; nắp đã đóng. Nó giữ được.\n",
            "tmkit.toml": 'srx = "my.srx"\n',
            "my.srx": SEMICOLON.encode(),
        }
    )
    assert run("build", root, "-o", root / "out").exit_code == 0
    english = [unit.text("en") for unit in read_tmx(root / "out/memory.tmx")]
    assert english == ["The gauge is sealed;", "the lid is shut. It holds."]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (";</", ";(</", ":3:14: the pattern ;( cannot be used: missing ) at position 2."),
        ('"All"/>', '"Any"/>', ": the language map names rules Any, which are not there."),
        ('".*"', '"fr"', ": the file has no rules for the language en."),
        ("2.0", "1.0", ": is not SRX 2.0."),
        ("</body>", "", ":7:3: is not well-formed XML"),
    ],
)
def test_rules_that_cannot_be_used_are_told_with_their_place(
    make_project: MakeProject, run: Run, old: str, new: str, said: str
) -> None:
    root = make_project({"a.txt": ENGLISH, "my.srx": SEMICOLON.replace(old, new)})
    result = run("segment", root / "a.txt", "--lang", "en", "--srx", root / "my.srx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{root / 'my.srx'}{said}" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_segment_without_files_or_language_says_what_to_give(run: Run) -> None:
    for arguments in ((), ("a.txt",), ("--lang", "vi")):
        result = run("segment", *arguments)
        assert (result.exit_code, result.stderr[:11]) == (2, "Give the fi")


def test_segment_names_a_language_without_rules(make_project: MakeProject, run: Run) -> None:
    root = make_project({"a.txt": "Un. Deux."})
    result = run("segment", root / "a.txt", "--lang", "fr")
    assert result.exit_code == 2
    assert "no segmentation rules for the language fr. Give some with --srx." in result.stderr


@pytest.mark.parametrize("suffix", ["tmx", "tsv", "jsonl"])
def test_align_writes_the_units_of_two_files(
    make_project: MakeProject, run: Run, suffix: str
) -> None:
    root = make_project({"one.txt": ENGLISH, "hai.txt": VIETNAMESE})
    output = root / f"out.{suffix}"
    result = run("align", root / "one.txt", root / "hai.txt", "-o", output)
    assert result.exit_code == 0
    text = output.read_text(encoding="utf-8")
    assert "She tested 1,250 samples." in text
    assert "Bà đã thử nghiệm 1.250 mẫu." in text
    assert "2 beads (1-1: 2), 2 units" in result.stderr


def test_align_pairs_the_files_of_two_folders_by_name(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    root = make_project(
        {"e/x/a.txt": ENGLISH, "v/x/a.txt": VIETNAMESE, "e/b.txt": "Alone here in 2024."}
    )
    result = run("align", root / "e", root / "v", "-o", tmp_path / "out.tmx")
    assert result.exit_code == 0
    assert "b.txt: TD201" in result.stderr
    assert len(list(read_tmx(tmp_path / "out.tmx"))) == 2


def test_align_takes_lines_as_segments(make_project: MakeProject, run: Run) -> None:
    lines = {"e.txt": "a. B 12\nC 7. D", "v.txt": "x. Y 12\nZ 7. W"}
    root = make_project({name: text + "\n" for name, text in lines.items()})
    output = root / "out.tsv"
    run("align", root / "e.txt", root / "v.txt", "-o", output, "--segmented")
    rows = [line.split("\t")[:2] for line in output.read_text(encoding="utf-8").splitlines()]
    assert rows == [["a. B 12", "x. Y 12"], ["C 7. D", "Z 7. W"]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.txt", "gone.txt", "-o", "x.tmx"), "gone.txt: there is no such file or folder."),
        (("a.txt", "b.txt", "-o", "x.doc"), "no writer for .doc. Known: .tmx, .tsv, .jsonl."),
        (("a.txt", ".", "-o", "x.tmx"), "must be two files or two folders"),
        (("a.txt", "b.txt", "-o", "x.tmx", "--pair", "english"), "english is not a language pair"),
    ],
)
def test_align_says_what_it_cannot_do(
    make_project: MakeProject,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(make_project({"a.txt": ENGLISH, "b.txt": VIETNAMESE}))
    result = run("align", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


UNSORTED = """\
# On top.
status = "review"  # not yet read
id = "apo"
subject = "quality"
[[term]]
term = "APO"
# Which language?
lang = "en"
type = "acronym"
status = "preferred"
[[history]]
by = "tmkit"
date = "2026-01-02"
action = "proposed"
# At the end.
"""
SORTED = """\
id = "apo"
subject = "quality"
# On top.
status = "review"  # not yet read

[[term]]
# Which language?
lang = "en"
term = "APO"
type = "acronym"
status = "preferred"

[[history]]
date = "2026-01-02"
by = "tmkit"
action = "proposed"
# At the end.
"""


def test_fmt_sorts_a_concept_file_and_keeps_its_comments(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({"glossaries/g/apo.toml": UNSORTED})
    assert run("fmt", root / "glossaries").exit_code == 0
    assert (root / "glossaries/g/apo.toml").read_text(encoding="utf-8") == SORTED
    assert run("fmt", root / "glossaries", "--check").exit_code == 0


def test_fmt_check_changes_nothing_and_fails_where_something_would_change(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({"glossaries/g/apo.toml": UNSORTED})
    result = run("fmt", root / "glossaries", "--check", "--diff")
    assert result.exit_code == 1
    assert "TG109" in result.stderr
    assert '+id = "apo"' in result.stdout
    assert (root / "glossaries/g/apo.toml").read_text(encoding="utf-8") == UNSORTED


def test_fmt_finds_the_glossaries_of_the_project_it_is_called_in(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_project({"glossaries/g/apo.toml": UNSORTED}))
    assert "1 files changed" in run("fmt").stderr


def test_fmt_leaves_a_broken_file_alone(make_project: MakeProject, run: Run) -> None:
    root = make_project({"glossaries/g/apo.toml": 'id = "apo"\nid = "apo"\n'})
    result = run("fmt", root / "glossaries")
    assert result.exit_code == 1
    assert "apo.toml:2:" in result.stderr
    assert "TG101" in result.stderr


def test_the_concepts_of_this_repository_are_canonical(repository: Path, run: Run) -> None:
    assert run("fmt", repository / "glossaries", "--check").exit_code == 0


@pytest.mark.parametrize("pair", ["en-vi", "vi-en"])
def test_init_makes_a_project_that_builds(run: Run, tmp_path: Path, pair: str) -> None:
    root = tmp_path / "new"
    made = run("init", root, "--pair", pair, "--example")
    assert made.exit_code == 0
    assert str(root / "build" / "report.html") in made.stderr
    assert (root / "build" / "report.html").is_file()
    result = run("build", root)
    assert result.exit_code == 0
    assert "6 documents (6 paired), 18 + 18 segments, 18 beads (1-1: 18)" in result.stdout
    assert "1 concepts" in result.stdout
    assert run("fmt", root, "--check").exit_code == 0


def test_init_overwrites_nothing(make_project: MakeProject, run: Run) -> None:
    root = make_project({"tmkit.toml": 'source = "vi"\ntarget = "en"\n'})
    result = run("init", root)
    assert result.exit_code == 2
    assert "tmkit.toml: exists already" in result.stderr
    assert (root / "tmkit.toml").read_text(encoding="utf-8").startswith('source = "vi"')


@pytest.mark.parametrize("command", ["align", "build", "fmt", "init", "name", "segment"])
def test_every_command_has_help(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--messages" in result.stdout


def test_doctor_tells_the_version_of_every_part(run: Run) -> None:
    result = run("doctor", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["version"] == __version__
    assert {"lxml", "click", "regex", "git"} <= {each["name"] for each in found["parts"]}
    assert all(each["version"] for each in found["parts"] if each["need"] == "required")
    lines = run("doctor").stdout.splitlines()
    assert [line.split()[0] for line in lines[3:]] == [each["name"] for each in found["parts"]]


def test_doctor_names_the_command_that_installs_what_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("doctor", "--messages", "vi")
    line = next(line for line in result.stdout.splitlines() if line.startswith("git"))
    assert result.exit_code == 0  # git is optional
    assert "git –  chưa được cài đặt" in line
    assert line.endswith("https://git-scm.com")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_TMKIT_COMPLETE={shell}_complete" in result.stdout


def test_a_wrong_command_is_met_with_a_suggestion(run: Run) -> None:
    result = run("biuld")
    assert result.exit_code == 2
    assert "build" in result.stderr
