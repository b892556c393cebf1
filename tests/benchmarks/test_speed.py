"""How long things take: ``uv run pytest tests/benchmarks --benchmark-enable``; asserts no time."""

import subprocess
import sys
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scheduler.insight.suggesting import suggest
from scheduler.insight.why_not import why_not
from scheduler.insight.why_unplaced import reasons
from scheduler.problem import Policy, Problem
from scheduler.replanning.replan import replan
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario import load
from scheduler.search.located import Located
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record, Timetable, Unplaced
from tests.benchmarks.councils import council
from tests.search.conferences import filled, subsidiary

ROOT = Path(__file__).parents[2]
CSP11 = ROOT / "scenarios" / "csp11.yaml"
pytestmark = pytest.mark.ci


def test_solving_csp11_in_process(benchmark: Any) -> None:
    problem = load(CSP11).problem
    outcome = benchmark(solve, problem)
    assert outcome.status == "optimal"


def test_replanning_csp11_after_an_overrun(benchmark: Any) -> None:
    problem = load(CSP11).problem
    published = record(solve(problem), sha256="")
    now = datetime(2025, 2, 25, 17, 55)
    request = ReplanRequest(problem, published, ["overrun enip 30m"], now=now)
    found = benchmark(replan, request)
    assert found.outcome.status == "optimal"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_solving_sixty_sessions_over_forty_five_slots(benchmark: Any, seed: int) -> None:
    outcome = benchmark.pedantic(solve, (council(seed),), rounds=3)
    assert outcome.status == "optimal"


@cache
def published(seed: int) -> Record:
    """What the three policies of a seed start from: solved once, for it is not what is timed."""
    return record(solve(council(seed)), sha256="")


@pytest.mark.parametrize("policy", ["roll", "hold", "extend"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_replanning_sixty_sessions(benchmark: Any, seed: int, policy: Policy) -> None:
    request = ReplanRequest(council(seed), published(seed), ["overrun s20 30m"], policy=policy)
    found = benchmark.pedantic(replan, (request,), rounds=3)
    assert found.outcome.status == "optimal"


@cache
def laid_out() -> tuple[Problem, Timetable]:
    """A meeting of 120 sessions, and a full timetable of it."""
    problem = subsidiary(1)
    return problem, filled(problem)


def test_suggesting_places_among_a_hundred_and_twenty_sessions(benchmark: Any) -> None:
    found = benchmark.pedantic(suggest, (*laid_out(), "s050"), rounds=3)
    assert len(found.found) == 5


def test_forcing_a_session_into_a_full_slot(benchmark: Any) -> None:
    told = (*laid_out(), "s050", "2030-03-06/morning")
    options = {"locate": lambda *_: Located(None, proved=False), "seconds": 3}
    found = benchmark.pedantic(why_not, told, options, rounds=3)
    assert found.timetable is not None


def test_telling_why_ten_sessions_have_no_place(benchmark: Any) -> None:
    problem, timetable = laid_out()
    lost = [Unplaced(session=f"s{n:03}", reason="?") for n in range(10)]
    ids = {unplaced.session for unplaced in lost}
    kept = [s for s in timetable.sittings if s.session not in ids]
    found = benchmark.pedantic(reasons, (problem, Timetable.of(kept, lost)), rounds=3)
    assert set(found) == ids


@pytest.mark.parametrize(
    "command", [["solve", str(CSP11)], ["check", str(CSP11)], ["--help"]], ids=lambda c: c[0]
)
def test_the_whole_command(benchmark: Any, command: list[str]) -> None:
    def run() -> int:
        called = [sys.executable, str(ROOT / "cli.py"), *command]
        return subprocess.run(called, capture_output=True, check=False).returncode

    assert benchmark.pedantic(run, rounds=3) == 0


def test_peak_memory_of_solving_csp11(benchmark: Any) -> None:
    """Peak resident memory in MiB, as ``extra_info``; the time is of no interest here."""
    script = (
        "import resource\nfrom pathlib import Path\nfrom scheduler.search.solve import solve\n"
        f"from scheduler.scenario import load\nsolve(load(Path({str(CSP11)!r})).problem)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )

    def run() -> str:
        called = [sys.executable, "-c", script]
        done = subprocess.run(called, capture_output=True, text=True, cwd=ROOT, check=True)
        return done.stdout

    benchmark.extra_info["MiB"] = int(benchmark.pedantic(run, rounds=1))
    assert benchmark.extra_info["MiB"] > 0
