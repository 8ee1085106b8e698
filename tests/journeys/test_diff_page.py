"""The page of a comparison in a real browser: narrow and wide, light and dark, by its roles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import program
from playwright.sync_api import Browser, Page, sync_playwright

from tmkit.formats import diff_page
from tmkit.formats.diff_page import SHOWN, Change, Comparison, Edit, Part

LONG = "x" * 90
WORDS = (Edit("same", "Phí "), Edit("old", "đã "), Edit("new", "được "), Edit("same", "nộp."))
UNITS = Comparison(
    "units",
    f"{LONG}/old.tmx",
    "new.tmx",
    [
        Change("changed", LONG, (Part((Edit("same", "W" * 120),), "en"), Part(WORDS, "vi"))),
        *(Change("added", "", (Part((Edit("new", "Mới."),), "vi"),)) for _ in range(SHOWN + 1_234)),
    ],
)
CONCEPTS = Comparison(
    "concepts",
    "glossaries/old",
    "glossaries/new",
    [
        Change(
            "changed",
            "fee",
            (Part(WORDS, "vi", "definition"), Part(WORDS, "vi", "term.context", LONG)),
        ),
        Change("removed", "seal", (Part((Edit("old", "<b>con dấu</b>"),), "vi", "term"),)),
    ],
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
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    for comparison in (UNITS, CONCEPTS):
        with (folder / f"{comparison.of}.html").open("wb") as file:
            diff_page.write(comparison, file)
    return {path.stem: path.as_uri() for path in folder.iterdir()}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("of", ["units", "concepts"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_needs_sideways_scrolling_nor_the_net(
    page: Page, addresses: dict[str, str], of: str, width: int
) -> None:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(addresses[of])
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.evaluate(OVERFLOW) == 0
    assert seen == [addresses[of]]


def test_words_that_changed_are_marked_by_more_than_colour(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses["units"])
    line = "getComputedStyle(document.querySelector('.part {}')).textDecorationLine"
    assert page.evaluate(line.format("del")) == "line-through"
    assert page.evaluate(line.format("ins")) == "underline"


def test_a_screen_reader_hears_what_is_gone_and_what_is_new_in_the_language_shown(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses["units"])
    label = "getComputedStyle(document.querySelector('.part {}'), '::before').content"
    assert page.evaluate(label.format("del")) == '"gone: "'
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.evaluate(label.format("ins")) == '"thêm: "'


def test_a_large_difference_says_how_much_more_there_is(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses["units"])
    assert page.get_by_role("listitem").filter(has_text="without an id").count() == SHOWN
    assert page.get_by_text("… and 1,234 more.").is_visible()
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.get_by_text("… và 1.234 mục khác.").is_visible()


def test_fields_have_names_in_both_languages_and_texts_are_only_text(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses["concepts"])
    assert page.get_by_text("Definition (Vietnamese)").is_visible()
    assert page.get_by_text("<b>con dấu</b>").is_visible()
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.get_by_text("Định nghĩa (tiếng Việt)").is_visible()
    assert page.get_by_role("heading", name="Loại bỏ").is_visible()
