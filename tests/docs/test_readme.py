"""The README is run as it is written, block by block, and says what comes out."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
VARYING = re.compile(r"\b\d+\.\d+ s\b")
"""The time that a search takes."""


def commands() -> list[tuple[str, list[str]]]:
    """Each command of the page with the lines that it says."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
            command, _, said = part.partition("\n")
            found.append((command, said.splitlines()))
    return found


def plain(line: str) -> str:
    return " ".join(VARYING.sub("0.00 s", line).split())


@pytest.mark.ci
@pytest.mark.skipif(shutil.which("sh") is None, reason="the page is for a shell")
def test_the_readme_is_run_as_it_is_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    beside = Path(sys.executable).parent
    env = os.environ | {"PATH": f"{beside}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120"}
    assert len(commands()) > 15
    for command, lines in commands():
        ran = subprocess.run(
            ["sh", "-c", command.replace("uv run rollgrid", "rollgrid")],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        said = {plain(line) for line in (ran.stdout + ran.stderr).splitlines()}
        missing = [line for line in lines if line.strip() not in ("", "...")]
        missing = [line for line in missing if plain(line) not in said]
        assert not missing, f"$ {command}\n{ran.stdout}{ran.stderr}"
