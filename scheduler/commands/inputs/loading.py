"""Scenarios and timetables that belong together, and what stands between them."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.options import UsageError
from scheduler.errors import TimetableError, did_you_mean
from scheduler.problem import Problem
from scheduler.timetable import Record, Warning_

if TYPE_CHECKING:
    from scheduler.scenario import Loaded


def load_scenario(path: Path) -> "Loaded":
    """The scenario of a file; ScenarioError with every complaint about it."""
    from scheduler.scenario import load  # YAML takes 0.1 s, and two timetables need none

    return load(path)


def notes_of(loaded: "Loaded") -> tuple[Warning_, ...]:
    """The warnings of the scenario itself, as a timetable made from it carries them."""
    return tuple(
        Warning_(code=d.code, message=f"{d.message} ({loaded.path.name}:{d.line})")
        for d in loaded.diagnostics
    )


def belongs(name: str, record: Record, meeting: str) -> None:
    """TimetableError if a timetable is of another meeting."""
    if record.meeting != meeting:
        raise TimetableError(f"{name}: is of meeting {record.meeting!r}, not of {meeting!r}")


def doubts_of(loaded: "Loaded", record: Record, name: str) -> list[str]:
    """Warnings about a timetable beside its scenario."""
    doubts = []
    if record.scenario_sha256 not in ("", loaded.sha256):
        doubts.append(f"warning: {loaded.path} is not as it was when {name} was made")
    if record.facts and record.situation is None:
        doubts.append(
            f"warning: {name} names facts ({'; '.join(record.facts)}) but no situation: it is "
            "judged as if nothing had happened"
        )
    return doubts


def refuse_unknown_session(problem: Problem, session: str) -> None:
    """UsageError if the scenario has no session of this name."""
    ids = [s.id for s in problem.sessions]
    if session not in ids:
        raise UsageError(f"no session is called {session!r}{did_you_mean(session, ids)}")
