"""How long a reviewer waits: from a key to the next card, in a browser, and for the first page.

python tests/bench/review_browser.py [CANDIDATES [CONCEPTS [DECISIONS]]]
prints milliseconds: median and 99th percentile of the decisions, the first page of many concepts,
and what memory the server holds then.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Page
from review_app import make_project, served
from review_browser import chromium, let_in
from working_tree import concept

# Presses a key and waits until another card can be seen, in the page itself, so that what the
# driver of the browser takes is not counted.
DECIDE = """key => new Promise(done => {
  const begun = performance.now();
  const before = document.querySelector("main");
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  const look = () => document.querySelector("main") !== before
    && document.querySelector(".acts")
    && !document.documentElement.classList.contains("busy")
    ? requestAnimationFrame(() => done(performance.now() - begun))
    : setTimeout(look, 1);
  look();
})"""


def main(candidates: int = 5_000, concepts: int = 10_000, decisions: int = 300) -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        root = make_project(Path(folder) / "decisions", candidates=candidates)
        with served(root, "--reviewer", "Trần Minh") as server, let_in(browser, server) as page:
            page.goto(f"{server.base}/?kind=candidate")
            settled(page)
            page.keyboard.press("j")
            page.locator(".acts").wait_for()
            report("decision", [decided(page, number) for number in range(decisions)])
        root = make_project(Path(folder) / "concepts")
        house = root / "glossaries" / "house"
        for number in range(concepts):
            text = concept(f"gauge-{number}", en=f"gauge {number}", vi=f"thước {number}")
            (house / f"gauge-{number}.toml").write_text(text)
        begun = time.perf_counter()
        with served(root, "--reviewer", "Trần Minh") as server:
            started = time.perf_counter() - begun
            page = browser.new_page()
            begun = time.perf_counter()
            page.goto(server.link)
            now = time.perf_counter()
            print(f"link after {started:.2f} s, first page after {now - begun:.2f} s")  # noqa: T201
            page.locator(".rows a").first.click()
            page.locator(".card").wait_for()
            print(f"first card {time.perf_counter() - now:.2f} s")  # noqa: T201
            settled(page)
            assert server.process is not None
            print("memory, once all is checked:", memory(server.process.pid))  # noqa: T201


def decided(page: Page, number: int) -> float:
    """Milliseconds of one decision: mostly approvals, some rejections, skips and steps."""
    if number % 5 == 3:
        page.keyboard.press("r")
        return float(page.evaluate(DECIDE, "4"))
    return float(page.evaluate(DECIDE, "s" if number % 5 == 4 else "a"))


def settled(page: Page) -> None:
    """Wait until nothing is prepared beside the page any more."""
    for _ in range(200):
        if "being checked" not in page.request.get(page.url).text():
            return
        time.sleep(0.5)


def report(name: str, times: list[float]) -> None:
    """One line."""
    percentile = statistics.quantiles(times, n=100)[98]
    print(  # noqa: T201
        f"{name}: median {statistics.median(times):.0f} ms, p99 {percentile:.0f} ms, {len(times)}"
    )


def memory(pid: int) -> str:
    """The resident memory of a process and its highest, as the system counts it."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return ", ".join(line for line in lines if line.startswith(("VmRSS", "VmHWM")))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
