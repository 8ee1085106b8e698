"""From documents to results, as users hand them in: one, two, many; rights, secrets, accidents."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit import read_tmx
from tmkit.cli.build import TOOLS as NAMED
from tmkit.tasks.packaging import TOOLS

ENGLISH = (
    "Guide to verifying scales",
    "The Centre for Metrology (CFM) verified 1,250 scales in 2025.",
    "A scale used at a market is verified every 12 months.",
)
VIETNAMESE = (
    "Hướng dẫn kiểm định cân",
    "Năm 2025, Trung tâm Đo lường (CFM) đã kiểm định 1.250 chiếc cân.",
    "Cân dùng tại chợ được kiểm định 12 tháng một lần.",
)
PAIRS = list(zip(ENGLISH, VIETNAMESE, strict=True))
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECRET: dict[str, str | bytes] = {
    "corpus/en/tender.txt": "The Harbour Works Board (HWB) bids 48,000 dollars.",
    "corpus/vi/tender.txt": "Ban Công trình Cảng (HWB) dự thầu 48.000 đô la.",
}


def text(lines: tuple[str, ...]) -> str:
    return "\n\n".join(lines) + "\n"


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return file.getvalue()


GOOD: dict[str, str | bytes] = {
    "corpus/en/guide.txt": text(ENGLISH),
    "corpus/vi/guide.txt": text(VIETNAMESE),
}


def units(folder: Path) -> list[tuple[str, ...]]:
    return [
        tuple(variant.text for variant in unit.variants) for unit in read_tmx(folder / "memory.tmx")
    ]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def many(number: int, rows: int) -> dict[str, str | bytes]:
    """Documents that share their first line and are else different, in sub-folders."""
    english = "On day {0} the centre checked {1} scales and {2} meters for the agency."
    vietnamese = "Ngày {0}, trung tâm đã kiểm tra {1} chiếc cân và {2} công tơ cho cơ quan."
    files: dict[str, str | bytes] = {}
    for tag, head, line in (("en", "Daily notes", english), ("vi", "Ghi chép", vietnamese)):
        for document in range(number):
            lines = (line.format(n % 28 + 1, 7 * n + document, 900 + n) for n in range(rows))
            files[f"corpus/{tag}/{document % 3}/day-{document}.txt"] = text((head, *lines))
    return files


# One and two documents


def test_two_documents_are_built_by_their_names(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    root = make_project({"Guide (final).docx": docx(*ENGLISH), "bản dịch.docx": docx(*VIETNAMESE)})
    out = tmp_path / "out"
    result = run("build", root / "Guide (final).docx", root / "bản dịch.docx", "-o", out)
    assert result.exit_code == 0
    assert units(out) == PAIRS
    assert (out / "report.html").exists()


def test_the_order_of_two_documents_does_not_turn_their_languages_round(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    root = make_project({"a.txt": text(ENGLISH), "b.txt": text(VIETNAMESE)})
    assert run("build", root / "b.txt", root / "a.txt", "-o", tmp_path / "out").exit_code == 0
    assert units(tmp_path / "out") == PAIRS


@pytest.mark.parametrize("leads", ["en", "vi"])
def test_one_bilingual_document_is_taken_apart(
    make_project: MakeProject, run: Run, tmp_path: Path, leads: str
) -> None:
    pairs = PAIRS if leads == "en" else [(other, one) for one, other in PAIRS]
    root = make_project({"guide.docx": docx(*(each for pair in pairs for each in pair))})
    assert run("build", root / "guide.docx", "-o", tmp_path / "out").exit_code == 0
    assert units(tmp_path / "out") == PAIRS


def test_a_copy_that_is_not_translated_gives_no_unit_and_says_so(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({**GOOD, "corpus/en/x.txt": "A b c.", "corpus/vi/x.txt": "A b c."})
    result = run("build", root)
    assert result.exit_code == 0
    assert "TD204 warning: has the same text" in result.stderr
    assert units(root / "build") == PAIRS


@pytest.mark.parametrize("name", ["guide.doc", "guide.odt"])
def test_what_can_be_converted_says_how_also_where_it_is_all_there_is(
    make_project: MakeProject, run: Run, name: str
) -> None:
    result = run("build", make_project({f"corpus/en/{name}": b"\xd0\xcf\x11\xe0"}))
    assert result.exit_code == 2
    assert "soffice --headless --convert-to docx" in result.stderr
    assert "none of the 1 documents can be read" in result.stderr


# Rights and secrets


def test_rights_and_date_stand_in_each_unit(make_project: MakeProject, run: Run) -> None:
    said = '[guide]\nrights = "CC BY 4.0, Centre for Metrology"\ndate = 2026-03-01\n'
    root = make_project({**GOOD, "corpus/documents.toml": said})
    assert run("build", root).exit_code == 0
    for unit in read_tmx(root / "build" / "memory.tmx"):
        props = dict(unit.props)
        assert props["x-tmkit-rights"] == "CC BY 4.0, Centre for Metrology"
        assert props["x-tmkit-date"] == "2026-03-01"


@pytest.mark.parametrize("tool", sorted(TOOLS))
def test_nothing_of_a_confidential_document_stands_in_any_result(
    make_project: MakeProject, run: Run, tool: str
) -> None:
    said = "[tender]\nconfidential = true\n"
    root = make_project({**GOOD, **SECRET, "corpus/documents.toml": said})
    result = run("build", root, "--for", tool)
    assert result.exit_code == 0
    assert "tender.txt: TD205" in result.stderr
    for name, raw in contents(root / "build").items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(BytesIO(raw)) as archive:
                raw = b"".join(map(archive.read, archive.namelist()))  # noqa: PLW2901 # unpacked
        for secret in ("HWB", "Harbour", "48,000", "48.000", "tender"):
            assert secret not in name
            assert secret.encode() not in raw, name


def test_a_confidential_document_changes_nothing_of_the_others(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    root = make_project({**GOOD, **many(4, 3)})
    run("build", root, "-o", tmp_path / "without")
    make_project({**SECRET, "corpus/documents.toml": "[tender]\nconfidential = true\n"})
    run("build", root, "-o", tmp_path / "with")
    with_, without = (contents(tmp_path / name) for name in ("with", "without"))
    # It is counted, in the report alone.
    assert {name for name in with_ if with_[name] != without[name]} == {"report.html"}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("[guide]\nconfidental = true", "unknown setting guide.confidental."),
        ("[tendre]\nconfidential = true", "unknown setting tendre. Did you mean: tender?"),
        ("[guide]\nconfidential = 1", "guide.confidential cannot be 1"),
        ("[guide", "documents.toml: is not TOML"),
    ],
)
def test_unsound_declarations_stop_the_build(
    make_project: MakeProject, run: Run, said: str, message: str
) -> None:
    root = make_project({**GOOD, **SECRET, "corpus/documents.toml": said})
    result = run("build", root)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (root / "build").exists()


# Packages


def test_the_command_line_names_the_tools_there_is_a_package_for() -> None:
    assert set(NAMED) == set(TOOLS)


@pytest.mark.parametrize("tool", NAMED)
def test_the_package_of_a_tool_is_written_beside_the_results(
    make_project: MakeProject, run: Run, tool: str
) -> None:
    root = make_project(GOOD)
    assert run("build", root, "--for", tool).exit_code == 0
    package = contents(root / "build" / tool)
    assert "README.txt" in package
    memories = [raw for name, raw in package.items() if name.endswith("memory.tmx")]
    assert len(memories) == 1
    assert VIETNAMESE[1].encode() in memories[0]


def test_a_tool_without_a_package_is_refused(make_project: MakeProject, run: Run) -> None:
    result = run("build", make_project(GOOD), "--for", "wordfast")
    assert result.exit_code == 2
    assert "omegat" in result.stderr


# What users have on their disks


def test_a_build_takes_each_document_in_its_encoding_and_names_what_it_cannot_read(
    make_project: MakeProject, run: Run
) -> None:
    good = [("bom", "utf-8-sig"), ("wide", "utf-16")]
    files: dict[str, str | bytes] = {
        f"corpus/{tag}/{name}.txt": text(lines).encode(encoding)
        for tag, lines in (("en", ENGLISH), ("vi", VIETNAMESE))
        for name, encoding in good
    }
    files["corpus/en/old.txt"] = text(ENGLISH)
    files["corpus/vi/old.txt"] = "Đo lường học".encode("cp1258", "ignore")
    root = make_project(files)
    result = run("build", root)
    assert result.exit_code == 1
    assert result.stderr.count(" error:") == 1
    assert "old.txt:1:1: TD103 error" in result.stderr
    assert units(root / "build") == PAIRS * 2


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: [unclosed\n\t- : :\n---\n\n",
        '---\ntitle: Guide: scales\nby: "Hà\n---\n\n',
        "+++\ntitle = 'Guide'\n+++\n\n",
        "---\n{{% template %}}\n---\n\n",
    ],
)
def test_front_matter_that_is_no_yaml_does_not_stop_a_build(
    make_project: MakeProject, run: Run, front: str
) -> None:
    files: dict[str, str | bytes] = {
        f"corpus/{tag}/guide.md": front + text((f"# {lines[0]}", *lines[1:]))
        for tag, lines in (("en", ENGLISH), ("vi", VIETNAMESE))
    }
    root = make_project(files)
    assert run("build", root).exit_code == 0
    assert set(PAIRS) <= set(units(root / "build"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("name", [b"b\xe0n d\xecch.txt", b"a\tb\nc.txt", b"a\x01b.txt"])
def test_a_name_that_no_result_can_hold_does_not_stop_a_build(
    make_project: MakeProject, run: Run, name: bytes
) -> None:
    root = make_project(GOOD)
    for tag, lines in (("en", ENGLISH), ("vi", VIETNAMESE)):
        more = "The lone pier shop sells umbrellas, maps and tea." if tag == "en" else ""
        path = os.path.join(os.fsencode(root), b"corpus", tag.encode(), name)  # noqa: PTH118 # bytes
        Path(os.fsdecode(path)).write_text(text((*lines, more)), encoding="utf-8")
    result = run("build", root)
    assert result.exit_code == 0
    assert sorted(units(root / "build")) == sorted(PAIRS * 2)
    left_over = (root / "build" / "unaligned.tsv").read_text(encoding="utf-8")
    assert [line.count("\t") for line in left_over.splitlines()] == [4, 4]


def test_a_direction_from_vietnamese_takes_the_same_documents(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({**GOOD, "tmkit.toml": 'source = "vi"\ntarget = "en"\n'})
    assert run("build", root, "--for", "omegat").exit_code == 0
    assert units(root / "build") == [(other, one) for one, other in PAIRS]
    source = root / "build/omegat/source/guide.txt"
    assert source.read_text(encoding="utf-8") == text(VIETNAMESE)


def test_align_points_to_no_file_that_it_does_not_write(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    more = (*ENGLISH, "The lone pier shop sells umbrellas, maps and tea.")
    root = make_project({"a.txt": text(more), "b.txt": text(VIETNAMESE)})
    result = run("align", root / "a.txt", root / "b.txt", "-o", tmp_path / "out.tsv")
    assert "TD202 info: 1 source and 0 target segments" in result.stderr
    assert "unaligned.tsv" not in result.stderr


# Many documents


def test_many_documents_give_the_same_bytes_with_one_process_and_with_two(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    root = make_project(many(30, 6))
    for jobs in (1, 2):
        assert run("build", root, "-o", tmp_path / str(jobs), "--jobs", jobs).exit_code == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert len(units(tmp_path / "1")) == 30 * 7


def test_a_line_that_recurs_on_one_side_is_not_paired_with_text(
    make_project: MakeProject, run: Run
) -> None:
    files = many(6, 3)
    share = "Send this page to a friend"
    for name, content in files.items():
        if "/en/" in name and isinstance(content, str):
            files[name] = f"{content}\n{share}\n"
    root = make_project(files)
    run("build", root)
    assert len(units(root / "build")) == 6 * 4
    assert all(share not in unit[0] for unit in units(root / "build"))
    left_over = (root / "build" / "unaligned.tsv").read_text(encoding="utf-8")
    assert left_over.count(share) == 6


def test_the_report_of_200_documents_is_small_and_says_what_it_leaves_out(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project(many(200, 5))
    assert run("build", root, "--jobs", 1).exit_code == 0
    page = (root / "build" / "report.html").read_bytes()
    assert len(page) < 1_000_000
    assert b"20 of 200 documents shown" in page


def children_of(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for children in listed for child in children.read_text().split()]


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(deadline: float, done: object) -> None:
    """Wait for what a function says, for so many seconds at most."""
    assert callable(done)
    end = time.monotonic() + deadline
    while not done():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
def test_a_build_that_is_killed_leaves_the_last_good_results_and_no_process(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    root = make_project(GOOD)
    run("build", root)
    before = contents(root / "build")
    make_project(many(60, 25))
    command = [sys.executable, "-m", "tmkit", "build", str(root), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
        wait_until(30, lambda: list((root / "build").glob(".work/*/*.counts")))
        workers = children_of(build.pid)
        build.send_signal(signal.SIGKILL)
    assert build.returncode == -signal.SIGKILL
    assert len(workers) >= 2
    wait_until(10, lambda: not any(map(is_running, workers)))
    results = {name: raw for name, raw in contents(root / "build").items() if name[0] != "."}
    assert results == before
    shutil.rmtree(root / "corpus" / "en" / "0")
    assert run("build", root, "--jobs", 1).exit_code == 0
    assert run("build", root, "--jobs", 1, "-o", tmp_path / "clean").exit_code == 0
    clean = contents(tmp_path / "clean")
    assert {name: (root / "build" / name).read_bytes() for name in clean} == clean
