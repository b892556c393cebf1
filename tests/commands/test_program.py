"""The program as a process: pipes, versions, colours; and that it is documented."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import cli
from scheduler import __version__
from scheduler.render.terminal import answer
from tests.draws import sampled

ROOT = Path(__file__).parents[2]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
COMMANDS = sorted(name for name in cli.app_of() if not name.startswith("-"))


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
    known = (
        "acknowledge check completion concede contingency deadlines demo diff doctor durations "
        "explain export import init lock log move notices now pin publish replan report "
        "reproduce revert risk schema score show solve split store suggest swap sweep unlock unpin "
        "verify waive why"
    )
    assert known.split() == COMMANDS


def test_the_version_is_printed() -> None:
    done = program("--version")
    assert (done.returncode, done.stdout.strip()) == (0, __version__)


def test_the_exit_code_of_a_command_is_that_of_the_process() -> None:
    done = program("check", "missing.yaml")
    assert done.returncode == answer.INVALID
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


def test_ctrl_c_ends_a_long_search_in_order(tmp_path: Path) -> None:
    """However far it got: exit 130, the best timetable if there was one, and no traceback."""
    scenario = tmp_path / "busy.yaml"
    scenario.write_text(busy(sessions=60), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "cli.py", "solve", str(scenario), "--seconds", "300"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "FORCE_COLOR": "1"},
    )
    wait_for(b"at least", running)
    time.sleep(0.5)  # into the search for something better
    running.send_signal(signal.SIGINT)
    told, remarks = running.communicate(timeout=120)
    assert running.returncode == answer.INTERRUPTED
    assert "Traceback" not in told + remarks
    assert "stopped before" in remarks or "best timetable" in remarks


def wait_for(words: bytes, running: subprocess.Popen[str]) -> None:
    """Until the program has said this on stderr; so that no slow start is taken for a search."""
    assert running.stderr is not None
    seen = b""
    while words not in seen:
        more = os.read(running.stderr.fileno(), 4096)
        assert more, f"it ended after {seen!r}"
        seen += more


def busy(*, sessions: int) -> str:
    """Five rooms, three days, and people wanted everywhere: hard to prove optimal."""
    draw = random.Random(3)
    people = [f"p{n}" for n in range(40)]
    rows = [
        f"  - {{id: s{n}, minutes: {draw.choice([60, 75, 90])}, "
        f"attendees: [{', '.join(draw.sample(people, 9))}]}}"
        for n in range(sessions)
    ]
    return "\n".join(
        [
            "format: 1",
            "meeting: {id: busy, title: Busy, timezone: Europe/Zurich, grid: 15}",
            "days: [2030-03-04, 2030-03-05, 2030-03-06]",
            "slots:",
            '  - {id: am, start: "09:00", end: "12:00"}',
            '  - {id: pm, start: "14:00", end: "18:00"}',
            "rooms:",
            *[f"  - {{id: r{n}}}" for n in range(5)],
            "people:",
            *[f"  - {{id: {name}}}" for name in people],
            "sessions:",
            *rows,
            "",
        ]
    )


@pytest.mark.parametrize("environment", sampled([{}, {"NO_COLOR": "1"}], 1))
def test_there_is_no_colour_off_a_terminal(environment: dict[str, str]) -> None:
    done = program("check", CSP11, **environment)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr


def test_a_terminal_sees_colour_and_how_the_search_goes() -> None:
    done = program("solve", CSP11, FORCE_COLOR="1", NO_COLOR="")
    assert done.returncode == 0
    assert "\x1b[" in done.stdout
    assert "solving" in done.stderr


@pytest.mark.ci
def test_a_terminal_of_another_encoding_gets_ascii_not_an_error() -> None:
    done = program("solve", CSP11, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "| Tuesday" in done.stdout


HELP: dict[str, str] = {}
"""What the help of each command says; asked once."""


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    if command not in HELP:
        assert cli.main([command, "--help"]) == answer.OK
        HELP[command] = capsys.readouterr().out
    return HELP[command]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"Example: rollgrid {command} " in help_of(command, capsys)


def test_the_help_of_a_command_with_a_hyphen_names_its_options(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["import", "side-events", "--help"])
    assert "--form" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_of_the_command_line_names_every_command(command: str) -> None:
    page = ROOT / "docs" / "reference" / "commands.md"
    assert f"rollgrid {command}" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_of_the_command_line_names_every_option(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z][a-z-]+", help_of(command, capsys))) - {"--help"}
    # what has to be given may also be given by name; the page shows it by its place
    assert {o for o in options if o not in page} <= {"--scenario", "--timetable", "--format"} | {
        "--scenarios",
        "--file",
        "--session",
        "--other",
        "--a",
        "--b",
        "--folder",
        "--rev",
        "--rule",
        "--words",
    }


def test_a_name_of_another_format_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = tmp_path / "annex.pdf"
    assert cli.main(["export", "docx", "a.yaml", "b.json", "--to", str(wanted)]) == 2
    assert "annex.pdf is the name of a pdf file: use --to annex.docx, or export pdf" in (
        capsys.readouterr().err
    )
    assert not wanted.exists()
