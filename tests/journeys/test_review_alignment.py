"""The alignment, memory and overview pages in a browser: by keys, without script, accessible."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Run
from playwright.sync_api import Browser, Page, expect
from review_app import Server, make_project, served
from review_browser import OVERFLOW, axe_source, beside, chromium, let_in, violations

from tmkit import read_tmx

ENGLISH = """\
The pump is new.

The lid is red.

The seal 4711 was broken in May.

All 12 gates work.

Rain fell on the hills.

Nobody counted.
"""
VIETNAMESE = """\
Bơm là bơm mới.

Nắp có màu đỏ.

Con dấu 4711 đã vỡ trong tháng 5.

Cả 12 cửa đều chạy.

Giá 30 đồng.
"""
HOSTILE = "<script>document.title = 'taken'</script> & <b>gate</b> 7."
DECISIONS = "corpus/decisions/pump.jsonl"
Open = Callable[..., Page]


LONG = "\n\n".join(f"Gate {number} is closed." for number in range(1, 131))
PUMP = {"en/pump.txt": ENGLISH, "vi/pump.txt": VIETNAMESE}
MORE = {
    **PUMP,
    "en/secret plan.txt": ENGLISH,
    "vi/secret plan.txt": VIETNAMESE,
    "en/odd.txt": "Rain fell on the hills all night long.\n\nNobody counted the boats.\n",
    "vi/odd.txt": "Giá 30 đồng.\n\nXem phụ lục 7.\n\nHết.\n",
    "en/lonely.txt": ENGLISH,
    "en/hostile.txt": HOSTILE,
    "vi/hostile.txt": HOSTILE.replace("gate", "cửa"),
    "en/a/long.txt": LONG,
    "vi/a/long.txt": LONG.replace("Gate", "Cửa số").replace("is closed", "đã đóng"),
    "documents.toml": '["secret plan"]\nconfidential = true\n',
}


def make_corpus(root: Path, texts: dict[str, str]) -> Path:
    """The project of the review app with documents."""
    make_project(root)
    for name, text in texts.items():
        path = root / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with served(make_corpus(tmp_path / "project", PUMP), "--reviewer", "Trần Minh") as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with let_in(browser, server) as visitor:
        ready(visitor, server)
        yield visitor


@pytest.fixture(scope="module")
def room(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Page]]:
    """A server whose pairs are aligned, for pages that are only looked at."""
    root = make_corpus(tmp_path_factory.mktemp("room"), MORE)
    with (
        served(root, "--reviewer", "Trần Minh") as running,
        let_in(browser, running) as visitor,
    ):
        ready(visitor, running)
        yield running, visitor


@pytest.fixture(scope="module")
def axe(request: pytest.FixtureRequest) -> str:
    cache = request.config.cache
    assert cache is not None
    return axe_source(cache.mkdir("axe"))


def ready(page: Page, server: Server) -> None:
    """Wait until all pairs are aligned; the page is then the list of them."""
    page.goto(server.base + "/alignment")
    while page.get_by_role("link", name="Look again").count():
        page.wait_for_timeout(200)
        page.goto(server.base + "/alignment")


def lines(server: Server, name: str = DECISIONS) -> list[dict[str, Any]]:
    path = server.root / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [json.loads(line) for line in text.splitlines()]


def current(page: Page) -> str:
    return page.locator(".bead[aria-current] > .facts a").inner_text()


def press(page: Page, key: str, *, then: str) -> None:
    """Press a key; then: the bead that is the one in question after it."""
    page.keyboard.press(key)
    expect(page.locator(".bead[aria-current] > .facts a")).to_have_text(then)


def test_the_pairs_stand_with_the_weak_ones_first(room: tuple[Server, Page]) -> None:
    server, page = room
    page.goto(server.base + "/alignment")
    names = page.locator(".document").all_inner_texts()
    counts = [
        int(found[1]) if (found := re.search(r"(\d+) weak", row)) else 0
        for row in page.locator(".pairs li").all_inner_texts()
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0
    assert names[-1] == "lonely"
    row = page.locator(".pairs li", has_text="lonely")
    expect(row).to_contain_text("without a translation")
    assert row.locator("a").count() == 0
    expect(page.locator(".pairs li", has_text="secret plan")).to_contain_text("confidential")


def test_beads_are_decided_by_one_key_each_and_the_build_obeys(
    page: Page, server: Server, run: Run
) -> None:
    page.keyboard.press("j")
    page.wait_for_url("**/alignment/**")
    page.goto(server.base + "/alignment/pump?bead=0")
    press(page, "j", then="Bead 2")
    press(page, "k", then="Bead 1")
    press(page, "a", then="Bead 2")
    expect(page.locator("#bead-0 > .facts")).to_contain_text("decided")
    press(page, "m", then="Bead 2")
    expect(page.locator("#bead-1 > .facts")).to_contain_text("2-2")
    press(page, "b", then="Bead 2")
    expect(page.locator("#bead-1 > .facts")).to_contain_text("1-1")
    page.keyboard.press("n")
    expect(page.locator(".bead[aria-current]")).to_contain_text("weak")
    assert [(line["source"], line["reviewer"]) for line in lines(server)] == [
        (["The pump is new."], "Trần Minh"),
        (["The lid is red."], "Trần Minh"),
        (["The seal 4711 was broken in May."], "Trần Minh"),
    ]
    run("build", server.root, "-o", server.root / "out")
    units = {unit.text("en"): dict(unit.props) for unit in read_tmx(server.root / "out/memory.tmx")}
    props = units["The lid is red."]
    assert (props["x-tmkit-score"], props["x-tmkit-reviewed"]) == ("1.0000", "yes")


def test_segments_are_moved_by_arrows_unlinked_and_all_is_undone(
    page: Page, server: Server
) -> None:
    page.goto(server.base + "/alignment/pump?bead=0")
    press(page, "Shift+ArrowDown", then="Bead 1")
    expect(page.locator("#bead-0 > .facts")).to_contain_text("1-0")
    expect(page.locator("#bead-1 > .facts")).to_contain_text("1-2")
    page.keyboard.press("u")
    expect(page.locator("#bead-0 > .facts")).to_contain_text("1-1")
    page.keyboard.press("x")
    expect(page.locator("#bead-0 > .facts")).to_contain_text("1-0")
    expect(page.locator("#bead-1 > .facts")).to_contain_text("0-1")
    page.keyboard.press("u")
    expect(page.locator("#bead-0 > .facts")).to_contain_text("1-1")
    assert lines(server) == []


def test_where_one_is_has_the_focus_and_is_in_sight(room: tuple[Server, Page]) -> None:
    server, page = room
    page.goto(server.base + "/alignment")
    page.goto(server.base + "/alignment/a/long?bead=60")
    assert page.evaluate("document.activeElement.id") == "bead-60"
    press(page, "j", then="Bead 62")
    assert page.evaluate("document.activeElement.id") == "bead-61"
    box = page.locator("#bead-61").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900
    page.goto(server.base + "/alignment/a/long?bead=99")
    press(page, "j", then="Bead 101")
    expect(page.locator(".pager")).to_contain_text("2")
    assert page.locator(".bead").count() == 30


def test_without_script_everything_is_decided_by_buttons(page: Page, server: Server) -> None:
    context = beside(page, java_script_enabled=False, viewport={"width": 320, "height": 700})
    plain = context.new_page()
    plain.goto(server.base + "/alignment")
    plain.get_by_role("link", name=re.compile("pump")).click()
    assert "weak" in plain.locator(".bead[aria-current]").inner_text()
    plain.get_by_role("link", name="Bead 3", exact=True).click()
    plain.get_by_role("button", name="Right").click()
    assert current(plain) == "Bead 4"
    assert "saved" in plain.locator("[data-notice]").inner_text()
    plain.get_by_role("link", name="Bead 1", exact=True).click()
    plain.get_by_role("button", name="Merge with the next").click()
    plain.get_by_label("Where to split").select_option("1-0")
    plain.get_by_role("button", name="Split").click()
    assert [(line["source"], len(line["target"])) for line in lines(server)] == [
        (["The pump is new."], 0),
        (["The lid is red."], 2),
        (["The seal 4711 was broken in May."], 1),
    ]
    plain.locator("summary", has_text="Move a segment").click()
    plain.get_by_role("button", name="Last source segment, on").click()
    assert plain.locator("#bead-0").inner_text().count("The pump is new.") == 1
    plain.get_by_role("button", name="Undo").click()
    assert "taken back" in plain.locator("[data-notice]").inner_text()
    context.close()


def test_two_windows_on_one_bead_lose_neither_decision(page: Page, server: Server) -> None:
    other = beside(page).new_page()
    for each in (page, other):
        each.goto(server.base + "/alignment/pump?bead=1")
    other.keyboard.press("m")
    expect(other.locator("#bead-1 > .facts")).to_contain_text("2-2")
    before = lines(server)
    page.keyboard.press("x")
    expect(page.locator("h1")).to_have_text("Somebody else changed this meanwhile")
    text = page.inner_text("main")
    assert "The lid is red. The seal 4711 was broken in May." in text
    assert lines(server) == before
    page.get_by_role("link", name="Look at what stands there now").click()
    expect(page.locator("#bead-1 > .facts")).to_contain_text("2-2")
    other.context.close()


def test_a_pair_is_saved_as_tmx(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(server.base + "/alignment/pump")
    with page.expect_download() as started:
        page.get_by_role("link", name="Save as TMX").click()
    target = tmp_path / "saved.tmx"
    started.value.save_as(target)
    assert started.value.suggested_filename == "pump.tmx"
    assert "The pump is new." in {unit.text("en") for unit in read_tmx(target)}


def test_a_confidential_pair_is_shown_and_never_saved(room: tuple[Server, Page]) -> None:
    server, page = room
    page.goto(server.base + "/alignment/secret%20plan")
    expect(page.locator("main")).to_contain_text("The pump is new.")
    assert page.get_by_role("link", name="Save as TMX").count() == 0
    answer = page.goto(server.base + "/alignment-tmx/secret%20plan")
    assert answer is not None
    assert answer.status == 409


@pytest.mark.parametrize(
    "path",
    ["/alignment/nowhere", "/alignment/../pump", "/alignment-tmx/..%2f..%2fetc%2fpasswd"],
)
def test_what_is_not_there_is_said_plainly(room: tuple[Server, Page], path: str) -> None:
    server, page = room
    answer = page.goto(server.base + path)
    assert answer is not None
    assert answer.status in (404, 409)
    assert page.locator("h1").inner_text() != ""


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "launch"},
        {"act": "accept"},
        {"act": "accept", "key": "9" * 300},
        {"act": "split", "place": "9-9", "key": "x"},
        {},
    ],
)
def test_an_act_that_is_none_changes_nothing(
    room: tuple[Server, Page], fields: dict[str, str]
) -> None:
    server, page = room
    page.goto(server.base + "/alignment")
    csrf = page.locator("[name=csrf]").first.get_attribute("value") or ""
    answer = page.request.post(
        server.base + "/alignment/pump",
        form={"csrf": csrf, **fields},
        headers={"Origin": server.base},
    )
    assert answer.status == 409
    assert lines(server) == []


def test_a_look_up_shows_what_differs_and_needs_no_diacritics(room: tuple[Server, Page]) -> None:
    server, page = room
    page.goto(server.base + "/alignment")
    page.goto(server.base + "/memory")
    page.get_by_role("searchbox").fill("The sluice is looked at before each storm.")
    page.get_by_label("Alike by at least").select_option("50")
    page.get_by_role("button", name="Look up").click()
    match = page.locator(".hits li").first
    expect(match.locator("del").first).to_be_visible()
    expect(match.locator("ins").first).to_contain_text("each")
    assert re.match(r"\d+ %", match.inner_text())
    page.goto(server.base + "/memory?text=tram+bom")
    expect(page.locator("mark").first).to_have_text("trạm bơm")
    # Side by side, however short.
    one, other = (page.locator(".hits .texts p").nth(side).bounding_box() for side in (0, 1))
    assert one
    assert other
    assert one["y"] == other["y"]
    page.goto(server.base + "/memory?text=zzz")
    expect(page.locator("main")).to_contain_text("Nothing is alike")


def test_the_overview_says_its_numbers_in_words_too(page: Page, server: Server) -> None:
    page.goto(server.base + "/alignment/pump?bead=0")
    press(page, "a", then="Bead 2")
    page.goto(server.base + "/dashboard")
    expect(page.locator("section", has_text="Coverage")).to_contain_text("1 of ")
    days = page.locator("section", has_text="Decisions per day")
    days.locator("summary").click()
    expect(days.locator("tbody tr").first).to_contain_text("1")
    assert page.locator("svg.picture rect").count() > 0
    assert page.locator("[style]").count() == 0


class View(NamedTuple):
    """A page of this room."""

    name: str
    path: str


VIEWS = (
    View("pairs", "/alignment"),
    View("beads", "/alignment/pump"),
    View("bead-of-two", "/alignment/pump?bead=1"),
    View("beads-long", "/alignment/a/long?page=2"),
    View("beads-hostile", "/alignment/hostile"),
    View("beads-confidential", "/alignment/secret%20plan"),
    View("pair-nowhere", "/alignment/nowhere"),
    View("memory", "/memory"),
    View("memory-match", "/memory?text=The+sluice+is+looked+at+before+each+storm.&at_least=50"),
    View("memory-words", "/memory?text=dike"),
    View("memory-nothing", "/memory?text=zzz"),
    View("dashboard", "/dashboard"),
)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_axe_finds_nothing_and_nothing_runs_over(
    room: tuple[Server, Page], view: View, language: str, axe: str, tmp_path: Path
) -> None:
    server, visitor = room
    page = beside(visitor, viewport={"width": 1280, "height": 900}).new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.context.add_cookies([{"name": "tmkit-language", "value": language, "url": server.base}])
    page.goto(server.base + view.path)
    folder = Path(os.environ.get("TMKIT_SCREENSHOTS", tmp_path))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, axe) == []
        page.screenshot(path=folder / f"{view.name}-{language}-{scheme}-1280.png")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(OVERFLOW) == 0
    assert violations(page, axe) == []
    page.screenshot(path=folder / f"{view.name}-{language}-dark-320.png")
    assert "taken" not in page.title()
    assert said == []
    page.context.close()
