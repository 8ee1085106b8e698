"""Laws of the memory store: the fast search finds what looking at every unit finds."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.memory import MemoryStore, open_store
from tmkit.memory.cutting import cut
from tmkit.memory.ladder import Query, graded
from tmkit.memory.skeletons import skeleton_of
from tmkit.memory.tokens import plain_tokens, tokens_of, word_of, words_of
from tmkit.model import Origin, Tag, TranslationUnit, Variant

WORDS = [
    "the",
    "tide",
    "gate",
    "not",
    "a",
    "hòa",
    "hoà",
    "Gate",
    "5",
    "12",
    ",",
    ".",
    "\ufffc",
    "đê",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
LONG = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
MEMORIES = st.lists(st.tuples(TEXTS | LONG, TEXTS), max_size=14)
NAMES = st.text("abc:-", min_size=1, max_size=4)
PAIRS = st.lists(st.tuples(NAMES, st.text(max_size=4)), max_size=2).map(tuple)
CODES = st.builds(Tag, st.sampled_from(["ph", "bpt", "hi"]), NAMES, st.text(max_size=3), PAIRS)
CODES = CODES | st.builds(
    Tag, st.just("hi"), NAMES, st.text(max_size=3), PAIRS, st.tuples(CODES, NAMES)
)
CONTENTS = st.lists(st.text(max_size=5) | CODES, max_size=3).map(tuple)
VARIANTS = st.builds(
    Variant,
    st.sampled_from(["en", "vi", "en-US", "ja"]),
    CONTENTS,
    st.sampled_from(["", "20240814T000000Z"]),
    st.sampled_from(["", "20240815T000000Z"]),
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
    PAIRS,
)
ORIGINS = st.none() | st.builds(
    Origin,
    st.tuples(NAMES, NAMES),
    st.lists(st.integers(0, 9), max_size=2).map(tuple),
    st.lists(st.integers(0, 9), max_size=2).map(tuple),
    st.floats(0, 1),
    st.booleans(),
)
UNITS = st.builds(
    TranslationUnit,
    NAMES,
    st.lists(VARIANTS, max_size=3).map(tuple),
    ORIGINS,
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
    PAIRS,
)


@contextmanager
def store_of(pairs: list[tuple[str, str]]) -> Iterator[MemoryStore]:
    """A new store with the texts in English and Vietnamese."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "m.db")) as store:
        store.add(units_of(pairs))
        yield store


def units_of(pairs: list[tuple[str, str]]) -> list[TranslationUnit]:
    return [
        TranslationUnit(str(number), (Variant("en", (one,)), Variant("vi", (other,))))
        for number, (one, other) in enumerate(pairs)
    ]


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text.lower())


def percent(one: list[str], other: list[str]) -> int:
    """floor(100 (m - d) / m), d the Levenshtein distance over tokens, m the longer length."""
    row = list(range(len(other) + 1))
    for i, token in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, rival in enumerate(other, start=1):
            cost = min(row[j] + 1, row[j - 1] + 1, before + (token != rival))
            before, row[j] = row[j], cost
    longest = max(len(one), len(other))
    return 100 * (longest - row[-1]) // longest


def expected(store: MemoryStore, text: str, lang: str, at_least: int) -> list[tuple[int, int, str]]:
    """Percent, plain percent and id of every unit that is worth as much, best first."""
    query = Query(text, lang)
    found = []
    for place, unit in enumerate(store):
        stored = unit.text(lang)
        score = query.codes.score(tokens(stored))
        worth, _ = graded(query, stored, lang, score)
        # Texts with the same words are found whatever their numbers; others by what they share.
        if worth >= at_least and (worth > 94 or score >= 50):
            found.append((-worth, -percent(tokens(text), tokens(stored)), place, unit.id))
    return [(-worth, -plain, name) for worth, plain, _, name in sorted(found)]


@settings(max_examples=40, deadline=None)
@given(
    MEMORIES,
    TEXTS | LONG,
    st.integers(50, 100),
    st.integers(1, 6),
    st.sampled_from(["added", "optimised"]),
)
def test_a_search_finds_what_looking_at_every_unit_finds(
    pairs: list[tuple[str, str]], text: str, at_least: int, limit: int, state: str
) -> None:
    with store_of(pairs) as store:
        if state == "optimised":
            store.optimise()
        for lang in ("en", "vi"):
            matches = store.search(text, lang=lang, at_least=at_least, limit=limit)
            found = [(match.percent, match.plain, match.unit.id) for match in matches]
            assert found == expected(store, text, lang, at_least)[:limit]


@given(st.text() | st.text(st.sampled_from(" \t\u00a0\u2000\u200b\u0301\u1100\u1161aoΣσİ1_.,'")))
def test_a_text_cut_at_its_spaces_has_the_tokens_of_the_whole(text: str) -> None:
    owners, numbers, words = cut([text, "Zuiderzee 7", text])
    for number, each in enumerate([text, "Zuiderzee 7", text]):
        found = [words[token] for token in numbers[owners == number].tolist()]
        assert found == [word_of(token) for token in plain_tokens(each)]


@given(TEXTS | LONG | st.text(), TEXTS | LONG | st.text())
def test_texts_have_one_skeleton_where_they_differ_in_no_word(one: str, other: str) -> None:
    tokens = [tokens_of(one), tokens_of(other)]
    same = len({words_of(each.parts) for each in tokens}) == 1
    assert same == (len({skeleton_of(each.digests, "en") for each in tokens}) == 1)


@settings(max_examples=40, deadline=None)
@given(MEMORIES, TEXTS | LONG, st.integers(50, 100), st.integers(1, 6))
def test_the_plain_search_is_the_edit_distance_over_tokens(
    pairs: list[tuple[str, str]], text: str, at_least: int, limit: int
) -> None:
    with store_of(pairs) as store:
        found = store.plain_search(text, lang="en", at_least=at_least, limit=limit)
        scores = sorted(
            (percent(tokens(text), tokens(unit.text("en"))) for unit in store), reverse=True
        )
        assert [score for _, score in found] == [s for s in scores if s >= at_least][:limit]
        assert all(percent(tokens(text), tokens(unit.text("en"))) == s for unit, s in found)


@settings(max_examples=40, deadline=None)
@given(st.lists(UNITS, max_size=6))
def test_a_store_gives_back_what_was_added_and_adding_twice_changes_nothing(
    units: list[TranslationUnit],
) -> None:
    # Units with the same texts are one, the last of them.
    last = {tuple((each.lang, each.content) for each in unit.variants): unit for unit in units}
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "m.db")) as store:
        for _ in range(2):
            store.add(units)
            assert list(store) == list(last.values())
            assert len(store) == len(last)


@settings(max_examples=40, deadline=None)
@given(MEMORIES, st.sets(st.integers(0, 13)), TEXTS)
def test_a_store_with_units_deleted_is_a_store_without_them(
    pairs: list[tuple[str, str]], gone: set[int], text: str
) -> None:
    with store_of(pairs) as store:
        known = [unit.id for unit in store]
        names = [str(number) for number in gone]
        assert store.delete(names) == len(set(known).intersection(names))
        left = list(store)
        assert [unit.id for unit in left] == [name for name in known if name not in names]
        with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "o.db")) as other:
            other.add(left)
            one, two = (
                [match.unit.id for match in each.search(text, lang="en", at_least=50, limit=20)]
                for each in (store, other)
            )
            assert one == two
            assert store.concordance(text) == other.concordance(text)


@settings(max_examples=15, deadline=None)
@given(MEMORIES, TEXTS | LONG, st.integers(50, 100), st.integers(1, 6))
def test_both_databases_find_the_same(
    postgres: str, pairs: list[tuple[str, str]], text: str, at_least: int, limit: int
) -> None:
    with store_of(pairs) as store, open_store(postgres) as server:
        server.delete([unit.id for unit in server])
        server.add(units_of(pairs))
        for lang in ("en", "vi"):
            one, other = (
                each.search(text, lang=lang, at_least=at_least, limit=limit)
                for each in (store, server)
            )
            assert one == other
        assert server.concordance(text) == store.concordance(text)
