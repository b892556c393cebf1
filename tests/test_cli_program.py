"""The program as a process: pipes, versions, colours; and that it is documented."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from scheduler import __version__
from scheduler.render import console

ROOT = Path(__file__).parents[1]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
COMMANDS = sorted(name for name in cli.app if not name.startswith("-"))


def program(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "cli.py", *argv],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_commands_are_those_of_the_interface_so_far() -> None:
    assert COMMANDS == ["check", "diff", "export", "replan", "schema", "show", "solve", "verify"]


def test_the_version_is_printed() -> None:
    done = program("--version")
    assert (done.returncode, done.stdout.strip()) == (0, __version__)


def test_the_exit_code_of_a_command_is_that_of_the_process() -> None:
    done = program("check", "missing.yaml")
    assert done.returncode == console.INVALID
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "cli.py", "schema"],
        cwd=ROOT,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}])
def test_there_is_no_colour_off_a_terminal(environment: dict[str, str]) -> None:
    done = program("check", CSP11, **environment)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr


def test_a_terminal_sees_colour_and_how_the_search_goes() -> None:
    done = program("solve", CSP11, FORCE_COLOR="1", NO_COLOR="")
    assert done.returncode == 0
    assert "\x1b[" in done.stdout
    assert "solving" in done.stderr


def test_a_terminal_of_another_encoding_gets_ascii_not_an_error() -> None:
    done = program("solve", CSP11, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "| Tuesday" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([command, "--help"]) == console.OK
    assert f"Example: rollgrid {command} " in capsys.readouterr().out


@pytest.mark.parametrize("page", ["README.md", "docs/cli.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_pages_mention_every_command(page: str, command: str) -> None:
    assert f"rollgrid {command}" in (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_of_the_command_line_names_every_option(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main([command, "--help"])
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"}
    # what has to be given may also be given by name; the page shows it by its place
    assert {o for o in options if o not in page} <= {"--scenario", "--timetable", "--format"} | {
        "--scenarios",
        "--a",
        "--b",
    }
