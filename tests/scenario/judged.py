"""Whatever the bytes of a scenario: what must hold of what is said of them."""

from pathlib import Path

from scheduler.errors import ScenarioError
from scheduler.problem import Problem
from scheduler.scenario import diagnose, load


def is_problem_or_complaint(path: Path, data: bytes) -> None:
    """It loads as a problem, or check and load have the same complaints, each with its place."""
    path.write_bytes(data)
    found = diagnose(path)
    for diagnostic in found:
        assert diagnostic.line >= 1
        assert diagnostic.column >= 1
        assert str(diagnostic).isprintable()
    errors = [str(d) for d in found if d.severity == "error"]
    if errors:
        try:
            load(path)
        except ScenarioError as error:
            said = str(error)
        else:
            raise AssertionError("it was loaded, in spite of its errors")
        assert said.splitlines() == errors
    else:
        assert isinstance(load(path).problem, Problem)
