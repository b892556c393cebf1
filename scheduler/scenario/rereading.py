"""Whether a scenario that was changed in memory could be written to a file and read again."""

import json
from pathlib import Path

from scheduler.problem import Problem, Scenario
from scheduler.scenario.diagnostics import Diagnostic
from scheduler.scenario.loading import diagnose_text

NAME = Path("changed.yaml")


def complaints(problem: Problem) -> tuple[Diagnostic, ...]:
    """The errors that a reader finds in the scenario of a problem, written as a file."""
    found = diagnose_text(NAME, as_text(problem).encode())
    return tuple(diagnostic for diagnostic in found if diagnostic.severity == "error")


def as_text(problem: Problem) -> str:
    """The scenario as JSON, which is YAML."""
    content = problem.model_dump(
        mode="json", by_alias=True, exclude_unset=True, include=set(Scenario.model_fields)
    )
    return json.dumps({"format": 1, **content})
