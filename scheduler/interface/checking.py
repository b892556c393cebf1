"""Complaints about a scenario file, which take neither a solver nor a timetable."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scheduler import scenario as scenarios
from scheduler.scenario import Diagnostic, InvalidScenarioError, Loaded
from scheduler.timetable.wording import wording_of

__all__ = ["check"]


def check(scenario: Path | str, *, deep: bool = False) -> tuple[Diagnostic, ...]:
    """
    Every complaint about a scenario file, errors and warnings; nothing is raised or solved.

    Warnings name sessions, rooms and people by their titles, errors by their ids.

    ``deep``: also whether rooms, people and teams suffice.
    """
    path = Path(scenario)
    try:
        loaded = scenarios.load(path)
    except InvalidScenarioError as error:
        return error.diagnostics  # nobody knows the titles yet; ids are what is to be mended
    word = wording_of(loaded.problem).word
    found = (*loaded.diagnostics, *(_shortages(loaded) if deep else ()))
    return tuple(replace(one, message=word(one.message)) for one in found)


def _shortages(loaded: Loaded) -> Sequence[Diagnostic]:
    """What rooms, people and teams do not suffice for."""
    from scheduler.insight import capacity  # compiles the instance; a plain check takes half

    return capacity.diagnose(loaded)
