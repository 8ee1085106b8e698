"""Whatever stands in concept files: rules say what they find, and fail on nothing."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tmkit.lint import RULES, Context, Index
from tmkit.model import Concept, ConceptFile, Term
from tmkit.settings import Settings

# A blank text makes a broken file.
TEXTS = st.text(min_size=1, max_size=12).filter(str.strip) | st.sampled_from(
    ["A", ".", "\u200b", "…", "TBT", "technical barriers", "là", "the", "no", "hoà", "(x"]
)
IDS = st.sampled_from(["a", "b", "c", "d"])
LANGS = st.sampled_from(["en", "vi", "en-GB", "de"])
TERMS = st.builds(
    Term,
    LANGS,
    TEXTS,
    st.sampled_from(["fullForm", "acronym", "shortForm", "variant"]),
    st.sampled_from(["preferred", "admitted", "deprecated", "forbidden"]),
    full=TEXTS | st.just(""),
    context=TEXTS | st.just(""),
)
LINKS = st.lists(IDS, unique=True, max_size=3).map(tuple)


@st.composite
def glossaries(draw: st.DrawFn) -> list[ConceptFile]:
    """Up to four concepts that lead to one another."""
    files = []
    for id_ in draw(st.lists(IDS, unique=True, min_size=1)):
        terms = tuple(draw(st.lists(TERMS, min_size=1, max_size=4)))
        definition = draw(st.dictionaries(LANGS, TEXTS, max_size=2))
        broader, related, replaced_by = (draw(LINKS) for _ in range(3))
        status = draw(st.sampled_from(["draft", "approved", "deprecated"]))
        concept = Concept(
            id_,
            "testing",
            status,
            terms,
            definition,
            broader=broader,
            related=related,
            replaced_by=replaced_by,
        )
        files.append(ConceptFile(Path("house", f"{id_}.toml"), "\\", concept))
    return files


def can_reach(index: Index, start: str, key: str) -> bool:
    """Whether references of a key lead from a concept to itself: the slow way."""
    reached, new = set[str](), {start}
    while new:
        found = [index.concept(each) for each in new]
        new = {target for each in found if each for target in getattr(each, key)} - reached
        reached |= new
    return start in reached


@given(glossaries())
def test_rules_fail_on_nothing(files: list[ConceptFile]) -> None:
    context = Context(Index(files), Settings(), "2026-11-20")
    active = [rule for rule in RULES if rule.can_check(context)]
    for file in files:
        assert file.concept is not None
        for rule in active:
            for found in rule.findings(file, file.concept, context, "en"):
                assert found.code == rule.code


@given(glossaries())
def test_just_those_concepts_stand_in_a_circle_that_lead_to_themselves(
    files: list[ConceptFile],
) -> None:
    context = Context(Index(files), Settings(), "2026-11-20")
    (rule,) = (each for each in RULES if each.code == "TG411")
    for file in files:
        assert file.concept is not None
        hits = rule.findings(file, file.concept, context, "en")
        found = {each.place.field for each in hits}
        keys = ("broader", "replaced_by")
        assert found - {"related"} == {k for k in keys if can_reach(context.index, file.id, k)}
