"""The shipped rules mean the same to tools in Java: a Java SRX engine makes the same segments."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import program
from segmentation_cases import FACTS

from tmkit.settings import Settings
from tmkit.tasks.project import Project, discover
from tmkit.tasks.reading import read_document
from tmkit.tasks.segmenting import export_rules, segment_text

# Debian's libsegment-java, and what it and the script below need; all of it comes with OmegaT.
JARS = (
    *("segment", "commons-logging", "groovy-all"),
    *("jaxb-api", "jaxb-runtime", "istack-commons-runtime", "javax.activation"),
)
# A text a line, its own line ends told by U+2028; after the segments of each a line with U+2029.
SCRIPT = """\
import net.sourceforge.segment.srx.SrxTextIterator
import net.sourceforge.segment.srx.io.Srx2StaxParser
def rules = new Srx2StaxParser().parse(new File(args[0]).newReader("UTF-8"))
def out = new PrintStream(System.out, true, "UTF-8")
new File(args[2]).newReader("UTF-8").eachLine { line ->
  def segments = new SrxTextIterator(rules, args[1], line.replace("\\u2028", "\\n"))
  while (segments.hasNext()) out.println(segments.next().replace("\\n", "\\u2028"))
  out.println("\\u2029")
}
"""


def java_segments(folder: Path, rules: Path, tag: str, texts: list[str]) -> list[list[str]]:
    """The segments of each text by the Java engine, without the white space around them."""
    jars = [Path(f"/usr/share/java/{name}.jar") for name in JARS]
    if not jars[0].exists():
        reason = "no Java SRX engine (Debian: apt-get install libsegment-java)"
        (pytest.fail if os.environ.get("TMKIT_REQUIRE_ALL") == "1" else pytest.skip)(reason)
    script, lines = folder / "segment.groovy", folder / "texts"
    script.write_text(SCRIPT, encoding="utf-8")
    lines.write_text("".join(text.replace("\n", "\u2028") + "\n" for text in texts), "utf-8")
    done = subprocess.run(
        [
            *(program("java"), "-cp", ":".join(map(str, jars)), "groovy.ui.GroovyMain"),
            *(str(script), str(rules), tag, str(lines)),
        ],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    pieces = [
        [line.replace("\u2028", "\n").strip() for line in text.split("\n")]
        for text in done.stdout.split("\u2029\n")[:-1]
    ]
    return [[piece for piece in each if piece] for each in pieces]


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, list[str]]:
    """By language: every block of the corpus, and every example of the shipped rules."""
    found: dict[str, list[str]] = {"en": [], "vi": []}
    for tag, marked in (example for examples in FACTS.values() for example in examples):
        found[tag].append(marked.replace("|", ""))
    pairs, _ = discover(Project.at(repository), "en")
    for pair in pairs:
        if not pair.is_bilingual:
            for file in pair.files:
                document = read_document(file.path, file.id, file.lang)
                found[file.lang] += [block.text for block in document.blocks]
    return found


@pytest.mark.parametrize("tag", ["en", "vi"])
def test_a_java_engine_makes_the_same_segments_of_the_exported_rules(
    tmp_path: Path, texts: dict[str, list[str]], tag: str
) -> None:
    rules = tmp_path / "rules.srx"
    export_rules(rules, ["en", "vi"], settings=Settings())
    ours = [[segment.text for segment in segment_text(text, tag)] for text in texts[tag]]
    assert len(ours) > 300
    assert java_segments(tmp_path, rules, tag, texts[tag]) == ours
