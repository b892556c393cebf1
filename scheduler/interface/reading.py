"""Scenarios and timetables read, checked and judged."""

from pathlib import Path
from typing import overload

from scheduler import scenario as scenarios
from scheduler.insight import capacity
from scheduler.interface.plan import Plan, plan_of
from scheduler.scenario import Diagnostic, InvalidScenarioError
from scheduler.scenario import Loaded as Scenario
from scheduler.timetable import files

__all__ = ["Scenario", "check", "count_capacity", "load"]


@overload
def load(scenario: Path | str) -> Scenario: ...
@overload
def load(scenario: Path | str, timetable: Path | str) -> Plan: ...
def load(scenario: Path | str, timetable: Path | str | None = None) -> Scenario | Plan:
    """
    Read a scenario, or a timetable file together with its scenario.

    Raises
    ------
    ScenarioError
        Every complaint about the scenario at once, each with file, line and column.
    TimetableError
        The timetable cannot be read, or belongs to another meeting.
    """
    loaded = scenarios.load(Path(scenario))
    if timetable is None:
        return loaded
    return plan_of(loaded, files.read(Path(timetable)), name=str(timetable))


def check(scenario: Path | str, *, deep: bool = False) -> tuple[Diagnostic, ...]:
    """
    Every complaint about a scenario file, errors and warnings; nothing is raised or solved.

    ``deep``: also whether rooms, people and teams suffice.
    """
    path = Path(scenario)
    complaints = tuple(scenarios.diagnose(path))
    return (*complaints, *count_capacity(path)) if deep else complaints


def count_capacity(scenario: Path) -> list[Diagnostic]:
    """What a deep check adds to the complaints; nothing where the file cannot be read."""
    try:
        return capacity.diagnose(scenarios.load(scenario))
    except InvalidScenarioError:
        return []
