"""A page in a browser: Debian's Chromium, which asks nothing of anybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
    with _blank_page(browser, {"timezone_id": "America/New_York"} | context) as page:
        asked: list[str] = []
        said: list[str] = []
        heard: dict[Any, Callable[[Any], None]] = {
            "request": lambda request: asked.append(request.url),
            "console": lambda message: said.append(message.text),
            "pageerror": lambda error: said.append(str(error)),
        }
        for event, listener in heard.items():
            page.on(event, listener)
        page.clock.install(time=now)
        page.goto(f"{path.as_uri()}{place}")
        yield page
        assert {url.partition("#")[0] for url in asked} == {path.as_uri()}
        assert said == []
        for event, listener in heard.items():
            page.remove_listener(event, listener)


@contextmanager
def _blank_page(browser: Browser, wanted: dict[str, Any]) -> Iterator[Page]:
    """
    The page of the context with these settings, which is left blank again for the next test.

    A context of its own costs as much as ten pages; the page that a test broke is not used again.
    """
    viewport = wanted.pop("viewport", DESK)
    known = [context for context in browser.contexts if _SETTINGS.get(context) == wanted]
    context = known[0] if known else browser.new_context(**wanted)
    _SETTINGS[context] = wanted
    page = context.pages[0] if context.pages else context.new_page()
    page.set_viewport_size(viewport)
    # what a test emulated is taken back, and with it what the context was opened with
    page.emulate_media(media="null", color_scheme=wanted.get("color_scheme", "null"))
    try:
        yield page
    except BaseException:  # a test that fails leaves no page that another one would get
        context.close()
        raise
    page.goto("about:blank")


_SETTINGS: WeakKeyDictionary[BrowserContext, dict[str, Any]] = WeakKeyDictionary()
"""What each context was opened with."""


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong; it is let past the policy of the page, being no part of it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {fault['help']}: {node['html']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
