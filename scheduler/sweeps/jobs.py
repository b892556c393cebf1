"""The jobs of a sweep: every combination of its options, or a sample; and what each depends on."""

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from importlib.metadata import version
from itertools import product
from math import prod

from scheduler import __version__
from scheduler.problem import Problem
from scheduler.sweeps.overlays import OverlayError, apply
from scheduler.sweeps.statements import Overlay, Sweep
from scheduler.sweeps.words import Call, name_of

FORMAT = 1
"""The format of jobs and results; a higher number makes every stored result outdated."""
MOST_JOBS = 100_000


@dataclass(frozen=True, slots=True)
class Versions:
    """What a result depends on besides the job: the programs that made it."""

    rollgrid: str
    ortools: str

    @classmethod
    def here(cls) -> "Versions":
        """The versions of this process."""
        return cls(__version__, version("ortools"))

    def __str__(self) -> str:
        return f"rollgrid {self.rollgrid} with OR-Tools {self.ortools}"


@dataclass(frozen=True)
class Job:
    """
    One problem to be solved.

    Attributes
    ----------
    number
        From 1, in the order of the sweep.
    choices
        What its option of each axis is called.
    problem
        The scenario with all overlays, the policy in force among them.
    seconds, seed
        Of the search, which has one thread.
    combined
        Whether several overlays have changed the scenario: together they may contradict it.
    avoid
        Names of strategies that its search does without.
    refused
        Why the overlays cannot all be taken; empty if they can.
    """

    number: int
    choices: tuple[str, ...]
    problem: Problem
    seconds: float
    seed: int
    combined: bool = False
    avoid: frozenset[str] = frozenset()
    refused: str = ""

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return " · ".join(self.choices)

    @cached_property
    def description(self) -> dict[str, object]:
        """All that its result depends on, in plain data; the scenario by its hash."""
        return {
            "format": FORMAT,
            "scenario": digest_of(self.problem),
            "policy": self.problem.in_force,
            "seconds": self.seconds,
            "seed": self.seed,
            "avoid": sorted(self.avoid),
            **_plain_versions(),
        }

    @cached_property
    def key(self) -> str:
        """The hash of its description, and of nothing else."""
        text = json.dumps(self.description, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _plain_versions() -> dict[str, object]:
    here = Versions.here()
    return {"rollgrid": here.rollgrid, "ortools": here.ortools}


def digest_of(problem: Problem) -> str:
    """The hash of a problem as it is meant: however it was written, every field with its value."""
    text = json.dumps(problem.model_dump(), sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case frozenset() | set():
            return sorted(map(str, value))
    raise TypeError(f"{type(value).__name__} is in no scenario")


def count_of(sweep: Sweep) -> int:
    """How many combinations there are."""
    return prod(len(axis.overlays) for axis in sweep.axes)


def jobs_of(sweep: Sweep, base: Problem, call: Call = str) -> Iterator[Job]:
    """
    The jobs of a sweep whose options can be taken each.

    ``call``: how ids are called in the names of options.
    """
    axes = [axis.overlays for axis in sweep.axes]
    start = base.model_copy(update={"in_force": sweep.policy})
    for number, chosen in enumerate(_combinations(sweep, axes), start=1):
        yield _job(number, chosen, start, sweep, call)


def _combinations(sweep: Sweep, axes: Sequence[Sequence[Overlay]]) -> Iterator[tuple[Overlay, ...]]:
    """All, or as many as are asked for, drawn without repetition, in the order of all."""
    total = count_of(sweep)
    if sweep.sample is None or sweep.sample >= total:
        yield from product(*axes)
        return
    for number in sorted(random.Random(sweep.seed).sample(range(total), sweep.sample)):
        chosen: list[Overlay] = []
        for options in reversed(axes):
            number, at = divmod(number, len(options))
            chosen.append(options[at])
        yield tuple(reversed(chosen))


def _job(number: int, chosen: Sequence[Overlay], start: Problem, sweep: Sweep, call: Call) -> Job:
    problem, refused = start, ""
    try:
        for overlay in chosen:
            problem = apply(problem, overlay)
    except OverlayError as error:
        refused = str(error)
    seeds = [overlay.seed for overlay in chosen if overlay.seed is not None]
    return Job(
        number=number,
        choices=tuple(name_of(overlay, call) for overlay in chosen),
        problem=problem,
        seconds=sweep.seconds,
        seed=seeds[-1] if seeds else 1,
        combined=sum(overlay.changes_the_scenario for overlay in chosen) > 1,
        refused=refused,
    )
