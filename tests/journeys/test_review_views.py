"""Every view of the review app: accessible, narrow and wide, in both languages, light and dark."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, Page
from review_app import Server, make_project, served
from review_browser import OVERFLOW, axe_source, beside, chromium, let_in, violations

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}


class View(NamedTuple):
    """A page, and what is pressed or sent on it before it is looked at."""

    name: str
    path: str
    press: str = ""


SPILLWAY = "/card?key=concept:house/spillway"
VIEWS = (
    View("queue", "/"),
    View("queue-of-all", "/?status=all&sort=name"),
    View("queue-empty", "/?text=nothing+like+it"),
    View("candidate", "/?text=tide+gate", "j"),
    View("candidate-rejected", "/?text=tide+gate", "jr"),
    View("candidate-merged", "/?text=tide+gate", "jm"),
    View("concept", SPILLWAY),
    View("hostile", "/?text=mole", "j"),
    View("broken", "/card?key=concept:house/torn"),
    View("edit", "/edit?key=concept:house/spillway"),
    View("text", "/text?key=concept:house/torn"),
    View("many", "/many?act=approve"),
    View("many-reject", "/many?act=reject&reason=2&kind=candidate"),
    View("help", "/help"),
    View("help-dialog", SPILLWAY, "?"),
    View("nowhere", "/nowhere"),
    View("gone", "/card?key=concept:house/gone"),
)
Shoot = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = make_project(tmp_path_factory.mktemp("views"), candidates=70)
    with served(root, "--reviewer", "Trần Minh") as running:
        yield running


@pytest.fixture(scope="module")
def visitor(server: Server) -> Iterator[Page]:
    with chromium() as browser, let_in(browser, server) as page:
        # What is made beside the first page is there when views are looked at.
        page.wait_for_function(
            "async () => !(await (await fetch(location.href)).text()).includes('being checked')",
            timeout=60_000,
        )
        yield page


@pytest.fixture(scope="module")
def axe(request: pytest.FixtureRequest) -> str:
    cache = request.config.cache
    assert cache is not None
    return axe_source(cache.mkdir("axe"))


@pytest.fixture(scope="module")
def shoot(tmp_path_factory: pytest.TempPathFactory) -> Shoot:
    """A function that keeps a picture of a page, in TMKIT_SCREENSHOTS or among pytest's files."""
    named = os.environ.get("TMKIT_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    return keep


def opened(visitor: Page, server: Server, view: View, language: str) -> Page:
    page = beside(visitor, viewport={"width": 1280, "height": 900}).new_page()
    page.context.add_cookies([{"name": "tmkit-language", "value": language, "url": server.base}])
    page.goto(server.base + view.path)
    for key in view.press:
        before = page.url
        page.keyboard.press(key)
        if key == "j":
            page.wait_for_url(re.compile(f"^(?!{re.escape(before)}$)"))
        elif key == "?":
            page.locator("dialog[open]").wait_for()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_axe_finds_nothing_and_nothing_runs_over(
    visitor: Page, server: Server, view: View, language: str, axe: str, shoot: Shoot
) -> None:
    page = opened(visitor, server, view, language)
    assert page.get_attribute("html", "lang") == language
    look_at(page, f"{view.name}-{language}", axe, shoot)
    page.context.close()


def look_at(page: Page, name: str, axe: str, shoot: Shoot) -> None:
    """Hold a page to what every one must be, in both schemes and three widths, and keep it."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page, axe) == []
        shoot(page, f"{name}-{scheme}-1280")
    for width in (768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOW) == 0
    assert violations(page, axe) == []
    shoot(page, f"{name}-dark-320")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_two_versions_is_held_to_the_same(
    visitor: Page, server: Server, language: str, axe: str, shoot: Shoot
) -> None:
    page = opened(visitor, server, View("", "/edit?key=concept:house/lock-chamber"), language)
    path = server.root / "glossaries" / "house" / "lock-chamber.toml"
    path.write_text(path.read_text() + f"# {language}\n")
    page.locator("textarea").first.fill("room between two gates")
    page.locator(".edit button.main").click()
    page.locator(".conflict").wait_for()
    assert page.locator(".conflict pre").count() == 2
    look_at(page, f"conflict-{language}", axe, shoot)
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_refused_is_said_above_what_was_typed(
    visitor: Page, server: Server, language: str, axe: str, shoot: Shoot
) -> None:
    page = opened(visitor, server, View("", "/edit?key=concept:house/spillway"), language)
    page.locator(".term-row .wide input").first.fill("")
    page.locator(".term-row .wide input").nth(1).fill("")
    page.locator(".edit button.main").click()
    page.locator("#problem").wait_for()
    assert page.locator(".term-row .wide input").first.input_value() == ""
    look_at(page, f"refused-{language}", axe, shoot)
    page.context.close()


def test_axe_would_find_what_is_wrong(visitor: Page, server: Server, axe: str) -> None:
    page = opened(visitor, server, View("queue", "/"), "en")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert [each.partition(":")[0] for each in violations(page, axe)] == ["label"]
    page.context.close()


def test_the_stranger_is_told_what_to_do(
    visitor: Page, server: Server, axe: str, shoot: Shoot
) -> None:
    browser: Browser | None = visitor.context.browser
    assert browser is not None
    page = browser.new_context(locale="vi-VN").new_page()
    page.goto(server.base)
    assert "liên kết mà tmkit review đã in ra" in page.inner_text("main")
    assert violations(page, axe) == []
    shoot(page, "stranger-vi-light-1280")
    page.context.close()


@pytest.mark.parametrize(
    ("locale", "language"), [("vi-VN", "vi"), ("en-US", "en"), ("fr-FR", "en")]
)
def test_the_language_is_that_of_the_browser_until_the_switch_is_used(
    visitor: Page, server: Server, locale: str, language: str
) -> None:
    context = beside(visitor, locale=locale)
    context.clear_cookies(name="tmkit-language")
    page = context.new_page()
    page.goto(server.base)
    assert page.get_attribute("html", "lang") == language
    other = next(each for each in LANGUAGES if each != language)
    page.get_by_role("button", name=LANGUAGES[other]).click()
    page.wait_for_selector(f"html[lang={other}]")
    page.goto(server.base + "/help")
    assert page.get_attribute("html", "lang") == other
    context.close()


def test_the_page_asks_nobody_else_and_the_console_stays_silent(
    visitor: Page, server: Server
) -> None:
    page = beside(visitor).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(server.base + "/?text=mole")
    page.keyboard.press("j")
    page.wait_for_url("**/card**")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    assert [url for url in asked if not url.startswith(server.base)] == []
    assert said == []
    assert "mole" in page.title()
    page.context.close()
