"""Scenarios and timetables that belong together, and what stands between them."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import FactError, TimetableError
from scheduler.problem import Problem
from scheduler.replanning.next_problem import as_recorded
from scheduler.timetable import Record, Warning_
from scheduler.timetable.files import read

if TYPE_CHECKING:
    from scheduler.scenario import Loaded
    from scheduler.timetable import Charge
    from scheduler.verifier import Violation


def load_scenario(path: Path) -> "Loaded":
    # here, for a diff without a scenario needs no YAML, which costs 0.1 s
    from scheduler.scenario import load

    return load(path)


def notes_of(loaded: "Loaded") -> tuple[Warning_, ...]:
    """The warnings of the scenario itself, as a timetable made from it carries them."""
    return tuple(
        Warning_(code=d.code, message=f"{d.message} ({loaded.path.name}:{d.line})")
        for d in loaded.diagnostics
    )


def load_pair(scenario: Path, timetable: Path) -> "tuple[Loaded, Record, Problem]":
    """A scenario, a timetable of the same meeting, and the problem that the timetable solves."""
    loaded, record = load_scenario(scenario), read(timetable)
    belongs(timetable, record, loaded.problem.meeting.id)
    try:
        return loaded, record, as_recorded(loaded.problem, record)
    except FactError as error:
        raise TimetableError(f"{timetable}: {error}") from error


def belongs(path: Path, record: Record, meeting: str) -> None:
    if record.meeting != meeting:
        raise TimetableError(f"{path}: is of meeting {record.meeting!r}, not of {meeting!r}")


def judged(problem: Problem, record: Record) -> "tuple[list[Violation], list[Charge]]":
    """Rules broken and prices due; a price that the file states wrongly is broken too."""
    from scheduler import verifier

    paid = verifier.charges(problem, record.timetable)
    broken = verifier.violations(problem, record.timetable)
    for tier in record.tiers:
        found = sum(charge.amount for charge in paid if charge.tier == tier.name)
        if found != tier.cost:
            said = f"Tier {tier.name} costs {found}, the file says {tier.cost}."
            broken.append(verifier.Violation("tiers", (), said))
    return broken, paid


def doubts_of(loaded: "Loaded", record: Record, path: Path) -> list[str]:
    doubts = []
    if record.scenario_sha256 not in ("", loaded.sha256):
        doubts.append(f"warning: {loaded.path} is not as it was when {path} was made")
    if record.facts and record.situation is None:
        doubts.append(
            f"warning: {path} names facts ({'; '.join(record.facts)}) but no situation: it is "
            "judged as if nothing had happened"
        )
    return doubts
