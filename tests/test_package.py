"""What is built installs in a clean environment and runs there, whatever the machine's zone."""

import os
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from scheduler import __version__
from tests import needed
from tests.draws import ROOT

HERE = {".j2", ".css", ".js", ".typ", ".typed", ".pyi"}
"""Endings of what lies beside the modules and has to come along."""


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in log.splitlines() if line.startswith("## ["))
    assert newest.startswith(f"## [{__version__}] - ")


@pytest.mark.ci
def test_wheel_and_source_install_and_run(tmp_path: Path) -> None:
    uv = needed.tool("uv")
    subprocess.run([uv, "build", "-q", "--out-dir", tmp_path / "dist", ROOT], check=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    (source,) = (tmp_path / "dist").glob("*.tar.gz")
    assert _beside_modules() <= set(zipfile.ZipFile(wheel).namelist())
    subprocess.run([uv, "venv", "-q", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([uv, "pip", "install", "-q", "--python", python, wheel], check=True)
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.glob("rollgrid-*")
    scenario = unpacked / "scenarios" / "csp11.yaml"
    played = _run(tmp_path, "UTC", "demo", "--folder", tmp_path / "demo")
    assert "3 notices written to outbox" in played
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        _run(tmp_path, zone, "solve", scenario, "--out", "r0.json")
        said = _run(tmp_path, zone, "show", "r0.json", "--scenario", scenario, "--list")
        assert "Tuesday 25 February, 10:00" in said
    for form in ("docx", "html", "pdf"):
        _run(tmp_path, "UTC", "export", form, scenario, "r0.json", "--to", f"annex.{form}")
        assert (tmp_path / f"annex.{form}").stat().st_size > 1_000


def _beside_modules() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "scheduler").rglob("*")
        if path.suffix in HERE
    }


def _run(folder: Path, zone: str, *words: object) -> str:
    done = subprocess.run(
        [folder / "venv" / "bin" / "rollgrid", *map(str, words)],
        cwd=folder,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
