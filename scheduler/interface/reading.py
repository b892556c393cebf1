"""Read scenarios and timetables."""

from pathlib import Path
from typing import overload

from scheduler import scenario as scenarios
from scheduler.interface.plan import Plan, plan_of
from scheduler.scenario import Loaded as Scenario
from scheduler.timetable import files

__all__ = ["Scenario", "load"]


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
