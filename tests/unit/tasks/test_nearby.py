"""Which concept files can bear on others, told by their consonants."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from working_tree import WorkingTree, concept

from tmkit.formats import concept as concepts
from tmkit.lint import Index
from tmkit.model import Concept
from tmkit.tasks import changes
from tmkit.tasks.changes import changes_since
from tmkit.tasks.nearby import bearing_on

WORDS = (
    "hòa",
    "hoà",
    "HÒA",
    "Đo",
    "đo",
    "kỹ",
    "kĩ",
    "thuật",
    "ao",
    "iron",
    "work-shop",
    "workshop",
)


def read(text: str) -> Concept:
    found = concepts.parse(text, Path(f"{text.split(chr(34))[1]}.toml")).concept
    assert found
    return found


def near(folder: Path, changed: str, *others: str) -> list[str]:
    paths = []
    for text in others:
        paths.append(folder / f"{text.split(chr(34))[1]}.toml")
        paths[-1].write_text(text, encoding="utf-8")
    return [path.stem for path in bearing_on([read(changed)], paths)]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("đo lường", "Đo Lường"),
        ("hòa giải", "hoà giải"),
        ("kỹ thuật", "kĩ thuật"),
        ("thẩm định", "thâm đinh"),
        ("ISO", "ＩＳＯ"),
        ("workshop", "work-shop"),
    ],
)
def test_spellings_of_one_term_bear_on_one_another(tmp_path: Path, text: str, other: str) -> None:
    assert near(tmp_path, concept("weir", vi=text), concept("dam", vi=other)) == ["dam"]


def test_what_has_nothing_in_common_is_left(tmp_path: Path) -> None:
    assert near(tmp_path, concept("weir"), concept("dam"), concept("lock", vi="kênh")) == []


def test_a_file_that_names_a_concept_bears_on_it_and_so_does_one_that_it_names(
    tmp_path: Path,
) -> None:
    def related(id_: str, to: str) -> str:
        return concept(id_).replace('"review"', f'"review"\nrelated = ["{to}"]', 1)

    weir = related("weir", "lock")
    assert near(tmp_path, weir, related("dam", "weir"), concept("lock"), concept("sluice")) == [
        "dam",
        "lock",
    ]


def test_a_term_in_a_definition_bears_on_it(tmp_path: Path) -> None:
    weir = concept("weir").replace(
        '"review"', '"review"\ndefinition.vi = "Công trình tràn, qua đập."', 1
    )
    assert near(tmp_path, weir, concept("dam", vi="đập"), concept("lock", vi="âu")) == ["dam"]


def test_a_definition_bears_on_the_term_that_is_forbidden(tmp_path: Path) -> None:
    weir = concept("weir").replace('"preferred"', '"forbidden"', 1)
    other = concept("dam").replace('"review"', '"review"\ndefinition.en = "some Weir or so"', 1)
    assert near(tmp_path, weir, other) == ["dam"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=2, max_size=6))
def test_no_term_that_folds_to_another_is_missed(tmp_path: Path, terms: list[list[str]]) -> None:
    texts = [concept(f"c{number}", vi=" ".join(words)) for number, words in enumerate(terms)]
    found = set(near(tmp_path, *texts))
    files = [concepts.parse(text, Path(f"c{n}.toml")) for n, text in enumerate(texts)]
    first = files[0].concept
    assert first
    clashing = {use.concept.id for term in first.terms for use in Index(files).others(term, first)}
    assert clashing <= found


def test_of_many_files_those_are_read_that_bear_on_the_change(
    tree: WorkingTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def above(id_: str, to: str) -> str:
        return concept(id_).replace('"review"', f'"review"\nbroader = ["{to}"]', 1)

    tree.write(above("dam", "work"), above("work", "building"), concept("building"))
    tree.commit()
    tree.write(above("weir", "dam"))
    monkeypatch.setattr(changes, "_FEW", 0)
    folder = tree.root / "glossaries"
    found = changes_since("HEAD", [folder], folder)
    assert [file.id for file in found.now] == ["building", "dam", "weir", "work"]
