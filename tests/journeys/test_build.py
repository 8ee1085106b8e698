"""The main job on this repository's own corpus and glossary, as its users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MakeProject, Run

from tmkit import read_tmx
from tmkit.model import Document
from tmkit.settings import Settings
from tmkit.tasks.concepts import EXPORTED, load_concepts
from tmkit.tasks.parallel import in_turn
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import Pair, Project, discover
from tmkit.tasks.reading import read_bilingual, read_document
from tmkit.tasks.segmenting import segment_document
from tmkit.tasks.stages import align_pairs

OUTPUTS = (
    *("candidates.jsonl", "glossary.tbx", "glossary.tsv", "glossary.v3.tbx", "glossary.xlsx"),
    *("memory.tmx", "report.html", "unaligned.tsv"),
)


@pytest.fixture(scope="module")
def built(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results for this repository."""
    output = tmp_path_factory.mktemp("built")
    build_again(repository, output)
    return output


def build_again(repository: Path, output: Path, *options: str, hash_seed: str = "0") -> str:
    """Build in a process of its own; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tmkit", "build", str(repository), "-o", str(output), *options],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_build_writes_memory_glossary_candidates_and_what_is_left_over(built: Path) -> None:
    assert tuple(contents(built)) == OUTPUTS


def test_a_build_says_what_it_made(repository: Path, tmp_path: Path) -> None:
    summary = json.loads(build_again(repository, tmp_path, "--json"))
    units = sum(1 for _ in read_tmx(tmp_path / "memory.tmx"))
    assert summary["units"] == units
    assert summary["documents"] == summary["paired"] == 2 * len(gold_of(repository))
    assert sum(summary["kinds"].values()) == summary["beads"]
    concepts, _ = load_concepts(repository / "glossaries")
    assert summary["concepts"] == sum(concept.status in EXPORTED for concept in concepts)


@pytest.mark.parametrize(("jobs", "hash_seed"), [("1", "1"), ("2", "2"), ("3", "random")])
def test_the_same_input_gives_the_same_bytes(
    repository: Path, built: Path, tmp_path: Path, jobs: str, hash_seed: str
) -> None:
    build_again(repository, tmp_path, "--jobs", jobs, hash_seed=hash_seed)
    assert contents(tmp_path) == contents(built)


def test_the_memory_says_how_it_was_made_and_what_was_left_out(built: Path) -> None:
    header = read_tmx(built / "memory.tmx").header
    assert header.signature.startswith("tmkit:0.1|seg:en-")
    assert "score of 0.50 or more" in header.notes[0]


def test_a_unit_says_where_it_comes_from_and_that_no_person_has_looked(built: Path) -> None:
    for unit in read_tmx(built / "memory.tmx"):
        props = dict(unit.props)
        assert props["x-tmkit-reviewed"] == "no"
        assert 0.5 <= float(props["x-tmkit-score"]) <= 1
        assert {"x-tmkit-document", "x-tmkit-segments", "x-tmkit-bead"} <= set(props)


def test_a_segment_is_either_in_a_unit_or_in_the_list_of_what_is_left_over(
    repository: Path, built: Path
) -> None:
    left_over = (built / "unaligned.tsv").read_text(encoding="utf-8")
    units = "\n".join(
        variant.text for unit in read_tmx(built / "memory.tmx") for variant in unit.variants
    )
    for rows in gold_of(repository).values():
        for segment in (text for row in rows for side in row for text in side):
            assert segment in units or segment in left_over


def test_documents_with_the_same_name_but_other_content_give_no_unit(
    make_project: MakeProject, run: Run
) -> None:
    english = "The council met in May. " * 3 + "Its members discussed the budget for roads."
    vietnamese = "Con mèo nằm ngủ. Trời hôm nay rất đẹp, gió thổi nhẹ qua hàng cây. Em bé cười."
    root = make_project(
        {
            "corpus/en/a.txt": "\n".join([english] * 8),
            "corpus/vi/a.txt": "\n".join([vietnamese] * 3),
        }
    )
    result = run("build", root)
    assert result.exit_code == 0
    assert "TD203" in result.stderr
    assert list(read_tmx(root / "build" / "memory.tmx")) == []


def test_unpaired_documents_give_their_acronyms_and_a_note(
    make_project: MakeProject, run: Run
) -> None:
    root = make_project({"corpus/vi/tin.txt": "Tin\n\nViện Đo lường Việt Nam (VMI) họp hôm qua."})
    result = run("build", root)
    candidates = (root / "build" / "candidates.jsonl").read_text(encoding="utf-8")
    assert "TD201" in result.stderr
    assert "No unit" in result.stderr
    assert result.exit_code == 0
    terms = [(term["lang"], term["term"]) for term in json.loads(candidates)["terms"]]
    assert terms == [("vi", "VMI"), ("vi", "Viện Đo lường Việt Nam")]


def test_the_direction_is_a_setting(make_project: MakeProject, run: Run) -> None:
    root = make_project(
        {
            "tmkit.toml": 'source = "vi"\ntarget = "en"\n',
            "corpus/en/a.txt": "It tested 1,250 samples in 2024.",
            "corpus/vi/a.txt": "Năm 2024, đơn vị đã thử nghiệm 1.250 mẫu.",
        }
    )
    assert run("build", root).exit_code == 0
    memory = read_tmx(root / "build" / "memory.tmx")
    assert memory.header.source_lang == "vi"
    assert [variant.lang for unit in memory for variant in unit.variants] == ["vi", "en"]


def test_a_draft_does_not_leave_the_project(make_project: MakeProject, run: Run) -> None:
    concept = (
        'id = "{0}"\nsubject = "trade"\nstatus = "{1}"\n\n[[term]]\nlang = "en"\nterm = "{0}"\n'
        'type = "fullForm"\nstatus = "preferred"\n\n[[term]]\nlang = "vi"\nterm = "bản {0}"\n'
        'type = "fullForm"\nstatus = "preferred"\n\n'
        '[[history]]\ndate = "2026-01-02"\nby = "tmkit"\naction = "proposed"\n'
    )
    root = make_project(
        {
            "corpus/en/a.txt": "One.",
            "corpus/vi/a.txt": "Một.",
            "glossaries/g/one.toml": concept.format("one", "approved"),
            "glossaries/g/two.toml": concept.format("two", "draft"),
        }
    )
    assert run("build", root).exit_code == 0
    for name in ("glossary.tbx", "glossary.tsv"):
        text = (root / "build" / name).read_text(encoding="utf-8")
        assert "bản one" in text
        assert "bản two" not in text


Row = tuple[list[str], list[str]]


def gold_of(repository: Path) -> dict[str, list[Row]]:
    """The hand-set beads of the corpus, by document."""
    return {
        path.stem: [
            (row["source"], row["target"])
            for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        ]
        for path in sorted((repository / "corpus" / "gold").glob("*.jsonl"))
    }


def documents_of(pair: Pair) -> list[Document]:
    """Source and target of a pair, as a build reads them."""
    if pair.is_bilingual:
        return list(read_bilingual(pair.files[0].path, pair.id, ("en", "vi"))[:2])
    return [read_document(file.path, file.id, file.lang) for file in pair.files]


@pytest.fixture(scope="module")
def pairs(repository: Path) -> list[Pair]:
    found, findings = discover(Project.at(repository))
    assert findings == []
    return found


def test_the_segments_of_the_corpus_are_those_of_the_gold(
    repository: Path, pairs: list[Pair]
) -> None:
    gold = gold_of(repository)
    for pair in pairs:
        for side, document in enumerate(documents_of(pair)):
            wanted = [text for row in gold[pair.id] for text in row[side]]
            assert [each.text for each in segment_document(document, Settings())] == wanted, pair.id


def test_the_beads_of_the_corpus_are_right_at_97_per_cent_and_more(
    repository: Path, pairs: list[Pair]
) -> None:
    gold = gold_of(repository)
    right = found = wanted = 0
    for result in align_pairs(in_turn, pairs, Work(Project.at(repository).settings)):
        hand_set = {(tuple(one), tuple(other)) for one, other in gold[result.id] if one and other}
        kept = {(row.source, row.target) for row in result.rows if row.kept}
        right += len(hand_set & kept)
        found += len(kept)
        wanted += len(hand_set)
    assert 2 * right / (found + wanted) >= 0.97


def test_all_text_of_the_corpus_stands_in_the_gold_and_nothing_else(
    repository: Path, pairs: list[Pair]
) -> None:
    gold = gold_of(repository)
    assert {pair.id for pair in pairs} == set(gold)
    for pair in pairs:
        for side, document in enumerate(documents_of(pair)):
            segments = "".join(text for row in gold[pair.id] for text in row[side])
            kinds = ("byline", "boilerplate", "code")
            whole = "".join(block.text for block in document.blocks if block.kind not in kinds)
            assert "".join(segments.split()) == "".join(whole.split()), pair.id


def test_bylines_of_pages_become_metadata(repository: Path, pairs: list[Pair]) -> None:
    said = {
        path.name.removesuffix(".meta.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in (repository / "corpus" / "gold").glob("*.meta.json")
    }
    assert len(said) >= 5
    for pair in pairs:
        for document in documents_of(pair) if pair.id in said else []:
            wanted = said[pair.id][document.lang]
            assert (document.author or None, document.date) == (wanted["author"], wanted["date"])


def test_the_terms_of_the_gold_stand_in_the_documents(repository: Path, pairs: list[Pair]) -> None:
    files = sorted((repository / "corpus" / "gold").glob("*.terms.tsv"))
    assert len(files) >= 8
    texts = {
        pair.id: ["\n".join(block.text for block in document.blocks).lower() for document in sides]
        for pair, sides in ((pair, documents_of(pair)) for pair in pairs)
    }
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            for term, text in zip(line.split("\t"), texts[path.name.split(".")[0]], strict=True):
                assert term.lower() in text, (path.name, term)


def test_the_contexts_of_the_glossary_stand_in_the_corpus(repository: Path) -> None:
    concepts, findings = load_concepts(repository / "glossaries")
    assert findings == []
    assert len(concepts) >= 12
    gold = gold_of(repository)
    for term in (term for concept in concepts for term in concept.terms if term.context):
        document, number = term.source.split("#")
        side = 0 if term.lang == "en" else 1
        segments = [text for row in gold[document] for text in row[side]]
        assert term.context.strip("… ") in segments[int(number) - 1]
        assert term.text.lower() in term.context.lower()
