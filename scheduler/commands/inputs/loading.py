"""Scenarios and timetables that belong together, and what stands between them."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.timetable import Record

if TYPE_CHECKING:
    from scheduler.scenario import Loaded


def load_scenario(path: Path) -> "Loaded":
    """The scenario of a file; ScenarioError with every complaint about it."""
    from scheduler.scenario import load  # YAML takes 0.1 s, and two timetables need none

    return load(path)


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
