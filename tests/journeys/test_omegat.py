"""A real CAT tool takes what a build makes: OmegaT, without a window, in a project of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import omegat

from tmkit import read_tmx, write_tbx, write_tmx
from tmkit.formats import files, table
from tmkit.model import Concept, Glossary, Memory, MemoryHeader, Term, TranslationUnit, Variant
from tmkit.tasks.building import build

PROJECT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{source}</source_lang><target_lang>{target}</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""
# Prints what OmegaT's own readers make of each glossary file. It reads .utf8, .csv and .tbx, and no
# .tsv.
GLOSSARY_PROBE = """\
import org.omegat.core.Core
import org.omegat.gui.glossary.*
if (eventType.toString() == "LOAD") {
  def root = new File(Core.getProject().getProjectProperties().getGlossaryRoot())
  root.listFiles().each { file ->
    def rows = file.name.endsWith(".tbx") ? GlossaryReaderTBX.read(file, false)
                                          : GlossaryReaderTSV.read(file, false)
    rows.each { println "ENTRY\\t" + file.name + "\\t" + it.getSrcText() + "\\t" + it.getLocText() }
  }
}
"""
# Prints the texts that OmegaT reads; of XLIFF it takes what stands in the target.
SEGMENT_PROBE = """\
import org.omegat.core.Core
if (eventType.toString() == "LOAD") {
  Core.getProject().allEntries.each { println "SEGMENT\\t" + it.srcText }
}
"""


@pytest.fixture(scope="module")
def built(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built")
    build(repository, output=output)
    return output


# What files, escapes and text filters trip over: markup, signs beyond the first plane, writing from
# right to left, spaces that do not break, figures, brackets. All composed (NFC), as the memories of
# a build are: OmegaT composes what it reads.
AWKWARD = (
    '"Fees" & <dues>',
    "A's 'seal' &amp; \u201clid\u201d",
    "]]> <!-- x --> <?y?>",
    "{0} %s \\n $1 #2",
    "𝔸 seal 𠮷 😀",
    "The word \u05e9\u05dc\u05d5\u05dd stands",
    "\u0645\u0631\u062d\u0628\u0627 (greeting)",
    "10\u00a0km\u202fh",
    "café",
    "\u201eso\u201c \u2014 \u2026",
    "Mẫu số một",
    "a|b;c,d",
)


@pytest.fixture(scope="module")
def pairs() -> dict[str, str]:
    """600 pairs, each text with something awkward in it."""
    return {
        f"{AWKWARD[number % len(AWKWARD)]} of lot {number}": (
            f"Lô {number}: {AWKWARD[(number + 5) % len(AWKWARD)]}, hết"
        )
        for number in range(600)
    }


def opened(
    root: Path, source: str, target: str, files: dict[str, str | Path], probe: str = GLOSSARY_PROBE
) -> list[list[str]]:
    """Open a project with some files in OmegaT; what the probe says."""
    folder = root / "project"
    for name in ("source", "target", "tm/auto", "glossary", "omegat", "dictionary"):
        (folder / name).mkdir(parents=True)
    for name, content in files.items():
        if isinstance(content, Path):
            shutil.copy(content, folder / name)
        else:
            (folder / name).write_text(content, encoding="utf-8")
    (folder / "omegat.project").write_text(PROJECT.format(source=source, target=target))
    return omegat(folder, probe)


@pytest.mark.parametrize(("source", "target"), [("en", "vi"), ("vi", "en")])
def test_omegat_translates_the_corpus_from_the_memory_byte_for_byte(
    built: Path, tmp_path: Path, source: str, target: str
) -> None:
    units = list(read_tmx(built / "memory.tmx"))
    # A segment that stands twice may rightly be translated either way.
    once = {
        unit.text(source): unit.text(target)
        for unit in units
        if [other.text(source) for other in units].count(unit.text(source)) == 1
    }
    assert len(once) > 140
    # OmegaT's text filter takes what stands between blank lines for a segment.
    text = "\n\n".join(once) + "\n"
    files: dict[str, str | Path] = {
        "source/text.txt": text,
        "tm/auto/memory.tmx": built / "memory.tmx",
    }
    opened(tmp_path, source.upper(), target.upper(), files)
    translated = (tmp_path / "project/target/text.txt").read_text(encoding="utf-8")
    assert translated.split("\n\n") == [*list(once.values())[:-1], [*once.values()][-1] + "\n"]


def test_omegat_reads_the_glossary_from_the_table_and_from_tbx(built: Path, tmp_path: Path) -> None:
    files: dict[str, str | Path] = {
        "source/text.txt": "x",
        "glossary/table.utf8": built / "glossary.tsv",
        "glossary/glossary.tbx": built / "glossary.tbx",
    }
    entries = [row[1:] for row in opened(tmp_path, "EN", "VI", files) if row[0] == "ENTRY"]
    rows = (built / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    table = [row.split("\t")[:2] for row in rows if not row.startswith("#")]
    assert [entry[1:] for entry in entries if entry[0] == "table.utf8"] == table
    assert ["glossary.tbx", "conformity assessment", "đánh giá sự phù hợp"] in entries


def test_omegat_reads_600_awkward_pairs_back_byte_for_byte(
    pairs: dict[str, str], tmp_path: Path
) -> None:
    units = (
        TranslationUnit(str(number), (Variant("en", (one,)), Variant("vi", (other,))))
        for number, (one, other) in enumerate(pairs.items())
    )
    write_tmx(Memory(MemoryHeader("en"), units), tmp_path / "memory.tmx")
    given: dict[str, str | Path] = {
        "source/text.txt": "\n\n".join(pairs) + "\n",
        "tm/auto/memory.tmx": tmp_path / "memory.tmx",
    }
    opened(tmp_path, "EN", "VI", given)
    translated = (tmp_path / "project/target/text.txt").read_text(encoding="utf-8")
    assert translated == "\n\n".join(pairs.values()) + "\n"


def test_omegat_reads_600_awkward_terms_back_byte_for_byte(
    pairs: dict[str, str], tmp_path: Path
) -> None:
    concepts = [
        Concept(f"c{number}", "lots", "approved", (Term("en", one), Term("vi", other)))
        for number, (one, other) in enumerate(pairs.items())
    ]
    glossary = Glossary("lots", concepts)
    with files.atomic(tmp_path / "table.utf8") as file:
        table.write(glossary, file, source="en", target="vi")
    write_tbx(glossary, tmp_path / "terms.tbx")
    given: dict[str, str | Path] = {
        "source/text.txt": "x",
        "glossary/table.utf8": tmp_path / "table.utf8",
        "glossary/terms.tbx": tmp_path / "terms.tbx",
    }
    entries = [row[1:] for row in opened(tmp_path, "EN", "VI", given) if row[0] == "ENTRY"]
    for name in ("table.utf8", "terms.tbx"):
        read = [entry[1:] for entry in entries if entry[0] == name]
        assert read == [list(pair) for pair in pairs.items()]


def test_omegat_reads_texts_and_codes_that_pretranslate_filled_in(tmp_path: Path) -> None:
    filled = Path(__file__).parent.parent / "golden" / "pretranslate" / "filled" / "xliff-1.xlf"
    files: dict[str, str | Path] = {"source/xliff-1.xlf": filled}
    assert [text for _, text in opened(tmp_path, "EN", "VI", files, SEGMENT_PROBE)] == [
        "Phí có mức cố định.",
        "Phí & mẫu đơn nộp vào tháng Năm.",
        "Đã có.",
        "Bấm <g0>bắt đầu<x1/></g0> ngay.",
        "Phí có mức cố định.",
    ]
