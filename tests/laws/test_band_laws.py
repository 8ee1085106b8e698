"""The bands of an analysis are those that look-ups one by one would give."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.memory import INTERNAL, MemoryStore, open_store
from tmkit.model import TranslationUnit, Variant

WORDS = st.sampled_from(("fee", "Fee", "is", "not", "the", "paid", "12", "7", "."))
TEXTS = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)
FLOORS = ((95, "95-99"), (85, "85-94"), (75, "75-84"), (50, "50-74"), (0, "new"))


def percent_of(store: MemoryStore, text: str) -> int:
    found = store.search(text, lang="en", at_least=50, limit=1)
    return found[0].percent if found else 0


def slow_bands(store: MemoryStore, texts: list[str], folder: Path) -> list[str]:
    bands: list[str] = []
    with open_store(folder / "own.db") as own:
        for number, text in enumerate(texts):
            percent, inside = percent_of(store, text), percent_of(own, text)
            if text in texts[:number]:
                bands.append("repetitions")
            elif percent == 100:
                bands.append("100")
            elif inside >= INTERNAL and inside > percent:
                bands.append("internal")
            else:
                bands.append(next(name for floor, name in FLOORS if percent >= floor))
            own.add([TranslationUnit("", (Variant("en", (text,)),))])
    return bands


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8))
@settings(max_examples=40, deadline=None)
def test_bands_are_those_of_single_look_ups(known: list[str], texts: list[str]) -> None:
    units = [
        TranslationUnit(f"{number}", (Variant("en", (text,)), Variant("vi", ("x",))))
        for number, text in enumerate(known)
    ]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "m.db") as store:
        store.add(units)
        found = list(store.analyse(texts, lang="en"))
        assert found == slow_bands(store, texts, Path(folder))
