"""Scenarios and timetables that belong together, and what stands between them."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import TimetableError
from scheduler.problem import Problem
from scheduler.records import read
from scheduler.render.console import NO, Answer, remind
from scheduler.timetable import Record

if TYPE_CHECKING:
    from scheduler.scenario import Loaded


def load_scenario(path: Path) -> "Loaded":
    # here, for a diff without a scenario needs no YAML, which costs 0.1 s
    from scheduler.scenario import load

    return load(path)


def tell_warnings(loaded: "Loaded") -> None:
    """What the planner should know of the scenario before something is solved."""
    for diagnostic in loaded.diagnostics:
        remind(str(diagnostic))


def load_pair(scenario: Path, timetable: Path) -> "tuple[Loaded, Record]":
    """A scenario and a timetable of the same meeting."""
    loaded, record = load_scenario(scenario), read(timetable)
    belongs(timetable, record, loaded.problem.meeting.id)
    return loaded, record


def belongs(path: Path, record: Record, meeting: str) -> None:
    if record.meeting != meeting:
        raise TimetableError(f"{path}: is of meeting {record.meeting!r}, not of {meeting!r}")


def in_force(problem: Problem, record: Record) -> Problem:
    return problem.model_copy(update={"in_force": record.policy})


def refusal_of(loaded: "Loaded", record: Record, path: Path) -> Answer | None:
    """
    No timetable is shown that breaks a rule.

    A replanned one is spared: it was verified when it was made, against facts and a published
    timetable that its file does not hold in full.
    """
    if record.facts:
        return None
    from scheduler import verify

    broken = verify.violations(in_force(loaded.problem, record), record.timetable)
    if not broken:
        return None
    complaints = [f"{path}: {v.rule}: {v.message}" for v in broken]
    return Answer(NO, (), [*complaints, f"{path} breaks rules of {loaded.path}: not shown"])


def doubts_of(loaded: "Loaded", record: Record, path: Path) -> list[str]:
    doubts = []
    if record.scenario_sha256 not in ("", loaded.sha256):
        doubts.append(f"warning: {loaded.path} is not as it was when {path} was made")
    if record.facts:
        doubts.append(
            f"warning: {path} was replanned ({'; '.join(record.facts)}); the rules of a situation "
            "are known only while it is replanned, and were verified then"
        )
    return doubts
