"""The alignment desk: pairs and beads as a build makes them; decisions in files that it obeys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import MakeProject, Run
from hypothesis import example, given, settings
from hypothesis import strategies as st
from working_tree import WorkingTree

from tmkit import read_tmx
from tmkit.errors import ConflictError, OutputError, RefusedError, UsageError
from tmkit.model import BEAD_ACTS, BeadAct, BeadPage, DrawnBead
from tmkit.tasks.bead_desk import BeadDesk
from tmkit.tasks.desk import Desk

ENGLISH = """\
The pump is new.

The lid is red.

The seal 4711 was broken in May.

All 12 gates work.
"""
VIETNAMESE = """\
Bơm là bơm mới.

Nắp có màu đỏ.

Con dấu 4711 đã vỡ trong tháng 5.

Cả 12 cửa đều chạy.
"""
PUMP: dict[str, str | bytes] = {
    "corpus/en/pump.txt": ENGLISH,
    "corpus/vi/pump.txt": VIETNAMESE,
}
DECISIONS = "corpus/decisions/pump.jsonl"

Open = Callable[..., BeadDesk]


@pytest.fixture
def desk_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A function that opens the desk of a project folder for Lan, or for another reviewer."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769000000")  # 2026-01-21
    opened: list[BeadDesk] = []

    def open_(root: Path, reviewer: str = "Lê Lan") -> BeadDesk:
        desk = BeadDesk(root, reviewer=reviewer)
        opened.append(desk)
        desk.wait()
        return desk

    yield open_
    for desk in opened:
        desk.close()


@pytest.fixture
def root(make_project: MakeProject) -> Path:
    return make_project(PUMP)


def kinds(page: BeadPage) -> list[str]:
    return [bead.kind for bead in page.beads]


def decided_in(page: BeadPage) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The segments of the beads that a person has decided on."""
    return {
        (tuple(number for number, _ in bead.source), tuple(number for number, _ in bead.target))
        for bead in page.beads
        if bead.state == "decided"
    }


def page_of(
    desk: BeadDesk, name: str = "pump", *, number: int | None = None, page: int | None = None
) -> BeadPage:
    """A page of a pair, when it is aligned."""
    while not (found := desk.page(name, number=number, page=page)):
        continue
    return found


def act(desk: BeadDesk, number: int, act: BeadAct, name: str = "pump") -> DrawnBead:
    """Decide on a bead by its number, as the page has it; returns it as it was."""
    bead = page_of(desk, name).beads[number]
    desk.act(name, bead.key, act)
    return bead


def lines(root: Path, name: str = DECISIONS) -> list[dict[str, object]]:
    path = root / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [json.loads(line) for line in text.splitlines()]


def test_a_page_has_the_beads_of_a_build(root: Path, desk_of: Open, run: Run) -> None:
    page = page_of(desk_of(root), "pump")
    assert kinds(page) == ["1-1"] * 4
    assert page.beads[1].source == ((1, "The lid is red."),)
    assert page.beads[1].target == ((1, "Nắp có màu đỏ."),)
    assert run("build", root, "-o", root / "out").exit_code == 0
    scores = [dict(unit.props)["x-tmkit-score"] for unit in read_tmx(root / "out/memory.tmx")]
    assert scores == [f"{bead.score:.4f}" for bead in page.beads]


def test_a_decision_is_a_line_that_the_next_build_obeys(
    root: Path, desk_of: Open, run: Run
) -> None:
    desk = desk_of(root)
    act(desk, 2, "accept")
    assert lines(root) == [
        {
            "source": ["The seal 4711 was broken in May."],
            "target": ["Con dấu 4711 đã vỡ trong tháng 5."],
            "at": [3, 3],
            "reviewer": "Lê Lan",
            "date": "2026-01-21",
        }
    ]
    assert page_of(desk, "pump").beads[2].state == "decided"
    assert run("build", root, "-o", root / "out").exit_code == 0
    units = {unit.text("en"): dict(unit.props) for unit in read_tmx(root / "out/memory.tmx")}
    props = units["The seal 4711 was broken in May."]
    assert (props["x-tmkit-score"], props["x-tmkit-reviewed"]) == ("1.0000", "yes")
    assert units["The lid is red."]["x-tmkit-reviewed"] == "no"


@pytest.mark.parametrize(
    ("number", "decided", "after"),
    [
        (0, "accept", ["1-1", "1-1", "1-1", "1-1"]),
        (1, "unlink", ["1-1", "1-0", "0-1", "1-1", "1-1"]),
        (1, "merge-next", ["1-1", "2-2", "1-1"]),
        (1, "merge-previous", ["2-2", "1-1", "1-1"]),
        (0, "target-next", ["1-0", "1-2", "1-1", "1-1"]),
    ],
)
def test_what_is_decided_is_shown_and_comes_back_as_it_was_decided(
    root: Path, desk_of: Open, number: int, decided: BeadAct, after: list[str]
) -> None:
    desk = desk_of(root)
    act(desk, number, decided)
    shown = page_of(desk, "pump")
    assert kinds(shown) == after
    # As they are read again from the file.
    again = page_of(desk_of(root), "pump")
    assert decided_in(again) == decided_in(shown)


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(BEAD_ACTS)), min_size=1, max_size=8))
@example([(0, "source-next"), (1, "unlink"), (1, "merge-next")])
@settings(max_examples=20, deadline=None)
def test_whatever_is_decided_is_found_again(acts: list[tuple[int, BeadAct]]) -> None:
    with TemporaryDirectory() as folder:
        for tag, text in (("en", ENGLISH), ("vi", VIETNAMESE)):
            path = Path(folder) / f"corpus/{tag}/pump.txt"
            path.parent.mkdir(parents=True)
            # Each sentence twice: texts alone do not tell which is meant.
            path.write_text(text + "\n" + text, encoding="utf-8")
        desk = BeadDesk(Path(folder), reviewer="Lê Lan")
        for number, decided in acts:
            beads = page_of(desk, "pump").beads
            bead = beads[number % len(beads)]
            if decided in bead.acts:
                desk.act("pump", bead.key, decided)
        shown = decided_in(page_of(desk, "pump"))
        desk.draw_again("pump")
        page = page_of(desk, "pump")
        desk.close()
        assert [finding.code for finding in page.findings] == []
        assert decided_in(page) == shown


def test_an_act_on_decided_beads_takes_the_place_of_their_lines(root: Path, desk_of: Open) -> None:
    desk = desk_of(root)
    act(desk, 1, "merge-next")
    assert len(lines(root)) == 1
    act(desk, 1, "split")
    assert [line["at"] for line in lines(root)] == [[2, 2], [3, 3]]
    assert kinds(page_of(desk, "pump")) == ["1-1"] * 4


def test_lines_stand_in_the_order_of_the_texts(root: Path, desk_of: Open) -> None:
    desk = desk_of(root)
    for number in (3, 0, 2):
        act(desk, number, "accept")
    assert [line["at"] for line in lines(root)] == [[1, 1], [3, 3], [4, 4]]


def test_lines_of_a_person_stay_as_they_are(root: Path, desk_of: Open) -> None:
    written = [
        '{"note": "by hand",   "source": ["The pump is new."], "target": ["Bơm là bơm mới."]}',
        "no decision",
        '{"source": ["The lid is red.", "The seal 4711 was broken in May."], "target": [], "x": 1}',
    ]
    path = root / DECISIONS
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(written).encode() + b"\xff")
    desk = desk_of(root)
    page = page_of(desk, "pump")
    assert [finding.code for finding in page.findings] == ["TD209", "TD209"]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(written).encode())
    number = next(
        bead.number
        for bead in page_of(desk, "pump").beads
        if bead.source[:1] == ((1, "The lid is red."),)
    )
    act(desk, number, "accept")
    text = path.read_bytes().decode()
    assert [line.rstrip("\r") for line in text.split("\n")][:2] == written[:2]
    # One line had two segments: the other one goes on standing alone.
    rest = [json.loads(line) for line in text.splitlines()[2:]]
    assert [line["source"] for line in rest] == [
        ["The lid is red."],
        ["The seal 4711 was broken in May."],
    ]
    assert rest[1]["x"] == 1


def test_of_texts_that_repeat_the_one_that_was_meant_is_decided(
    make_project: MakeProject, desk_of: Open, run: Run
) -> None:
    root = make_project(
        {
            "corpus/en/pump.txt": "Close it.\n\nThe lid is red.\n\nClose it.\n",
            "corpus/vi/pump.txt": "Đóng lại.\n\nNắp có màu đỏ.\n\nĐóng lại.\n",
        }
    )
    desk = desk_of(root)
    act(desk, 2, "accept")
    assert [bead.state == "decided" for bead in page_of(desk_of(root), "pump").beads] == [
        False,
        False,
        True,
    ]
    assert run("build", root, "-o", root / "out").exit_code == 0
    reviewed = [dict(unit.props)["x-tmkit-reviewed"] for unit in read_tmx(root / "out/memory.tmx")]
    assert reviewed == ["no", "no", "yes"]


def test_undo_takes_back_one_decision_after_the_other_even_after_a_restart(
    root: Path, desk_of: Open
) -> None:
    desk = desk_of(root)
    act(desk, 0, "accept")
    first = (root / DECISIONS).read_bytes()
    act(desk, 1, "merge-next")
    desk = desk_of(root)
    assert desk.undo("pump") is not None
    assert (root / DECISIONS).read_bytes() == first
    assert kinds(page_of(desk, "pump")) == ["1-1"] * 4
    assert desk.undo("pump") is not None
    assert not (root / DECISIONS).exists()
    assert desk.undo("pump") is None


def test_decisions_are_committed_with_those_on_concepts(tree: WorkingTree) -> None:
    for name, text in PUMP.items():
        tree.put(name, str(text))
    tree.commit("Documents")
    desk = Desk.open(tree.root, reviewer="Trần Minh")
    beads = BeadDesk(tree.root, reviewer=desk.reviewer, on_write=desk.note)
    act(beads, 0, "accept")
    assert desk.commit() != ""
    beads.close()
    desk.close()
    assert tree.git("show", "--name-only", "--format=%an").split("\n\n") == [
        "Trần Minh",
        DECISIONS,
    ]


def test_an_undo_of_what_was_changed_since_is_a_conflict_and_loses_nothing(
    root: Path, desk_of: Open
) -> None:
    mine = desk_of(root)
    act(mine, 0, "accept")
    act(desk_of(root, "Trần Minh"), 2, "accept")
    before = (root / DECISIONS).read_bytes()
    with pytest.raises(ConflictError):
        mine.undo("pump")
    assert (root / DECISIONS).read_bytes() == before


def test_a_decision_that_was_announced_and_never_written_is_not_undone(
    root: Path, desk_of: Open
) -> None:
    desk = desk_of(root)
    act(desk, 0, "accept")
    first = (root / DECISIONS).read_bytes()
    act(desk, 1, "accept")
    # As if the program had been killed between its journal and the file.
    (root / DECISIONS).write_bytes(first)
    with (root / ".tmkit/alignment.jsonl").open("ab") as journal:
        journal.write(b'{"id": "pump", "by": "L')
    desk = desk_of(root)
    assert desk.undo("pump") is not None
    assert lines(root) == []


def test_an_undo_that_was_announced_and_never_written_can_be_made_again(
    root: Path, desk_of: Open
) -> None:
    desk = desk_of(root)
    act(desk, 0, "accept")
    act(desk, 1, "accept")
    both = (root / DECISIONS).read_bytes()
    desk.undo("pump")
    # As above.
    (root / DECISIONS).write_bytes(both)
    desk = desk_of(root)
    for left in (1, 0):
        assert desk.undo("pump") is not None
        assert len(lines(root)) == left
    assert desk.undo("pump") is None


def test_two_reviewers_on_one_bead_lose_neither_decision(root: Path, desk_of: Open) -> None:
    mine, other = desk_of(root), desk_of(root, "Trần Minh")
    seen = page_of(mine, "pump").beads[1]
    act(other, 1, "merge-next")
    before = lines(root)
    with pytest.raises(ConflictError) as caught:
        mine.act("pump", seen.key, "unlink")
    assert caught.value.details["wanted"] == "The lid is red. ↔ Nắp có màu đỏ."
    assert caught.value.details["now"] == (
        "The lid is red. The seal 4711 was broken in May. ↔ "
        "Nắp có màu đỏ. Con dấu 4711 đã vỡ trong tháng 5."
    )
    assert lines(root) == before


def test_two_reviewers_on_beads_apart_do_not_disturb_one_another(root: Path, desk_of: Open) -> None:
    mine, other = desk_of(root), desk_of(root, "Trần Minh")
    seen = page_of(mine, "pump").beads[3]
    act(other, 0, "accept")
    mine.act("pump", seen.key, "accept")
    assert [line["reviewer"] for line in lines(root)] == ["Trần Minh", "Lê Lan"]


@pytest.mark.parametrize(
    "key", ["", "x", "0+1", "9+9-9+9-abc", "0+99999999999999999999-1+1-x", "-"]
)
def test_a_key_that_is_none_is_a_conflict(root: Path, desk_of: Open, key: str) -> None:
    with pytest.raises(ConflictError):
        desk_of(root).act("pump", key, "accept")


def test_a_document_that_changed_is_read_again(root: Path, desk_of: Open) -> None:
    desk = desk_of(root)
    seen = page_of(desk, "pump").beads[1]
    changed = ENGLISH.replace("The lid is red.", "The lid is bright red.")
    (root / "corpus/en/pump.txt").write_text(changed, encoding="utf-8")
    with pytest.raises(ConflictError):
        desk.act("pump", seen.key, "accept")
    assert page_of(desk, "pump").beads[1].source == ((1, "The lid is bright red."),)


def test_the_pair_with_the_most_weak_beads_comes_first(
    make_project: MakeProject, desk_of: Open
) -> None:
    odd = "Rain fell on the hills all night long.\n\nNobody counted the boats.\n"
    root = make_project(
        {
            **PUMP,
            "corpus/en/a.txt": ENGLISH,
            "corpus/vi/a.txt": VIETNAMESE,
            "corpus/en/odd.txt": odd,
            "corpus/vi/odd.txt": "Giá 30 đồng.\n\nXem phụ lục 7.\n\nHết.\n",
            "corpus/en/lonely.txt": ENGLISH,
        }
    )
    table = desk_of(root).pairs()
    assert [row.id for row in table.rows] == ["odd", "a", "pump", "lonely"]
    assert [row.state for row in table.rows] == ["ready", "ready", "ready", "alone"]
    assert (table.waiting, table.problem) == (0, "")
    odd_row, row = table.rows[0], table.rows[1]
    assert odd_row.weak > 0 == row.weak
    assert (row.beads, row.segments, row.linked, sum(row.histogram)) == (4, 8, 8, 4)


def test_a_page_begins_at_the_first_weak_bead_and_knows_the_next(
    make_project: MakeProject, desk_of: Open
) -> None:
    root = make_project(
        {
            "corpus/en/odd.txt": ENGLISH + "\nRain fell on the hills.\n\nNobody counted.\n",
            "corpus/vi/odd.txt": VIETNAMESE + "\nGiá 30 đồng.\n",
        }
    )
    page = page_of(desk_of(root), "odd")
    assert page.number == page.weak[0]
    assert page.beads[page.number].state == "weak"
    assert page.next_weak == page.weak[1]


def test_many_beads_come_page_by_page(make_project: MakeProject, desk_of: Open) -> None:
    english = "\n\n".join(f"Gate {number} is closed." for number in range(1, 451))
    vietnamese = "\n\n".join(f"Cửa số {number} đã đóng." for number in range(1, 451))
    root = make_project({"corpus/en/long.txt": english, "corpus/vi/long.txt": vietnamese})
    desk = desk_of(root)
    page = page_of(desk, "long", page=3)
    assert (page.page, page.pages, page.total, len(page.beads)) == (3, 5, 450, 100)
    assert page.beads[0].number == 200
    assert page_of(desk, "long", number=250).page == 3
    assert page_of(desk, "long", number=9_999).number == 449
    assert page_of(desk, "long", page=99).page == 5


def test_a_confidential_pair_is_shown_and_decided_and_not_exported(
    make_project: MakeProject, desk_of: Open
) -> None:
    root = make_project({**PUMP, "corpus/documents.toml": "[pump]\nconfidential = true\n"})
    desk = desk_of(root)
    assert page_of(desk, "pump").confidential
    act(desk, 0, "accept")
    assert len(lines(root)) == 1
    with pytest.raises(UsageError, match="confidential"):
        desk.export("pump")


def test_a_pair_is_exported_as_the_build_writes_it(root: Path, desk_of: Open, run: Run) -> None:
    desk = desk_of(root)
    act(desk, 1, "merge-next")
    name, content = desk.export("pump")
    exported = BytesIO(b"".join(content))
    assert run("build", root, "-o", root / "out").exit_code == 0
    assert name == "pump.tmx"
    assert exported.getvalue() == (root / "out/memory.tmx").read_bytes()


BILINGUAL = "EN\tVI\nThe pump is new.\tBơm là bơm mới.\nThe lid is red.\tNắp có màu đỏ.\n"


def test_in_a_bilingual_document_nothing_is_linked_across_its_rows(
    make_project: MakeProject, desk_of: Open
) -> None:
    root = make_project({"corpus/en-vi/pump.tsv": BILINGUAL.partition("\n")[2]})
    desk = desk_of(root)
    assert page_of(desk, "pump").bilingual
    act(desk, 0, "accept")
    with pytest.raises(RefusedError):
        act(desk, 0, "merge-next")
    assert len(lines(root)) == 1
    assert [bead.state for bead in page_of(desk, "pump").beads][:1] == ["decided"]


@pytest.mark.parametrize("name", ["gone", "../pump", "", "pump.jsonl", "/etc/passwd"])
def test_a_pair_that_is_not_there_is_said_to_be_so(root: Path, desk_of: Open, name: str) -> None:
    desk = desk_of(root)
    for ask in (desk.page, desk.undo, desk.export, desk.draw_again):
        with pytest.raises(UsageError):
            ask(name)


def test_a_project_without_documents_says_so(make_project: MakeProject, desk_of: Open) -> None:
    table = desk_of(make_project({"tmkit.toml": ""})).pairs(language="vi")
    assert table.rows == ()
    assert "văn bản" in table.problem


def test_documents_that_come_later_are_found_when_they_are_looked_for(
    root: Path, desk_of: Open
) -> None:
    desk = desk_of(root)
    for tag, text in (("en", ENGLISH), ("vi", VIETNAMESE)):
        (root / f"corpus/{tag}/new.txt").write_text(text, encoding="utf-8")
    assert [row.id for row in desk.pairs().rows] == ["pump"]
    desk.read_again()
    desk.wait()
    assert [row.id for row in desk.pairs().rows] == ["new", "pump"]


def test_a_place_that_cannot_be_written_is_told_and_nothing_has_changed(
    root: Path, desk_of: Open
) -> None:
    desk = desk_of(root)
    (root / "corpus/decisions").write_text("a file in the way")
    with pytest.raises(OutputError):
        act(desk, 0, "accept")
    assert [bead.state for bead in page_of(desk, "pump").beads if bead.state == "decided"] == []
    (root / "corpus/decisions").unlink()
    act(desk, 0, "accept")
    assert len(lines(root)) == 1
    assert desk.undo("pump") is not None
    assert lines(root) == []
