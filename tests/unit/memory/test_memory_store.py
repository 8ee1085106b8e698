"""A memory in a SQLite file: what is kept, what is found, what an accident leaves."""

from __future__ import annotations

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

from tmkit import TmkitError, open_memory
from tmkit.memory import Added, MemoryStore, Sought, open_store
from tmkit.memory.database import VERSION
from tmkit.model import Match, Origin, Tag, TranslationUnit, Variant

OPEN = "The tide gate is open."


def unit(identifier: str, source: str, target: str = "Cửa.", lang: str = "en") -> TranslationUnit:
    return TranslationUnit(identifier, (Variant(lang, (source,)), Variant("vi", (target,))))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.db"


@pytest.fixture
def store(path: Path) -> Iterator[MemoryStore]:
    with open_memory(path) as opened:
        yield opened


def only(store: MemoryStore, text: str, at_least: int = 50, lang: str = "en") -> Match:
    (match,) = store.search(text, lang=lang, at_least=at_least)
    return match


@pytest.mark.parametrize(
    ("stored", "text", "percent", "penalties"),
    [
        (OPEN, OPEN, 100, []),
        (OPEN, "The Tide Gate is open.", 99, ["case"]),
        (OPEN, "The tide gate is open", 99, ["punctuation"]),
        (OPEN, "The tide  gate is open.", 99, ["spaces"]),
        (OPEN, "The tide gate\u00a0is open.", 99, ["spaces"]),
        ("Gate 5 of 12", "Gate 6 of 13", 99, ["numbers"]),
        ("Gate 5", "gate 1,500,000.", 97, ["numbers", "case", "punctuation"]),
        ("Đã hoà giải.", "Đã hòa giải.", 99, ["spelling"]),
        ("Đã hòa giải.", unicodedata.normalize("NFD", "Đã hòa giải."), 99, ["spelling"]),
        ("ti\u00adde gate", "tide gate", 99, ["spelling"]),
        (OPEN, "The tide gate is shut.", 83, []),
        (OPEN, "The tide gate is not open.", 80, ["negation"]),
        ("Do not open it.", "Do open it.", 75, ["negation"]),
        ("one two three four five six seven eight nine ten a b c d e f g h i k",
         "one two three four five six seven eight nine ten a b c d e f g h i j", 94, []),
        ("...", "!!!", None, []),
        ("5", "12", 99, ["numbers"]),
    ],
)  # fmt: skip
def test_the_ladder_names_what_keeps_a_match_from_more(
    store: MemoryStore, stored: str, text: str, percent: int | None, penalties: list[str]
) -> None:
    store.add([unit("u", stored)])
    found = store.search(text, lang="en", at_least=50)
    assert [match.percent for match in found] == ([] if percent is None else [percent])
    assert [penalty.name for match in found for penalty in match.penalties] == penalties


def test_codes_count_as_one_sign_whatever_they_are(store: MemoryStore) -> None:
    content = ("Press ", Tag("ph", "1"), "the key", Tag("ph", "2"), ".")
    store.add([TranslationUnit("u", (Variant("en", content), Variant("vi", ("Bấm phím.",))))])
    assert only(store, "Press the key.").penalties == (("tags", 1),)
    match = store.search(("Press ", Tag("bpt", "7"), "the key", Tag("ept"), "."), lang="en")
    assert [(each.percent, each.kind) for each in match] == [(100, "exact")]


def test_the_same_neighbours_make_it_101(store: MemoryStore) -> None:
    store.add(
        [unit("a", "First."), unit("b", OPEN), unit("c", "Last."), unit("d", OPEN, "Cửa mở.")]
    )
    found = store.search(OPEN, lang="en", previous="First.", following="Last.")
    assert [(match.unit.id, match.percent, match.kind) for match in found] == [
        ("b", 101, "context"), ("d", 100, "exact"),
    ]  # fmt: skip
    (match, *_) = store.search(OPEN, lang="en", previous="First.", following="Another.")
    assert match.percent == 100


def test_segments_of_two_documents_are_no_context(store: MemoryStore) -> None:
    units = [unit("a", "First."), unit("b", OPEN)]
    origins = (Origin((name, name), (0,), (0,), 1.0) for name in ("one", "two"))
    store.add(each._replace(origin=origin) for each, origin in zip(units, origins, strict=True))
    assert only(store, OPEN).percent == 100
    assert store.search(OPEN, lang="en", previous="First.")[0].percent == 100


def test_both_directions_are_found_and_any_language_without_one(store: MemoryStore) -> None:
    store.add([unit("u", OPEN, "Cửa ngăn triều đang mở.")])
    assert only(store, "Cửa ngăn triều đang đóng.", lang="vi").lang == "vi"
    assert [match.lang for match in store.search("Cửa ngăn triều đang đóng.")] == ["vi"]


def test_a_unit_that_is_alike_in_both_languages_is_found_once(store: MemoryStore) -> None:
    store.add([unit("u", "5 kg", "5 kg.")])
    assert [match.percent for match in store.search("5 kg")] == [100]


def test_many_texts_that_differ_in_numbers_alone_do_not_hide_the_one_that_is_the_same(
    store: MemoryStore,
) -> None:
    store.add(unit(str(number), f"Figure {number}") for number in range(2000))
    found = store.search("Figure 1999", lang="en")
    assert (found[0].unit.id, found[0].percent) == ("1999", 100)
    assert [match.percent for match in found[1:]] == [99, 99, 99, 99]


def test_varieties_of_a_language_share_a_memory_at_a_penalty(store: MemoryStore) -> None:
    store.add([unit("u", OPEN, lang="en-US")])
    assert only(store, OPEN, lang="en-GB").penalties == (("region", 1),)
    assert only(store, OPEN, lang="en").percent == 100


def test_numbers_are_put_into_the_translation_but_not_across_a_negation(store: MemoryStore) -> None:
    store.add([unit("u", "Pay 1,500,000 VND now.", "Nộp ngay 1.500.000 đồng.")])
    assert only(store, "Pay 2,500,000 VND now.").translation == "Nộp ngay 2.500.000 đồng."
    match = only(store, "Do not pay 2,500,000 VND now.")
    assert match.translation == "Nộp ngay 1.500.000 đồng."
    assert match.penalties == (("negation", 5),)


def test_edits_lead_from_the_text_of_the_unit_to_the_one_looked_up(store: MemoryStore) -> None:
    store.add([unit("u", OPEN)])
    assert [tuple(edit) for edit in only(store, "The tide gate was open.").edits] == [
        ("same", "The tide gate "), ("old", "is"), ("new", "was"), ("same", " open."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("đánh giá", ["đánh giá"]),
        ("danh gia", ["đánh giá", "danh giá"]),
        ("ĐÁNH GIÁ sự", ["đánh giá sự"]),
        ("conformity", ["conformity"]),
        ("gia su", ["giá sự"]),
        ("giá danh", []),
        ("form", []),
        ("...", []),
        ('"AND', []),
    ],
)
def test_a_concordance_finds_words_in_a_row_in_either_language(
    store: MemoryStore, phrase: str, found: list[str]
) -> None:
    store.add([
        unit("a", "Assess conformity.", "Sự đánh giá sự phù hợp."),
        unit("b", "A noble family.", "Một gia đình danh giá."),
    ])  # fmt: skip
    texts = [
        next(each.text for each in hit.unit.variants if each.lang == hit.lang)[slice(*span)]
        for hit in store.concordance(phrase)
        for span in hit.spans
    ]
    assert texts == found


def test_a_phrase_of_many_words_is_held_by_a_text_to_its_last_word(store: MemoryStore) -> None:
    words = [f"word{number}" for number in range(60)]
    store.add([unit("a", " ".join(words)), unit("b", " ".join([*words[:40], "else"]))])
    assert [hit.unit.id for hit in store.concordance(" ".join(words[2:41]))] == ["a"]
    assert [hit.unit.id for hit in store.concordance(" ".join(words[2:40]))] == ["a", "b"]
    assert store.concordance("a " * 25_000) == []


def test_a_concordance_counts_in_the_text_as_it_is(store: MemoryStore) -> None:
    target = unicodedata.normalize("NFD", "Sự đánh giá")
    store.add([unit("a", "Assess.", target)])
    (hit,) = store.concordance("đánh giá")
    assert unicodedata.normalize("NFC", target[slice(*hit.spans[0])]) == "đánh giá"


def test_adding_again_changes_what_is_new_alone(store: MemoryStore) -> None:
    first = unit("u", OPEN)
    assert store.add([first, first]) == Added(new=1, same=1)
    assert store.add([first]) == Added(same=1)
    noted = first._replace(notes=("Checked.",))
    assert store.add([noted]) == Added(changed=1)
    assert list(store) == [noted]


def test_a_unit_takes_the_place_of_the_one_with_its_id_where_that_is_wanted(
    store: MemoryStore,
) -> None:
    store.add([unit("u", OPEN, "Cửa."), unit("v", "Else.")])
    store.add([unit("u", OPEN, "Cửa ngăn triều đang mở.")], replace=True)
    assert [each.id for each in store] == ["v", "u"]
    assert only(store, OPEN).unit.text("vi") == "Cửa ngăn triều đang mở."
    assert [hit.unit.id for hit in store.concordance("cửa")] == ["v", "u"]


@pytest.mark.parametrize("text", ["", "  \n", "\u200b"])
def test_a_blank_text_has_no_matches(store: MemoryStore, text: str) -> None:
    store.add([unit("u", OPEN)])
    assert store.search(text) == []
    assert store.concordance(text) == []


def test_a_text_of_50000_characters_is_found_as_any_other(store: MemoryStore) -> None:
    long = " ".join(f"word{number % 700}" for number in range(6000))
    store.add([unit("u", long), unit("v", OPEN)])
    assert only(store, long + " more").unit.id == "u"


@pytest.mark.parametrize(("length", "kept"), [(5000, 2500), (9000, 4500), (4000, 2000)])
def test_a_text_longer_than_the_index_counts_is_found_at_50_percent(
    store: MemoryStore, length: int, kept: int
) -> None:
    text = [f"w{number}" for number in range(length)]
    # What stands in other units too is less rare: the rarest words of the text are gone.
    store.add([unit("long", " ".join(text)), *(unit(f"{n}", f"w{n}") for n in range(kept))])
    asked = " ".join([*text[:kept], *(f"x{number}" for number in range(length - kept))])
    with store.mirrored() as mirror:
        for memory in (store, mirror):
            assert only(memory, asked).unit.id == "long"


def test_an_analysis_says_of_each_segment_in_which_band_it_is(store: MemoryStore) -> None:
    store.add([unit("1", "Close the gate."), unit("2", OPEN), unit("3", "Ring the bell twice.")])
    segments: list[str | Sought | tuple[str | Tag, ...]] = [
        Sought((OPEN,), "Close the gate.", "Ring the bell twice."),
        OPEN,
        ("The tide gate is ", Tag("ph", "x"), "open."),
        "The tide gate is shut.",
        "The tide gate is shut!",
        "The tide gate was shut at noon.",
        "Nobody saw a heron.",
        "",
    ]
    assert list(store.analyse(segments, lang="en")) == [
        "context", "repetitions", "95-99", "75-84", "internal", "50-74", "new", "new",
    ]  # fmt: skip


def test_another_process_finds_at_once_what_was_added(store: MemoryStore, path: Path) -> None:
    with open_memory(path) as reader:
        store.add([unit("u", OPEN)])
        assert only(reader, OPEN).percent == 100


def test_who_reads_while_another_optimises_finds_all(store: MemoryStore, path: Path) -> None:
    store.add(unit(str(number), f"The tide gate {number} is open.") for number in range(50))
    with open_memory(path) as reader:
        before = reader.search("The tide gate 7 is shut.", lang="en", limit=50)
        store.optimise()
        assert reader.search("The tide gate 7 is shut.", lang="en", limit=50) == before


# Adds units batch by batch for as long as it lives; prints how many are committed.
WRITER = """
import sys
from tmkit import open_memory
from tmkit.model import TranslationUnit, Variant
with open_memory(sys.argv[1]) as store:
    for batch in range(10_000):
        units = [
            TranslationUnit(f"{batch}-{n}", (Variant("en", (f"Gate {batch} of lock {n}",)),))
            for n in range(200)
        ]
        store.add(units)
        print(batch + 1, flush=True)
"""


def test_a_writer_that_is_killed_loses_nothing_that_was_committed(path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        committed = [int(writer.stdout.readline()) for _ in range(3)][-1]
        os.kill(writer.pid, signal.SIGKILL)
        committed = max([committed, *map(int, writer.stdout.read().split())])
    with open_memory(path) as store:
        assert len(store) in (200 * committed, 200 * (committed + 1))
        assert len(list(store)) == len(store)
        assert only(store, f"Gate {committed - 1} of lock 199", 100).percent == 100
        assert store.add([unit("new", OPEN)]).new == 1


def test_a_reader_is_not_stopped_by_a_writer(store: MemoryStore, path: Path) -> None:
    store.add([unit("u", OPEN)])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert only(store, OPEN).percent == 100
    other.close()


def test_a_store_that_another_writes_to_is_one_line(store: MemoryStore, path: Path) -> None:
    store._database.rows("PRAGMA busy_timeout = 1")  # noqa: SLF001 # not as long as a person waits
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TmkitError) as caught:
        store.add([unit("u", OPEN)])
    assert caught.value.key == "store-busy"
    other.close()
    assert store.add([unit("u", OPEN)]).new == 1


def refused(path: Path) -> str:
    with pytest.raises(TmkitError) as caught:
        open_memory(path).close()
    assert str(caught.value).startswith(str(path))
    return caught.value.key


def test_what_is_no_memory_is_refused(path: Path) -> None:
    path.write_text("id\tsource\ttarget\n" * 200)
    assert refused(path) == "store-other"
    assert path.read_text().startswith("id\t")


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE gates (name TEXT)")
    other.close()
    before = path.read_bytes()
    assert refused(path) == "store-other"
    assert path.read_bytes() == before


def changed(path: Path, *statements: str) -> None:
    """Change a store as only another version of tmkit would."""
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
    other.close()


def test_a_newer_version_is_refused_with_the_command_that_updates_tmkit(
    store: MemoryStore, path: Path
) -> None:
    store.close()
    changed(path, "PRAGMA user_version = 99")
    assert refused(path) == "store-newer"
    with pytest.raises(TmkitError, match="pip install --upgrade tmkit"):
        open_store(path, upgrade=True)


def test_an_older_version_is_refused_with_the_command_that_brings_it_up_to_date(
    store: MemoryStore, tmp_path: Path, run: Run
) -> None:
    units = [unit("a", "First."), unit("b", OPEN), unit("c", "Last gate 5.", "Cửa số 5.")]
    store.add(units)
    store.delete(["a"])
    store.close()
    path = (tmp_path / "memory.db").rename(tmp_path / "our memory.db")
    # What units are found by was another: only the texts are left of it.
    changed(
        path,
        f"PRAGMA user_version = {VERSION - 1}",
        "DROP TABLE post",
        "DROP TABLE words",
        "CREATE VIRTUAL TABLE words USING fts5 (letters)",
        "DELETE FROM term",
        "UPDATE side SET skeleton = 1",
    )
    said = run("memory", "search", OPEN, "--store", path)
    assert said.exit_code == 2
    assert said.stderr.count("\n") == 1
    command = shlex.split(said.stderr.partition("date: ")[2])
    assert command[:3] == ["tmkit", "memory", "optimise"]
    assert run(*command[1:]).stdout == "units=2\n"
    with open_memory(path) as again:
        assert list(again) == units[1:]
        assert only(again, OPEN).percent == 100
        assert (
            again.search(OPEN, lang="en", previous="First.", following="Last gate 5.")[0].percent
            == 101
        )
        assert only(again, "Last gate 6.").percent == 99
        assert only(again, "The tide gate is shut.").percent == 83
        assert [hit.unit.id for hit in again.concordance("cua so")] == ["c"]
        assert again.delete(["b"]) == 1
        assert again.add(units) == Added(new=2, same=1)


def test_an_upgrade_that_is_broken_off_leaves_the_store_as_it_was(
    store: MemoryStore, path: Path
) -> None:
    store.add([unit("u", OPEN)])
    store.close()
    changed(path, f"PRAGMA user_version = {VERSION - 1}")
    with open_store(path, create=False, upgrade=True) as old:
        old._database.rows("PRAGMA max_page_count = 1")  # noqa: SLF001 # as if the disk were full
        with pytest.raises(TmkitError):
            old.optimise()
    assert refused(path) == "store-older"
    with open_store(path, create=False, upgrade=True) as old:
        assert old.optimise() == 1


def test_an_older_version_with_other_units_is_made_anew_from_its_files(
    store: MemoryStore, path: Path
) -> None:
    store.close()
    changed(path, f"PRAGMA user_version = {VERSION - 1}", "ALTER TABLE tu RENAME TO units")
    assert refused(path) == "store-too-old"


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refused(tmp_path / "file" / "memory.db") == "output"


def test_a_full_disk_is_one_line_and_what_was_there_stays(store: MemoryStore) -> None:
    store.add([unit("u", OPEN)])
    store._database.rows("PRAGMA max_page_count = 1")  # noqa: SLF001 # as if the disk were full
    with pytest.raises(TmkitError) as caught:
        store.add(unit(str(number), f"Gate {number}" * 50) for number in range(500))
    assert caught.value.key == "store-failed"
    assert [each.id for each in store] == ["u"]
