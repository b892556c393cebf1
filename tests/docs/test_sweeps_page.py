"""The page of sweeps: its example runs, and its picture is what comes out of it."""

import re
import shutil
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "howto" / "sweeps.md"
PICTURE = ROOT / "docs" / "pictures" / "sweeps.svg"


def example(folder: Path) -> Path:
    """The sweep of the page, beside its scenario."""
    block = re.search(r"```yaml\n(base: .*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    shutil.copy(ROOT / "scenarios" / "csp11.yaml", folder)
    path = folder / "what-if.yaml"
    path.write_text(block[1], encoding="utf-8")
    return path


@pytest.mark.ci
def test_the_picture_of_the_page_is_what_its_example_comes_to(tmp_path: Path) -> None:
    """Made anew by hand: delete docs/pictures/sweeps.svg, and run this test."""
    made = tmp_path / "sweeps.svg"
    assert cli.main(["sweep", str(example(tmp_path)), "--workers", "1", "--to", str(made)]) == 0
    if not PICTURE.exists():
        shutil.copy(made, PICTURE)
    assert made.read_text(encoding="utf-8") == PICTURE.read_text(encoding="utf-8")
