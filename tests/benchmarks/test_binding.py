"""The script that measures whether ``--seconds`` binds: what it draws, and what it calls late."""

import pytest

from scheduler.problem import Problem
from tests.benchmarks.binding import ALONE, BUSY, KINDS, Drawn, Late, told


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_drawn_at_its_smallest(kind: str) -> None:
    drawn = Drawn(kind, KINDS[kind][0][0], 7)
    problem = drawn.problem
    raw = problem.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    assert Problem.model_validate(raw) == problem == drawn.problem
    assert len(problem.sessions) == drawn.size


def run(late: float, limit: float = 10.0) -> Late:
    drawn = Drawn("talks", 30, 1)
    return Late("solve", drawn, limit, late, reading=0.4, cpu=2.0, peak_mb=120, code=0, load=8.0)


def test_late_is_what_goes_beyond_some_seconds_and_a_share_of_the_limit() -> None:
    assert not run(1.5).exceeds(ALONE)
    assert run(1.6).exceeds(ALONE)
    assert not run(3.9).exceeds(BUSY)
    assert run(4.1).exceeds(BUSY)


def test_the_table_counts_who_is_too_late_and_names_the_latest() -> None:
    lines = told([run(-8.0), run(2.0), run(0.5)], ALONE)
    assert "| solve | talks | 3 | 0.50 | 2.00 | 1 | 120 |" in lines
    assert lines[-1] == "1 of 3 runs later than 1 s and 5%; load average 8.0 to 8.0"
    assert "solve talks 30 (seed 1), 10 s: +2.00 s" in lines[lines.index("the latest:") + 1]
    assert told([], ALONE) == ["no run"]
