"""What is told since a commit is what the whole check says of the concepts that have changed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from working_tree import WorkingTree, concept

from tmkit.tasks import changes
from tmkit.tasks.checking import check

IDS = ("weir", "sluice", "tide-gate", "dam", "lock")
TEXTS = ("đập tràn", "Đập Tràn", "cống hoà", "cống hòa", "kỹ thuật", "kĩ thuật")
# Only a base shows these.
WITH_BASE = ("TG704", "TG705", "TG706", "TG707", "TG701")


@st.composite
def concepts(draw: st.DrawFn, id_: str) -> str:
    text = concept(
        id_,
        status=draw(st.sampled_from(["review", "rejected"])),
        acts="Lan proposed",
        en=draw(st.sampled_from(["weir", "Weir", "sluice", id_])),
        vi=draw(st.sampled_from(TEXTS)),
    )
    key = draw(st.sampled_from(["broader", "related", "replaced_by"]))
    other = draw(st.sampled_from(IDS))
    used = draw(st.sampled_from(["preferred", "forbidden"]))
    return text.replace('"\n\n', f'"\n{key} = ["{other}"]\n\n', 1).replace("preferred", used, 1)


@pytest.mark.parametrize("few", [0, 1000])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.tuples(*map(concepts, IDS)),
    st.dictionaries(st.sampled_from(IDS), st.none() | st.just(""), min_size=1),
    st.data(),
)
def test_what_is_told_of_changed_concepts_is_what_the_whole_check_says(
    tree: WorkingTree,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    texts: tuple[str, ...],
    touched: dict[str, str | None],
    data: st.DataObject,
) -> None:
    monkeypatch.setattr(changes, "_FEW", few)
    tree.write(*texts)
    tree.commit()
    for id_, what in touched.items():
        if what is None:
            tree.path(id_).unlink()
        else:
            tree.write(data.draw(concepts(id_)))
    folder = tree.root / "glossaries"
    ids = {each.id for each in changes.changes_since("HEAD", [folder], folder).changes}
    told = {(each.code, each.place.id, each.message) for each in check(since="HEAD")}
    # It counts the concepts that no corpus bears out.
    told = {each for each in told if each[0] != "TG600"}
    whole = {(each.code, each.place.id, each.message) for each in check()}
    assert {each for each in told if each[0] not in WITH_BASE} <= whole
    wanted = {each for each in whole if each[1] in ids and each[0] not in WITH_BASE}
    assert wanted <= told
