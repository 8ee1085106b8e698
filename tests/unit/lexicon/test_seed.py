"""The seed lexicon."""

from __future__ import annotations

import unicodedata
from importlib import resources

from tmkit.lexicon import keys_of, seed_of, train
from tmkit.text import fold, language_of

ROWS = [
    line.split("\t")
    for line in resources.files("tmkit.lexicon")
    .joinpath("data/en-vi.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
]


def test_every_entry_has_both_words_and_a_band_or_none() -> None:
    assert ROWS[0] == ["en", "vi", "band"]
    assert len(ROWS) > 4_000
    for row in ROWS[1:]:
        assert len(row) == 3
        assert row[2] in ("", "1", "2", "3", "4", "5"), row
        assert all(cell == cell.strip() and cell for cell in row[:2]), row
        assert all(unicodedata.is_normalized("NFC", cell) for cell in row), row


def test_entries_stand_once_and_in_order() -> None:
    pairs = [(row[0], row[1]) for row in ROWS[1:]]
    assert pairs == sorted(set(pairs))
    assert len({(fold(one), fold(other)) for one, other in pairs}) == len(pairs)


def test_the_second_column_is_vietnamese() -> None:
    told = [language_of(row[1]) for row in ROWS[1:]]
    assert told.count("vi") > 0.95 * len(told)


def test_a_word_of_the_lexicon_is_known_in_both_directions() -> None:
    for tags, words in (
        (("en", "vi"), ("standard", "chuẩn")),
        (("vi", "en"), ("chuẩn", "standard")),
    ):
        known = train(seed_of(*tags))
        number = known.sources.tolist().index(keys_of(words[0], tags[0])[0])
        partners = known.partners[known.starts[number] : known.starts[number + 1]]
        assert keys_of(words[1], tags[1])[0] in known.targets[partners].tolist()


def test_a_pair_of_languages_without_a_lexicon_has_none() -> None:
    assert len(seed_of("de", "fr").weights) == 0
