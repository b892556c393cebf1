"""Complaints about a scenario file, which take neither a solver nor a timetable."""

from dataclasses import replace
from pathlib import Path

from scheduler import scenario as scenarios
from scheduler.scenario import Diagnostic, InvalidScenarioError
from scheduler.timetable.wording import wording_of

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
        loaded = scenarios.load(scenario)
    except InvalidScenarioError:
        return []
    word = wording_of(loaded.problem).word
    return [replace(short, message=word(short.message)) for short in capacity.diagnose(loaded)]
