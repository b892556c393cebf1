"""A small scenario and sweeps of it, written to a folder; and work for workers that goes wrong."""

import os
import signal
from pathlib import Path

from scheduler.scenario import load
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.reading import ReadSweep, read_sweep
from scheduler.sweeps.results import Figures, Result

SCENARIO = """
format: 1
meeting: {id: two-bodies, title: Two bodies, timezone: Europe/Zurich, grid: 15}
days: [2030-03-05, 2030-03-06]
slots:
  - {id: morning, start: "10:00", end: "13:00", overtime: {minutes: 60, price: 2}}
  - {id: afternoon, start: "15:00", end: "18:00"}
rooms:
  - {id: hall, name: Great hall}
  - {id: annex}
people:
  - {id: chair-a, title: Chair of A}
  - {id: chair-b, title: Chair of B, timezone: America/New_York}
groups:
  - {id: A, title: Body A}
  - {id: B, title: Body B}
sessions:
  - {id: a1, group: A, minutes: 180, chairs: [chair-a], rooms: [hall], languages: [en, fr, es]}
  - {id: a2, group: A, minutes: 120, chairs: [chair-a], rooms: [hall]}
  - {id: b1, group: B, minutes: 150 (120 to 200), chairs: [chair-b], split: {least_part: 30}}
interpretation:
  teams: [{id: team, languages: [en, fr, es]}]
levels:
  - {rule: interpretation, level: warn}
"""
SWEEP = """
base: meeting.yaml
seconds: 10
axes:
  - axis: B
    options:
      - as it is
      - {more: {of: B, minutes: 30}}
  - axis: hall
    options:
      - as it is
      - {name: no hall, gone: {room: hall}}
  - axis: seed
    seeds: 2
"""
STAINS = "ROLLGRID_TEST_STAINS"
"""The folder in which workers of these tests leave what they have done."""


def written(folder: Path, sweep: str = SWEEP, scenario: str = SCENARIO) -> Path:
    """The sweep file, beside its scenario."""
    (folder / "meeting.yaml").write_text(scenario, encoding="utf-8")
    path = folder / "what-if.yaml"
    path.write_text(sweep, encoding="utf-8")
    return path


def read(folder: Path, sweep: str = SWEEP, scenario: str = SCENARIO) -> ReadSweep:
    return read_sweep(written(folder, sweep, scenario))


def jobs(folder: Path, count: int) -> tuple[Job, ...]:
    """So many jobs that differ in their seeds."""
    (folder / "meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    problem = load(folder / "meeting.yaml").problem
    return tuple(Job(n, (f"seed {n}",), problem, 5.0, n) for n in range(1, count + 1))


def figures(held: int = 0, unplaced: int = 0, cost: int = 0, overtime: int = 0) -> Figures:
    return Figures(
        held=held,
        unplaced=unplaced,
        cost=cost,
        overtime=overtime,
        trimmed=0,
        room_slots=0,
        clashes=0,
        free=0,
    )


def solved(job: Job) -> Result:
    """A result that took no search."""
    return Result(state="solved", figures=figures(cost=job.seed))


def _stain(job: Job) -> int:
    """How often this job has been begun."""
    folder = Path(os.environ[STAINS])
    begun = len(list(folder.glob(f"{job.number}.*"))) + 1
    (folder / f"{job.number}.{begun}").touch()
    return begun


def killed_at_first(job: Job) -> Result:
    """Every third job kills its worker when it is begun for the first time."""
    if _stain(job) == 1 and job.number % 3 == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return solved(job)


def killed_or_wrong(job: Job) -> Result:
    """The second job always kills its worker, the third raises, the others are done."""
    _stain(job)
    if job.number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    if job.number == 3:
        raise ValueError("three is not to be had")
    return solved(job)
