"""The report in a real browser: narrow, in both languages, by keyboard, without script or net."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import program
from playwright.sync_api import Browser, Page, sync_playwright

from tmkit.formats import report
from tmkit.formats.report import LeftOverRow, Report, ReportDocument, ReportRow
from tmkit.model import Candidate, Evidence, Finding, Place, Severity, Term

LONG = "a-very-long-document-name-without-any-place-to-break/" + "x" * 90
ROWS = (
    ReportRow(("The pier opens.", "It is new."), ("Bến tàu mở cửa và còn mới.",), 0.93, kept=True),
    ReportRow(("W" * 120,), ("Nghiêng" * 30,), 0.4, kept=False),
    ReportRow((), ("Phụ lục.",), 0.88, kept=False),
)
CANDIDATE = Candidate(
    (Term("en", "harbour school"), Term("vi", "trường cảng")),
    0.95,
    "same-acronym",
    (Evidence(f"{LONG}#3", (("en", "harbour school (HS)"),)),),
)
REPORT = Report(
    title=LONG,
    languages=("en", "vi"),
    signature="tmkit:0.1|seg:en-1a2b,vi-3c4d|" + "y" * 90,
    at_least=0.5,
    counts={"documents": 2, "paired": 2, "beads": 123_456_789, "units": 123_456_788},
    kinds={"1-1": 123_456, "2-1": 3},
    histogram=(0, 0, 0, 0, 1, 0, 0, 0, 0, 123_456),
    documents=(ReportDocument(LONG, 0.7, ROWS, 40), ReportDocument("quay", 0.9, ROWS[:1], 1)),
    documents_total=9,
    left_over=(LeftOverRow(f"{LONG}#3", 0.4, "W" * 120, "Nghiêng" * 30),),
    left_over_total=2,
    candidates=(CANDIDATE,),
    candidates_total=2,
    unpaired=((LONG, "vi"),),
    unpaired_total=1,
    findings=(
        Finding("TD201", Severity.INFO, Place(f"{LONG}.txt"), "has no twin in en."),
        Finding("TD103", Severity.ERROR, Place(f"{LONG}.txt", 7, 3), "is not UTF-8."),
    ),
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    with path.open("wb") as file:
        report.write(REPORT, file)
    return path.as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


def test_the_page_asks_the_net_for_nothing_and_the_console_stays_silent(
    page: Page, address: str
) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.get_by_role("button", name="Tiếng Việt").click()
    assert requests == [address]
    assert complaints == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("language", ["English", "Tiếng Việt"])
def test_nothing_needs_sideways_scrolling(
    page: Page, address: str, width: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.get_by_role("button", name=language).click()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate(OVERFLOW) == 0


def test_the_switch_changes_every_word_and_says_which_language_is_on(
    page: Page, address: str
) -> None:
    page.goto(address)
    english, vietnamese = (page.get_by_role("button", name=n) for n in ("English", "Tiếng Việt"))
    before = page.inner_text("main")
    vietnamese.click()
    assert page.get_attribute("html", "lang") == "vi"
    assert vietnamese.get_attribute("aria-pressed") == "true"
    assert english.get_attribute("aria-pressed") == "false"
    assert page.get_by_role("heading", name="Tổng quan").is_visible()
    assert "Báo cáo kết quả" in page.title()
    assert page.locator("svg title").first.text_content() == (
        "Điểm của các cụm gióng hàng có đủ hai phía"
    )
    english.click()
    assert page.inner_text("main") == before


def test_the_narrow_page_labels_its_cells_in_the_language_shown(page: Page, address: str) -> None:
    label = "getComputedStyle(document.querySelector('td.source'), '::before').content"
    page.goto(address)
    assert page.evaluate(label) == '"Source (English)"'
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.evaluate(label) == '"Nguồn (tiếng Anh)"'


def test_the_stacked_table_is_a_table_to_a_screen_reader(page: Page, address: str) -> None:
    page.goto(address)
    table = page.get_by_role("table", name="segments side by side").first
    assert table.get_by_role("row").count() == 1 + len(ROWS)
    assert table.get_by_role("columnheader").count() == 3


def test_the_keyboard_reaches_content_switch_and_documents(page: Page, address: str) -> None:
    page.goto(address)
    focused = "document.activeElement.className || document.activeElement.tagName"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "skip"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_attribute("html", "lang") == "vi"
    closed = page.locator("summary", has_text="quay")
    closed.focus()
    page.keyboard.press("Enter")
    assert page.locator("details", has_text="quay").last.get_attribute("open") is not None


def test_without_script_the_page_is_whole_and_has_no_dead_switch(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.get_by_role("heading", name="Summary").is_visible()
    assert not page.locator(".switch").is_visible()
    context.close()
