"""The pictures of the pages are what their commands make now; none is stale, none is unused."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.blocks import PAGES, ROOT
from tests.docs.pictures import OF_CSP11, OF_ROOMS, PICTURES, Sources, csp11, stale, tutorial

OF_OTHERS = {"growth.svg", "late.svg", "sweeps.svg", "year.svg", "made.json"}
"""Made and compared by the tests of benchmarks, risk and sweeps; the list of what was drawn."""
MOST = 2_000_000
"""Bytes of all of them."""


@pytest.mark.ci
@pytest.mark.parametrize(
    ("begin", "sources"), [(csp11, OF_CSP11), (tutorial, OF_ROOMS)], ids=["csp11", "rooms"]
)
def test_no_picture_is_stale(
    begin: Callable[[], None],
    sources: Sources,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Make them again: uv run python -m tests.docs.pictures"""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("ROLLGRID_STORE", "ROLLGRID_AUTHOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    begin()
    assert not [name for name, source in sources.items() if stale(name, source)]


def test_every_picture_is_shown_and_there_is_no_other() -> None:
    names = {path.name for path in PICTURES.iterdir()}
    assert names == {*OF_CSP11, *OF_ROOMS, *OF_OTHERS}
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert not [name for name in names - {"made.json"} if f"pictures/{name})" not in shown]


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < MOST
