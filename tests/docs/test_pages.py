"""Every page is run as it is written, and what it names is there."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import cli
from scheduler.scenario import schema
from tests.docs.blocks import PAGES, ROOT, Reader, blocks_of

GENERATED = re.compile(r"^Made (from|by) ", re.MULTILINE)
FILLED = re.compile(r"<!-- \w+:? ?[^>]*-->\n.*?<!-- end -->", re.DOTALL)
"""What runs fill in, as on the page of benchmarks."""
MOST_LINES = 250
RUN = ("console", "run")
NAMES = {path: str(path.relative_to(ROOT)) for path in PAGES}
WORD = re.compile(r"rollgrid ((?:(?:import|store|durations) )?[a-z-]+)(.*)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)")


@pytest.mark.ci
@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if any(block.language in RUN for block in blocks_of(page))],
    ids=NAMES.get,
)
def test_a_page_is_run_as_it_is_written(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("ROLLGRID_STORE", "ROLLGRID_AUTHOR"):
        monkeypatch.delenv(name, raising=False)
    reader = Reader()
    for block in blocks_of(page):
        reader.does(block)


@cache
def help_of(command: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "200")
        reader = Reader()
        assert reader.runs(f"uv run rollgrid {command} --help") == 0
    return reader.said


@pytest.mark.ci
@pytest.mark.parametrize("page", PAGES, ids=NAMES.get)
def test_a_synopsis_names_commands_and_options_that_there_are(page: Path) -> None:
    for block in blocks_of(page):
        if block.language:
            continue
        lines = [line for line in block.text.splitlines() if line.strip().startswith("rollgrid ")]
        for match in filter(None, map(WORD.search, lines)):
            assert match[1].split()[0] in cli.app_of(), match[0]
            options = set(re.findall(r"--[a-z][a-z-]+", match[2]))
            assert not [option for option in options if option not in help_of(match[1])], match[0]


@pytest.mark.parametrize("page", PAGES, ids=NAMES.get)
def test_a_part_of_a_scenario_has_fields_of_scenarios(page: Path) -> None:
    fields = schema()["properties"].keys()
    for block in blocks_of(page):
        if block.language == "yaml" and not block.file:
            assert YAML(typ="safe").load(block.text).keys() <= fields, block.text


@pytest.mark.parametrize("page", PAGES, ids=NAMES.get)
def test_a_page_is_short(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if GENERATED.search(text):
        pytest.skip("nobody writes this page by hand")
    assert len(FILLED.sub("", text).splitlines()) <= MOST_LINES


def slug(heading: str) -> str:
    """The anchor of a heading, as code hosts and the site make it."""
    words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


@pytest.mark.parametrize("page", sorted({*PAGES, *ROOT.glob("*.md")}), ids=lambda page: page.name)
def test_an_anchor_that_a_page_links_to_is_there(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        headings = HEADING.findall((page.parent / target if target else page).read_text("utf-8"))
        assert anchor in map(slug, headings), f"{target}#{anchor}"
