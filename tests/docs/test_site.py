"""The pages as a site: no warning, every link and anchor there, readable on a phone."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests import needed
from tests.docs.blocks import ROOT

CONFIG = ROOT / "docs" / "site" / "mkdocs.yml"
NARROW = [f"{name}index.html" for name in ("", "tutorial/csp11/", "reference/rules/", "gallery/")]


class Links(HTMLParser):
    """What a page links to, what it loads, and the anchors that it has."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.add(given["href"])
        elif tag in ("img", "script") and "src" in given:
            self.loaded.add(given["src"])
        elif tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            self.loaded.add(given["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("mkdocs") is None or find_spec("material") is None:
        needed.missing("the group docs: uv sync --group docs")
    folder = tmp_path_factory.mktemp("site")
    options = ["build", "--strict", "-f", str(CONFIG), "-d", str(folder)]
    quiet = {"NO_MKDOCS_2_WARNING": "1"}  # an advertisement of the theme, not about the pages
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", *options],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | quiet,
    )
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr, built.stderr
    return folder


@pytest.mark.ci
def test_every_link_and_anchor_of_the_site_is_there(site: Path) -> None:
    pages = {path: Links(path) for path in site.rglob("*.html") if path.name != "404.html"}
    assert len(pages) > 40
    lost = []
    for path, page in pages.items():
        for link in page.links | page.loaded:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = unquote(link).partition("#")
            file = (path.parent / target).resolve() if target else path
            file = file / "index.html" if file.is_dir() else file
            if not file.exists() or (anchor and anchor not in pages[file].anchors):
                lost.append((str(path.relative_to(site)), link))
    assert not lost


@pytest.mark.ci
def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert not [name for name in Links(path).loaded if name.startswith("http")], path


@pytest.mark.ci
def test_no_page_is_wider_than_a_phone(site: Path) -> None:
    from tests.render.html.browsing import browsing

    with browsing() as chromium:
        phone = chromium.new_page(viewport={"width": 360, "height": 740})
        for name in NARROW:
            phone.goto((site / name).as_uri())
            assert phone.evaluate("document.documentElement.scrollWidth") <= 360, name
