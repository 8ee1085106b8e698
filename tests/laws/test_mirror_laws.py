"""Look-ups by the thousand find what one look-up finds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.memory import open_store
from tmkit.model import TranslationUnit, Variant

WORDS = st.sampled_from(
    ("fee", "Fee", "phí", "is", "not", "the", "12", "7", ",", ".", "hoà", "hòa")
)
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12),
    st.lists(TEXTS, max_size=6),
    st.sampled_from((50, 70, 75, 95)),
    st.sampled_from((1, 3, 20)),
)
def test_a_mirror_finds_what_the_store_finds(
    pairs: list[tuple[str, str]], queries: list[str], at_least: int, limit: int
) -> None:
    units = [
        TranslationUnit(f"{number}", (Variant("en", (source,)), Variant("vi", (target,))))
        for number, (source, target) in enumerate(pairs)
    ]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "m.db") as store:
        store.add(units)
        store.delete(["1"])
        with store.mirrored() as mirrored:
            for query in (*queries, *(source for source, _ in pairs)):
                wanted = store.search(query, lang="en", at_least=at_least, limit=limit)
                assert mirrored.search(query, lang="en", at_least=at_least, limit=limit) == wanted
                plain = store.plain_search(query, lang="en", at_least=at_least, limit=limit)
                assert (
                    mirrored.plain_search(query, lang="en", at_least=at_least, limit=limit) == plain
                )
