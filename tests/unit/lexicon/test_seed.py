"""The seed lexicon."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from importlib import resources
from pathlib import Path

import tmkit
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


def test_the_install_has_compiled_the_table() -> None:
    assert resources.files("tmkit.lexicon").joinpath("data/en-vi.npz").is_file()


def test_the_compiled_table_says_what_the_list_says_and_only_while_it_is_that_list(
    tmp_path: Path,
) -> None:
    package = tmp_path / "tmkit"
    shutil.copytree(
        Path(tmkit.__file__).parent, package, ignore=shutil.ignore_patterns("*.npz", "__pycache__")
    )
    words = package / "lexicon" / "data" / "en-vi.tsv"

    def seen(prelude: str = "") -> list[str]:
        code = (
            "from tmkit.lexicon import seed, seed_of\n"
            f"{prelude}\n"
            "for tags in (('en', 'vi'), ('vi', 'en')):\n"
            "    one = seed_of(*tags)\n"
            "    print(one.source.tolist(), one.source_lengths.tolist(), one.weights.sum())\n"
            "    print(one.target.tolist(), one.target_lengths.tolist())\n"
        )
        run = [sys.executable, "-c", code]
        return subprocess.check_output(run, cwd=tmp_path, text=True).splitlines()

    listed = seen()
    assert seen("seed.compile_seeds()") == listed
    assert words.with_suffix(".npz").is_file()
    assert seen() == listed
    words.write_text(words.read_text(encoding="utf-8") + "zyx\tzyx\t\n", encoding="utf-8")
    assert len(seen()[0]) > len(listed[0])
