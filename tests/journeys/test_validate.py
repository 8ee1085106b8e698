"""tmkit validate: every defect with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run

HEAD = (
    '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" '
    'o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>\n'
)
GOOD = (
    '<tu tuid="1"><tuv xml:lang="en"><seg>A seal.</seg></tuv>'
    '<tuv xml:lang="vi"><seg>Tem.</seg></tuv></tu>\n'
)
BAD = '<tu tuid="2"><tuv><seg>A lid.</seg></tuv></tu>\n'
TBX = """\
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc>
</fileDesc></martifHeader><text><body>
<termEntry id="c1"><langSet xml:lang="en"><tig><term>seal</term>
<termNote type="partOfSpeech">{part}</termNote></tig></langSet></termEntry>
</body></text></martif>
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_sound_files_have_no_defect(tmp_path: Path, run: Run) -> None:
    memory = written(tmp_path / "a.tmx", f"{HEAD}{GOOD}</body></tmx>")
    glossary = written(tmp_path / "a.tbx", TBX.format(part="noun"))
    result = run("validate", memory, glossary)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "units=2\n", "")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.tmx", f"{HEAD}{GOOD}{BAD}</body></tmx>", "a.tmx:3: TX114 error"),
        ("a.tmx", f"{HEAD}{GOOD}", "a.tmx"),
        ("a.tbx", TBX.format(part="thing"), "a.tbx:4: TG811 error"),
        ("a.tbx", "no xml", "a.tbx"),
        ("a.po", 'msgid "A seal."\n', "a.po"),
    ],
)
def test_a_defect_is_told_with_its_line_and_ends_with_1(
    tmp_path: Path, run: Run, name: str, text: str, told: str
) -> None:
    result = run("validate", written(tmp_path / name, text))
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_file_does_not_keep_others_from_being_read(tmp_path: Path, run: Run) -> None:
    broken = written(tmp_path / "b.tmx", "no xml")
    sound = written(tmp_path / "a.tmx", f"{HEAD}{GOOD}</body></tmx>")
    result = run("validate", broken, sound)
    assert (result.exit_code, result.stdout) == (1, "units=1\n")


def test_a_missing_file_is_bad_usage(tmp_path: Path, run: Run) -> None:
    result = run("validate", tmp_path / "none.tmx")
    assert (result.exit_code, result.stdout) == (2, "")
