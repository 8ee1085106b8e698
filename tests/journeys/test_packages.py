"""OmegaT opens a package as it is, finds its segments, and trusts what nobody has read less.

Also: what the packages hold is valid by the published schemas.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run, omegat

from tmkit import read_tmx, write_tbx
from tmkit.model import Concept, Glossary, Memory, MemoryHeader, Origin, TranslationUnit, Variant
from tmkit.settings import Settings
from tmkit.tasks.concepts import EXPORTED, load_concepts
from tmkit.tasks.exports import Export
from tmkit.tasks.packaging import TOOLS, package

# Prints what the project holds, and for each segment the best match: its three scores, its memory,
# its translation. This is the search of the Fuzzy Matches pane; in console mode nothing else runs
# it.
PROBE = """\
import org.omegat.core.Core
import org.omegat.core.events.IStopped
import org.omegat.core.statistics.FindMatches
import org.omegat.gui.glossary.GlossaryReaderTSV
if (eventType.toString() == "LOAD") {
  def project = Core.getProject()
  def root = new File(project.projectProperties.projectRoot).toPath()
  project.transMemories.each { path, memory ->
    println "MEMORY\\t" + root.relativize(new File(path).toPath()) + "\\t" + memory.entries.size()
  }
  def glossary = new File(project.projectProperties.glossaryRoot, "glossary.utf8")
  println "GLOSSARY\\t" + GlossaryReaderTSV.read(glossary, false).size()
  def never = [isStopped: { false }] as IStopped
  project.allEntries.each { entry ->
    def search = new FindMatches(project.sourceTokenizer, 1, true, false)
    search.search(project, entry.srcText, true, true, never).each { match ->
      def score = match.scores[0]
      println(["MATCH", entry.srcText, score.score, score.scoreNoStem, score.adjustedScore,
               match.projs[0], match.translation].join("\\t"))
    }
  }
}
"""
PAIRS = {
    "The laboratory tests samples of drinking water.": "Phòng thử nghiệm thử mẫu nước uống.",
    "The certificate is valid for five years.": "Giấy chứng nhận có giá trị năm năm.",
    "Applications are submitted by post or online.": "Hồ sơ nộp qua bưu điện hoặc trực tuyến.",
}
READ = "The certificate is valid for five years."


def units() -> Iterator[TranslationUnit]:
    for number, (en, vi) in enumerate(PAIRS.items()):
        origin = Origin(("guide", "guide"), (number,), (number,), 0.9, reviewed=en == READ)
        yield TranslationUnit(str(number), (Variant("en", (en,)), Variant("vi", (vi,))), origin)


@pytest.fixture(scope="module")
def glossary(repository: Path) -> Glossary:
    concepts, _ = load_concepts(repository / "glossaries", "en")
    exported: list[Concept] = [each for each in concepts if each.status in EXPORTED]
    return Glossary("stameq", exported, "tmkit:0.1", ("approved and in review",))


def packed(tool: str, folder: Path, glossary: Glossary, settings: Settings) -> list[Path]:
    """A package whose one source document, in a sub-folder, holds the source side of all pairs."""
    sides = PAIRS.keys() if settings.source == "en" else PAIRS.values()
    source = folder / "corpus" / settings.source / "2024/guide.txt"
    source.parent.mkdir(parents=True)
    source.write_text("\n\n".join(sides) + "\n", encoding="utf-8")
    return package(
        *(tool, folder / tool),
        memory=Memory(MemoryHeader(settings.source), list(units())),
        glossary=glossary,
        sources=[source],
        settings=settings,
        export=Export(),
    )


def opened(folder: Path) -> list[list[str]]:
    """What the probe says of the project in a package."""
    return omegat(folder / "omegat", PROBE)


@pytest.mark.parametrize(
    "settings", [Settings("en", "vi"), Settings("vi", "en")], ids=["en-vi", "vi-en"]
)
def test_omegat_finds_each_segment_and_counts_those_nobody_has_read_lower(
    tmp_path: Path, glossary: Glossary, settings: Settings
) -> None:
    packed("omegat", tmp_path, glossary, settings)
    said = opened(tmp_path)
    assert sorted(row[1:] for row in said if row[0] == "MEMORY") == [
        ["tm/memory-reviewed.tmx", "1"],
        ["tm/penalty-05/memory.tmx", "2"],
    ]
    pairs = PAIRS if settings.source == "en" else {vi: en for en, vi in PAIRS.items()}
    found = {row[1]: (row[2:5], Path(row[5]).name, row[6]) for row in said if row[0] == "MATCH"}
    assert found == {
        source: (["100"] * 3, "memory-reviewed.tmx", target)
        if READ in (source, target)
        else (["95"] * 3, "memory.tmx", target)
        for source, target in pairs.items()
    }


def test_two_documents_become_a_project_that_omegat_opens(
    tmp_path: Path, repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    documents = [f"corpus/{lang}/labelling-decision.docx" for lang in ("en", "vi")]
    assert run("build", *documents, "-o", tmp_path, "--for", "omegat").exit_code == 0
    units = list(read_tmx(tmp_path / "memory.tmx"))
    printed = opened(tmp_path)
    memories = [row[1:] for row in printed if row[0] == "MEMORY"]
    assert memories == [["tm/penalty-05/memory.tmx", str(len({unit.text("en") for unit in units}))]]
    # The best match of each segment; what no person has read comes to 95 at most.
    scores = [int(row[4]) for row in printed if row[0] == "MATCH"]
    assert max(scores) == 95
    assert scores.count(95) >= 35


def test_omegat_reads_every_row_of_the_glossary(tmp_path: Path, glossary: Glossary) -> None:
    packed("omegat", tmp_path, glossary, Settings())
    text = (tmp_path / "omegat/glossary/glossary.utf8").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    assert ["GLOSSARY", str(len(rows))] in opened(tmp_path)


def test_omegat_fills_no_segment_in_by_itself(tmp_path: Path, glossary: Glossary) -> None:
    packed("omegat", tmp_path, glossary, Settings())
    opened(tmp_path)
    source, target = (tmp_path / f"omegat/{side}/2024/guide.txt" for side in ("source", "target"))
    assert target.read_text(encoding="utf-8") == source.read_text(encoding="utf-8")


@pytest.mark.parametrize("tool", TOOLS)
def test_what_a_package_holds_is_valid(
    tmp_path: Path, glossary: Glossary, shared: Path, tool: str
) -> None:
    files = packed(tool, tmp_path, glossary, Settings())
    assert_valid(shared, [path for path in files if path.suffix in (".tmx", ".tbx")])


@pytest.mark.parametrize("dialect", ["basic-v2", "basic-v3-dca"])
def test_both_dialects_of_tbx_are_valid(
    tmp_path: Path, glossary: Glossary, shared: Path, dialect: str
) -> None:
    write_tbx(glossary, tmp_path / "glossary.tbx", dialect)
    assert_valid(shared, [tmp_path / "glossary.tbx"])


def test_the_golden_file_is_valid(repository: Path, shared: Path) -> None:
    assert_valid(shared, [repository / "tests/golden/glossary.v3.tbx"])


def assert_valid(shared: Path, files: list[Path]) -> None:
    done = subprocess.run(
        [sys.executable, shared / "tools/validate_formats.py", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
