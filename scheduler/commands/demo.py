"""demo: the overrun of CSP11, from the first issue to the notices, in a folder of its own."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.errors import UsageError
from scheduler.render.terminal.answer import GOOD, OK, WEAK, Answer, Line, say
from scheduler.render.terminal.stage import go_on, show
from scheduler.vocabulary.command_lines import UV_RUN, rollgrid

SCENARIO = "csp11.yaml"


@dataclass(frozen=True, slots=True)
class Step:
    """What happens, in a sentence or two, and the words of the command that answers it."""

    story: str
    words: str


STEPS = (
    Step(
        "Four Working Group sessions, four days, one room. The scenario says what the planner "
        "knows; this finds the best timetable and keeps it as a draft.",
        "solve meeting.yaml --save",
    ),
    Step("The draft becomes Rev.0, the first issue.", "publish"),
    Step("Each office gets a mail and a calendar file.", "notices write"),
    Step(
        "Tuesday, 17:55. The session on national practices should end at 18:00. Its chair "
        "needs 30 minutes more.",
        'report overrun enip 30m --at "2025-02-25 17:55"',
    ),
    Step("What are the choices, and what does each cost?", "replan --alternatives 3 --workers 1"),
    Step(
        "The interpreters cannot stay. The Bureau takes B: one cell of the annex changes.",
        "publish r3",
    ),
    Step("What changed, for whom, and why?", "diff Rev.0 Rev.1 --by person"),
    Step("The annex of Rev.1 in Word, changes marked.", "export docx --to annex-rev1.docx"),
    Step("And a mail to those whom the change concerns, and to nobody else.", "notices write"),
)


def demo(
    *,
    folder: Annotated[
        Path | None, Parameter(help="A new folder for the demo (default: a temporary one).")
    ] = None,
    wait: Annotated[
        bool, Parameter(help="Wait for Enter after each step, if there is a terminal.")
    ] = True,
) -> Answer:
    """Play an overrun at CSP11 step by step, in a scratch folder.

    Shows each command and its answer. The folder is kept: look at it, and go on from there.
    """
    stage = _stage(folder)
    # the commands are shown as they are called everywhere, and so are those that they print
    played = {name: value for name, value in os.environ.items() if name != UV_RUN}
    for number, step in enumerate(STEPS, start=1):
        story = say(f"{number} of {len(STEPS)}. {step.story}", GOOD)
        show([Line(), story, say(f"$ rollgrid {step.words}", WEAK)])
        command = [sys.executable, "-m", "scheduler", *shlex.split(step.words)]
        code = subprocess.run(command, cwd=stage, env=played, check=False).returncode
        if code != OK:
            raise UsageError(f"the step ended with exit code {code}; the folder is {stage}")
        if wait and number < len(STEPS) and not go_on("Enter goes on, q ends the demo: "):
            break
    with chdir(stage):
        log = rollgrid("log")
    return Answer(OK, [Line(), say(f"all files are in {stage}; to go on there: {log}")])


def _stage(folder: Path | None) -> Path:
    """The folder, with the scenario in it as a meeting of its own."""
    if folder is None:
        stage = Path(tempfile.mkdtemp(prefix="rollgrid-demo-"))
    else:
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            reason = "exists already" if folder.exists() else f"cannot be made: {error.strerror}"
            raise UsageError(f"{folder} {reason}: give a new folder") from None
        stage = folder
    shutil.copyfile(_scenario(), stage / "meeting.yaml")
    return stage


def _scenario() -> Path:
    """CSP11: in an installation beside this file, in a checkout among the scenarios."""
    here = Path(str(resources("scheduler.commands"))) / SCENARIO
    return here if here.is_file() else Path(__file__).parents[2] / "scenarios" / SCENARIO
