"""A page in a browser: Debian's Chromium, which asks nothing of anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests import needed

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
AXE = files("axe_playwright_python").joinpath("axe.min.js")
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium; a test is skipped without it, but not in CI."""
    found = needed.tool("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def page_of(browser: Browser, html: bytes, folder: Path, **context: Any) -> Iterator[Page]:
    """
    The page opened from a file, at 10:40 on the Wednesday of CSP11 unless ``now`` says else.

    Whatever is asked for but the file itself, and every complaint of the browser, fails the test.
    """
    path = folder / "page.html"
    path.write_bytes(html)
    now = context.pop("now", "2025-02-26T10:40:00+01:00")
    place = context.pop("hash", "")
    opened = browser.new_context(**{"viewport": DESK, "timezone_id": "America/New_York"} | context)
    page = opened.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.clock.install(time=now)
    page.goto(f"{path.as_uri()}{place}")
    yield page
    assert {url.partition("#")[0] for url in asked} == {path.as_uri()}
    assert said == []
    opened.close()


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong; it is let past the policy of the page, being no part of it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {fault['help']}: {node['html']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
