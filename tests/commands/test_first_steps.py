"""The first minutes: a demo that plays, shells that complete, a Python that does not fit."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from scheduler.render.terminal.stage import go_on
from tests import needed
from tests.draws import ROOT

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(scope="module", params=SHELLS)
def script(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script of a shell, named after it."""
    done = subprocess.run(
        [sys.executable, "-m", "scheduler", "completion", request.param],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    path = tmp_path_factory.mktemp("shell") / f"rollgrid.{request.param}"
    path.write_bytes(done.stdout)
    return path


def test_a_script_names_every_command_and_the_options_of_each(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    for name in cli.app_of():
        assert name.lstrip("-") in text
    for option in ("alternatives", "seconds", "published", "store"):
        assert option in text


def completed(script: Path, line: str) -> set[str]:
    """What the shell of a script offers at the end of a line."""
    shell = script.suffix.removeprefix(".")
    program = needed.tool(shell)
    if shell == "fish":
        ask = f"source {script}; complete -C '{line}'"
        return {row.split("\t")[0] for row in _said(program, "-N", "-c", ask)}
    if shell == "bash":
        ask = (
            f"source {script}; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); "
            "$(complete -p rollgrid | sed -E 's/.*-F ([^ ]+).*/\\1/'); "
            "printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        return set(_said(program, "--norc", "-c", ask))
    _said(program, "-n", str(script))  # zsh completes only at a terminal: that it reads it is all
    return set(re.findall(r"[\w-]+", script.read_text(encoding="utf-8")))


def _said(*command: str) -> list[str]:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.ci
def test_a_shell_completes_commands_and_options(script: Path) -> None:
    assert {"solve"} <= completed(script, "rollgrid sol")
    assert {name.lstrip("-") for name in completed(script, "rollgrid replan --altern")} >= {
        "alternatives"
    }


@pytest.mark.ci
def test_the_demo_plays_to_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "played"
    done = subprocess.run(
        [sys.executable, "-m", "scheduler", "demo", "--folder", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "9 of 9." in done.stdout
    assert "7 notices written to outbox" in done.stdout
    assert "3 notices written to outbox" in done.stdout
    assert (folder / "annex-rev1.docx").is_file()


def test_a_demo_takes_no_folder_that_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["demo", "--folder", str(tmp_path)]) == 2
    assert f"{tmp_path} exists already: give a new folder" in capsys.readouterr().err


def test_without_a_terminal_a_demo_does_not_wait() -> None:
    assert go_on("Enter goes on: ")


def test_a_python_that_does_not_fit_is_told_in_one_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "cli.py", tmp_path)
    for version in ("(3, 8, 20)", "(3, 14, 0)"):
        program = f"import sys; sys.version_info = {version}; import cli"
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.startswith("rollgrid runs on Python 3.11, 3.12 and 3.13; this is 3.")
        assert done.stderr.count("\n") == 1


def test_an_older_python_reads_the_command_line_as_far_as_that() -> None:
    ast.parse((ROOT / "cli.py").read_text(encoding="utf-8"), feature_version=(3, 8))
