"""Complaints about a scenario file, which take neither a solver nor a timetable."""

from pathlib import Path

from scheduler import scenario as scenarios
from scheduler.scenario import Diagnostic, InvalidScenarioError

__all__ = ["check"]


def check(scenario: Path | str, *, deep: bool = False) -> tuple[Diagnostic, ...]:
    """
    Every complaint about a scenario file, errors and warnings; nothing is raised or solved.

    ``deep``: also whether rooms, people and teams suffice.
    """
    path = Path(scenario)
    return (*scenarios.diagnose(path), *(_shortages(path) if deep else ()))


def _shortages(scenario: Path) -> list[Diagnostic]:
    """What rooms, people and teams do not suffice for; nothing where the file cannot be read."""
    from scheduler.insight import capacity  # compiles the instance; a plain check takes half

    try:
        return capacity.diagnose(scenarios.load(scenario))
    except InvalidScenarioError:
        return []
