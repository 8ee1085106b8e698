"""Chromium for the tests of the review app: off the network, let in by the link, with axe-core."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import program
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from review_app import Server

FLAGS = (
    *("--no-sandbox", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_RUN = """async rules => (await axe.run({runOnly: rules})).violations
  .map(each => `${each.id}: ${each.nodes.map(node => node.html).join(' | ')}`)"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system."""
    path = program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def let_in(browser: Browser, server: Server, **options: Any) -> Iterator[Page]:  # noqa: ANN401 # those of a context
    """A page of one who has followed the link of a server, at the queue."""
    context = browser.new_context(**{"locale": "en-GB", "viewport": _SIZE, **options})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(server.link)
    yield page
    context.close()


def beside(page: Page, **options: Any) -> BrowserContext:  # noqa: ANN401 # those of a context
    """Another context of the same visitor."""
    browser = page.context.browser
    assert browser is not None
    state = page.context.storage_state()
    return browser.new_context(**{"locale": "en-GB", "storage_state": state, **options})


def axe_source(cache: Path) -> str:
    """axe-core, fetched from npm into a folder once.

    Where npm or the network is missing the test is skipped, or fails when TMKIT_REQUIRE_ALL=1.
    """
    script = cache / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        command = [program("npm"), "install", "--prefix", str(cache), "axe-core@4"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = f"axe-core cannot be fetched: {done.stderr.strip()[-300:]}"
            if os.environ.get("TMKIT_REQUIRE_ALL") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
    return script.read_text(encoding="utf-8")


def violations(page: Page, source: str) -> list[str]:
    """What axe-core finds on a page, and where."""
    page.evaluate(source)
    found: list[str] = page.evaluate(_RUN, list(RULES))
    return found


_SIZE = {"width": 1280, "height": 900}
