"""The page of risk: its picture and its table of earliest starts are what CSP11 comes to."""

import re
import shutil
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "howto" / "risk.md").read_text(encoding="utf-8")
PICTURE = ROOT / "docs" / "pictures" / "late.svg"
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")


@pytest.fixture
def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    annex = str(tmp_path / "csp11.json")
    assert cli.main(["solve", CSP11, "--workers", "1", "--out", annex]) == 0
    capsys.readouterr()
    return ["risk", annex, "--scenario", CSP11]


@pytest.mark.ci
def test_the_picture_of_the_page_is_that_of_csp11(asked: list[str], tmp_path: Path) -> None:
    """Made anew by hand: delete docs/pictures/late.svg, and run this test."""
    made = tmp_path / "late.svg"
    assert cli.main([*asked, "--to", str(made)]) == 0
    if not PICTURE.exists():
        shutil.copy(made, PICTURE)
    assert made.read_text(encoding="utf-8") == PICTURE.read_text(encoding="utf-8")


@pytest.mark.ci
def test_the_earliest_starts_of_the_page_are_those_of_csp11(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    block = re.search(r"```\n( +printed.*?)```", PAGE, re.DOTALL)
    assert block is not None
    assert cli.main([*asked, "--earliest"]) == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert all(line.split() in told for line in block[1].splitlines())
