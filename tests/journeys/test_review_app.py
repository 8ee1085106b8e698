"""tmkit review as a terminologist uses it: by keys, without script, two at once, restarted."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from review_app import Server, make_project, served
from review_browser import beside, chromium, let_in

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", candidates=3)


@pytest.fixture
def opened(browser: Browser, root: Path) -> Iterator[Open]:
    """A function that starts a server on the project and opens a page at its queue."""
    with ExitStack() as stack:

        def open_(*options: str, **context: Any) -> Page:  # noqa: ANN401 # those of a context
            server = stack.enter_context(served(root, *(options or ("--reviewer", "Trần Minh"))))
            return stack.enter_context(let_in(browser, server, **context))

        yield open_


def concept(root: Path, name: str) -> dict[str, Any]:
    text = (root / "glossaries" / "house" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def has(root: Path, name: str) -> bool:
    return (root / "glossaries" / "house" / f"{name}.toml").exists()


def go_to(page: Page, path: str) -> None:
    page.goto(re.sub(r"(?<=\d)/.*", "", page.url) + path)


def card_of(page: Page, term: str) -> None:
    """Open the card of the row that a search finds first."""
    go_to(page, f"/?text={term}&status=all")
    page.locator(".rows a").first.click()
    expect(page.locator(".card")).to_be_visible()


def title(page: Page) -> str:
    return page.locator("#title").inner_text()


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait for it."""
    page.evaluate("document.querySelector('main').dataset.old = ''")
    page.keyboard.press(key)
    page.locator("main:not([data-old])").wait_for()


def notice(page: Page) -> str:
    return page.locator("[data-notice]").inner_text()


def test_one_key_decides_saves_and_shows_the_next_card(opened: Open, root: Path) -> None:
    page = opened()
    go_to(page, "/?kind=candidate")
    press(page, "j")
    first = title(page)
    press(page, "a")
    assert title(page) != first
    assert notice(page) == "Approved: tide gate"
    saved = concept(root, "tide-gate")
    assert saved["status"] == "approved"
    assert [act["by"] for act in saved["history"]] == ["tmkit", "Trần Minh"]
    assert all(term["source"] and term["context"] for term in saved["term"])
    assert "1 in this session" in page.inner_text(".progress")


def test_u_takes_the_decision_back(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "weir")
    press(page, "a")
    assert has(root, "weir")
    press(page, "u")
    assert not has(root, "weir")
    assert title(page).startswith("weir")


def test_undo_survives_a_restart(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "weir")
    press(page, "a")
    again = opened()
    press(again, "u")
    assert not has(root, "weir")
    assert notice(again) == "Taken back: weir"


def test_r_and_a_digit_reject_with_a_reason(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "dike")
    page.keyboard.press("r")
    press(page, "1")
    saved = concept(root, "dike")
    assert saved["status"] == "rejected"
    assert saved["history"][-1]["note"] == "Not a term"


def test_r_and_words_reject_with_words(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "dike")
    page.keyboard.press("r")
    page.get_by_label("In your own words").fill("A dike is 2 things 3 times.")
    press(page, "Enter")
    assert concept(root, "dike")["history"][-1]["note"] == "A dike is 2 things 3 times."


def test_escape_closes_the_reasons_and_nothing_is_decided(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "dike")
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator("details.act[open]")).to_have_count(0)
    assert not has(root, "dike")


def test_e_edits_in_place_and_a_term_can_be_added(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "spillway")
    press(page, "e")
    expect(page.get_by_label("Term", exact=True).first).to_be_focused()
    page.get_by_label("Term", exact=True).first.fill("spillway (overflow)")
    page.get_by_text("Another term: Vietnamese").first.click()
    page.get_by_label("Term", exact=True).last.fill("tràn xả lũ")
    page.get_by_label("Status").last.select_option("admitted")
    page.get_by_label("Definition: English").fill("channel by which water leaves a dam")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-notice]")).to_contain_text("Saved")
    saved = concept(root, "spillway")
    assert [term["term"] for term in saved["term"]] == [
        *("spillway (overflow)", "đường tràn", "tràn xả lũ"),
    ]
    assert saved["definition"] == {"en": "channel by which water leaves a dam"}
    assert saved["history"][-1]["action"] == "edited"


def test_m_merges_into_a_concept(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "flood mark")
    page.keyboard.press("m")
    page.get_by_label("Into another concept").fill("house/spillway")
    press(page, "Enter")
    assert notice(page).startswith("Merged")
    assert "flood mark" in {term["term"] for term in concept(root, "spillway")["term"]}


def test_a_near_duplicate_is_opened_or_merged(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "tide gate")
    press(page, "a")
    card_of(page, "tide gates")
    near = page.locator(".near li", has_text="tide-gate")
    near.get_by_role("button", name="Merge into this").click()
    expect(page.locator("[data-notice]")).to_contain_text("Merged")
    assert "các cửa triều" in {term["term"] for term in concept(root, "tide-gate")["term"]}


def test_s_skips_j_and_k_move_and_slash_leads_to_the_search(opened: Open, root: Path) -> None:
    page = opened()
    go_to(page, "/?kind=candidate")
    press(page, "j")
    first = title(page)
    press(page, "j")
    second = title(page)
    press(page, "k")
    assert title(page) == first
    press(page, "s")
    assert title(page) == second
    assert not list((root / "glossaries" / "house").glob("tide*"))
    press(page, "/")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.type("cua trieu")
    press(page, "Enter")
    assert page.locator(".rows a").count() == 2


def test_who_may_not_approve_is_told_why_by_the_same_key(opened: Open, root: Path) -> None:
    page = opened("--reviewer", "Lan")
    card_of(page, "lock+chamber")
    expect(page.locator("details.why li").first).to_be_hidden()
    page.keyboard.press("a")
    expect(page.locator("details.why li").first).to_contain_text("Approve")
    expect(page.locator("details.why summary")).to_be_focused()
    assert concept(root, "lock-chamber")["status"] == "review"


def test_keys_typed_into_a_field_decide_nothing(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "weir")
    page.keyboard.press("c")
    page.keyboard.type("a rather usual name")
    expect(page.get_by_label("Comment")).to_have_value("a rather usual name")
    assert not has(root, "weir")


def test_a_comment_is_kept_and_shown(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "spillway")
    page.keyboard.press("c")
    page.keyboard.type("Is it used on the coast?")
    press(page, "Enter")
    assert "Is it used on the coast?" in page.inner_text(".history")
    assert concept(root, "spillway")["status"] == "review"


def test_help_opens_over_the_page_and_keys_can_be_changed(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "weir")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Approve").fill("x")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator("[data-notice]")).to_contain_text("saved")
    page.keyboard.press("a")
    assert not has(root, "weir")
    press(page, "x")
    assert has(root, "weir")


def test_keys_can_be_turned_off(opened: Open, root: Path) -> None:
    page = opened()
    go_to(page, "/help")
    page.get_by_label("Turn all these keys off").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-notice]")).to_contain_text("saved")
    card_of(page, "weir")
    for key in "arems/?":
        page.keyboard.press(key)
    expect(page.locator("kbd")).to_have_count(0)
    expect(page.locator("details.act[open]")).to_have_count(0)
    assert not has(root, "weir")


def test_everything_is_reached_by_tab_and_enter(opened: Open, root: Path) -> None:
    page = opened()
    go_to(page, "/?text=weir")
    tab_to(page, ".skip")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, ".rows a")
    press(page, "Enter")
    seen = tab_to(page, "button[value=approve]")
    assert len(seen) < 40
    press(page, "Enter")
    assert concept(root, "weir")["status"] == "approved"


def tab_to(page: Page, selector: str) -> list[str]:
    """Press Tab until a thing has the focus; every one on the way shows that it has it."""
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(outline) != "none"
        seen.append(page.evaluate("document.activeElement.outerHTML"))
        if page.evaluate("name => document.activeElement.matches(name)", selector):
            return seen
    raise AssertionError(selector)


def test_without_script_every_act_is_a_form(opened: Open, root: Path) -> None:
    page = opened(java_script_enabled=False)
    page.get_by_label("Kind").select_option("candidate")
    page.get_by_role("button", name="Show").click()
    page.locator(".rows a", has_text="weir").click()
    page.get_by_role("button", name="Approve").click()
    assert notice(page) == "Approved: weir"
    assert concept(root, "weir")["status"] == "approved"
    page.get_by_role("button", name="Undo").click()
    assert not has(root, "weir")
    page.locator("summary", has_text="Reject").click()
    page.get_by_role("button", name="Too general").click()
    assert concept(root, "weir")["status"] == "rejected"
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.get_attribute("html", "lang") == "vi"
    page.get_by_role("link", name="Phím tắt").click()
    page.get_by_role("link", name="Đóng").click()
    page.get_by_role("button", name="Bỏ qua").click()
    assert notice(page).startswith("Đã bỏ qua")


def test_all_of_a_selection_is_decided_after_a_preview(opened: Open, root: Path) -> None:
    page = opened()
    go_to(page, "/?text=basin")
    page.get_by_label("Decide on all of these").select_option("reject")
    page.get_by_role("button", name="Preview").click()
    page.get_by_label("Reason").select_option("8")
    page.get_by_role("button", name="Preview").click()
    assert page.inner_text("h1") == "Reject: 3 rows"
    assert not has(root, "basin-0")
    page.get_by_role("checkbox").first.uncheck()
    left_out = page.locator(".checks label").first.inner_text().split(" · ")[0]
    page.get_by_role("button", name="Reject: all that are ticked").click()
    assert notice(page) == "Decided: 2."
    names = {f"basin {number}" for number in range(3)}
    assert {name for name in names if has(root, name.replace(" ", "-"))} == names - {left_out}


def test_two_at_once_see_both_versions_and_lose_neither(opened: Open, root: Path) -> None:
    minh, hoa = opened(), opened("--reviewer", "Nguyễn Hoa")
    for page in (minh, hoa):
        go_to(page, "/edit?key=concept:house/spillway")
    minh.get_by_label("Definition: English").fill("the definition of Minh")
    minh.get_by_role("button", name="Save").click()
    expect(minh.locator("[data-notice]")).to_contain_text("Saved")
    hoa.get_by_label("Definition: English").fill("the definition of Hoa")
    hoa.get_by_role("button", name="Save").click()
    expect(hoa.locator("h1")).to_have_text("Somebody else changed this meanwhile")
    assert "the definition of Minh" in hoa.locator(".version.now mark").all_inner_texts()[0]
    assert "the definition of Hoa" in hoa.inner_text(".version.wanted")
    assert concept(root, "spillway")["definition"] == {"en": "the definition of Minh"}
    hoa.get_by_role("button", name="Apply mine all the same").click()
    expect(hoa.locator("[data-notice]")).to_contain_text("Saved")
    assert concept(root, "spillway")["definition"] == {"en": "the definition of Hoa"}
    assert [act["by"] for act in concept(root, "spillway")["history"]][-2:] == [
        *("Trần Minh", "Nguyễn Hoa"),
    ]


def test_two_windows_of_one_reviewer_decide_a_card_once(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "weir")
    other = beside(page).new_page()
    other.goto(page.url)
    press(page, "a")
    other.keyboard.press("r")
    press(other, "2")
    expect(other.locator("h1")).to_have_text("Somebody else changed this meanwhile")
    assert concept(root, "weir")["status"] == "approved"
    other.get_by_role("link", name="Keep what is on disk").click()
    expect(other.locator(".status.approved").last).to_be_visible()


def test_a_broken_file_is_mended_as_text(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "torn")
    assert "cannot be read" in page.inner_text(".card")
    press(page, "e")
    text = (root / "glossaries/house/spillway.toml").read_text().replace("spillway", "torn")
    page.get_by_label("Text of the file").fill(text.replace("đường tràn", "vải rách"))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-notice]")).to_contain_text("File saved")
    assert concept(root, "torn")["term"][1]["term"] == "vải rách"
    assert "vải rách" in title(page)


def test_a_concept_deleted_on_disk_is_said_to_be_gone(opened: Open, root: Path) -> None:
    page = opened()
    card_of(page, "spillway")
    (root / "glossaries" / "house" / "spillway.toml").unlink()
    page.keyboard.press("a")
    expect(page.locator("main")).to_contain_text(re.compile("not there any more|Somebody else"))
    assert not has(root, "spillway")


def test_an_edit_that_is_refused_keeps_what_was_typed(opened: Open, root: Path) -> None:
    page = opened()
    before = (root / "glossaries" / "house" / "spillway.toml").read_text()
    go_to(page, "/edit?key=concept:house/spillway")
    for field in page.get_by_label("Term", exact=True).all()[:2]:
        field.fill("")
    page.get_by_label("Definition: English").fill("a definition without a term")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#problem")).to_be_visible()
    expect(page.get_by_label("Definition: English")).to_have_value("a definition without a term")
    assert (root / "glossaries" / "house" / "spillway.toml").read_text() == before


def test_when_the_server_ends_the_page_says_that_all_is_saved(browser: Browser, root: Path) -> None:
    with served(root, "--reviewer", "Trần Minh") as server, let_in(browser, server) as page:
        card_of(page, "weir")
        stop(server)
        page.keyboard.press("a")
        expect(page.locator("#problem")).to_contain_text("What was decided is saved")


def stop(server: Server) -> None:
    """End the process of a server as the system does, and wait until it is over."""
    assert server.process is not None
    server.process.terminate()
    server.process.wait(60)


def test_commit_makes_one_commit_of_the_session(browser: Browser, root: Path) -> None:
    options = ("--reviewer", "Trần Minh", "--commit")
    with served(root, *options) as server, let_in(browser, server) as page:
        for term in ("weir", "dike"):
            card_of(page, term)
            press(page, "a")
        (root / "unrelated.txt").write_text("stays\n")
        stop(server)
    log = ["git", "log", "--format=%an", "--name-only", "-1"]
    said = subprocess.run(log, cwd=root, capture_output=True, text=True, check=True).stdout
    assert said.split() == [
        *("Trần", "Minh", "glossaries/house/dike.toml", "glossaries/house/weir.toml"),
    ]


def test_filters_and_order_are_kept_from_card_to_card(opened: Open) -> None:
    page = opened()
    page.get_by_label("Kind").select_option("candidate")
    page.wait_for_url("**kind=candidate**")
    page.get_by_label("Order").select_option("name")
    page.wait_for_url("**sort=name**")
    names = page.locator(".rows bdi:first-child").all_inner_texts()
    assert names == sorted(names)
    press(page, "j")
    press(page, "a")
    assert "kind=candidate" in page.url
    assert "sort=name" in page.url
    assert title(page).startswith(names[1])


def test_back_and_forward_of_the_browser_work(opened: Open) -> None:
    page = opened()
    go_to(page, "/?kind=candidate")
    press(page, "j")
    first = title(page)
    press(page, "j")
    page.go_back()
    expect(page.locator("#title")).to_have_text(first)


def test_of_many_what_was_decided_meanwhile_is_left_alone_and_told(
    opened: Open, root: Path
) -> None:
    page = opened()
    go_to(page, "/many?text=basin&act=approve")
    other = beside(page).new_page()
    other.goto(re.sub(r"/many.*", "/?text=basin", page.url))
    press(other, "j")
    other.keyboard.press("r")
    press(other, "1")
    page.get_by_role("button", name="Approve: all that are ticked").click()
    expect(page.locator("h1")).to_have_text("Decided: 2.")
    assert page.locator(".findings li").count() == 1
    statuses = sorted(concept(root, f"basin-{number}")["status"] for number in range(3))
    assert statuses == ["approved", "approved", "rejected"]


def test_a_fix_of_the_check_is_one_button(opened: Open, root: Path) -> None:
    path = root / "glossaries" / "house" / "spillway.toml"
    path.write_text(path.read_text().replace('"spillway"\ntype', '"spillway , wide"\ntype'))
    page = opened()
    card_of(page, "spillway")
    for _ in range(60):
        if page.get_by_role("button", name="Put right").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_role("button", name="Put right").first.click()
    expect(page.locator("[data-notice]")).to_contain_text("Put right")
    assert concept(root, "spillway")["term"][0]["term"] == "spillway, wide"


def test_a_glossary_approved_language_by_language_has_a_button_for_each(
    opened: Open, root: Path
) -> None:
    settings = "\n[glossary.house]\nby_language = true\n"
    (root / "tmkit.toml").write_text((root / "tmkit.toml").read_text() + settings)
    page = opened()
    card_of(page, "spillway")
    page.get_by_role("button", name="Approve: Vietnamese").click()
    expect(page.locator("[data-notice]")).to_contain_text("Approved")
    saved = concept(root, "spillway")
    assert saved["status"] == "review"
    assert saved["history"][-1]["lang"] == "vi"
