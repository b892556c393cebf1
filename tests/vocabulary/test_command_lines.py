"""Commands that are printed can be pasted, also where the program was started by ``uv run``."""

import sys
from pathlib import Path

import pytest

from scheduler.vocabulary import command_lines
from scheduler.vocabulary.command_lines import recorded, rollgrid


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, whose environment is that of this program, started by ``uv run``."""
    root = tmp_path / "my checkout"
    (root / "scenarios").mkdir(parents=True)
    (root / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(sys, "prefix", str(root / ".venv"))
    monkeypatch.setenv(command_lines.UV_RUN, "1")
    monkeypatch.delenv(command_lines.ENVIRONMENT, raising=False)
    return root


def test_in_the_project_uv_run_is_said(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout / "scenarios")
    assert rollgrid("check", "my week.yaml") == "uv run rollgrid check 'my week.yaml'"
    assert recorded("check", "my week.yaml") == "rollgrid check 'my week.yaml'"


def test_elsewhere_the_project_is_named(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert rollgrid("log") == f"uv run --project '{checkout}' rollgrid log"
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")  # of another project
    assert rollgrid("log") == f"uv run --project '{checkout}' rollgrid log"


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("started", ["by itself", "with an environment of its own", "in a tool"])
def test_otherwise_the_program_alone(started: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if started == "by itself":
        monkeypatch.delenv(command_lines.UV_RUN)
    elif started == "with an environment of its own":
        monkeypatch.setenv(command_lines.ENVIRONMENT, "/opt/rollgrid")
    else:
        monkeypatch.setattr(sys, "prefix", "/home/planner/.local/share/uv/tools/rollgrid")
    assert rollgrid("log") == "rollgrid log"
